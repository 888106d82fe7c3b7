// A located area as the comparison has it: which of the two is a part of the other, how much, and how it is turned.
import type { Overlap } from '../../main/engine/api/compare-schemas.ts';
import type { MatchedArea } from '../../main/engine/api/search-schemas.ts';
import type { Size } from './compare.ts';

/** Degrees that a person would see. */
const leastTurn = 0.5;

export function overlapOf(
  { map, pictureShare, photoShare, agreement }: MatchedArea,
  picture: Size,
  photo: Size,
): Overlap {
  const across = (map.xx * photo.width) / picture.width;
  const down = (map.yx * photo.height) / picture.width;
  // The picture is turned the other way than what leads from it to the photo.
  const degrees = -(Math.atan2(down, across) * 180) / Math.PI;
  const quarters = Math.round(degrees / 90);
  const turn = degrees - 90 * quarters;
  const part = pictureShare >= photoShare ? 'picture' : 'photo';
  return {
    ...{ map, mirrored: false, turn: Math.abs(turn) < leastTurn ? 0 : turn, agreement, colours: 'same' },
    quarterTurns: ((quarters + 4) % 4) as Overlap['quarterTurns'],
    ...{ part, share: Math.min(1, part === 'picture' ? photoShare : pictureShare) },
  };
}

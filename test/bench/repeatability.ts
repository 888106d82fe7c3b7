// How well the keypoints of a picture are found again in a changed one, whose every pixel is known to come from where.
import type { DescriptorMatch, Keypoint, LocalFeatures } from '../../core/index.ts';
import { asMatrix, matchDescriptors, SIFT_LENGTH } from '../../core/index.ts';
import type { AffineMap } from '../../core/describe/affine-map.ts';

export interface Repeatability {
  /** Keypoints of the first picture that lie within the second, and how many of them it finds again. */
  inside: number;
  found: number;
  /** Matches by the ratio test, and how many of them are right. */
  matches: number;
  right: number;
}

/** Farther in than the border that keypoints keep from, in pixels. */
const MARGIN = 8;
/** A match is right within so many pixels, or the keypoint's scale if that is more. */
const RIGHT_WITHIN = 3;

interface Place {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** @param size of the second picture */
export function measureRepeatability(
  first: LocalFeatures,
  second: LocalFeatures,
  map: AffineMap,
  size: { readonly width: number; readonly height: number },
): Repeatability {
  const carried = first.keypoints.map((keypoint) => carry(keypoint, map));
  const inside = carried.filter(({ x, y }) => x > MARGIN && y > MARGIN && x < size.width - MARGIN && y < size.height - MARGIN); // prettier-ignore
  const found = inside.filter((place) => second.keypoints.some((keypoint) => isSame(place, keypoint)));
  const matches = matchesOf(first, second);
  const right = matches.filter((match) => {
    const [place, keypoint] = [carried[match.first]!, second.keypoints[match.second]!];
    return Math.hypot(place.x - keypoint.x, place.y - keypoint.y) < Math.max(RIGHT_WITHIN, keypoint.scale);
  });
  return { inside: inside.length, found: found.length, matches: matches.length, right: right.length };
}

function carry({ x, y, scale }: Keypoint, map: AffineMap): Place {
  const factor = Math.sqrt(map.xx * map.yy - map.xy * map.yx);
  return {
    x: map.xx * x + map.xy * y + map.x0,
    y: map.yx * x + map.yy * y + map.y0,
    scale: factor * scale,
  };
}

/** Lowe, IJCV 2004, section 3.1: within one sigma of the place, within a factor of the root of two of the scale. */
function isSame(place: Place, { x, y, scale }: Keypoint): boolean {
  return Math.hypot(place.x - x, place.y - y) < place.scale && Math.abs(Math.log2(scale / place.scale)) < 0.5;
}

function matchesOf(first: LocalFeatures, second: LocalFeatures): DescriptorMatch[] {
  const rows = ({ descriptors }: LocalFeatures) => asMatrix(Float32Array.from(descriptors), SIFT_LENGTH);
  return matchDescriptors(rows(first), rows(second));
}

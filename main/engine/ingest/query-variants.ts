// The views of a query picture that a thorough search tries: itself, its quarter turns, and five crops of 60 % a side.
// (model: a photo inside a screenshot, or lying on its side, is found by one of these; see resources/model/MODEL-CARD.md)
import { type Cut, type Pixels, toNetworkInput } from './decode.ts';
import type { QueryVariant } from './describe-protocol.ts';

const cropShare = 0.6;

const crops: { name: QueryVariant; x: number; y: number }[] = [
  { name: 'crop-centre', x: 0.5, y: 0.5 },
  { name: 'crop-top-left', x: 0, y: 0 },
  { name: 'crop-top-right', x: 1, y: 0 },
  { name: 'crop-bottom-left', x: 0, y: 1 },
  { name: 'crop-bottom-right', x: 1, y: 1 },
];

export interface VariantInput {
  name: QueryVariant;
  input: Uint8Array;
}

/** @param whole the CNN's input for the whole picture, `size` pixels a side */
export async function makeVariants(working: Pixels, whole: Uint8Array, size: number): Promise<VariantInput[]> {
  const turned90 = turnClockwise(whole, size);
  const turned180 = turnClockwise(turned90, size);
  const turned270 = turnClockwise(turned180, size);
  const cropped = crops.map(async ({ name, x, y }) => ({
    name,
    input: await toNetworkInput(working, size, cutOf(working, x, y)),
  }));
  return [
    { name: 'whole', input: whole },
    { name: 'turned-90', input: turned90 },
    { name: 'turned-180', input: turned180 },
    { name: 'turned-270', input: turned270 },
    ...(await Promise.all(cropped)),
  ];
}

/** @param x, y where the crop lies: 0 at the left or top, 1 at the right or bottom */
function cutOf({ width, height }: Pixels, x: number, y: number): Cut {
  const cut = {
    width: Math.max(1, Math.round(width * cropShare)),
    height: Math.max(1, Math.round(height * cropShare)),
  };
  return { ...cut, left: Math.round((width - cut.width) * x), top: Math.round((height - cut.height) * y) };
}

/** Windows of half the sides, half a window apart: one of them shows most of any cell of a collage, or of a photo in a screenshot. */
const PARTS_ASIDE = 3;

/** @returns windows of half the sides, and the four halves */
export function cutsOfParts({ width, height }: Pick<Pixels, 'width' | 'height'>): Cut[] {
  const half = { width: Math.max(1, width >> 1), height: Math.max(1, height >> 1) };
  const right = width - half.width;
  const bottom = height - half.height;
  const windows = Array.from({ length: PARTS_ASIDE ** 2 }, (_, i) => ({
    ...half,
    left: Math.round((right * (i % PARTS_ASIDE)) / (PARTS_ASIDE - 1)),
    top: Math.round((bottom * Math.floor(i / PARTS_ASIDE)) / (PARTS_ASIDE - 1)),
  }));
  return [
    ...windows,
    ...[0, right].map((left) => ({ left, top: 0, width: half.width, height })),
    ...[0, bottom].map((top) => ({ left: 0, top, width, height: half.height })),
  ];
}

/** A quarter turn of the square input: turning and squashing commute, so no second resize is needed. */
export function turnClockwise(square: Uint8Array, size: number): Uint8Array {
  const turned = new Uint8Array(square.length);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const from = 3 * ((size - 1 - column) * size + row);
      const to = 3 * (row * size + column);
      turned[to] = square[from]!;
      turned[to + 1] = square[from + 1]!;
      turned[to + 2] = square[from + 2]!;
    }
  }
  return turned;
}

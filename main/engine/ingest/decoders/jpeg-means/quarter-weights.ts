// What each coefficient of a block adds to the means of its four quarters, in libjpeg's whole numbers, so that they come out as
// its own. The mean of a cosine over half a block is nothing for even frequencies above zero: those are not looked at.
// (jpeg_idct_2x2 in libjpeg's jidctred.c; assembly/quarters.ts)

const side = 8;
/** Fractions have 13 bits. */
const fix = (factor: number): number => Math.round(factor * 2 ** 13);
/** By frequency: four times the mean of its cosine over half the block, beside that of frequency 0. */
const odd = new Map([1, 3, 5, 7].map((frequency) => [frequency, fix(halfSum(frequency))]));
/** What frequency 0 is multiplied by on the way down: four with as many fraction bits. */
const even = 2 ** 15;

/** Numbers the sums: of columns 0, 1, 3, 5 and 7, first their even parts, then their odd ones; the last is for what is left out. */
const columns = [1, 3, 5, 7, 0];
const oddSums = 8;
const leftOut = 15;

/** The zigzag order: how far down and across each coefficient stands. (ITU-T T.81, figure A.6) */
const zigzag = Array.from({ length: side * side }, (_, i) => ({ down: Math.floor(i / side), across: i % side })).sort(
  (a, b) => a.down + a.across - (b.down + b.across) || (isDownward(a) ? a.down - b.down : a.across - b.across),
);

/** For each coefficient, in zigzag order, its factor and the offset of the sum that it goes into. */
export function quarterWeights(quantisers: Uint16Array): Int32Array {
  return Int32Array.from(
    zigzag.flatMap(({ down, across }, i) => {
      const column = columns.indexOf(across);
      const factor = down === 0 ? even : odd.get(down);
      if (column < 0 || factor === undefined) return [0, 4 * leftOut];
      return [quantisers[i]! * factor, 4 * (column + (down === 0 ? 0 : oddSums))];
    }),
  );
}

/** Odd diagonals go down. */
function isDownward({ down, across }: { down: number; across: number }): boolean {
  return (down + across) % 2 === 1;
}

function halfSum(frequency: number): number {
  let sum = 0;
  for (let x = 0; x < side / 2; x++) sum += Math.cos(((2 * x + 1) * frequency * Math.PI) / (2 * side));
  return Math.SQRT2 * sum;
}

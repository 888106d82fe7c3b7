// A print comes back as it went and takes less room, the smoother the picture the less.
import { expect, it } from 'vitest';
import { PRINT_LENGTH, packPrint, Random, unpackPrint } from '../../../core/index.ts';

const random = new Random(11);
const printOf = (cell: (row: number, column: number) => number): Uint8Array =>
  Uint8Array.from({ length: PRINT_LENGTH }, (_, i) => cell(Math.floor(i / 12), i % 12));
const sky = printOf((row, column) => 200 - 6 * row + column);
const noise = printOf(() => random.integer(256));

it.each([
  ['a flat one', printOf(() => 17)],
  ['a slope', sky],
  ['an edge', printOf((_, column) => (column < 5 ? 0 : 255))],
  ['a chequered one', printOf((row, column) => 255 * ((row + column) % 2))],
  ['noise', noise],
])('%s comes back', (_, print) => expect(unpackPrint(packPrint(print))).toEqual(print));

it('smooth pictures take a fraction, noise hardly more than its bytes', () => {
  expect(packPrint(sky).length).toBeLessThan(PRINT_LENGTH / 2);
  expect(packPrint(noise).length).toBeLessThan(1.13 * PRINT_LENGTH);
});

it('anything else is refused', () => {
  expect(() => packPrint(new Uint8Array(10))).toThrow(/print/);
  expect(() => unpackPrint(packPrint(sky).subarray(0, 20))).toThrow();
  expect(() => unpackPrint(new Uint8Array(0))).toThrow();
});

// Numbers come back as they went, whatever they are, and take about as much room as their entropy says.
import { describe, expect, it } from 'vitest';
import { fromRiceCode, Random, toRiceCode } from '../../../core/index.ts';

const random = new Random(5);
const drawn = (count: number, draw: () => number): Int8Array => Int8Array.from({ length: count }, draw);
const normal = (deviation: number) => () => Math.max(-127, Math.min(127, Math.round(deviation * random.normal())));

describe('numbers come back', () => {
  it.each([
    ['none', new Int8Array(0)],
    ['one zero', new Int8Array(1)],
    ['zeros', new Int8Array(512)],
    ['the smallest', new Int8Array(99).fill(-128)],
    ['the largest', new Int8Array(99).fill(127)],
    ['all there are', Int8Array.from({ length: 256 }, (_, i) => i - 128)],
    ['any', drawn(1000, () => random.integer(256) - 128)],
    ['zeros with one far away', Int8Array.from({ length: 512 }, (_, i) => (i === 200 ? -128 : 0))],
  ])('%s', (_, values) => expect(fromRiceCode(toRiceCode(values))).toEqual(values));

  it('of every length and spread', () => {
    for (let count = 0; count < 300; count++) {
      const values = drawn(count, normal(1.02 ** count));
      expect(fromRiceCode(toRiceCode(values))).toEqual(values);
    }
  });
});

it('normal numbers take at most 0.06 bits each more than their entropy, and the byte that says how they are coded', () => {
  for (const deviation of [5, 12, 25, 40]) {
    const values = drawn(20_000, normal(deviation));
    const counts = new Map<number, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    const entropy = [...counts.values()].reduce((sum, count) => sum - count * Math.log2(count / values.length), 0);
    expect(8 * (toRiceCode(values).length - 1)).toBeLessThan(entropy + 0.25 * values.length);
  }
});

it('noise takes at most an eighth more than its bytes', () => {
  const values = drawn(4096, () => random.integer(256) - 128);
  expect(toRiceCode(values).length).toBeLessThanOrEqual(1 + (9 * 4096) / 8);
});

describe('what is no code of numbers', () => {
  it.each([
    ['nothing', new Uint8Array(0)],
    ['an unknown way of coding', Uint8Array.of(9, 1, 2)],
    ['a number cut off', Uint8Array.of(8, 0)],
  ])('%s is refused', (_, code) => expect(() => fromRiceCode(code)).toThrow(/Rice code/));

  it('is refused or gives other numbers when it is cut', () => {
    const values = drawn(512, normal(36));
    const code = toRiceCode(values);
    for (let length = 0; length < code.length; length++) {
      let back: Int8Array | null = null;
      try {
        back = fromRiceCode(code.subarray(0, length));
      } catch {
        continue;
      }
      expect(back.length).toBeLessThan(values.length);
    }
  });
});

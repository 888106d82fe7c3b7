import { describe, expect, it } from 'vitest';
import { Random, plainAdcScan } from '../../../core/index.ts';
import { scanOneByOne } from '../../../core/kernels/adc-scan.ts';

describe('plainAdcScan', () => {
  it.each([
    [1, 256],
    [7, 16],
    [8, 256],
    [24, 100],
    [128, 256],
  ])('equals the sum written out (m = %i, ksub = %i)', (m, ksub) => {
    const random = new Random(m);
    const count = 33;
    const codes = Uint8Array.from({ length: count * m }, () => random.integer(ksub));
    const table = Float32Array.from({ length: m * ksub }, () => random.normal());
    const factors = Float32Array.from({ length: count }, () => random.normal());
    const additions = Float32Array.from({ length: count }, () => random.normal());
    const distances = new Float32Array(count + 1).fill(-1);
    const scan = { table, m, ksub, codes, factors, additions, base: 2.5, offset: 7, count, distances };
    plainAdcScan.scan(scan);
    const slow = new Float32Array(count);
    scanOneByOne({ ...scan, distances: slow });
    for (let i = 0; i < count; i++) {
      let sum = 2.5;
      for (let j = 0; j < m; j++) sum += table[j * ksub + codes[i * m + j]!]!;
      const expected = 7 + additions[i]! + factors[i]! * sum;
      expect(distances[i]).toBeCloseTo(expected, 4);
      expect(slow[i]).toBeCloseTo(expected, 4);
    }
    expect(distances[count], 'nothing is written beyond the count').toBe(-1);
  });
});

import { describe, expect, it } from 'vitest';
import { Random, SymmetricDistances, row, squaredDistance, trainProductQuantiser } from '../../../core/index.ts';
import { featureLike } from '../vectors.ts';

const points = featureLike(300, 24, 1);
const quantiser = await trainProductQuantiser(points, { m: 6, ksub: 16, random: new Random(1) });
const symmetric = new SymmetricDistances(quantiser);

function distance(from: Uint8Array, to: Uint8Array): number {
  const table = new Float32Array(6 * 16);
  symmetric.tableOf(from, table);
  return to.reduce((sum, centroid, part) => sum + table[part * 16 + centroid]!, 0);
}

describe('SymmetricDistances', () => {
  it('gives the distance between what two codes decode to, the same both ways and none to itself', () => {
    for (let i = 0; i < 20; i++) {
      const a = quantiser.encode(row(points, i));
      const b = quantiser.encode(row(points, 2 * i + 1));
      expect(distance(a, b)).toBeCloseTo(squaredDistance(quantiser.decode(a), 0, quantiser.decode(b), 0, 24), 5);
      expect(distance(b, a)).toBeCloseTo(distance(a, b), 6);
      expect(distance(a, a)).toBe(0);
    }
  });

  it('refuses codes of other quantisers', () => {
    expect(() => distance(new Uint8Array(5), new Uint8Array(6))).toThrow('code: expected 6 components, received 5');
    expect(() => distance(new Uint8Array(6).fill(16), new Uint8Array(6))).toThrow('expected an index below 16');
  });
});

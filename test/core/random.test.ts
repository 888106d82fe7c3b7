import { describe, expect, it } from 'vitest';
import { Random } from '../../core/index.ts';

describe('Random', () => {
  it('gives the same numbers for the same seed, and others for another', () => {
    const draw = (seed: number) => {
      const random = new Random(seed);
      return Array.from({ length: 20 }, () => random.next());
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('takes the published steps of splitmix32 and xoshiro128**', () => {
    // Written out in exact 64-bit arithmetic, as the authors' C code has them.
    const mask = (x: bigint) => x & 0xffffffffn;
    const rotate = (x: bigint, k: bigint) => mask((x << k) | (x >> (32n - k)));
    const s = [1n, 2n, 3n, 4n].map((i) => {
      let z = mask(99n + i * 0x9e3779b9n);
      z = mask((z ^ (z >> 16n)) * 0x21f0aaadn);
      z = mask((z ^ (z >> 15n)) * 0x735a2d97n);
      return z ^ (z >> 15n);
    });
    const random = new Random(99);
    for (let step = 0; step < 50; step++) {
      expect(random.next() * 2 ** 32).toBe(Number(mask(rotate(mask(s[1]! * 5n), 7n) * 9n)));
      const t = mask(s[1]! << 9n);
      s[2]! ^= s[0]!;
      s[3]! ^= s[1]!;
      s[1]! ^= s[2]!;
      s[0]! ^= s[3]!;
      s[2]! ^= t;
      s[3] = rotate(s[3]!, 11n);
    }
  });

  it('draws uniform numbers in [0, 1) and normal ones with mean 0 and variance 1', () => {
    const random = new Random(1);
    const uniform = Array.from({ length: 20_000 }, () => random.next());
    const normal = Array.from({ length: 20_000 }, () => random.normal());
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniform)).toBeLessThan(1);
    expect(mean(uniform)).toBeCloseTo(0.5, 1);
    expect(mean(normal)).toBeCloseTo(0, 1);
    expect(mean(normal.map((x) => x * x))).toBeCloseTo(1, 1);
  });

  it('samples without replacement, every number equally often', () => {
    const random = new Random(3);
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 5000; i++) {
      const sample = random.sample(10, 4);
      expect(new Set(sample).size).toBe(4);
      for (const number of sample) counts[number]!++;
    }
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(200);
    expect([...random.sample(3, 9)]).toEqual([0, 1, 2]);
    expect(random.sample(0, 4)).toHaveLength(0);
  });

  it('shuffles without losing anything', () => {
    const values = Uint32Array.from({ length: 100 }, (_, i) => i);
    new Random(5).shuffle(values);
    expect([...values]).not.toEqual([...values].sort((a, b) => a - b));
    expect([...values].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });
});

import { describe, expect, it } from 'vitest';
import { chooseProbes, chooseSizes, shouldRetrain } from '../../../core/index.ts';

describe('chooseSizes', () => {
  it('gives the cells that its docstring promises', () => {
    const nlist = (photoCount: number) => chooseSizes(photoCount).nlist;
    expect([0, 1, 882, 1000, 10_000, 250_000, 1_000_000].map(nlist)).toEqual([16, 16, 16, 32, 256, 1024, 2048]);
  });

  it('never gives fewer cells to more photos, and always powers of two', () => {
    let previous = 0;
    for (let photoCount = 1; photoCount < 1e8; photoCount = Math.ceil(photoCount * 1.1)) {
      const { nlist, m, trainingCount } = chooseSizes(photoCount);
      expect(nlist).toBeGreaterThanOrEqual(previous);
      expect(Math.log2(nlist) % 1).toBe(0);
      expect(512 % m).toBe(0);
      expect(trainingCount).toBeLessThanOrEqual(photoCount);
      previous = nlist;
    }
  });

  it('shortens the codes of large libraries, and finds a divisor for any dimension', () => {
    expect([50_000, 50_001, 500_000, 500_001].map((count) => chooseSizes(count).m)).toEqual([256, 128, 128, 64]);
    expect(chooseSizes(1000, 100).m).toBe(100);
    expect(chooseSizes(1000, 257).m).toBe(1);
  });
});

describe('chooseProbes', () => {
  it('probes every cell up to 20,000 photos', () => {
    for (const photoCount of [0, 1, 1000, 20_000]) expect(chooseProbes(photoCount, 256)).toBe(256);
  });

  it('sees 20,000 codes or a sixteenth of the cells beyond', () => {
    for (const photoCount of [30_000, 250_000, 1_000_000]) {
      const { nlist } = chooseSizes(photoCount);
      const nprobe = chooseProbes(photoCount, nlist);
      expect((nprobe / nlist) * photoCount).toBeGreaterThanOrEqual(20_000);
      expect(nprobe).toBeGreaterThanOrEqual(nlist / 16);
      expect(nprobe).toBeLessThan(nlist);
    }
  });
});

describe('shouldRetrain', () => {
  const age = { trainedOn: 1000, photoCount: 2000, errorAtTraining: 0.1 };

  it('wants a first generation of the library’s own at 1,000 photos', () => {
    expect(shouldRetrain({ ...age, trainedOn: 0, photoCount: 999 })).toBe(false);
    expect(shouldRetrain({ ...age, trainedOn: 0, photoCount: 1000 })).toBe(true);
  });

  it('wants another after fourfold growth', () => {
    expect(shouldRetrain({ ...age, photoCount: 3999 })).toBe(false);
    expect(shouldRetrain({ ...age, photoCount: 4000 })).toBe(true);
  });

  it('wants another after drift, once a tenth of the photos are new', () => {
    expect(shouldRetrain({ ...age, recentError: 0.12 })).toBe(false);
    expect(shouldRetrain({ ...age, recentError: 0.13 })).toBe(true);
    expect(shouldRetrain({ ...age, recentError: 0.13, photoCount: 1050 })).toBe(false);
  });

  it('does not ask for what a shrunken library could not train', () => {
    expect(shouldRetrain({ ...age, trainedOn: 5000, photoCount: 100, recentError: 9 })).toBe(false);
  });
});

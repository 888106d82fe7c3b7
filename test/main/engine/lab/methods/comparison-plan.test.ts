import { describe, expect, it } from 'vitest';
import { comparedMethods } from '../../../../../main/engine/api/method-schemas.ts';
import type { PlannedIndex } from '../../../../../main/engine/lab/methods/comparison-plan.ts';
import { planComparison } from '../../../../../main/engine/lab/methods/comparison-plan.ts';

const options = { bits: [128, 16, 64], methods: comparedMethods, seed: 1 };
const sizes = { baseCount: 100_000, learnCount: 20_000 };

/** Bits of a code as its settings make it. */
function bitsOf({ build }: PlannedIndex): number | null {
  if ('bits' in build) return build.bits;
  if (!('m' in build)) return null;
  return build.m * Math.log2('ksub' in build ? build.ksub : 16);
}

describe('the plan of a comparison', () => {
  it('gives every method a code of exactly the length, or the whole vectors', () => {
    for (const learnCount of [20_000, 200]) {
      for (const plan of planComparison(options, { ...sizes, learnCount })) expect(bitsOf(plan)).toBe(plan.bits);
    }
  });

  it('asks every method once as usual at each length, and with other settings at the middle length alone', () => {
    const asks = planComparison(options, sizes).flatMap(({ bits, asks }) => asks.map((ask) => ({ ...ask, bits })));
    for (const method of comparedMethods) {
      const usual = asks.filter((ask) => ask.method === method && ask.isUsual).map(({ bits }) => bits);
      const isDeep = method.endsWith('deep-hashing');
      expect(usual).toEqual(usual[0] === null ? [null] : isDeep ? [16, 64] : [16, 64, 128]);
    }
    const others = asks.filter(({ isUsual, bits }) => !isUsual && bits !== null);
    expect(new Set(others.map(({ bits }) => bits))).toEqual(new Set([64]));
    expect(new Set(others.map(({ method }) => method))).toEqual(new Set(['hamming-embedding', 'ivfadc', 'fast-scan']));
  });

  it('builds what several methods share once, and nothing for methods that are not asked', () => {
    const plans = planComparison({ ...options, methods: ['sdc', 'adc'] }, sizes);
    expect(plans.map(({ build, bits }) => `${build.method} ${bits}`)).toEqual(['pq 16', 'pq 64', 'pq 128']);
    expect(planComparison({ ...options, methods: ['adc'] }, sizes)[0]!.asks).toHaveLength(1);
  });

  it('has no more centroids or cells than there are vectors to learn from', () => {
    for (const learnCount of [20, 100, 300, 5000]) {
      for (const { build } of planComparison(options, { baseCount: 100_000, learnCount })) {
        if ('ksub' in build) expect(build.ksub).toBeLessThanOrEqual(learnCount);
        if ('nlist' in build) expect(build.nlist).toBeLessThanOrEqual(learnCount);
      }
    }
  });
});

import { describe, expect, test } from 'vitest';
import type { Comparing, MethodReport } from '../../../main/engine/api/method-schemas.ts';
import { MethodsState } from '../../../renderer/state/methods-state.svelte.ts';
import { fakeClient } from '../fake-engine.ts';

const report: MethodReport = {
  ...{ photoCount: 500, fewestToCompare: 200, hasFolders: true, isComparing: false, comparison: null, charts: [] },
};
const comparison: MethodReport['comparison'] = {
  ...{ photoCount: 500, comparedAt: 0, rows: [], leftOut: [] },
  set: {
    ...{ truth: 'labels', baseCount: 400, learnCount: 400, queryCount: 100, dimension: 512 },
    ...{ relevantCount: 10, depth: 400, seed: 1 },
  },
};
const progress: Comparing = { doneCount: 1, totalCount: 9, method: 'adc', bits: 64, secondsLeft: 30 };

/** An engine that compares in one step. */
function engine(first: MethodReport, fails = false) {
  const served = { report: first, truths: [] as string[] };
  const client = fakeClient({
    methods: {
      report: () => Promise.resolve(served.report),
      compare: ({ truth }: { truth: string }) => {
        served.truths.push(truth);
        return Promise.resolve(
          (async function* () {
            yield progress;
            await Promise.resolve();
            if (fails) throw new Error('no');
            served.report = { ...served.report, comparison, isComparing: false };
          })(),
        );
      },
    } as never,
  });
  return { served, methods: new MethodsState(client) };
}

describe('the comparison of methods', () => {
  test('does not begin by itself, but is joined where it runs', async () => {
    const idle = engine(report);
    await idle.methods.open();
    expect(idle.served.truths).toEqual([]);
    const running = engine({ ...report, isComparing: true });
    await running.methods.open();
    expect(running.served.truths).toHaveLength(1);
    expect(running.methods.comparison).toEqual(comparison);
    expect(running.methods.comparing).toBeNull();
  });

  test('takes for right what the person chose, and opens with what was compared last', async () => {
    const { served, methods } = engine(report);
    await methods.open();
    methods.truth = 'labels';
    await methods.compare();
    expect(served.truths).toEqual(['labels']);
    const again = engine({ ...report, comparison });
    await again.methods.open();
    expect(again.methods.truth).toBe('labels');
    expect(JSON.parse(again.methods.toJson())).toEqual(comparison);
  });

  test('says what went wrong, and can be tried again', async () => {
    const { methods } = engine(report, true);
    await methods.open();
    await methods.compare();
    expect(methods.failure).not.toBeNull();
    expect(methods.comparing).toBeNull();
  });

  test('says where there are too few photos', async () => {
    const { methods } = engine({ ...report, photoCount: 199 });
    await methods.open();
    expect(methods.isSmall).toBe(true);
  });
});

import { describe, expect, test, vi } from 'vitest';
import type { HealthReport, Measurement, Measuring } from '../../../main/engine/api/health-schemas.ts';
import { HealthState } from '../../../renderer/state/health-state.svelte.ts';
import {
  isMeasurementDue,
  measuredAt,
  newestDrift,
  placeOfSetting,
  settingAt,
  verdictOf,
} from '../../../renderer/state/health-verdict.ts';
import { fakeClient, status } from '../fake-engine.ts';

const measurement: Measurement = {
  generation: 7,
  photoCount: 1000,
  queryCount: 500,
  neighbourCount: 10,
  measuredAt: 0,
  steps: [
    { nprobe: 8, recall: 0.7, milliseconds: 1, visitedCount: 125 },
    { nprobe: 16, recall: 0.85, milliseconds: 2, visitedCount: 250 },
    { nprobe: 64, recall: 0.97, milliseconds: 6, visitedCount: 1000 },
    { nprobe: null, recall: 1, milliseconds: 9, visitedCount: 1000 },
  ],
};

const report: HealthReport = {
  photoCount: 1000,
  model: { name: 'a model', sha256: 'ab' },
  generation: { id: 7, origin: 'own', trainedOn: 900, isTraining: false, trainingProgress: null, canTrain: true },
  kernels: 'SIMD',
  nlist: 64,
  m: 256,
  dimension: 512,
  cells: { sizes: [20, 10], median: 15, largestTenthShare: 0.6, emptyCount: 0 },
  space: { codes: 1, codebooks: 1, features: 1, facts: 1, thumbnails: 1 },
  drift: { ratios: [1, 1, 1.03, 1.06, 1.09], limit: 1.25 },
  setting: { kind: 'automatic' },
  steps: [8, 16, 64, null],
  automatic: 64,
  measurement,
  fewestToMeasure: 200,
  isMeasuring: false,
};

/** An engine whose report follows what is set, and that measures in two steps. */
function engine(first: HealthReport) {
  const served = { report: first, measureCount: 0, settings: [] as unknown[] };
  const client = fakeClient({
    health: {
      report: () => Promise.resolve(served.report),
      setSearch: (setting: never) => {
        served.settings.push(setting);
        served.report = { ...served.report, setting };
        return Promise.resolve();
      },
      measure: () => {
        served.measureCount++;
        return Promise.resolve(
          (async function* (): AsyncGenerator<Measuring> {
            yield { doneCount: 0, totalCount: 500 };
            await Promise.resolve();
            yield { doneCount: 250, totalCount: 500 };
            served.report = {
              ...served.report,
              measurement: { ...measurement, generation: served.report.generation.id },
            };
          })(),
        );
      },
    } as never,
  });
  return { served, health: new HealthState(client) };
}

describe('the verdict', () => {
  test('is good where most is found, and says when speed was chosen instead', () => {
    expect(verdictOf(report)).toBe('good');
    expect(verdictOf({ ...report, setting: { kind: 'cells', share: 8 / 64 } })).toBe('fast');
    expect(verdictOf({ ...report, setting: { kind: 'exact' } })).toBe('good');
  });

  test('asks for a rebuild when the newest photos are coded worse than the limit', () => {
    const drifting = { ...report, drift: { ratios: [1, 1, 1.3, 1.3, 1.3], limit: 1.25 } };
    expect(newestDrift(drifting)).toBeCloseTo(1.3);
    expect(verdictOf(drifting)).toBe('drifting');
    expect(verdictOf({ ...drifting, generation: { ...report.generation, canTrain: false } })).toBe('good');
  });

  test('says nothing of what was not measured', () => {
    expect(verdictOf({ ...report, photoCount: 50 })).toBe('small');
    expect(verdictOf({ ...report, measurement: null })).toBe('unmeasured');
    expect(verdictOf({ ...report, generation: { ...report.generation, id: 8 } })).toBe('unmeasured');
  });
});

describe('a measurement', () => {
  test('is due when there is none, or the index or the library is another one', () => {
    expect(isMeasurementDue(report)).toBe(false);
    expect(isMeasurementDue({ ...report, measurement: null })).toBe(true);
    expect(isMeasurementDue({ ...report, generation: { ...report.generation, id: 8 } })).toBe(true);
    expect(isMeasurementDue({ ...report, photoCount: 1090 })).toBe(false);
    expect(isMeasurementDue({ ...report, photoCount: 1150 })).toBe(true);
    expect(isMeasurementDue({ ...report, photoCount: 150, measurement: null })).toBe(false);
  });

  test('is made by itself when the page is opened and none holds, and not otherwise', async () => {
    const known = engine(report);
    await known.health.open();
    expect(known.served.measureCount).toBe(0);
    const unknown = engine({ ...report, measurement: null });
    await unknown.health.open();
    expect(unknown.served.measureCount).toBe(1);
    expect(unknown.health.verdict).toBe('good');
    expect(unknown.health.measuring).toBeNull();
  });

  test('that runs is joined', async () => {
    const running = engine({ ...report, isMeasuring: true });
    await running.health.open();
    expect(running.served.measureCount).toBe(1);
  });

  test('follows when another generation answers', async () => {
    const { served, health } = engine(report);
    await health.open();
    health.follow({ ...status(3).index, generation: 7 });
    served.report = { ...report, generation: { ...report.generation, id: 8 } };
    health.follow({ ...status(3).index, generation: 8 });
    await vi.waitFor(() => expect(health.report?.measurement?.generation).toBe(8));
    health.close();
  });
});

describe('the setting', () => {
  test('has its place among the steps, also as a share from another generation', () => {
    expect(placeOfSetting(report)).toBe(2);
    expect(placeOfSetting({ ...report, setting: { kind: 'exact' } })).toBe(3);
    expect(placeOfSetting({ ...report, setting: { kind: 'cells', share: 0.22 } })).toBe(1);
    for (const place of [0, 1, 2, 3])
      expect(placeOfSetting({ ...report, setting: settingAt(report, place) })).toBe(place);
  });

  test('tells what a place would cost while the slider moves, and changes when it is let go', async () => {
    const { served, health } = engine(report);
    await health.open();
    health.moveTo(0);
    expect(health.now?.recall).toBe(0.7);
    expect(health.next?.recall).toBe(0.85);
    expect(served.settings).toEqual([]);
    await health.choosePlace(0);
    expect(served.settings).toEqual([{ kind: 'cells', share: 8 / 64 }]);
    expect(health.place).toBe(0);
    await health.chooseAutomatic(true);
    expect(health.place).toBe(2);
  });

  test('goes back to what it was when it could not be set', async () => {
    const { health } = engine(report);
    await health.open();
    const refused = new HealthState(
      fakeClient({
        health: { setSearch: () => Promise.reject(new Error('no')), report: () => Promise.resolve(report) },
      }),
    );
    await refused.open();
    await refused.choosePlace(0);
    expect(refused.failure).not.toBeNull();
    expect(refused.place).toBe(2);
  });

  test('is not judged by what was measured of another index', () => {
    expect(measuredAt({ ...report, generation: { ...report.generation, id: 8 } }, 2)).toBeNull();
    expect(measuredAt({ ...report, steps: [8, 16, 50, null] }, 2)).toBeNull();
  });
});

import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { dot, Random } from '../../../../core/index.ts';
import type { CalibrationFigures } from '../../../../main/engine/library/settings.ts';
import { ClosenessCalibration, FEWEST_PHOTOS, scaleOf } from '../../../../main/engine/search/closeness-calibration.ts';
import { shippedScale } from '../../../../main/engine/search/closeness.ts';

const noon = Date.UTC(2019, 6, 31, 12);

/** Photos in all directions, or all turned towards one: then strangers are near each other. */
function library(count: number, { together = 0, from = 'file' } = {}) {
  const database = new Database(':memory:');
  database.exec('CREATE TABLE photo (id INTEGER PRIMARY KEY, taken_at INTEGER, taken_from TEXT)');
  const random = new Random(5);
  const features = new Map<number, Float32Array>();
  for (let id = 1; id <= count; id++) {
    database.prepare('INSERT INTO photo VALUES (?, ?, ?)').run(id, noon, from);
    const feature = Float32Array.from({ length: 512 }, (_, i) => random.next() - 0.5 + (i === 0 ? together : 0));
    const length = Math.sqrt(dot(feature, 0, feature, 0, 512));
    features.set(
      id,
      feature.map((value) => value / length),
    );
  }
  const settings: { calibration: CalibrationFigures | null } = { calibration: null };
  const index = { feature: (id: number) => features.get(id) ?? null, modelSha256: 'one', searchableCount: count };
  return { settings, index, open: () => new ClosenessCalibration({ database, settings, index }) };
}

test('a small library keeps the shipped borders', async () => {
  const calibration = library(FEWEST_PHOTOS - 1).open();
  await calibration.measure();
  expect(calibration.scale).toEqual(shippedScale);
  expect(calibration.isCalibrated).toBe(false);
});

test('what the shipped figures were measured on gets the shipped borders', () => {
  const scale = scaleOf({ median: 0.016, upper: 0.055 });
  for (const name of ['copies', 'sameScene', 'alike'] as const) expect(scale[name]).toBeCloseTo(shippedScale[name]);
});

test('where strangers are nearer to each other, a match must be nearer too', async () => {
  const apart = library(FEWEST_PHOTOS).open();
  const together = library(FEWEST_PHOTOS, { together: 3 }).open();
  await Promise.all([apart.measure(), together.measure()]);
  expect(together.isCalibrated).toBe(true);
  expect(together.scale.alike).toBeLessThan(apart.scale.alike);
  for (const { copies, sameScene, alike } of [apart.scale, together.scale, scaleOf({ median: 0.9, upper: 0.99 })]) {
    expect([copies, sameScene, alike]).toEqual([copies, sameScene, alike].sort((a, b) => a - b));
  }
});

test('photos of one day are no strangers', async () => {
  const calibration = library(FEWEST_PHOTOS, { from: 'exif' }).open();
  await calibration.measure();
  expect(calibration.isCalibrated).toBe(false);
});

test('figures are kept with the library, until it has grown or another model answers', async () => {
  const { settings, index, open } = library(FEWEST_PHOTOS);
  await open().measure();
  const again = open();
  expect(again.isCalibrated).toBe(true);
  const first = settings.calibration;
  await again.measure();
  expect(settings.calibration).toBe(first);
  index.searchableCount = 2 * FEWEST_PHOTOS;
  await again.measure();
  expect(settings.calibration).toMatchObject({ photoCount: 2 * FEWEST_PHOTOS });
  index.modelSha256 = 'another';
  expect(again.isCalibrated).toBe(false);
});

import type Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { comparedMethods, methodReportSchema } from '../../../../main/engine/api/method-schemas.ts';
import type { MethodReport, MethodTruth } from '../../../../main/engine/api/method-schemas.ts';
import { MethodComparison } from '../../../../main/engine/health/method-comparison.ts';
import type { PhotoIndex } from '../../../../main/engine/index/photo-index.ts';
import { Settings } from '../../../../main/engine/library/settings.ts';
import { addPhotos, IndexFixture, makeFeatures } from '../index/index-fixture.ts';

let fixture: IndexFixture;
let database: Database.Database;
let index: PhotoIndex;
let methods: MethodComparison;

beforeEach(async () => {
  fixture = new IndexFixture();
  ({ database, index } = await fixture.openIndex());
  methods = open();
});
afterEach(async () => {
  await methods.stop();
  await fixture.remove();
});

function open(): MethodComparison {
  return new MethodComparison({ database, index, settings: new Settings(database), codeLengths: [16] });
}

async function compared(truth: MethodTruth): Promise<MethodReport> {
  for await (const { doneCount, totalCount, secondsLeft } of methods.compare(truth)) {
    expect(doneCount).toBeLessThanOrEqual(totalCount);
    if (secondsLeft !== null) expect(secondsLeft).toBeGreaterThanOrEqual(0);
  }
  return methodReportSchema.parse(methods.report());
}

/** Photos one after another in folders of this size. */
function fileThem(folderSize: number): void {
  database.exec(`INSERT INTO root (id, path, name, added_at) VALUES (1, '/photos', 'photos', 0)`);
  const insert = database.prepare(
    `INSERT INTO located_file (root_id, folder, name, size, modified_at, state, photo_id) VALUES (1, ?, ?, 1, 0, 'ready', ?)`,
  );
  const ids = database.prepare<[], number>('SELECT id FROM photo ORDER BY id').pluck().all();
  ids.forEach((id, i) => insert.run(`folder ${Math.floor(i / folderSize)}`, `${id}.jpg`, id));
}

describe('a comparison of methods on the library', () => {
  test('holds every method against exact search, where the nearest photos are right', async () => {
    addPhotos(database, index, makeFeatures(330, 3));
    const { comparison, charts, isComparing } = await compared('neighbours');
    expect(isComparing).toBe(false);
    expect(comparison!.set).toMatchObject({ truth: 'neighbours', baseCount: 264, queryCount: 66, relevantCount: 10 });
    expect(comparison!.rows[0]).toMatchObject({ method: 'exact', mAP: 1 });
    expect(new Set(comparison!.rows.map(({ method }) => method))).toEqual(
      new Set(comparedMethods.filter((method) => method !== 'supervised-deep-hashing')),
    );
    expect(comparison!.leftOut).toEqual([]);
    expect(charts.map(({ name }) => name)).toContain('recall-by-time');
  });

  test('learns from folders where photos of the same folder are right', async () => {
    addPhotos(database, index, makeFeatures(210, 3));
    expect(methods.report().hasFolders).toBe(false);
    fileThem(30);
    expect(methods.report().hasFolders).toBe(true);
    const { comparison } = await compared('labels');
    expect(comparison!.set).toMatchObject({ truth: 'labels', baseCount: 105, queryCount: 105, relevantCount: 15 });
    expect(comparison!.rows.map(({ method }) => method)).toContain('supervised-deep-hashing');
  });

  test('stays with the library', async () => {
    addPhotos(database, index, makeFeatures(210, 3));
    const { comparison } = await compared('neighbours');
    await fixture.close();
    ({ database, index } = await fixture.openIndex());
    methods = open();
    expect(methods.report().comparison).toEqual(comparison);
  });

  test('can be cancelled, and then leaves what was there before', async () => {
    addPhotos(database, index, makeFeatures(210, 3));
    for await (const progress of methods.compare('neighbours')) {
      expect(progress).toBeDefined();
      methods.cancel();
    }
    expect(methods.report()).toMatchObject({ comparison: null, charts: [], isComparing: false });
  });

  test('is joined by whoever asks while it runs, and goes on when they leave', async () => {
    addPhotos(database, index, makeFeatures(210, 3));
    for await (const progress of methods.compare('neighbours')) {
      expect(progress).toBeDefined();
      break;
    }
    expect(methods.report().isComparing).toBe(true);
    expect((await compared('neighbours')).comparison).not.toBeNull();
  });

  test('is refused with too few photos, and where no folder could be asked for', async () => {
    addPhotos(database, index, makeFeatures(100, 3));
    await expect(compared('neighbours')).rejects.toMatchObject({ code: 'library-empty' });
    addPhotos(database, index, makeFeatures(110, 4));
    await expect(compared('labels')).rejects.toMatchObject({ code: 'usage' });
  });
});

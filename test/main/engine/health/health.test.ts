import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Measurement } from '../../../../main/engine/api/health-schemas.ts';
import { Health } from '../../../../main/engine/health/health.ts';
import type { PhotoIndex } from '../../../../main/engine/index/photo-index.ts';
import { Settings } from '../../../../main/engine/library/settings.ts';
import { ThumbnailStore } from '../../../../main/engine/library/thumbnails.ts';
import { searchOptions, searchSteps } from '../../../../main/engine/search/search-steps.ts';
import { addPhotos, IndexFixture, makeFeatures, model } from '../index/index-fixture.ts';

let fixture: IndexFixture;
let database: Database.Database;
let index: PhotoIndex;
let health: Health;

beforeEach(async () => {
  fixture = new IndexFixture();
  ({ database, index } = await fixture.openIndex());
  health = open(database, index);
});
afterEach(async () => {
  await health.stop();
  await fixture.remove();
});

function open(itsDatabase: Database.Database, itsIndex: PhotoIndex): Health {
  const turn = () => Promise.resolve(() => undefined);
  return new Health({
    ...{ database: itsDatabase, index: itsIndex, settings: new Settings(itsDatabase), effort: { turn } },
    thumbnails: new ThumbnailStore(fixture.folder),
  });
}

async function measured(): Promise<Measurement> {
  for await (const { doneCount, totalCount } of health.measure()) expect(doneCount).toBeLessThanOrEqual(totalCount);
  return (await health.report()).measurement!;
}

describe('a measurement', () => {
  test('finds everything by exact search, and more the more cells are looked into', async () => {
    addPhotos(database, index, makeFeatures(700, 3));
    const { steps, queryCount, generation, photoCount } = await measured();
    expect(steps.map(({ nprobe }) => nprobe)).toEqual([1, 2, 4, null]);
    expect(steps.at(-1)!.recall).toBe(1);
    const recalls = steps.map(({ recall }) => recall);
    recalls.forEach((recall, i) => expect(recall).toBeGreaterThanOrEqual((recalls[i - 1] ?? 0) - 0.01));
    expect(recalls[0]).toBeLessThan(recalls[2]!);
    const visited = steps.map(({ visitedCount }) => visitedCount);
    expect(visited).toEqual([...visited].sort((a, b) => a - b));
    expect(visited.at(-1)).toBe(700);
    expect({ queryCount, photoCount }).toEqual({ queryCount: 500, photoCount: 700 });
    expect(generation).toBe(index.state.generation);
  });

  test('stays with the library', async () => {
    addPhotos(database, index, makeFeatures(250, 3));
    const before = await measured();
    await fixture.close();
    ({ database, index } = await fixture.openIndex());
    health = open(database, index);
    expect((await health.report()).measurement).toEqual(before);
  });

  test('gives the memory of exact search back', async () => {
    addPhotos(database, index, makeFeatures(250, 3));
    await measured();
    expect(index.parts.exact.isLoaded).toBe(false);
  });

  test('can be cancelled, and then leaves what was measured before', async () => {
    addPhotos(database, index, makeFeatures(600, 3));
    for await (const progress of health.measure()) {
      expect(progress.doneCount).toBeLessThan(600);
      health.cancelMeasuring();
    }
    expect(await health.report()).toMatchObject({ measurement: null, isMeasuring: false });
  });

  test('is joined by whoever asks while it runs, and goes on when they leave', async () => {
    addPhotos(database, index, makeFeatures(400, 3));
    for await (const progress of health.measure()) {
      expect(progress).toBeDefined();
      break;
    }
    expect((await health.report()).isMeasuring).toBe(true);
    expect((await measured()).queryCount).toBe(400);
  });

  test('is refused with too few photos', async () => {
    addPhotos(database, index, makeFeatures(20, 3));
    await expect(health.measure().next()).rejects.toMatchObject({ code: 'library-empty' });
    expect(await health.report()).toMatchObject({ measurement: null, isMeasuring: false });
  });
});

describe('the report', () => {
  test('counts the photos of the cells, largest first', async () => {
    addPhotos(database, index, makeFeatures(300, 5));
    const { cells, nlist } = await health.report();
    expect(cells.sizes).toHaveLength(nlist);
    expect(cells.sizes).toEqual([...cells.sizes].sort((a, b) => b - a));
    expect(cells.sizes.reduce((sum, size) => sum + size, 0)).toBe(300);
    expect(cells.largestTenthShare).toBeCloseTo(cells.sizes[0]! / 300);
  });

  test('shows that photos of another kind are coded worse than those before', async () => {
    addPhotos(database, index, makeFeatures(400, 1)); // as the starting generation was trained on
    addPhotos(database, index, makeFeatures(400, 77));
    const { ratios, limit } = (await health.report()).drift;
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(ratios.slice(0, 8))).toBeLessThan(limit);
    expect(mean(ratios.slice(-8))).toBeGreaterThan(1.2 * mean(ratios.slice(0, 8)));
  });

  test('draws no course of a library too small for one', async () => {
    addPhotos(database, index, makeFeatures(100, 1));
    expect((await health.report()).drift.ratios).toEqual([]);
  });

  test('tells the space of codes, features and thumbnails, and the model by name', async () => {
    addPhotos(database, index, makeFeatures(300, 5));
    const folder = join(fixture.folder, 'thumbnails', 'ab');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, `${'ab'.repeat(32)}.jpg`), Buffer.alloc(500));
    const report = await health.report();
    expect(report.space.codes).toBe(300 * (report.m + 4));
    expect(report.space.features).toBe(300 * report.dimension);
    expect(report.space.thumbnails).toBe(300 * 500);
    expect(report.space.codebooks).toBeGreaterThan(0);
    expect(report.space.facts).toBeGreaterThan(0);
    expect(report.model).toEqual({ name: model.name, sha256: model.sha256 });
  });
});

describe('training by hand', () => {
  test('makes a generation of the library itself, due or not', async () => {
    addPhotos(database, index, makeFeatures(1100, 3));
    await index.settle();
    const before = index.state.generation;
    await health.retrain();
    await index.settle();
    expect(index.state.generation).toBeGreaterThan(before);
    expect(index.state.origin).toBe('own');
  });

  test('makes the codes again where there are too few photos to train on', async () => {
    addPhotos(database, index, makeFeatures(300, 3));
    const before = index.state.generation;
    await health.retrain();
    expect(index.state).toMatchObject({ origin: 'starting' });
    expect(index.state.generation).toBeGreaterThan(before);
    expect(index.searchableCount).toBe(300);
  });
});

describe('what can be set', () => {
  test('runs from a few cells over the rule to all and exact', () => {
    expect(searchSteps(60_000, 256)).toEqual([1, 2, 4, 8, 16, 32, 64, 86, 128, 256, null]);
    expect(searchSteps(500, 16)).toEqual([1, 2, 4, 8, 16, null]);
    expect(searchSteps(5_000_000, 65_536)[0]).toBe(256);
  });

  test('is kept as a share of the cells, which outlives a generation', () => {
    expect(searchOptions({ kind: 'cells', share: 1 / 16 }, 256)).toEqual({ nprobe: 16 });
    expect(searchOptions({ kind: 'cells', share: 1 / 16 }, 1024)).toEqual({ nprobe: 64 });
    expect(searchOptions({ kind: 'cells', share: 0.001 }, 16)).toEqual({ nprobe: 1 });
    expect(searchOptions({ kind: 'automatic' }, 256)).toEqual({});
    expect(searchOptions({ kind: 'exact' }, 256)).toEqual({ exact: true });
  });

  test('stays with the library, and is automatic at first', () => {
    expect(health.setting).toEqual({ kind: 'automatic' });
    health.setting = { kind: 'cells', share: 0.25 };
    expect(open(database, index).setting).toEqual({ kind: 'cells', share: 0.25 });
  });
});

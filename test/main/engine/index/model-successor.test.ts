// The index of another model beside the one that answers: filled, trained and adopted without a search noticing before it is whole.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { setAnsweringModel } from '../../../../main/engine/index/model-rows.ts';
import type { PhotoIndex } from '../../../../main/engine/index/photo-index.ts';
import { addPhotos, codeCount, IndexFixture, makeFeatures, model, removePhoto } from './index-fixture.ts';

const other = { sha256: 'b'.repeat(64), name: 'another model' };
const features = makeFeatures(1100, 3);
/** What the other model sees in the same photos. */
const otherFeatures = features.map((feature) => feature.toReversed());

let fixture: IndexFixture;
beforeEach(() => {
  fixture = new IndexFixture();
});
afterEach(() => fixture.remove());

async function prepare(index: PhotoIndex): Promise<void> {
  const card = join(fixture.resources, 'codebooks', 'starting-generation.json');
  writeFileSync(card, JSON.stringify({ model: { sha256: other.sha256 } }));
  await index.prepare({ model: other, resources: fixture.resources });
}

function describeAnew(database: Database.Database, index: PhotoIndex, ids: readonly number[]): void {
  const publish = database.transaction(() => ids.map((id, i) => index.newest.write(id, otherFeatures[i]!)))();
  for (const each of publish) each();
}

function expectFound(index: PhotoIndex, ids: readonly number[], by: readonly Float32Array[]): void {
  for (let i = 0; i < ids.length; i += 50) {
    expect([...index.search(by[i]!, { k: 5 }).ids]).toContain(ids[i]);
    expect([...index.search(by[i]!, { k: 1, exact: true }).ids]).toEqual([ids[i]]);
  }
}

it('trains a generation of its own before it answers, and the old one answers until then', async () => {
  const { index, database } = await fixture.openIndex();
  const ids = addPhotos(database, index, features);
  await prepare(index);
  describeAnew(database, index, ids);
  expectFound(index, ids, features);
  await index.successor!.settle();
  expect(index.successor!.state).toMatchObject({ origin: 'own', state: 'ready' });
  expect(index.state.origin).toBe('starting');
  expectFound(index, ids, features);

  setAnsweringModel(database, index.newest.id);
  index.adoptSuccessor();
  expect(index.modelSha256).toBe(other.sha256);
  expect(index.state.origin).toBe('own');
  expect(index.searchableCount).toBe(ids.length);
  expectFound(index, ids, otherFeatures);
  expect(index.checkCodes()).toMatchObject({ uncodedCount: 0, strayCount: 0, damagedBlockCount: 0 });
});

it('left in the middle, it is gone on with, and the old one has lost nothing', async () => {
  const first = await fixture.openIndex();
  const ids = addPhotos(first.database, first.index, features.slice(0, 200));
  const card = join(fixture.resources, 'codebooks', 'starting-generation.json');
  await prepare(first.index);
  describeAnew(first.database, first.index, ids.slice(0, 100));
  await fixture.close();

  writeFileSync(card, JSON.stringify({ model: { sha256: model.sha256 } }));
  const { index, database } = await fixture.openIndex();
  expect(index.searchableCount).toBe(200);
  expectFound(index, ids, features);
  await prepare(index);
  expect(index.successor!.searchableCount).toBe(100);
  describeAnew(database, index, ids);
  setAnsweringModel(database, index.newest.id);
  index.adoptSuccessor();
  expectFound(index, ids, otherFeatures);
});

it('a photo that is removed meanwhile is in neither', async () => {
  const { index, database } = await fixture.openIndex();
  const ids = addPhotos(database, index, features.slice(0, 100));
  await prepare(index);
  describeAnew(database, index, ids);
  expect(codeCount(database)).toBe(200);
  removePhoto(database, index, ids[7]!);
  expect(codeCount(database)).toBe(198);
  expect(index.searchableCount).toBe(99);
  expect(index.successor!.searchableCount).toBe(99);
  expect(database.prepare('SELECT 1 FROM feature WHERE id & 0xffffffff = ?').get(ids[7])).toBeUndefined();
});

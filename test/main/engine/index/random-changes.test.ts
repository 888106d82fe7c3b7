// Photos come, change and go in any order, some of it in transactions that fail, while generations are trained and the
// library is closed and opened: rows, memory and a plain Map of what should be there stay equal.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type Database from 'better-sqlite3';
import { Random } from '../../../../core/index.ts';
import type { PhotoIndex } from '../../../../main/engine/index/photo-index.ts';
import { addPhotos, codeCount, IndexFixture, makeFeatures, removePhoto } from './index-fixture.ts';

let fixture: IndexFixture;
beforeEach(() => {
  fixture = new IndexFixture();
});
afterEach(() => fixture.remove());

const features = makeFeatures(500, 7);
const sound = { damagedFeatureIds: [], damagedBlockCount: 0, damagedAtOpeningCount: 0, uncodedCount: 0, strayCount: 0 };

interface Opened {
  index: PhotoIndex;
  database: Database.Database;
}

function expectEqual({ index, database }: Opened, expected: ReadonlyMap<number, Float32Array>): void {
  expect(index.checkCodes()).toEqual(sound);
  expect(codeCount(database)).toBe(expected.size);
  expect(new Set(index.search(features[0]!, { k: 10_000 }).ids)).toEqual(new Set(expected.keys()));
  for (const [id, feature] of [...expected].slice(0, 20)) {
    expect([...index.search(feature, { k: 3, exact: true }).ids]).toContain(id);
  }
}

function change({ index, database }: Opened, random: Random, expected: Map<number, Float32Array>): void {
  const present = [...expected.keys()];
  const feature = features[random.integer(features.length)]!;
  const chance = random.next();
  if (present.length === 0 || chance < 0.5) {
    const added = Array.from({ length: 1 + random.integer(20) }, () => features[random.integer(features.length)]!);
    addPhotos(database, index, added).forEach((id, i) => expected.set(id, added[i]!));
    return;
  }
  const id = present[random.integer(present.length)]!;
  if (chance < 0.7) {
    removePhoto(database, index, id);
    expected.delete(id);
  } else if (chance < 0.9) {
    database.transaction(() => index.write(id, feature))()();
    expected.set(id, feature);
  } else {
    const fail = database.transaction(() => {
      index.remove(id);
      throw new Error('the disk is full');
    });
    expect(fail).toThrow('the disk is full');
  }
}

test('rows and memory agree after any changes, and after opening', async () => {
  const random = new Random(11);
  const expected = new Map<number, Float32Array>();
  for (let opening = 0; opening < 4; opening++) {
    const opened = await fixture.openIndex();
    expectEqual(opened, expected);
    for (let step = 0; step < 60; step++) change(opened, random, expected);
    expectEqual(opened, expected);
    await fixture.close();
  }
});

test('and while the library trains its own generation and switches to it', async () => {
  const random = new Random(12);
  const opened = await fixture.openIndex();
  const expected = new Map<number, Float32Array>();
  while (expected.size < 1100) change(opened, random, expected);
  let isTraining = true;
  const settled = opened.index.settle().finally(() => (isTraining = false));
  while (isTraining) {
    change(opened, random, expected);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await settled;
  expect(opened.index.state.origin).toBe('own');
  expectEqual(opened, expected);
  await fixture.close();
  expectEqual(await fixture.openIndex(), expected);
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addPhotos, codeCount, IndexFixture, makeFeatures, removePhoto } from './index-fixture.ts';

let fixture: IndexFixture;
beforeEach(() => {
  fixture = new IndexFixture();
});
afterEach(() => fixture.remove());

const features = makeFeatures(1200, 3);
const query = makeFeatures(1, 99)[0]!;

describe('training the own generation', () => {
  test('does not begin below the size where it pays', async () => {
    const { index, database } = await fixture.openIndex();
    addPhotos(database, index, features.slice(0, 900));
    await index.settle();
    expect(index.state.origin).toBe('starting');
  });

  test('replaces the starting one, halves its error at least, and leaves one generation and one code a photo', async () => {
    const { index, database } = await fixture.openIndex();
    const ids = addPhotos(database, index, features);
    const before = index.search(features[0]!, { k: 1 }).distances[0]!;
    await index.settle();
    expect(index.state).toMatchObject({ origin: 'own', state: 'ready', nlist: 32 });
    const after = index.search(features[0]!, { k: 1 });
    expect(after.ids[0]).toBe(ids[0]);
    expect(after.distances[0]).toBeLessThan(before / 2);
    expect(database.prepare('SELECT count(*) FROM generation').pluck().get()).toBe(1);
    expect(codeCount(database)).toBe(features.length);
  });

  test('runs once, although it was asked for while its own time came', async () => {
    const { index, database } = await fixture.openIndex({ trainAfterQuietMs: 1 });
    addPhotos(database, index, features);
    await Promise.all([index.settle(), index.settle()]);
    await index.settle();
    expect(index.state).toMatchObject({ origin: 'own', generation: 2 });
  });

  test('gives the same answers after the library was closed and opened', async () => {
    const first = await fixture.openIndex();
    addPhotos(first.database, first.index, features);
    await first.index.settle();
    const before = first.index.search(query, { k: 100 });
    await fixture.close();
    const { index } = await fixture.openIndex();
    expect(index.state.origin).toBe('own');
    expect(index.search(query, { k: 100 })).toEqual(before);
  });

  test('loses no photo: each search meanwhile covers all there are, also those added and removed meanwhile', async () => {
    const { index, database } = await fixture.openIndex();
    const ids = addPhotos(database, index, features);
    const present = new Set(ids);
    const later = makeFeatures(400, 4);
    let isTraining = true;
    const settled = index.settle().finally(() => {
      isTraining = false;
    });
    for (let turn = 0; isTraining || turn < 20; turn++) {
      if (turn < later.length) for (const id of addPhotos(database, index, [later[turn]!])) present.add(id);
      if (turn % 3 === 0) {
        removePhoto(database, index, ids[turn]!);
        present.delete(ids[turn]!);
      }
      const found = new Set(index.search(query, { k: 5000 }).ids);
      expect(found).toEqual(present);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await settled;
    expect(index.state.origin).toBe('own');
    expect(new Set(index.search(query, { k: 5000 }).ids)).toEqual(present);
    expect(codeCount(database)).toBe(present.size);
  });

  test('that is interrupted leaves the old generation and nothing else', async () => {
    const first = await fixture.openIndex();
    addPhotos(first.database, first.index, features);
    const before = first.index.search(query, { k: 100 });
    void first.index.settle();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(first.index.state.state).toBe('training');
    await fixture.close();
    const { index, database } = await fixture.openIndex();
    expect(index.state.origin).toBe('starting');
    expect(index.search(query, { k: 100 })).toEqual(before);
    expect(database.prepare('SELECT count(*) FROM generation').pluck().get()).toBe(1);
  });

  test('that died with its process is cleared away at the next start', async () => {
    const first = await fixture.openIndex();
    const [id] = addPhotos(first.database, first.index, features.slice(0, 10));
    first.database
      .prepare(
        `INSERT INTO generation SELECT 50, 'own', model_id, data, 10, 0, 0, 0 FROM generation WHERE is_active = 1`,
      )
      .run();
    first.database
      .prepare(`INSERT INTO code_block (generation_id, cell, checksum, ids, codes) VALUES (50, 0, 0, ?, x'00')`)
      .run(Buffer.from(Uint32Array.of(id!).buffer));
    await fixture.close();
    const { database } = await fixture.openIndex();
    expect(database.prepare('SELECT count(*) FROM generation').pluck().get()).toBe(1);
    expect(codeCount(database)).toBe(10);
  });

  test('begins by itself when photos have stopped coming in', async () => {
    const { index, database } = await fixture.openIndex({ trainAfterQuietMs: 20 });
    addPhotos(database, index, features);
    await expect.poll(() => index.state.origin, { timeout: 20_000 }).toBe('own');
  });
});

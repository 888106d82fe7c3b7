import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { squaredDistance } from '../../../../core/index.ts';
import { addPhotos, codeCount, DIMENSION, IndexFixture, makeFeatures, removePhoto } from './index-fixture.ts';

let fixture: IndexFixture;
beforeEach(() => {
  fixture = new IndexFixture();
});
afterEach(() => fixture.remove());

const query = makeFeatures(1, 99)[0]!;

describe('a photo', () => {
  test('that was written is the nearest to its own feature, at no more than its quantisation error', async () => {
    const { index, database } = await fixture.openIndex();
    const features = makeFeatures(300, 3);
    const ids = addPhotos(database, index, features);
    for (const at of [0, 150, 299]) {
      const { ids: found, distances } = index.search(features[at]!, { k: 1 });
      expect(found[0]).toBe(ids[at]);
      expect(distances[0]).toBeLessThan(0.35);
    }
    expect(index.searchableCount).toBe(300);
  });

  test('is not searchable before its transaction is committed', async () => {
    const { index, database } = await fixture.openIndex();
    const [feature] = makeFeatures(1, 3);
    database
      .prepare(
        `INSERT INTO photo (id, content_hash, format, width, height, taken_at, colour, print)
         VALUES (7, x'00', 'jpeg', 1, 1, 0, 0, x'00')`,
      )
      .run();
    const publish = index.write(7, feature!);
    expect(index.search(feature!, { k: 1 }).ids).toHaveLength(0);
    publish();
    expect(index.search(feature!, { k: 1 }).ids[0]).toBe(7);
  });

  test('that was removed is gone, from memory and from disk', async () => {
    const { index, database } = await fixture.openIndex();
    const features = makeFeatures(20, 3);
    const ids = addPhotos(database, index, features);
    removePhoto(database, index, ids[5]!);
    expect([...index.search(features[5]!, { k: 20 }).ids]).not.toContain(ids[5]);
    expect([...index.search(features[5]!, { k: 20, exact: true }).ids]).not.toContain(ids[5]);
    expect(index.feature(ids[5]!)).toBeNull();
    expect(codeCount(database)).toBe(19);
  });

  test('whose feature changed is found by the new one', async () => {
    const { index, database } = await fixture.openIndex();
    const features = makeFeatures(10, 3);
    const [first] = addPhotos(database, index, features.slice(0, 9));
    database.transaction(() => index.write(first!, features[9]!))()();
    expect(index.search(features[9]!, { k: 1 }).ids[0]).toBe(first);
    expect(index.searchableCount).toBe(9);
  });
});

describe('the stored feature', () => {
  test('is the written one up to its seven bits', async () => {
    const { index, database } = await fixture.openIndex();
    const [feature] = makeFeatures(1, 3);
    const [id] = addPhotos(database, index, [feature!]);
    expect(squaredDistance(index.feature(id!)!, 0, feature!, 0, DIMENSION)).toBeLessThan(5e-4);
  });

  test('gives exact search the true distances', async () => {
    const { index, database } = await fixture.openIndex();
    const features = makeFeatures(100, 3);
    const ids = addPhotos(database, index, features);
    const { ids: found, distances } = index.search(query, { k: 100, exact: true });
    expect(found).toHaveLength(100);
    found.forEach((id, i) => {
      const feature = features[ids.indexOf(id)]!;
      expect(distances[i]).toBeCloseTo(squaredDistance(query, 0, feature, 0, DIMENSION), 1);
    });
  });
});

describe('a library', () => {
  test('gives the same answers after it was closed and opened', async () => {
    const first = await fixture.openIndex();
    addPhotos(first.database, first.index, makeFeatures(200, 3));
    const before = first.index.search(query, { k: 50 });
    await fixture.close();
    const { index } = await fixture.openIndex();
    expect(index.search(query, { k: 50 })).toEqual(before);
  });

  test('that is new and empty answers with nothing', async () => {
    const { index } = await fixture.openIndex();
    expect(index.search(query, { k: 5 }).ids).toHaveLength(0);
    expect(index.state).toMatchObject({ origin: 'starting', state: 'ready', nlist: 4, m: 16 });
  });

  test.each([
    ['are missing', 'DELETE FROM code_block WHERE cell = 1'],
    ['lie in another cell', 'UPDATE code_block SET cell = 1 - cell WHERE cell < 2'],
    ['lie in no cell', 'UPDATE code_block SET cell = 1000 WHERE cell = 1'],
    ['are cut short', `UPDATE code_block SET codes = x'0102'`],
    ['name other photos', `UPDATE code_block SET ids = zeroblob(length(ids))`],
  ])('makes codes that %s again from the features', async (_, damage) => {
    const first = await fixture.openIndex();
    addPhotos(first.database, first.index, makeFeatures(50, 3));
    const before = first.index.search(query, { k: 50 });
    expect(first.database.prepare(damage).run().changes).toBeGreaterThan(0);
    await fixture.close();
    const { index, database } = await fixture.openIndex();
    expect(index.search(query, { k: 50 })).toEqual(before);
    expect(codeCount(database)).toBe(50);
  });

  test('with damaged codebooks says so, and a rebuild brings the same answers back', async () => {
    const first = await fixture.openIndex();
    addPhotos(first.database, first.index, makeFeatures(50, 3));
    const before = first.index.search(query, { k: 50 });
    first.database.prepare('UPDATE generation SET data = substr(data, 1, 500)').run();
    await fixture.close();
    await expect(fixture.openIndex()).rejects.toMatchObject({ code: 'codebook-damaged' });
    const { index, database } = await fixture.openIndex({ rebuild: true });
    expect(index.search(query, { k: 50 })).toEqual(before);
    expect(database.prepare('SELECT count(*) FROM generation').pluck().get()).toBe(1);
  });

  test('of another model starts afresh, and does not mix the two kinds of feature', async () => {
    const first = await fixture.openIndex();
    addPhotos(first.database, first.index, makeFeatures(50, 3));
    await fixture.close();
    const other = { sha256: 'b'.repeat(64), name: 'another model' };
    const card = join(fixture.resources, 'codebooks', 'starting-generation.json');
    await expect(fixture.openIndex({ model: other })).rejects.toMatchObject({ code: 'codebook-damaged' });
    writeFileSync(card, JSON.stringify({ model: { sha256: other.sha256 } }));
    const { index } = await fixture.openIndex({ model: other });
    expect(index.searchableCount).toBe(0);
    expect(index.search(query, { k: 5, exact: true }).ids).toHaveLength(0);
  });
});

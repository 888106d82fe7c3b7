// Learning from folders: on features that lie in folders by kind, in a real library and its real worker thread.
import type Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DeepHasher, Random } from '../../../../core/index.ts';
import { FolderLearning } from '../../../../main/engine/folder-learning/folder-learning.ts';
import { LessonStore } from '../../../../main/engine/folder-learning/lesson-store.ts';
import type { PhotoIndex } from '../../../../main/engine/index/photo-index.ts';
import { addPhotos, DIMENSION, IndexFixture, makeFeatures } from '../index/index-fixture.ts';

const kinds = ['coast', 'forest', 'town'];
let fixture: IndexFixture;
let database: Database.Database;
let index: PhotoIndex;
let learning: FolderLearning;

beforeEach(async () => {
  fixture = new IndexFixture();
  ({ database, index } = await fixture.openIndex());
  learning = new FolderLearning({ database, index });
});
afterEach(async () => {
  await learning.stop();
  await fixture.remove();
});

/** Features of kinds: noise that all share, and a direction of the kind. */
function featuresOfKinds(count: number, seed: number): Float32Array[] {
  const random = new Random(seed);
  return makeFeatures(count, seed).map((noise, i) => {
    const feature = noise.map(
      (value, j) => value + (j % kinds.length === i % kinds.length ? 0.25 + 0.03 * random.normal() : 0),
    );
    const length = Math.hypot(...feature);
    return feature.map((value) => value / length);
  });
}

function addToFolders(features: readonly Float32Array[]): number[] {
  const ids = addPhotos(database, index, features);
  database.prepare("INSERT INTO root (id, path, name, added_at) VALUES (1, '/photos', 'photos', 0)").run();
  const addFile = database.prepare(
    "INSERT INTO located_file (root_id, folder, name, size, modified_at, state, photo_id) VALUES (1, ?, ?, 1, 0, 'ready', ?)",
  );
  ids.forEach((id, i) => addFile.run(kinds[i % kinds.length], `${id}.jpg`, id));
  return ids;
}

async function learn(): Promise<number[]> {
  const shares: number[] = [];
  for await (const { progress } of learning.learn()) shares.push(progress);
  return shares;
}

describe('learning from folders', () => {
  test('names the folder that a new picture would fit, and says what it was worth on photos held back', async () => {
    addToFolders(featuresOfKinds(120, 1));
    expect(learning.suggest(featuresOfKinds(1, 2)[0]!, new Set())).toEqual([]);
    const shares = await learn();
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    const { lesson, progress, folderCount } = learning.state();
    expect({ progress, folderCount }).toEqual({ progress: null, folderCount: 3 });
    expect(lesson).toMatchObject({ folderCount: 3, photoCount: 120, heldBackCount: 30, isUseful: true });
    expect(lesson!.learned.namedFirst).toBeGreaterThan(0.7);
    const asked = featuresOfKinds(12, 3);
    const named = asked.map((feature) => learning.suggest(feature, new Set())[0]?.name);
    const right = named.filter((name, i) => name === kinds[i % kinds.length]).length;
    expect(right).toBeGreaterThanOrEqual(10);
    expect(learning.suggest(asked[0]!, new Set())[0]).toMatchObject({ path: '/photos/coast' });
  });

  test('lasts with the library, goes with its photos, and is forgotten when asked to', async () => {
    const ids = addToFolders(featuresOfKinds(30, 1));
    await learn();
    const before = learning.state().lesson;
    const again = new FolderLearning({ database, index });
    expect(again.state().lesson).toEqual(before);
    const codes = () => database.prepare<[], number>('SELECT count(*) FROM folder_code').pluck().get();
    expect(codes()).toBe(30);
    database.prepare('DELETE FROM photo WHERE id = ?').run(ids[0]);
    expect(codes()).toBe(29);
    await again.forget();
    expect(again.state().lesson).toBeNull();
    expect(codes()).toBe(0);
  });

  test.each(["model = 'another'", "hasher = x'00'", "report = '{}'", 'version = version + 1'])(
    'is not believed, and removed, when its row says %s',
    (change) => {
      const { modelSha256: model } = index;
      const [mean, weights] = [
        new Float32Array(DIMENSION),
        { data: new Float32Array(64 * DIMENSION), rows: 64, columns: DIMENSION },
      ];
      const hasher = new DeepHasher(mean, [{ weights, offsets: new Float32Array(64) }]).serialise();
      const worth = { namedFirst: 1, precision: 1 };
      const lesson = {
        learnedAt: 1,
        folderCount: 2,
        photoCount: 20,
        heldBackCount: 5,
        learned: worth,
        unlearned: worth,
        isUseful: true,
      };
      const learned = {
        hasher,
        folderCount: 2,
        heldBackCount: 5,
        codes: worth,
        features: worth,
        photoIds: [],
        photoCodes: [],
      };
      const store = new LessonStore(database);
      store.write(model, lesson, learned);
      expect(store.read(model)?.lesson).toEqual(lesson);
      database.prepare(`UPDATE folder_lesson SET ${change}`).run();
      expect(store.read(model)).toBeNull();
      expect(database.prepare('SELECT count(*) FROM folder_lesson').pluck().get()).toBe(0);
    },
  );

  test('leaves no trace when it is stopped, and can begin again', async () => {
    addToFolders(featuresOfKinds(90, 1));
    for await (const { progress } of learning.learn()) {
      expect(progress).toBeLessThan(1);
      await learning.cancel();
    }
    expect(learning.state()).toMatchObject({ lesson: null, progress: null });
  });

  test('says how many folders it needs', async () => {
    addPhotos(database, index, featuresOfKinds(30, 1));
    await expect(learn()).rejects.toMatchObject({ code: 'library-empty' });
  });
});

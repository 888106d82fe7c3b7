import Database from 'better-sqlite3';
import { beforeEach, expect, test } from 'vitest';
import { stackPhotos } from '../../../../main/engine/search/stacks.ts';

const noon = Date.UTC(2019, 6, 31, 12);
let database: Database.Database;
let pairs: { firstId: number; secondId: number }[];
let features: Map<number, Float32Array>;

beforeEach(() => {
  database = new Database(':memory:');
  database.exec('CREATE TABLE photo (id INTEGER PRIMARY KEY, camera_id INTEGER, taken_at INTEGER, taken_from TEXT)');
  pairs = [];
  features = new Map();
});

/** @param angle of its feature in a plane: near angles are near features */
function add(id: number, { camera = 1, second = 0, angle = 0, from = 'exif' } = {}): void {
  database.prepare('INSERT INTO photo VALUES (?, ?, ?, ?)').run(id, camera, noon + 1000 * second, from);
  features.set(id, Float32Array.of(Math.cos(angle), Math.sin(angle)));
}

function stack(...ids: number[]): Record<number, string> {
  const copies = {
    pairsAmong: (among: readonly number[]) =>
      pairs.filter(({ firstId, secondId }) => among.includes(firstId) && among.includes(secondId)),
  };
  const index = { feature: (id: number) => features.get(id) ?? null };
  const found = stackPhotos({ database, copies, index }, ids, 0.5);
  return Object.fromEntries([...found].map(([photo, { id, kind }]) => [photo, `${kind} of ${id}`]));
}

test('shots of one camera within seconds that show one scene are a burst, under the one that ranks first', () => {
  add(1, { second: 0 });
  add(2, { second: 1, angle: 0.1 });
  add(3, { second: 2, angle: 0.2 });
  expect(stack(2, 3, 1)).toEqual({ 1: 'burst of 2', 2: 'burst of 2', 3: 'burst of 2' });
});

test('another camera, a later moment, another scene and a time that no camera wrote down are no burst', () => {
  add(1);
  add(2, { camera: 2 });
  add(3, { second: 11 });
  add(4, { second: 1, angle: 1 });
  add(5, { second: 1, from: 'file' });
  expect(stack(1, 2, 3, 4, 5)).toEqual({});
});

test('a long series is no chain: each shot lies seconds from the first of its stack', () => {
  for (let id = 1; id <= 5; id++) add(id, { second: 6 * id });
  expect(stack(1, 2, 3, 4, 5)).toEqual({
    1: 'burst of 1',
    2: 'burst of 1',
    3: 'burst of 3',
    4: 'burst of 3',
  });
});

test('copies are those that were verified against the first', () => {
  for (const id of [1, 2, 3]) add(id, { from: 'file' });
  pairs = [
    { firstId: 1, secondId: 2 },
    { firstId: 2, secondId: 3 },
  ];
  expect(stack(2, 1, 3)).toEqual({ 1: 'copies of 2', 2: 'copies of 2', 3: 'copies of 2' });
  expect(stack(1, 2, 3)).toEqual({ 1: 'copies of 1', 2: 'copies of 1' });
  expect(stack(1, 3)).toEqual({});
});

// Blocks of codes on disk through any writing and removing, and what happens to them when bytes change under them.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { CellCodes } from '../../../../core/index.ts';
import { Random } from '../../../../core/index.ts';
import { photosPerBlock } from '../../../../main/engine/index/code-block.ts';
import { CodeStore } from '../../../../main/engine/index/code-store.ts';
import { migrate } from '../../../../main/engine/library/migrate.ts';
import { temporaryFolder } from '../photo-fixture.ts';
import { codeCount } from './index-fixture.ts';

const M = 256;
const CAPACITY = photosPerBlock(M);

let database: Database.Database;
let store: CodeStore;

beforeEach(() => {
  const folder = temporaryFolder();
  database = new Database(join(folder, 'library.sqlite'));
  onTestFinished(() => void database.close());
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  database.pragma('foreign_keys = ON');
  migrate(database, { backups: join(folder, 'backups') });
  database.exec(`INSERT INTO model VALUES (1, 'sha', 'test', 1)`);
  database.exec(`INSERT INTO generation VALUES (3, 'own', 1, x'00', 0, 0, 1, 0), (4, 'own', 1, x'00', 0, 0, 0, 0)`);
  store = new CodeStore(database, { id: 3, m: M });
});

function codesOf(ids: readonly number[], cell: number, seed = 0): CellCodes {
  const codes = new Uint8Array(ids.length * M);
  ids.forEach((id, i) => codes.subarray(i * M, (i + 1) * M).fill((id + seed) % 256));
  return { cell, ids: Uint32Array.from(ids), codes };
}

/** Photo -> cell and first byte of its code. */
function contents(): Map<number, string> {
  const found = new Map<number, string>();
  for (const { codes } of store.blocks()) {
    codes?.ids.forEach((id, i) => found.set(id, `${codes.cell} ${codes.codes[i * M]}`));
  }
  return found;
}

function blockSizes(): number[] {
  return database.prepare<[], number>('SELECT length(ids) / 4 FROM code_block ORDER BY id').pluck().all();
}

function from(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => first + i);
}

describe('the blocks of a generation', () => {
  test('hold through any additions and removals what a Map holds', () => {
    const expected = new Map<number, { cell: number; seed: number }>();
    const random = new Random(5);
    for (let step = 0; step < 3000; step++) {
      const id = random.integer(400) * 7919;
      const known = expected.get(id);
      if (known) store.remove(id, known.cell);
      if (known && random.next() < 0.5) {
        expected.delete(id);
      } else {
        const placed = { cell: random.integer(3), seed: step };
        store.append(codesOf([id], placed.cell, step));
        expected.set(id, placed);
      }
    }
    expect(contents()).toEqual(
      new Map([...expected].map(([id, { cell, seed }]) => [id, `${cell} ${(id + seed) % 256}`] as const)),
    );
    expect(codeCount(database)).toBe(expected.size);
    expect(Math.max(...blockSizes())).toBeLessThanOrEqual(CAPACITY);
  });

  test('are filled up before new ones are begun, cell by cell', () => {
    store.append(codesOf(from(0, CAPACITY + 10), 0));
    store.append(codesOf(from(1000, 5), 1));
    store.append(codesOf(from(2000, CAPACITY), 0));
    expect(blockSizes()).toEqual([CAPACITY, CAPACITY, 5, 10]);
    store.remove(3, 0);
    store.append(codesOf([3000], 0));
    store.append(codesOf(from(4000, CAPACITY - 11), 0));
    expect(blockSizes()).toEqual([CAPACITY - 1, CAPACITY, 5, CAPACITY]);
    store.append(codesOf([5000], 0));
    expect(blockSizes()).toEqual([CAPACITY, CAPACITY, 5, CAPACITY]);
  });

  test('go with their last photo', () => {
    store.append(codesOf([1, 2], 0));
    store.remove(1, 0);
    store.remove(2, 0);
    store.remove(2, 0);
    expect(blockSizes()).toEqual([]);
  });

  test('are told apart from those of other generations and cells', () => {
    const other = new CodeStore(database, { id: 4, m: M });
    store.append(codesOf([1], 0));
    other.append(codesOf([1, 2], 0));
    store.remove(1, 0);
    expect([...other.blocks()].flatMap(({ codes }) => [...codes!.ids])).toEqual([1, 2]);
    database.exec('UPDATE code_block SET generation_id = 3');
    expect([...store.blocks()].map(({ codes }) => codes)).toEqual([null]);
  });
});

describe('a block whose bytes changed', () => {
  test.each([
    ['a code', 'codes', 700],
    ['an id', 'ids', 9],
  ])('in %s is told from a good one, and neither filled up nor signed again', (_, column, at) => {
    store.append(codesOf(from(1, 20), 0));
    store.append(codesOf(from(100, 20), 1));
    const bytes = database.prepare<[], Buffer>(`SELECT ${column} FROM code_block WHERE cell = 0`).pluck().get()!;
    bytes[at]! ^= 0x10;
    database.prepare(`UPDATE code_block SET ${column} = ? WHERE cell = 0`).run(bytes);

    expect([...contents().keys()]).toEqual(from(100, 20));
    store.remove(1, 0);
    store.append(codesOf([50], 0));
    store.append(codesOf([51], 0));
    expect(blockSizes()).toEqual([20, 20, 2]);
    expect([...contents().keys()]).toEqual([...from(100, 20), 50, 51]);
  });
});

// Bytes changed at random in the blobs of the catalogue: the engine says what is wrong, and repair brings everything back.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Random } from '../../core/index.ts';
import { faultsAfterReading, type Outcome, run, type ScenarioOptions, writePhotos } from './scenario.ts';

const photoCount = 100;
const mostRounds = 25;

export async function fuzzTheLibrary({ folder, rounds, seed }: ScenarioOptions): Promise<Outcome> {
  const photos = join(folder, 'photos');
  const library = join(folder, 'library');
  const random = new Random(seed);
  const faults: string[] = [];
  const count = Math.min(rounds, mostRounds);
  await writePhotos(photos, photoCount);
  await run(['index', photos, '--library', library]);
  for (let round = 0; round < count && faults.length === 0; round++) {
    const where = damageSomeBlob(join(library, 'library.sqlite'), random);
    const verified = await run(['verify', '--library', library]);
    const repaired = await run(['verify', '--repair', '--library', library]);
    if (verified.code === null || repaired.code !== 0) {
      faults.push(`round ${round}, ${where}: ${JSON.stringify(verified.json)} ${JSON.stringify(repaired.json)}`);
    }
    if (round % 10 === 9) faults.push(...(await faultsAfterReading(library, photos, photoCount)));
  }
  return { what: 'bytes change in the blobs of the catalogue, and are repaired', done: `${count} times`, faults };
}

/** Flips some bytes, cuts or empties one blob; says which. */
function damageSomeBlob(path: string, random: Random): string {
  const database = new Database(path);
  try {
    const places = database
      .prepare<[], { name: string; column: string }>(
        // Type 'table' leaves out what the search tables keep for themselves, which SQLite lets nobody write; wr are keys.
        `SELECT list.name AS name, info.name AS column FROM pragma_table_list AS list, pragma_table_info(list.name) AS info
         WHERE list.schema = 'main' AND list.type = 'table' AND list.wr = 0 AND info.type = 'BLOB' AND info.name <> 'content_hash'`,
      )
      .all();
    const { name, column } = places[random.integer(places.length)]!;
    const rows = database.prepare<[], { rowid: number; data: Buffer | null }>(
      `SELECT rowid, ${column} AS data FROM ${name} WHERE ${column} IS NOT NULL`,
    );
    const found = rows.all();
    const row = found[random.integer(Math.max(1, found.length))];
    if (!row?.data) return `${name}.${column} is empty`;
    const damaged = damage(row.data, random);
    database.prepare(`UPDATE ${name} SET ${column} = ? WHERE rowid = ?`).run(damaged, row.rowid);
    return `${name}.${column} of row ${row.rowid}`;
  } finally {
    database.close();
  }
}

function damage(data: Buffer, random: Random): Buffer {
  const kind = random.integer(4);
  if (kind === 0) return Buffer.alloc(0);
  if (kind === 1) return data.subarray(0, random.integer(data.length));
  const damaged = Buffer.from(data);
  for (let i = 0; i < 8; i++) damaged[random.integer(damaged.length)]! ^= 1 + random.integer(255);
  return damaged;
}

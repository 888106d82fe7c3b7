// kill -9 of the engine at random moments, hundreds of times, while photos are added, changed, moved and removed.
import { once } from 'node:events';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { Random } from '../../core/index.ts';
import {
  faultsAfterReading,
  type Outcome,
  photoBytes,
  run,
  type ScenarioOptions,
  start,
  writePhotos,
} from './scenario.ts';

const photosAtFirst = 60;
/** Every so many kills the library is read to the end and checked in full. */
const killsBetweenChecks = 10;

export async function killAtRandom({ folder, rounds, seed }: ScenarioOptions): Promise<Outcome> {
  const photos = join(folder, 'photos');
  const library = join(folder, 'library');
  const random = new Random(seed);
  const faults: string[] = [];
  await writePhotos(photos, photosAtFirst);
  const names = Array.from({ length: photosAtFirst }, (_, i) => `${i}.jpg`);
  let next = photosAtFirst;
  let killCount = 0;
  for (let round = 0; round < rounds && faults.length === 0; round++) {
    for (let change = 0; change < 6; change++) next = await changeSomething(photos, names, next, random);
    const child = start(['index', photos, '--library', library]);
    const closed = once(child, 'close');
    await delay(random.integer(1800));
    const committed = readCommitted(library);
    child.kill('SIGKILL');
    killCount++;
    await closed;
    const left = new Set(readCommitted(library));
    const lost = committed.filter((id) => !left.has(id));
    // Photos whose file was changed or removed are forgotten rightly, by a committed transaction of their own.
    if (lost.length > 6) faults.push(`round ${round}: ${lost.length} committed photos lost`);
    faults.push(...(await strayThumbnails(library, round)));
    if (round % killsBetweenChecks === killsBetweenChecks - 1 || round === rounds - 1) {
      faults.push(...(await faultsAfterReading(library, photos, names.length)));
    }
  }
  return { what: 'kill -9 of the engine at a random moment of reading', done: `${killCount} kills`, faults };
}

/** The next engine must have swept away what the killed one left. */
async function strayThumbnails(library: string, round: number): Promise<string[]> {
  const { json } = await run(['verify', '--library', library]);
  const findings = (json['findings'] ?? []) as { code: string; message: string }[];
  return findings.filter(({ code }) => code === 'stray-thumbnail').map(({ message }) => `round ${round}: ${message}`);
}

async function changeSomething(folder: string, names: string[], next: number, random: Random): Promise<number> {
  const place = random.integer(names.length);
  const path = join(folder, names[place]!);
  switch (random.integer(4)) {
    case 0:
      names.push(`${next}.jpg`);
      await writeFile(join(folder, `${next}.jpg`), await photoBytes(next));
      return next + 1;
    case 1:
      await writeFile(path, await photoBytes(next));
      return next + 1;
    case 2:
      names[place] = `moved-${next}.jpg`;
      await rename(path, join(folder, names[place]));
      return next + 1;
    default:
      if (names.length > photosAtFirst / 2) {
        names.splice(place, 1);
        await rm(path);
      }
      return next;
  }
}

/** Ids of the photos that a crash at this moment must not cost. */
function readCommitted(library: string): number[] {
  try {
    const database = new Database(join(library, 'library.sqlite'), { readonly: true, fileMustExist: true });
    try {
      return database.prepare<[], number>('SELECT id FROM photo').pluck().all();
    } finally {
      database.close();
    }
  } catch {
    return []; // not made yet
  }
}

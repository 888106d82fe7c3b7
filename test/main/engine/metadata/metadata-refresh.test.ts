// Reading metadata again gives way: to a pause, to a quiet effort, to photos that are new; and says how far it has come.
import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, vi } from 'vitest';
import type { Engine } from '../../../../main/engine/engine.ts';
import { Describer } from '../../../../main/engine/ingest/describer.ts';
import { openEngine, readFolder, temporaryFolder, writePhotos } from '../photo-fixture.ts';

const photoCount = 40;

/** A library whose photos are all due, and a count of the files whose metadata is read at once. */
async function makeDue() {
  const names = Object.fromEntries(Array.from({ length: photoCount }, (_, i) => [`${i}.jpg`, i]));
  const folder = await writePhotos(temporaryFolder(), names);
  const libraryFolder = join(temporaryFolder(), 'library');
  const first = await openEngine({ libraryFolder });
  await readFolder(first, folder);
  await first.stop();
  const due = (): number => {
    const database = new Database(join(libraryFolder, 'library.sqlite'), { readonly: true });
    const count = database.prepare<[], number>('SELECT count(*) FROM photo WHERE metadata_due = 1').pluck().get()!;
    database.close();
    return count;
  };
  const database = new Database(join(libraryFolder, 'library.sqlite'));
  database.exec('UPDATE photo SET metadata_due = 1');
  database.close();
  return { libraryFolder, due };
}

/** Slows every reading down, so that it can be watched. */
function watchReading() {
  const seen = { underWay: 0, most: 0, count: 0 };
  const read = Reflect.get(Describer.prototype, 'readMetadata');
  const spy = vi.spyOn(Describer.prototype, 'readMetadata').mockImplementation(async function (
    this: Describer,
    ...given
  ) {
    seen.count++;
    seen.most = Math.max(seen.most, ++seen.underWay);
    await delay(10);
    try {
      return await read.apply(this, given);
    } finally {
      seen.underWay--;
    }
  });
  return { seen, end: () => spy.mockRestore() };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await delay(2);
}

const reading = (engine: Engine) => engine.status.current().reading;

it('shows its progress, stops at a pause, and goes on after it', async () => {
  const { libraryFolder, due } = await makeDue();
  const { seen, end } = watchReading();
  const engine = await openEngine({ libraryFolder });
  engine.setEffort('full');
  await until(() => reading(engine).state === 'refreshing' && reading(engine).doneCount > 0);
  expect(reading(engine)).toMatchObject({ totalCount: photoCount, photosPerSecond: null, secondsLeft: null });
  engine.pipeline.pause();
  await until(() => seen.underWay === 0);
  const { count } = seen;
  await delay(100);
  expect(seen.count).toBe(count);
  expect(reading(engine).state).toBe('paused');
  expect(due()).toBeGreaterThan(0);
  engine.pipeline.resume();
  await engine.pipeline.settled();
  expect(due()).toBe(0);
  expect(reading(engine)).toMatchObject({ state: 'idle', doneCount: 0, totalCount: 0 });
  expect(seen.count).toBe(photoCount);
  end();
});

it('reads one file at a time when reading is to be quiet', async () => {
  const { libraryFolder } = await makeDue();
  const quiet = await openEngine({ libraryFolder, read: false });
  quiet.setEffort('quiet');
  await quiet.stop();
  const { seen, end } = watchReading();
  const engine = await openEngine({ libraryFolder });
  await until(() => seen.count >= 5);
  expect(seen.most).toBe(1);
  engine.setEffort('full');
  await engine.pipeline.settled();
  expect(seen.most).toBeGreaterThan(1);
  expect(seen.count).toBe(photoCount);
  end();
});

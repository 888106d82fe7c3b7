// The write-ahead log of a library in use: a thread beside it keeps it short, and nothing committed is lost for that.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished, vi } from 'vitest';
import { Library } from '../../../../main/engine/library/library.ts';
import { temporaryFolder } from '../photo-fixture.ts';

const blockBytes = 100_000;

it('the log is copied into the file beside the writing, and begins anew', async () => {
  const folder = temporaryFolder();
  const library = new Library(folder);
  await library.start();
  onTestFinished(() => library.stop());
  const { database } = library;
  database.exec('CREATE TABLE block (id INTEGER PRIMARY KEY, bytes BLOB)');
  const insert = database.prepare('INSERT INTO block (bytes) VALUES (?)');
  const size = (name: string): number => statSync(join(folder, name)).size;
  const before = size('library.sqlite');
  for (let i = 0; i < 60; i++) insert.run(randomBytes(blockBytes));
  expect(size('library.sqlite'), 'no commit has copied it').toBe(before);
  expect(size('library.sqlite-wal')).toBeGreaterThan(60 * blockBytes);
  await vi.waitFor(() => expect(size('library.sqlite')).toBeGreaterThan(60 * blockBytes), { timeout: 20_000 });
  await pause(200); // the thread ends its last round
  const longest = size('library.sqlite-wal');
  for (let i = 0; i < 30; i++) insert.run(randomBytes(blockBytes));
  expect(size('library.sqlite-wal'), 'the log began anew').toBe(longest);
  expect(database.pragma('quick_check', { simple: true })).toBe('ok');
});

it.each([1, 500, 990, 1030, 1080, 1150, 2500])(
  'a library closed after %i ms leaves no log behind',
  async (milliseconds) => {
    const folder = temporaryFolder();
    const library = new Library(folder);
    await library.start();
    library.database.exec('CREATE TABLE block (id INTEGER PRIMARY KEY, bytes BLOB)');
    const insert = library.database.prepare('INSERT INTO block (bytes) VALUES (?)');
    for (let i = 0; i < 60; i++) insert.run(randomBytes(blockBytes));
    await pause(milliseconds);
    library.stop();
    expect(existsSync(join(folder, 'library.sqlite-wal'))).toBe(false);
    expect(blockCount(folder)).toBe(60);
  },
);

it('a writer killed while logs are copied loses nothing that it committed', async () => {
  const folder = temporaryFolder();
  const script = `
    const { Library } = await import(${JSON.stringify(join(process.cwd(), 'main/engine/library/library.ts'))});
    const library = new Library(${JSON.stringify(folder)});
    await library.start();
    library.database.exec('CREATE TABLE block (id INTEGER PRIMARY KEY, bytes BLOB)');
    const insert = library.database.prepare('INSERT INTO block (bytes) VALUES (randomblob(${blockBytes}))');
    setInterval(() => { for (let i = 0; i < 4; i++) console.log(insert.run().lastInsertRowid); }, 10);`;
  const writer = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let committed = 0;
  createInterface(writer.stdout).on('line', (line) => (committed = Number(line)));
  await vi.waitFor(() => expect(committed).toBeGreaterThan(300), { timeout: 20_000 });
  writer.kill('SIGKILL');
  await once(writer, 'close');
  const library = new Library(folder);
  await library.start();
  expect(library.database.pragma('integrity_check', { simple: true })).toBe('ok');
  library.stop();
  expect(blockCount(folder)).toBeGreaterThanOrEqual(committed);
});

function blockCount(folder: string): number {
  const database = new Database(join(folder, 'library.sqlite'), { readonly: true });
  const count = database.prepare<[], number>('SELECT count(*) FROM block').pluck().get()!;
  database.close();
  return count;
}

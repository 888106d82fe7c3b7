// Opening a library: one engine at a time, and every way in which its file can be wrong has its own sentence.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { compact, pageSize } from '../../../../main/engine/library/compact.ts';
import { Library } from '../../../../main/engine/library/library.ts';
import { migrate } from '../../../../main/engine/library/migrate.ts';
import { temporaryFolder } from '../photo-fixture.ts';

async function openLibrary(folder: string): Promise<Library> {
  const library = new Library(folder);
  await library.start();
  onTestFinished(() => library.stop());
  return library;
}

describe('a library', () => {
  it('is made in a folder that does not exist yet', async () => {
    const folder = join(temporaryFolder(), 'new', 'library');
    const { database } = await openLibrary(folder);
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(database.prepare('SELECT count(*) FROM photo').pluck().get()).toBe(0);
  });

  it('is refused to a second engine, which learns who has it', async () => {
    const folder = temporaryFolder();
    const first = await openLibrary(folder);
    await expect(new Library(folder).start()).rejects.toMatchObject({
      code: 'library-in-use',
      message: expect.stringContaining(`process ${process.pid}`) as string,
    });
    first.stop();
    await openLibrary(folder);
  });

  it('is free again when the process that held it was killed', async () => {
    const folder = temporaryFolder();
    const script = `
      const { Library } = await import(${JSON.stringify(join(process.cwd(), 'main/engine/library/library.ts'))});
      const library = new Library(${JSON.stringify(folder)});
      await library.start();
      console.log('open');
      setInterval(() => library, 1000); // kept: the lock ends with the object that holds it`;
    const holder = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    await expect(new Library(folder).start()).rejects.toMatchObject({ code: 'library-in-use' });
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(existsSync(join(folder, 'engine.pid'))).toBe(true); // left behind, and no hindrance
    await openLibrary(folder);
  });

  it.each([
    ['is no database', (): Buffer => Buffer.from('nothing of SQLite in here '.repeat(200))],
    ['has broken pages', (whole: Buffer): Buffer => Buffer.from(whole).fill(0x5a, pageSize, whole.length)],
    ['is cut short', (whole: Buffer): Buffer => whole.subarray(0, 3 * pageSize + 100)],
  ])('that %s is reported as damaged, with the way out', async (_, damage) => {
    const folder = temporaryFolder();
    (await openLibrary(folder)).stop();
    const path = join(folder, 'library.sqlite');
    writeFileSync(path, damage(readFileSync(path)));
    await expect(new Library(folder).start()).rejects.toMatchObject({
      code: 'library-damaged',
      message: expect.stringMatching(/photos are untouched.*backups/s) as string,
    });
    await expect(new Library(folder).start()).rejects.toMatchObject({ code: 'library-damaged' }); // the lock was let go
  });

  it('that is large is checked where opening depends on it', async () => {
    const folder = temporaryFolder();
    const first = await openLibrary(folder);
    const { database } = first;
    const pages = Object.fromEntries(
      database
        .prepare<[], { name: string; page: number }>('SELECT name, rootpage AS page FROM sqlite_schema')
        .all()
        .map(({ name, page }) => [name, page]),
    );
    database.pragma('wal_checkpoint(TRUNCATE)');
    const path = join(folder, 'library.sqlite');
    const whole = readFileSync(path);
    const open = async (table: string): Promise<void> => {
      const end = pageSize * pages[table]!;
      writeFileSync(path, Buffer.from(whole).fill(0x5a, end - pageSize, end));
      const library = new Library(folder, { checkedWholeUpTo: 0 });
      await library.start();
      library.stop();
    };
    first.stop();
    await expect(open('code_block')).rejects.toMatchObject({ code: 'library-damaged' });
    await expect(open('generation')).rejects.toMatchObject({ code: 'library-damaged' });
    await expect(open('feature')).resolves.toBeUndefined();
  });

  it('of an earlier page size is written anew, once, and gives back what a migration left unused', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'library.sqlite');
    const old = new Database(path);
    old.pragma('page_size = 4096');
    migrate(old, { backups: '' });
    old.exec(`INSERT INTO setting VALUES ('effort', 'quiet')`);
    old.close();
    const { database } = await openLibrary(folder);
    const read = (name: string): unknown => database.pragma(name, { simple: true });
    expect([read('page_size'), read('journal_mode')]).toEqual([pageSize, 'wal']);
    expect(database.prepare('SELECT value FROM setting').pluck().all()).toEqual(['quiet']);
    expect(read('integrity_check')).toBe('ok');

    database.exec(
      `CREATE TABLE replaced (data BLOB); INSERT INTO replaced VALUES (zeroblob(50000000)); DROP TABLE replaced`,
    );
    expect(read('freelist_count')).toBeGreaterThan(5000);
    compact(database);
    expect([read('freelist_count'), read('journal_mode')]).toEqual([0, 'wal']);
    const version = read('schema_version');
    compact(database); // nothing to be gained
    expect(read('schema_version')).toBe(version);
  });

  it('of a later version is left alone', async () => {
    const folder = temporaryFolder();
    const library = await openLibrary(folder);
    library.database.pragma('user_version = 4711');
    library.stop();
    await expect(new Library(folder).start()).rejects.toMatchObject({ code: 'library-newer' });
  });

  it('cannot be made where the folder is a file', async () => {
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, '');
    await expect(new Library(join(path, 'library')).start()).rejects.toMatchObject({ code: 'folder-unreadable' });
  });
});

describe('migrating', () => {
  function migrations(folder: string, ...steps: string[]): string {
    mkdirSync(folder, { recursive: true });
    steps.forEach((sql, i) => writeFileSync(join(folder, `${String(i + 1).padStart(3, '0')}-step.sql`), sql));
    return folder;
  }

  it('applies each step once, and keeps a copy of what was there before', () => {
    const folder = temporaryFolder();
    const steps = join(folder, 'migrations');
    const backups = join(folder, 'backups');
    const database = new Database(join(folder, 'library.sqlite'));
    onTestFinished(() => void database.close());
    migrate(database, { backups, folder: migrations(steps, 'CREATE TABLE a (x)') });
    database.exec('INSERT INTO a VALUES (42)');
    expect(existsSync(backups)).toBe(false); // a new library needs none
    migrate(database, { backups, folder: migrations(steps, 'CREATE TABLE a (x)', 'ALTER TABLE a ADD COLUMN y') });
    expect(database.pragma('user_version', { simple: true })).toBe(2);
    expect(database.prepare('SELECT x, y FROM a').get()).toEqual({ x: 42, y: null });

    const [backup] = readdirSync(backups);
    const copy = new Database(join(backups, backup!), { readonly: true });
    onTestFinished(() => void copy.close());
    expect(copy.prepare('SELECT * FROM a').get()).toEqual({ x: 42 });
  });

  it('leaves a library at the last good step when one fails', () => {
    const folder = temporaryFolder();
    const database = new Database(join(folder, 'library.sqlite'));
    onTestFinished(() => void database.close());
    const steps = migrations(
      join(folder, 'migrations'),
      'CREATE TABLE a (x)',
      'CREATE TABLE b (x); CREATE TABLE a (x)',
    );
    expect(() => migrate(database, { backups: join(folder, 'backups'), folder: steps })).toThrow(/already exists/);
    expect(database.pragma('user_version', { simple: true })).toBe(1);
    expect(database.prepare(`SELECT name FROM sqlite_schema`).pluck().all()).toEqual(['a']);
  });
});

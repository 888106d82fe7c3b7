// The command line as scripts meet it: a process of its own, its output and its exit code.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openEngine, scene, temporaryFolder, writePhotos } from '../../engine/photo-fixture.ts';

const entry = join(import.meta.dirname, '../../../../main/hosts/cli/likeness.ts');

interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

async function likeness(...words: string[]): Promise<Outcome> {
  const child = spawn(process.execPath, [entry, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}

async function likenessJson(...words: string[]): Promise<{ code: number | null; json: Record<string, unknown> }> {
  const { code, stdout } = await likeness(...words, '--json');
  return { code, json: JSON.parse(stdout) as Record<string, unknown> };
}

/** Twelve photos, one of them twice, one file that is no photo; indexed. */
async function indexed(): Promise<{ library: string; photos: string }> {
  const library = join(temporaryFolder(), 'library');
  const photos = join(temporaryFolder(), 'photos');
  await writePhotos(photos, Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`${i}.jpg`, i])));
  await copyFile(join(photos, '3.jpg'), join(photos, '3 copy.jpg'));
  await writeFile(join(photos, 'broken.jpg'), 'no picture');
  const { code, json } = await likenessJson('index', photos, '--library', library);
  expect(code).toBe(0);
  expect(json).toMatchObject({ photoCount: 12, searchableCount: 12, failureCount: 1 });
  return { library, photos };
}

describe('index, search, stats and failures', () => {
  it('find a photo by its path, list each of its files, and name what could not be read', async () => {
    const { library, photos } = await indexed();
    const query = join(photos, '3.jpg');
    const { code, json } = await likenessJson('search', query, '--top', '5', '--library', library);
    expect(code).toBe(0);
    const results = json['results'] as { path: string; distance: number; score: number }[];
    expect(results).toHaveLength(5);
    const first = results.slice(0, 2).map(({ path }) => path);
    expect(first.sort()).toEqual([join(photos, '3 copy.jpg'), query]);
    expect(results[0]).toMatchObject({ closeness: 100, kind: 'same-picture', copies: 2 });
    const distances = results.map(({ distance }) => distance);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    expect(json).toMatchObject({ query, searched: 12, total: 12, mode: 'thorough' });
    expect(json['ms']).toMatchObject({ describe: expect.any(Number) as number, scan: expect.any(Number) as number });

    const plain = await likeness('search', query, '--top', '2', '--library', library);
    expect(plain.stdout).toContain(`100  Same picture  ${query}`);
    expect(plain.stderr).toBe('');

    const stats = await likenessJson('stats', '--library', library);
    expect(stats.json).toMatchObject({ photoCount: 12, failureCount: 1, folders: [{ path: photos, state: 'online' }] });
    const failures = await likenessJson('failures', '--library', library);
    expect(failures.json).toMatchObject({ failureCount: 1, failures: [{ path: join(photos, 'broken.jpg') }] });
  });

  it('leave out what the person excludes, from the next reading on', async () => {
    const { library, photos } = await indexed();
    const excluded = await likenessJson('exclude', '3*.jpg', 'broken.jpg', '--library', library);
    expect(excluded).toMatchObject({ code: 0, json: { excluded: ['3*.jpg', 'broken.jpg'] } });
    await likenessJson('index', photos, '--library', library);
    const stats = await likenessJson('stats', '--library', library);
    expect(stats.json).toMatchObject({ photoCount: 11, failureCount: 0 });
    const back = await likenessJson('exclude', '3*.jpg', '--remove', '--library', library);
    expect(back.json).toEqual({ excluded: ['broken.jpg'] });
    expect(await likenessJson('exclude', '..', '--library', library)).toMatchObject({ code: 2 });
  });

  it('filter, cut a region, and search without index and without variants', async () => {
    const { library, photos } = await indexed();
    const sheet = join(photos, '..', 'sheet.png');
    await writeFile(sheet, await scene(2).extend({ right: 320, background: '#777777' }).png().toBuffer());
    const part = await likenessJson(
      'search',
      sheet,
      '--region',
      '0,0,0.5,1',
      '--exact',
      '--whole',
      '--library',
      library,
    );
    expect((part.json['results'] as { path: string }[])[0]?.path).toBe(join(photos, '2.jpg'));
    const none = await likenessJson('search', sheet, '--before', '1990', '--library', library);
    expect(none).toMatchObject({ code: 0, json: { results: [] } });
    const png = await likenessJson('search', sheet, '--type', 'png', '--library', library);
    expect(png.json['results']).toEqual([]);
    const worded = await likenessJson('search', sheet, '--text', '2 jpg', '--online', '--library', library);
    expect((worded.json['results'] as { path: string }[]).map(({ path }) => path)).toContain(join(photos, '2.jpg'));
    const starred = await likenessJson('search', sheet, '--rating', '5', '--camera', 'canon', '--library', library);
    expect(starred).toMatchObject({ code: 0, json: { results: [] } });
    const southern = await likeness('search', sheet, '--near', '-33.9,151.2,5', '--library', library);
    expect(southern).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('No photo passes the filters.') as string,
    });
  });
});

describe('search with several pictures', () => {
  it('finds what is like all of them, and leaves out what is not meant', async () => {
    const samples = join(import.meta.dirname, '../../../../resources/samples/photos');
    const sample = (name: string): string => join(samples, name);
    const library = join(temporaryFolder(), 'library');
    await likenessJson('index', samples, '--library', library);
    const asked = ['search', sample('wadi-rum.jpg'), '--also', sample('wadi-rum-tree.jpg'), '--library', library];
    const { json } = await likenessJson(...asked, '--not', sample('red-cliff.jpg'), '--not', sample('fig.jpg'));
    expect(json).toMatchObject({
      query: sample('wadi-rum.jpg'),
      also: [sample('wadi-rum-tree.jpg')],
      not: [sample('red-cliff.jpg'), sample('fig.jpg')],
    });
    const results = json['results'] as { path: string; kind: string }[];
    const paths = results.map(({ path }) => path);
    expect(paths.slice(0, 2).sort()).toEqual([sample('wadi-rum-tree.jpg'), sample('wadi-rum.jpg')]);
    expect(results.slice(0, 2).map(({ kind }) => kind)).toEqual(['same-picture', 'same-picture']);
    expect(paths[2]).toBe(sample('wadi-rum-boulders.jpg'));
    expect(paths).toHaveLength(20);
    expect(paths).not.toContain(sample('red-cliff.jpg'));

    const missing = await likenessJson(...asked, '--not', sample('none.jpg'));
    expect(missing).toMatchObject({
      code: 1,
      json: { code: 'file-missing', message: `There is no file ${sample('none.jpg')}.` },
    });
    const unreadable = await likeness(...asked, '--also', join(samples, '..', 'LICENCES.md'));
    expect(unreadable).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('LICENCES.md is not a picture') as string,
    });
    const many = Array.from({ length: 15 }, () => ['--not', sample('fig.jpg')]).flat();
    const tooMany = await likenessJson(...asked, ...many);
    expect(tooMany).toMatchObject({
      code: 2,
      json: { code: 'usage', message: '--also and --not take up to 15 pictures together, not 16.' },
    });
  });
});

describe('an emptied folder', () => {
  it('keeps its photos, since it may be the place of a disk, and says so', async () => {
    const { library, photos } = await indexed();
    await rename(photos, `${photos} elsewhere`);
    await mkdir(photos);
    const emptied = await likeness('index', photos, '--library', library);
    expect(emptied).toMatchObject({ code: 0, stdout: expect.stringContaining('its photos are kept') as string });
    await writeFile(join(photos, 'notes.txt'), 'a folder in use');
    const { json } = await likenessJson('index', photos, '--library', library);
    expect(json).toMatchObject({ photoCount: 0, offlineFolders: [] });
  });
});

describe('verify and rebuild', () => {
  it('say that a sound library is sound, and mend one whose codebooks are damaged', async () => {
    const { library } = await indexed();
    expect(await likenessJson('verify', '--library', library)).toMatchObject({ code: 0, json: { isSound: true } });
    const database = new Database(join(library, 'library.sqlite'));
    database.prepare('UPDATE generation SET data = substr(data, 1, 1000)').run();
    database.close();
    expect(await likenessJson('verify', '--library', library)).toMatchObject({
      code: 1,
      json: { code: 'codebook-damaged', message: expect.stringContaining('rebuild') as string },
    });
    expect(await likenessJson('rebuild', '--library', library)).toMatchObject({
      code: 0,
      json: { searchableCount: 12 },
    });
    expect(await likenessJson('verify', '--library', library)).toMatchObject({ code: 0, json: { isSound: true } });
  });
});

describe('wrong usage', () => {
  it('exits with 2 and one sentence', async () => {
    const { library, wrong } = { library: join(temporaryFolder(), 'library'), wrong: ['search', 'a.jpg'] };
    for (const words of [
      ['nonsense'],
      ['index'],
      ['search'],
      ['search', 'a.jpg', 'b.jpg'],
      ['stats', 'what'],
      [...wrong, '--top', 'many'],
      [...wrong, '--region', '0.5,0.5,0.9,0.9'],
      [...wrong, '--near', '91,0,5'],
      [...wrong, '--after', 'yesterday'],
      [...wrong, '--before', '2024-02-31'],
      [...wrong, '--type', 'svg'],
      [...wrong, '--near', '-91,0,5'],
      [...wrong, '--top', '--exact'],
      [...wrong, '--colour', 'red'],
      ['lab', 'photos', 'somewhere'],
      ['lab', 'copies'],
    ]) {
      const { code, stdout, stderr } = await likeness(...words, '--library', library);
      expect({ words, code, stdout }).toEqual({ words, code: 2, stdout: '' });
      expect(stderr.trim().split('\n')).toHaveLength(1);
    }
  });

  it('is a library without a name', async () => {
    expect(await likenessJson('stats', '--library', '')).toMatchObject({ code: 2, json: { code: 'usage' } });
  });

  it('is told to a script as code and message', async () => {
    const { code, json } = await likenessJson('index');
    expect({ code, json }).toEqual({ code: 2, json: { code: 'usage', message: 'Name at least one photo folder.' } });
  });

  it('is forgiven when help is asked for', async () => {
    expect(await likeness('--help')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('lab photos') as string,
    });
    const help = await likeness('search', '--help');
    expect(help).toMatchObject({ code: 0, stdout: expect.stringContaining('--region X,Y,W,H') as string });
    expect((await likeness()).code).toBe(2);
  });
});

describe('failure', () => {
  it('exits with 1, a code and a sentence with the way out', async () => {
    const library = join(temporaryFolder(), 'library');
    const missing = await likenessJson('index', join(library, 'nowhere'), '--library', library);
    expect(missing).toMatchObject({ code: 1, json: { code: 'folder-missing' } });
    const empty = await likenessJson('search', await photo(), '--library', library);
    expect(empty).toMatchObject({ code: 1, json: { code: 'library-empty' } });
  });

  it('of a library that is open elsewhere says so', async () => {
    const libraryFolder = join(temporaryFolder(), 'library');
    await openEngine({ libraryFolder });
    const second = await likenessJson('stats', '--library', libraryFolder);
    expect(second).toMatchObject({ code: 1, json: { code: 'library-in-use' } });
  });
});

describe('Ctrl-C', () => {
  it('ends watching cleanly: exit code 130, the library free and sound', async () => {
    const { library } = await indexed();
    const child = spawn(process.execPath, [entry, 'watch', '--library', library], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const exited = once(child, 'exit');
    for await (const line of child.stdout) if (String(line).includes('Up to date')) break;
    child.kill('SIGINT');
    expect(await exited).toEqual([130, null]);
    expect(await likenessJson('verify', '--library', library)).toMatchObject({ code: 0, json: { isSound: true } });
  });

  it('ends indexing cleanly, keeping what was read', async () => {
    const library = join(temporaryFolder(), 'library');
    const photos = join(temporaryFolder(), 'photos');
    await writePhotos(photos, Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`${i}.jpg`, i])));
    const child = spawn(process.execPath, [entry, 'index', photos, '--library', library], { stdio: 'ignore' });
    const exited = once(child, 'exit');
    await expect.poll(() => photosIn(library), { timeout: 20_000 }).toBeGreaterThan(0);
    child.kill('SIGINT');
    expect(await exited).toEqual([130, null]);
    const { code, json } = await likenessJson('index', photos, '--library', library);
    expect(code).toBe(0);
    expect(json).toMatchObject({ photoCount: 120, searchableCount: 120 });
  });
});

/** Photos committed so far, seen from outside while another process reads. */
function photosIn(library: string): number {
  const path = join(library, 'library.sqlite');
  if (!existsSync(path)) return 0;
  const database = new Database(path, { readonly: true });
  try {
    return database.prepare<[], number>('SELECT count(*) FROM photo').pluck().get() ?? 0;
  } catch {
    return 0; // the schema is not there yet
  } finally {
    database.close();
  }
}

async function photo(): Promise<string> {
  return join(await writePhotos(temporaryFolder(), { 'query.jpg': 1 }), 'query.jpg');
}

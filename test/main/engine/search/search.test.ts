import { copyFile, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SearchInput } from '../../../../main/engine/api/search-schemas.ts';
import type { Engine } from '../../../../main/engine/engine.ts';
import { openEngine, photoIdsByName, readFolder, scene, temporaryFolder, writePhotos } from '../photo-fixture.ts';

const seeds = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`${i}.jpg`, i]));

async function openLibrary(): Promise<{ engine: Engine; folder: string; ids: Record<string, number> }> {
  const folder = await writePhotos(join(temporaryFolder(), 'photos'), seeds);
  const engine = await openEngine();
  await readFolder(engine, folder);
  return { engine, folder, ids: photoIdsByName(engine) };
}

function input(query: SearchInput['query'], more: Partial<SearchInput> = {}): SearchInput {
  return { query, mode: 'thorough', limit: 200, ...more };
}

describe('searching with a picture', () => {
  it('finds the very file first, with closeness 100', async () => {
    const { engine, folder, ids } = await openLibrary();
    const { id: pictureId } = await engine.queries.openPath(join(folder, '3.jpg'));
    const answer = await engine.search.run(input({ pictureId }));
    expect(answer.matches[0]).toMatchObject({ photo: { id: ids['3.jpg'] }, closeness: 100, kind: 'same-picture' });
    expect(answer).toMatchObject({ searchedCount: 12, totalCount: 12, offlineRootCount: 0, mode: 'thorough' });
    const distances = answer.matches.map(({ distance }) => distance);
    // The nearest few may be put in another order by their pixels; the rest stands as the index ranked it.
    expect(distances.slice(8)).toEqual(distances.slice(8).sort((a, b) => a - b));
    expect(distances[0]).toBeLessThan(0.1);
  });

  it('finds a dropped copy that was turned and mirrored, and says so', async () => {
    const { engine, ids } = await openLibrary();
    const bytes = await scene(5).flop().rotate(90).png().toBuffer();
    const { id: pictureId, width, height } = await engine.queries.open(new File([bytes], 'copy.png'));
    expect({ width, height }).toEqual({ width: 240, height: 320 });
    const [best] = (await engine.search.run(input({ pictureId }))).matches;
    expect(best).toMatchObject({
      photo: { id: ids['5.jpg'] },
      kind: 'near-copy',
      reasons: [{ code: 'rotated-mirrored' }],
    });
  });

  it('searches with a region as with a picture of it', async () => {
    const { engine, folder, ids } = await openLibrary();
    const sheet = await scene(2).extend({ right: 320, background: '#777777' }).png().toBuffer();
    const path = join(folder, '..', 'sheet.png');
    await writeFile(path, sheet);
    const { id: pictureId } = await engine.queries.openPath(path);
    const region = { x: 0, y: 0, width: 0.5, height: 1 };
    const [best] = (await engine.search.run(input({ pictureId }, { region, mode: 'quick' }))).matches;
    expect(best).toMatchObject({ photo: { id: ids['2.jpg'] }, kind: 'same-picture' });
  });

  it('gives the same order through the index as by comparing every feature', async () => {
    const { engine, folder } = await openLibrary();
    const { id: pictureId } = await engine.queries.openPath(join(folder, '7.jpg'));
    const approximate = await engine.search.run(input({ pictureId }, { limit: 3 }));
    const exact = await engine.search.run(input({ pictureId }, { limit: 3 }), undefined, { exact: true });
    expect(approximate.matches.map(({ photo }) => photo.id)).toEqual(exact.matches.map(({ photo }) => photo.id));
  });

  it('looks as thoroughly as the person set, from the next search on', async () => {
    const { engine, folder } = await openLibrary();
    const { id: pictureId } = await engine.queries.openPath(join(folder, '7.jpg'));
    const distances = async (extras?: { exact: boolean }) =>
      (await engine.search.run(input({ pictureId }), undefined, extras)).matches.map(({ distance }) => distance);
    const byRule = await distances();
    const exact = await distances({ exact: true });
    expect(byRule).not.toEqual(exact); // codes estimate the distances that features have
    engine.health.setting = { kind: 'exact' };
    expect(await distances()).toEqual(exact);
    engine.health.setting = { kind: 'automatic' };
    expect(await distances()).toEqual(byRule);
  });

  it('lets only photos that pass a filter answer', async () => {
    const { engine, folder, ids } = await openLibrary();
    const other = await writePhotos(join(temporaryFolder(), 'others'), { 'x.jpg': 40, 'y.jpg': 41 });
    await readFolder(engine, other);
    const { id: pictureId } = await engine.queries.openPath(join(folder, '7.jpg'));
    const { matches, passingCount } = await engine.search.run(input({ pictureId }, { filter: { folder: other } }));
    expect(matches.map(({ photo }) => photo.name).sort()).toEqual(['x.jpg', 'y.jpg']);
    expect(passingCount).toBe(2);
    expect(matches.map(({ photo }) => photo.id)).not.toContain(ids['7.jpg']);
  });

  it('keeps the 32 most recent pictures', async () => {
    const { engine, folder } = await openLibrary();
    const open = (): Promise<{ id: string }> => engine.queries.openPath(join(folder, '0.jpg'));
    const first = await open();
    for (let more = 0; more < 31; more++) await open();
    await expect(engine.search.run(input({ pictureId: first.id }))).resolves.toBeDefined();
    await open();
    await expect(engine.search.run(input({ pictureId: first.id }))).rejects.toMatchObject({ code: 'query-missing' });
  });
});

describe('searching with a photo', () => {
  it('leaves the photo out of its own answer', async () => {
    const { engine, ids } = await openLibrary();
    for (const mode of ['quick', 'thorough'] as const) {
      const { matches } = await engine.search.run(input({ photoId: ids['4.jpg']! }, { mode, limit: 11 }));
      expect(matches).toHaveLength(11);
      expect(matches.map(({ photo }) => photo.id)).not.toContain(ids['4.jpg']);
    }
  });

  it('answers thoroughly asked but quickly when its disk is away', async () => {
    const { engine, folder, ids } = await openLibrary();
    await rename(folder, `${folder}-away`);
    engine.pipeline.scanSoon(engine.status.current().roots[0]!.id);
    await engine.pipeline.settled();
    const photoId = ids['4.jpg']!;
    const answer = await engine.search.run(input({ photoId }));
    expect(answer).toMatchObject({ mode: 'quick', offlineRootCount: 1, searchedCount: 12 });
    const region = { x: 0, y: 0, width: 0.5, height: 0.5 };
    await expect(engine.search.run(input({ photoId }, { region }))).rejects.toMatchObject({ code: 'file-missing' });
  });

  it('that is not there says so', async () => {
    const { engine } = await openLibrary();
    await expect(engine.search.run(input({ photoId: 12345 }))).rejects.toMatchObject({ code: 'photo-missing' });
  });
});

describe('what cannot be searched', () => {
  it('is an empty library', async () => {
    const engine = await openEngine();
    await expect(engine.search.run(input({ photoId: 1 }))).rejects.toMatchObject({ code: 'library-empty' });
  });

  it('is a file that is no picture, a folder, and a file that is not there', async () => {
    const folder = temporaryFolder();
    const text = join(folder, 'text.jpg');
    await writeFile(text, 'not a picture');
    const engine = await openEngine();
    await expect(engine.queries.openPath(text)).rejects.toMatchObject({
      code: 'not-a-picture',
      message: 'text.jpg is not a picture that Likeness can read. Try JPEG, PNG, WebP, AVIF, GIF or TIFF.',
    });
    await expect(engine.queries.open(new File([], ''))).rejects.toMatchObject({ code: 'not-a-picture' });
    await expect(engine.queries.openPath(folder)).rejects.toMatchObject({ code: 'not-a-picture' });
    await expect(engine.queries.openPath(join(folder, 'none.jpg'))).rejects.toMatchObject({ code: 'file-missing' });
  });

  it('stops when it is cancelled', async () => {
    const { engine, ids } = await openLibrary();
    const signal = AbortSignal.abort();
    const cancelled = engine.search.run(input({ photoId: ids['1.jpg']! }), signal);
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  });
});

it('counts exact copies as one photo with several files', async () => {
  const { engine, folder, ids } = await openLibrary();
  await copyFile(join(folder, '1.jpg'), join(folder, 'again.jpg'));
  await readFolder(engine, folder);
  const { id: pictureId } = await engine.queries.open(new File([await readFile(join(folder, '1.jpg'))], '1.jpg'));
  const { matches, totalCount } = await engine.search.run(input({ pictureId }));
  expect(totalCount).toBe(12);
  expect(engine.catalogue.filesOf(ids['1.jpg']!)).toHaveLength(2);
  expect(matches.filter(({ photo }) => photo.id === ids['1.jpg'])).toHaveLength(1);
});

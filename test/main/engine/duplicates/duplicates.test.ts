// The search for copies in a real library: what it finds, what it remembers, and what survives.
import { copyFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { Engine } from '../../../../main/engine/engine.ts';
import { openEngine, photoIdsByName, readFolder, temporaryFolder } from '../photo-fixture.ts';
import { findAll, groupNames, makeCopies, samples } from './duplicate-fixture.ts';

const lampNames = ['lamp-cut.jpg', 'lamp-exact.jpg', 'lamp-small.jpg', 'lamp-turned.jpg', 'lamp.jpg'];
const figNames = ['fig-mirrored.jpg', 'fig.jpg'];

describe('the search for duplicates', () => {
  it('groups exact, small, turned, mirrored and cut copies with their photo, and nothing else', async () => {
    const engine = await openEngine();
    await readFolder(engine, await makeCopies());
    expect(engine.duplicates.state()).toMatchObject({ isOn: false, leftCount: 12 });
    await findAll(engine);
    expect(groupNames(engine)).toEqual([lampNames, figNames]);
    expect(engine.duplicates.state()).toMatchObject({ isOn: true, isSearching: false, leftCount: 0, groupCount: 2 });

    const ids = photoIdsByName(engine);
    // Several of them are alike enough to stand in the middle.
    const groups = engine.duplicates.groups({ limit: 9 }).groups;
    const lamp = groups.find(({ photos }) => photos.some(({ photo }) => photo.id === ids['lamp.jpg']))!;
    const others = lamp.photos.filter(({ photo }) => photo.id !== lamp.id).map(({ relation }) => relation);
    expect(lamp.photos.find(({ photo }) => photo.id === lamp.id)?.relation).toBeNull();
    for (const relation of others) expect(['same-picture', 'near-copy']).toContain(relation?.kind);
    expect(Math.min(...others.map((relation) => relation?.share ?? 1))).toBeCloseTo(0.36, 1);
  });

  it('reads its groups by pages, those with the most bytes to win first', async () => {
    const engine = await openEngine();
    await readFolder(engine, await makeCopies());
    await findAll(engine);
    const first = engine.duplicates.groups({ limit: 1 });
    const second = engine.duplicates.groups({ limit: 1, cursor: first.nextCursor! });
    expect(first.totalCount).toBe(2);
    expect(second.nextCursor).toBeNull();
    expect(first.groups[0]!.bytes).toBeGreaterThan(second.groups[0]!.bytes);
    expect(first.bytes).toBe(first.groups[0]!.bytes + second.groups[0]!.bytes);
    expect(first.countByKind).toEqual({ exact: 0, 'same-picture': 0, 'near-copy': 2 });
    expect(engine.duplicates.groups({ limit: 9, kind: 'same-picture' })).toMatchObject({ totalCount: 0, bytes: 0 });
    expect(engine.duplicates.groups({ limit: 9, kind: 'near-copy' })).toMatchObject({ totalCount: 2 });
    expect(() => engine.duplicates.groups({ limit: 1, cursor: 'x' })).toThrow(/start again/);
  });

  it('looks at photos that come later by itself, and at no other once more', async () => {
    const engine = await openEngine();
    const folder = await makeCopies();
    await readFolder(engine, folder);
    await findAll(engine);
    await writeFile(join(folder, 'fig-small.jpg'), await sharp(join(folder, 'fig.jpg')).resize(320).toBuffer());
    await readFolder(engine, folder);
    await engine.duplicates.settled();
    expect(groupNames(engine)).toEqual([lampNames, ['fig-mirrored.jpg', 'fig-small.jpg', 'fig.jpg']]);
  });

  it('goes on where it was stopped, in another run of the engine', async () => {
    const libraryFolder = join(temporaryFolder(), 'library');
    const first = await Engine.open({ libraryFolder, watch: false });
    await readFolder(first, await makeCopies());
    first.duplicates.find();
    await first.stop();
    const second = await openEngine({ libraryFolder, read: false });
    await second.duplicates.settled();
    expect(groupNames(second)).toEqual([lampNames, figNames]);
  });

  it('can be paused, and ends the wait of whoever no longer wants it', async () => {
    const engine = await openEngine();
    await readFolder(engine, await makeCopies());
    const abort = new AbortController();
    const waiting = engine.duplicates.settled(abort.signal);
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    engine.duplicates.find();
    engine.duplicates.pause();
    expect(engine.duplicates.state().isOn).toBe(false);
    await findAll(engine);
    expect(groupNames(engine)).toEqual([lampNames, figNames]);
  });

  it('forgets the pairs of a photo that is gone', async () => {
    const engine = await openEngine();
    const folder = await makeCopies();
    await readFolder(engine, folder);
    await findAll(engine);
    await rm(join(folder, 'fig.jpg'));
    await readFolder(engine, folder);
    expect(groupNames(engine)).toEqual([lampNames]);
  });
});

describe('photos that a person said are no duplicates', () => {
  let engine: Engine;
  let folder: string;

  async function keepFigsApart(): Promise<void> {
    engine = await openEngine();
    folder = await makeCopies();
    await readFolder(engine, folder);
    await findAll(engine);
    const ids = photoIdsByName(engine);
    engine.duplicates.keepApart([ids['fig.jpg']!, ids['fig-mirrored.jpg']!]);
    expect(groupNames(engine)).toEqual([lampNames]);
  }

  it('are copies of each other as long as nobody says they are none', async () => {
    engine = await openEngine();
    folder = await makeCopies();
    await readFolder(engine, folder);
    await findAll(engine);
    const ids = photoIdsByName(engine);
    const [fig, mirrored, lamp] = [ids['fig.jpg']!, ids['fig-mirrored.jpg']!, ids['lamp.jpg']!];
    const kindsOf = (id: number) => engine.duplicates.copiesOf(id).map(({ photo, kind }) => [photo.id, kind]);
    expect(kindsOf(fig)).toEqual([[mirrored, 'near-copy']]);
    expect(kindsOf(mirrored)).toEqual([[fig, 'near-copy']]);
    expect(kindsOf(lamp)[0]).toEqual([ids['lamp-small.jpg'], 'same-picture']); // the surest first
    expect(kindsOf(ids['fjord.jpg']!)).toEqual([]);
    engine.duplicates.keepApart([fig, mirrored]);
    expect([...kindsOf(fig), ...kindsOf(mirrored)]).toEqual([]);
  });

  it('are apart until it is taken back', async () => {
    await keepFigsApart();
    const ids = photoIdsByName(engine);
    engine.duplicates.allowTogether([ids['fig-mirrored.jpg']!, ids['fig.jpg']!]);
    expect(groupNames(engine)).toEqual([lampNames, figNames]);
    expect(() => engine.duplicates.keepApart([ids['fig.jpg']!, 9999])).toThrow(/no longer/);
  });

  it('are listed decision by decision, the latest first, and each is taken back by itself', async () => {
    await keepFigsApart();
    const ids = photoIdsByName(engine);
    const { photos } = engine.duplicates.groups({ limit: 9 }).groups[0]!;
    await new Promise((resolve) => setTimeout(resolve, 5)); // no two decisions within a millisecond
    engine.duplicates.keepApart(photos.map(({ photo }) => photo.id));
    await rm(join(folder, 'fig.jpg'));
    await readFolder(engine, folder);
    const [lamps, figs, ...rest] = engine.duplicates.keptApart();
    expect(rest).toEqual([]);
    expect(lamps?.photos.map(({ id }) => id).sort()).toEqual(photos.map(({ photo }) => photo.id).sort());
    expect(figs).toMatchObject({ photos: [{ id: ids['fig-mirrored.jpg'] }], missingCount: 1 });
    engine.duplicates.forgetKeptApart(lamps!.decidedAt);
    expect(groupNames(engine)).toEqual([lampNames]);
    expect(engine.duplicates.keptApart()).toEqual([figs]);
  });

  it('stay apart when they are forgotten and read again', async () => {
    await keepFigsApart();
    const [root] = engine.status.current().roots;
    await engine.removeRoot(root!.id);
    await readFolder(engine, folder);
    await findAll(engine);
    expect(groupNames(engine)).toEqual([lampNames]);
  });

  it('stay apart when a repair makes their photos anew, and in an exported library', async () => {
    await keepFigsApart();
    const exported = join(temporaryFolder(), 'exported');
    await engine.exportTo(exported);
    const library = join(temporaryFolder(), 'imported');
    await Engine.import(exported, library);
    await rm(join(library, 'thumbnails'), { recursive: true });
    const imported = await openEngine({ libraryFolder: library });
    await imported.verify({ repair: true });
    await imported.finishReading();
    await findAll(imported);
    expect(groupNames(imported)).toEqual([lampNames]);
  });
});

it('shots of one camera at two moments are no copies, even with the same pixels', async () => {
  const folder = temporaryFolder();
  const shot = (time: string, quality: number): Promise<Buffer> =>
    sharp(join(samples, 'fjord.jpg'))
      .withExif({ IFD0: { Make: 'Canon', Model: 'EOS 5D' }, IFD2: { DateTimeOriginal: time } })
      .jpeg({ quality })
      .toBuffer();
  await writeFile(join(folder, 'first.jpg'), await shot('2019:07:14 10:00:00', 90));
  await writeFile(join(folder, 'second.jpg'), await shot('2019:07:14 10:00:02', 85));
  await writeFile(join(folder, 'copy-of-first.jpg'), await shot('2019:07:14 10:00:00', 60));
  await copyFile(join(samples, 'clock.jpg'), join(folder, 'clock.jpg'));
  const engine = await openEngine();
  await readFolder(engine, folder);
  await findAll(engine);
  expect(groupNames(engine)).toEqual([['copy-of-first.jpg', 'first.jpg']]);
});

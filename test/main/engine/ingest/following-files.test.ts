// Files come, change, move and go: the library follows, and a content that it knows is never described again.
import { mkdir, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  openEngine,
  photoIdsByName,
  readFolder,
  scene,
  temporaryFolder,
  writePhoto,
  writePhotos,
} from '../photo-fixture.ts';

describe('a watched folder', () => {
  it('is read whole, subfolders too, and every photo becomes searchable', async () => {
    const folder = await writePhotos(temporaryFolder(), { 'a.jpg': 1, 'b.jpg': 2, 'deep/er/c.jpg': 3 });
    const engine = await openEngine();
    await readFolder(engine, folder);
    expect(engine.status.current()).toMatchObject({ photoCount: 3, searchableCount: 3, failureCount: 0 });
    expect(engine.status.current().reading).toMatchObject({ state: 'idle', doneCount: 0, totalCount: 0 });
    expect(await engine.verify({ repair: false })).toMatchObject({ photoCount: 3, findings: [] });
  });

  it('adds what is new and keeps what it knew', async () => {
    const folder = await writePhotos(temporaryFolder(), { 'a.jpg': 1 });
    const engine = await openEngine();
    await readFolder(engine, folder);
    const before = photoIdsByName(engine);
    await writePhoto(join(folder, 'new.jpg'), 9);
    await readFolder(engine, folder);
    const after = photoIdsByName(engine);
    expect(after['a.jpg']).toBe(before['a.jpg']);
    expect(Object.keys(after).sort()).toEqual(['a.jpg', 'new.jpg']);
  });

  it('describes a changed file anew and drops the photo that is no more', async () => {
    const folder = await writePhotos(temporaryFolder(), { 'a.jpg': 1 });
    const engine = await openEngine();
    await readFolder(engine, folder);
    const before = photoIdsByName(engine)['a.jpg'];
    await writeFile(join(folder, 'a.jpg'), await scene(5, 200, 200).jpeg().toBuffer());
    await readFolder(engine, folder);
    const after = photoIdsByName(engine)['a.jpg']!;
    expect(after).not.toBe(before);
    expect(engine.catalogue.details(after)).toMatchObject({ width: 200, height: 200 });
    expect(engine.status.current()).toMatchObject({ photoCount: 1, searchableCount: 1 });
  });

  it('forgets a removed file', async () => {
    const folder = await writePhotos(temporaryFolder(), { 'a.jpg': 1, 'b.jpg': 2, 'sub/c.jpg': 3 });
    const engine = await openEngine();
    await readFolder(engine, folder);
    await unlink(join(folder, 'a.jpg'));
    await rm(join(folder, 'sub'), { recursive: true });
    await readFolder(engine, folder);
    expect(Object.keys(photoIdsByName(engine))).toEqual(['b.jpg']);
    expect(engine.status.current()).toMatchObject({ photoCount: 1, searchableCount: 1 });
    expect((await engine.verify({ repair: false })).findings).toEqual([]);
  });

  it('keeps the photo of a renamed file, also when only the case of its name changes', async () => {
    const folder = await writePhotos(temporaryFolder(), { 'a.jpg': 1 });
    const engine = await openEngine();
    await readFolder(engine, folder);
    const before = photoIdsByName(engine)['a.jpg'];
    await rename(join(folder, 'a.jpg'), join(folder, 'A.JPG'));
    await readFolder(engine, folder);
    expect(photoIdsByName(engine)).toEqual({ 'A.JPG': before });
  });

  it('keeps the photo of a file moved to another watched folder, whichever folder is scanned first', async () => {
    const from = await writePhotos(temporaryFolder(), { 'a.jpg': 1, 'stays.jpg': 2 });
    const to = await writePhotos(temporaryFolder(), { 'other.jpg': 3 });
    const engine = await openEngine();
    await readFolder(engine, from);
    await readFolder(engine, to);
    const before = photoIdsByName(engine)['a.jpg'];
    await rename(join(from, 'a.jpg'), join(to, 'moved.jpg'));
    await engine.addRoot(from);
    await readFolder(engine, to);
    expect(photoIdsByName(engine)['moved.jpg']).toBe(before);
    await rename(join(to, 'moved.jpg'), join(from, 'back.jpg'));
    await engine.addRoot(from);
    await readFolder(engine, to);
    expect(photoIdsByName(engine)['back.jpg']).toBe(before);
    expect(engine.status.current()).toMatchObject({ photoCount: 3, searchableCount: 3 });
  });

  it('takes exact copies for one photo with several files', async () => {
    const folder = await writePhotos(temporaryFolder(), { 'a.jpg': 1, 'sub/copy.jpg': 1 });
    const engine = await openEngine();
    await readFolder(engine, folder);
    const ids = photoIdsByName(engine);
    expect(ids['a.jpg']).toBe(ids['copy.jpg']);
    expect(engine.catalogue.details(ids['a.jpg']!).files).toHaveLength(2);
    await unlink(join(folder, 'a.jpg'));
    await readFolder(engine, folder);
    expect(photoIdsByName(engine)).toEqual({ 'copy.jpg': ids['copy.jpg'] });
  });

  it('that is removed takes its photos along, but not those that lie elsewhere too', async () => {
    const first = await writePhotos(temporaryFolder(), { 'a.jpg': 1, 'shared.jpg': 2 });
    const second = await writePhotos(temporaryFolder(), { 'again.jpg': 2 });
    const engine = await openEngine();
    await readFolder(engine, first);
    await readFolder(engine, second);
    const root = engine.status.current().roots.find(({ path }) => path === first);
    await engine.removeRoot(root!.id);
    expect(Object.keys(photoIdsByName(engine))).toEqual(['again.jpg']);
    expect(engine.status.current()).toMatchObject({ photoCount: 1, searchableCount: 1 });
    expect((await engine.verify({ repair: false })).findings).toEqual([]);
  });
});

describe('a folder on a disk', () => {
  it('that is unplugged goes offline and loses nothing, and comes back', async () => {
    const parent = temporaryFolder();
    const folder = await writePhotos(join(parent, 'disk'), { 'a.jpg': 1, 'sub/b.jpg': 2 });
    const engine = await openEngine();
    await readFolder(engine, folder);
    const before = photoIdsByName(engine);
    const [root] = engine.status.current().roots;
    await rename(folder, join(parent, 'away'));
    engine.pipeline.scanSoon(root!.id);
    await engine.pipeline.settled();
    expect(engine.status.current()).toMatchObject({ photoCount: 2, searchableCount: 2, offlineRootCount: 1 });
    expect(engine.catalogue.details(before['a.jpg']!).offline).toBe(true);

    await rename(join(parent, 'away'), folder);
    engine.pipeline.scanSoon(root!.id);
    await engine.pipeline.settled();
    expect(engine.status.current().offlineRootCount).toBe(0);
    expect(photoIdsByName(engine)).toEqual(before);
  });

  it('whose mount point is left empty is offline, not emptied', async () => {
    const parent = temporaryFolder();
    const folder = await writePhotos(join(parent, 'disk'), { 'a.jpg': 1 });
    const engine = await openEngine();
    await readFolder(engine, folder);
    await rename(folder, join(parent, 'away'));
    await mkdir(folder);
    engine.pipeline.scanSoon(engine.status.current().roots[0]!.id);
    await engine.pipeline.settled();
    expect(engine.status.current()).toMatchObject({ photoCount: 1, offlineRootCount: 1 });
  });

  it('that is unplugged while it is read leaves no failures, and reading goes on when it is back', async () => {
    const parent = temporaryFolder();
    const names = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`${i}.jpg`, i]));
    const folder = await writePhotos(join(parent, 'disk'), names);
    const engine = await openEngine();
    const root = await engine.addRoot(folder);
    while (engine.status.current().searchableCount === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await rename(folder, join(parent, 'away'));
    await engine.pipeline.settled();
    expect(engine.status.current()).toMatchObject({ failureCount: 0, offlineRootCount: 1 });
    await rename(join(parent, 'away'), folder);
    engine.pipeline.scanSoon(root.id);
    await engine.pipeline.settled();
    expect(engine.status.current()).toMatchObject({ searchableCount: 40, failureCount: 0, offlineRootCount: 0 });
  });
});

describe('reading', () => {
  it('pauses, keeps what is done, and resumes', async () => {
    const names = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`${i}.jpg`, i]));
    const folder = await writePhotos(temporaryFolder(), names);
    const engine = await openEngine();
    await engine.addRoot(folder);
    engine.pipeline.pause();
    while (engine.status.current().reading.totalCount < 30) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(engine.status.current().reading).toMatchObject({
      state: 'paused',
      photosPerSecond: null,
      secondsLeft: null,
      effort: 'balanced',
      isQuiet: expect.any(Boolean) as boolean,
    });
    const seen = engine.status.current().searchableCount;
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(engine.status.current().searchableCount).toBeLessThanOrEqual(seen + 6); // at most what was under way
    engine.pipeline.resume();
    await engine.pipeline.settled();
    expect(engine.status.current().searchableCount).toBe(30);
  });

  it('goes on where it was when the engine is opened again', async () => {
    const names = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`${i}.jpg`, i]));
    const folder = await writePhotos(temporaryFolder(), names);
    const libraryFolder = join(temporaryFolder(), 'library');
    const first = await openEngine({ libraryFolder });
    await first.addRoot(folder);
    while (first.status.current().searchableCount < 4) await new Promise((resolve) => setTimeout(resolve, 10));
    await first.stop();
    const second = await openEngine({ libraryFolder });
    const carriedOver = photoIdsByName(second);
    await second.pipeline.settled();
    expect(photoIdsByName(second)).toMatchObject(carriedOver);
    expect(second.status.current().searchableCount).toBe(30);
  });

  it('reads a library folder inside a photo folder around, not into', async () => {
    const folder = await writePhotos(temporaryFolder(), { 'a.jpg': 1 });
    const engine = await openEngine({ libraryFolder: join(folder, 'library') });
    await readFolder(engine, folder);
    await readFolder(engine, folder);
    expect(engine.status.current().photoCount).toBe(1);
  });
});

describe('bad files', () => {
  it('become failures with a sentence, stop nothing, and are read when they were put right', async () => {
    const folder = await writePhotos(temporaryFolder(), { 'good.jpg': 1 });
    const whole = await scene(2, 800, 600).jpeg().toBuffer();
    await writeFile(join(folder, 'cut.jpg'), whole.subarray(0, whole.length / 2));
    await writeFile(join(folder, 'text.jpg'), 'This is a shopping list, not a photo.');
    await writeFile(join(folder, 'empty.jpg'), '');
    await writeFile(join(folder, 'bomb.png'), pngHeader(60_000, 60_000));
    const engine = await openEngine();
    await readFolder(engine, folder);
    const failures = Object.fromEntries(engine.catalogue.failures().map(({ name, code }) => [name, code]));
    expect(failures).toEqual({
      'cut.jpg': 'picture-damaged',
      'text.jpg': 'not-a-picture',
      'empty.jpg': 'picture-damaged',
      'bomb.png': 'picture-too-large',
    });
    for (const { message } of engine.catalogue.failures()) expect(message).toMatch(/^[A-Z].*\.$/s);
    expect(engine.status.current()).toMatchObject({ searchableCount: 1, failureCount: 4 });

    await writeFile(join(folder, 'cut.jpg'), whole);
    await readFolder(engine, folder);
    expect(Object.keys(photoIdsByName(engine)).sort()).toEqual(['cut.jpg', 'good.jpg']);
    expect(engine.status.current().failureCount).toBe(3);
  });

  it('are not tried again by every scan, only when asked', async () => {
    const folder = temporaryFolder();
    await writeFile(join(folder, 'text.jpg'), 'not a photo');
    const engine = await openEngine();
    await readFolder(engine, folder);
    const first = engine.catalogue.failures()[0]!.triedAt;
    await readFolder(engine, folder);
    expect(engine.catalogue.failures()[0]!.triedAt).toBe(first);
    await new Promise((resolve) => setTimeout(resolve, 5));
    engine.retryFailures();
    await engine.pipeline.settled();
    expect(engine.catalogue.failures()[0]!.triedAt).toBeGreaterThan(first);
  });
});

/** A PNG that claims these dimensions and has no pixels: a decompression bomb's face. */
function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.from('49484452000000000000000008020000000000000000', 'hex').subarray(0, 17);
  header.writeUInt32BE(width, 4);
  header.writeUInt32BE(height, 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk(header),
    chunk(Buffer.from('IDATx')),
    chunk(Buffer.from('IEND')),
  ]);
}

/** @param content type and data */
function chunk(content: Buffer): Buffer {
  const framed = Buffer.alloc(content.length + 8);
  framed.writeUInt32BE(content.length - 4, 0);
  content.copy(framed, 4);
  framed.writeUInt32BE(crc32(content), content.length + 4);
  return framed;
}

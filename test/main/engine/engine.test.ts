// What hosts build on: opening and refusing, status as a stream, pictures by address, following by events.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { Engine } from '../../../main/engine/engine.ts';
import type { LibraryStatus } from '../../../main/engine/api/library-schemas.ts';
import {
  openEngine,
  photoIdsByName,
  readFolder,
  scene,
  temporaryFolder,
  writePhoto,
  writePhotos,
} from './photo-fixture.ts';

const resources = join(import.meta.dirname, '../../../resources');

describe('opening', () => {
  it('is refused to a second engine on the same library, and possible after the first stopped', async () => {
    const libraryFolder = join(temporaryFolder(), 'library');
    const first = await openEngine({ libraryFolder });
    await expect(Engine.open({ libraryFolder })).rejects.toMatchObject({ code: 'library-in-use' });
    await first.stop();
    await first.stop(); // twice is harmless
    await openEngine({ libraryFolder });
  });

  it('refuses a model that is not the one it came with, and lets go of the library', async () => {
    const damaged = temporaryFolder();
    cpSync(join(resources, 'model'), join(damaged, 'model'), { recursive: true });
    cpSync(join(resources, 'codebooks'), join(damaged, 'codebooks'), { recursive: true });
    const card = JSON.parse(readFileSync(join(damaged, 'model/model.json'), 'utf8')) as { file: string };
    writeFileSync(join(damaged, 'model', card.file), 'truncated');
    const libraryFolder = join(temporaryFolder(), 'library');
    await expect(Engine.open({ libraryFolder, resources: damaged })).rejects.toMatchObject({ code: 'model-damaged' });
    await openEngine({ libraryFolder });
  });

  it('adds the sample photos as a folder of their own', async () => {
    const engine = await openEngine({ read: false });
    expect(await engine.addSamples()).toMatchObject({ isSample: true, name: 'Sample photos' });
  });
});

describe('the status', () => {
  it('is told at once and whenever it changes, not more than four times a second, until the signal', async () => {
    const engine = await openEngine();
    const abort = new AbortController();
    const told: { at: number; status: LibraryStatus }[] = [];
    const listening = (async () => {
      for await (const status of engine.status.watch(abort.signal)) told.push({ at: performance.now(), status });
    })();
    await readFolder(engine, await writePhotos(temporaryFolder(), { 'a.jpg': 1, 'b.jpg': 2, 'c.jpg': 3 }));
    await delay(600);
    expect(told[0]!.status).toMatchObject({ photoCount: 0, reading: { state: 'idle' } });
    expect(told.at(-1)!.status).toEqual(engine.status.current());
    told.slice(1).forEach(({ at }, i) => expect(at - told[i]!.at).toBeGreaterThan(240));
    const toldCount = told.length;
    await delay(400);
    expect(told).toHaveLength(toldCount); // nothing changed, nothing told
    abort.abort();
    await listening;
  });

  it('ends with the engine', async () => {
    const engine = await openEngine();
    const statuses = engine.status.watch();
    await statuses.next();
    const end = statuses.next();
    await engine.stop();
    expect(await end).toMatchObject({ done: true });
  });
});

describe('pictures', () => {
  it('are the thumbnail, the file as it is, or a JPEG of what browsers cannot show', async () => {
    const engine = await openEngine();
    const folder = await writePhotos(temporaryFolder(), { 'a.jpg': 1 });
    writeFileSync(join(folder, 'b.tif'), await scene(2).tiff().toBuffer());
    await readFolder(engine, folder);
    const ids = photoIdsByName(engine);
    const thumbnail = await engine.pictures.answer(`/photos/${ids['a.jpg']}/thumbnail`);
    expect(await sharp(thumbnail.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 320 });
    const picture = await engine.pictures.answer(`/photos/${ids['a.jpg']}/picture`);
    expect(picture).toMatchObject({ status: 200, mimeType: 'image/jpeg' });
    expect(Buffer.from(picture.bytes)).toEqual(await readFile(join(folder, 'a.jpg')));
    const rendered = await engine.pictures.answer(`/photos/${ids['b.tif']}/picture`);
    expect(rendered.mimeType).toBe('image/jpeg');
    expect(await sharp(rendered.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 320, height: 240 });
  });

  it('are at no other address', async () => {
    const engine = await openEngine({ read: false });
    const addresses = [
      '/photos/1',
      '/photos/0/thumbnail',
      '/photos/../picture',
      '/photos/1e3/picture',
      '/photos/1/thumbnail/',
      '//photos/1/picture',
      '/queries/../../etc/passwd/picture',
      '/etc/passwd',
    ];
    for (const address of addresses) expect((await engine.pictures.answer(address)).status).toBe(400);
  });

  it('of unknown photos and queries are not found', async () => {
    const engine = await openEngine({ read: false });
    for (const address of ['/photos/12345/thumbnail', '/photos/12345/picture', '/queries/nothing/picture']) {
      expect((await engine.pictures.answer(address)).status).toBe(404);
    }
  });
});

describe('watching', () => {
  it('follows new, changed and removed files, also in folders made later', async () => {
    const folder = await writePhotos(temporaryFolder(), { 'a.jpg': 1 });
    const engine = await openEngine({ watch: true });
    await readFolder(engine, folder);
    await delay(500); // the watcher looks around first
    const names = async (expected: string[]): Promise<void> => {
      const until = performance.now() + 20_000;
      while (performance.now() < until && Object.keys(photoIdsByName(engine)).sort().join() !== expected.join())
        await delay(100);
      expect(Object.keys(photoIdsByName(engine)).sort()).toEqual(expected);
    };
    await writePhoto(join(folder, 'b.jpg'), 2);
    await names(['a.jpg', 'b.jpg']);
    await writePhoto(join(folder, 'later/deep/c.jpg'), 3);
    await names(['a.jpg', 'b.jpg', 'c.jpg']);
    await unlink(join(folder, 'a.jpg'));
    await names(['b.jpg', 'c.jpg']);
    await writePhoto(join(folder, 'later/deep/d.jpg'), 4);
    await names(['b.jpg', 'c.jpg', 'd.jpg']);
  }, 60_000);
});

// Files and folders are moved and renamed, with what lies beside them: each photo stays, and is described once in its life.
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import type { Engine } from '../../../../main/engine/engine.ts';
import { Describer } from '../../../../main/engine/ingest/describer.ts';
import { openEngine, photoIdsByName, readFolder, temporaryFolder, writePhotos } from '../photo-fixture.ts';
import { makeScanner, touch } from './scanner-fixture.ts';

const threeStars = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="3"/></rdf:RDF></x:xmpmeta>`;

describe('a moved or renamed photo', () => {
  let describing: MockInstance<Describer['describePhoto']>;
  beforeEach(() => {
    describing = vi.spyOn(Describer.prototype, 'describePhoto');
  });
  afterEach(() => describing.mockRestore());

  /** Two watched folders; in the first a photo with a sidecar and one without. */
  async function watchTwo(): Promise<{ engine: Engine; one: string; other: string; read: () => Promise<void> }> {
    const one = await writePhotos(temporaryFolder(), { 'IMG_1.JPG': 1, 'IMG_2.JPG': 2 });
    const other = temporaryFolder();
    await writeFile(join(one, 'IMG_1.xmp'), threeStars);
    const engine = await openEngine();
    const read = async (): Promise<void> => {
      await engine.addRoot(one);
      await readFolder(engine, other);
    };
    await read();
    return { engine, one, other, read };
  }

  it.each([
    ['within its folder', 'a/moved', 'a/moved'],
    ['to a folder within', 'sub/deep/IMG_1', 'sub/deep/IMG_1'],
    ['by the case of its name', 'img_1', 'img_1'],
  ])('%s keeps its photo, and its sidecar counts', async (_, photo, sidecar) => {
    const { engine, one, read } = await watchTwo();
    const before = photoIdsByName(engine)['IMG_1.JPG']!;
    await mkdir(join(one, photo, '..'), { recursive: true });
    await rename(join(one, 'IMG_1.JPG'), join(one, `${photo}.jpg`));
    await rename(join(one, 'IMG_1.xmp'), join(one, `${sidecar}.xmp`));
    await read();
    expect(engine.catalogue.details(before)).toMatchObject({ name: `${photo.split('/').at(-1)}.jpg`, rating: 3 });
    expect(engine.status.current()).toMatchObject({ photoCount: 2, searchableCount: 2, failureCount: 0 });
    expect(describing).toHaveBeenCalledTimes(2);
  });

  it('to another watched folder and back keeps its photo, and loses its rating while its sidecar stays behind', async () => {
    const { engine, one, other, read } = await watchTwo();
    const before = photoIdsByName(engine)['IMG_1.JPG']!;
    await rename(join(one, 'IMG_1.JPG'), join(other, 'IMG_1.JPG'));
    await read();
    expect(engine.catalogue.details(before)).toMatchObject({ name: 'IMG_1.JPG', rating: null });
    await rename(join(one, 'IMG_1.xmp'), join(other, 'IMG_1.xmp'));
    await read();
    expect(engine.catalogue.details(before).rating).toBe(3);
    await rename(join(other, 'IMG_1.JPG'), join(one, 'back.jpg'));
    await read();
    expect(photoIdsByName(engine)['back.jpg']).toBe(before);
    expect(describing).toHaveBeenCalledTimes(2);
  });

  it('with its whole folder keeps its photo, also when only the case of the folder changes', async () => {
    const { engine, one, other, read } = await watchTwo();
    await rename(join(one, 'IMG_1.JPG'), join(other, 'IMG_1.JPG'));
    await mkdir(join(one, 'Rome'));
    await rename(join(other, 'IMG_1.JPG'), join(one, 'Rome', 'IMG_1.JPG'));
    await read();
    const before = photoIdsByName(engine);
    await rename(join(one, 'Rome'), join(one, 'rome'));
    await read();
    expect(photoIdsByName(engine)).toEqual(before);
    await rename(join(one, 'rome'), join(other, 'Rome 2019'));
    await read();
    expect(photoIdsByName(engine)).toEqual(before);
    expect(describing).toHaveBeenCalledTimes(2);
  });

  it("that two files exchanged names with is each file's own", async () => {
    const { engine, one, read } = await watchTwo();
    const before = photoIdsByName(engine);
    await rename(join(one, 'IMG_1.JPG'), join(one, 'spare'));
    await rename(join(one, 'IMG_2.JPG'), join(one, 'IMG_1.JPG'));
    await rename(join(one, 'spare'), join(one, 'IMG_2.JPG'));
    await read();
    expect(photoIdsByName(engine)).toEqual({ 'IMG_1.JPG': before['IMG_2.JPG'], 'IMG_2.JPG': before['IMG_1.JPG'] });
    expect(describing).toHaveBeenCalledTimes(2);
  });

  it('is known again when the engine died between missing it and meeting it', async () => {
    const folder = await writePhotos(temporaryFolder(), { 'a.jpg': 1, 'b.jpg': 2 });
    const libraryFolder = join(temporaryFolder(), 'library');
    const first = await openEngine({ libraryFolder });
    await readFolder(first, folder);
    const before = photoIdsByName(first);
    first.pipeline.pause(); // photos without files are forgotten only when nothing is left to read
    const away = temporaryFolder();
    await rename(join(folder, 'a.jpg'), join(away, 'a.jpg'));
    await first.addRoot(folder);
    while (photoIdsByName(first)['a.jpg'] !== undefined) await new Promise((resolve) => setTimeout(resolve, 5));
    await first.stop();
    await rename(join(away, 'a.jpg'), join(folder, 'found.jpg'));
    const second = await openEngine({ libraryFolder });
    await second.pipeline.settled();
    expect(photoIdsByName(second)).toEqual({ 'found.jpg': before['a.jpg'], 'b.jpg': before['b.jpg'] });
    expect(describing).toHaveBeenCalledTimes(2);
  });
});

describe('a scan', () => {
  it('takes a name in other letters for the same file, unless the file is another one', async () => {
    const folder = temporaryFolder();
    await touch(join(folder, 'IMG_1.JPG'), join(folder, 'IMG_2.JPG'));
    const { scan, names } = await makeScanner(folder);
    await scan();
    await rename(join(folder, 'IMG_1.JPG'), join(folder, 'img_1.jpg'));
    expect(await scan()).toEqual({ isOnline: true, addedCount: 0, changedCount: 0, removedCount: 0 });
    expect(names()).toEqual(['IMG_2.JPG', 'img_1.jpg']);
    await rm(join(folder, 'IMG_2.JPG'));
    await writeFile(join(folder, 'img_2.jpg'), 'another one');
    expect(await scan()).toMatchObject({ addedCount: 1, removedCount: 1 });
  });

  it('tells apart names that differ by case alone, where the file system does', async () => {
    const folder = temporaryFolder();
    await touch(join(folder, 'a.jpg'), join(folder, 'A.jpg'));
    const { scan, names } = await makeScanner(folder);
    await scan();
    if (names().length === 1) return; // a file system that keeps one of them
    await rm(join(folder, 'a.jpg'));
    expect(await scan()).toMatchObject({ addedCount: 0, removedCount: 1 });
    expect(names()).toEqual(['A.jpg']);
  });
});

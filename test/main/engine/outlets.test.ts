import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { plainHost } from '../../../main/engine/host.ts';
import { openEngine, readFolder, temporaryFolder, writePhotos } from './photo-fixture.ts';

/** A library of two photos on a host that remembers what it was asked for. */
async function openLibrary() {
  const asked: { call: string; paths: readonly string[]; iconBytes?: number }[] = [];
  const host = {
    ...plainHost,
    showInFolder: (path: string) => Promise.resolve(void asked.push({ call: 'show', paths: [path] })),
    openFile: (path: string) => Promise.resolve(void asked.push({ call: 'open', paths: [path] })),
    dragOut: (paths: readonly string[], icon: Uint8Array) =>
      Promise.resolve(void asked.push({ call: 'drag', paths, iconBytes: icon.length })),
  };
  const photos = await writePhotos(join(temporaryFolder(), 'photos'), { 'a.jpg': 1, 'b.jpg': 2 });
  const engine = await openEngine({ host });
  await readFolder(engine, photos);
  const idOf = (name: string) =>
    engine.catalogue.timeline({ limit: 5 }).photos.find((photo) => photo.name === name)!.id;
  return { engine, asked, photos, a: idOf('a.jpg'), b: idOf('b.jpg') };
}

it('hands the host the path of a photo that the page names by its id', async () => {
  const { engine, asked, photos, a, b } = await openLibrary();
  await engine.outlets.open(a);
  await engine.outlets.showInFolder(b);
  expect(asked).toEqual([
    { call: 'open', paths: [join(photos, 'a.jpg')] },
    { call: 'show', paths: [join(photos, 'b.jpg')] },
  ]);
});

it('drags several out with a small picture of the first, and says what they are called without where they lie', async () => {
  const { engine, asked, photos, a, b } = await openLibrary();
  const dragged = await engine.outlets.dragOut([b, a]);
  expect(asked).toMatchObject([{ call: 'drag', paths: [join(photos, 'b.jpg'), join(photos, 'a.jpg')] }]);
  expect(asked[0]?.iconBytes).toBeGreaterThan(100);
  expect(dragged.map(({ photoId, name }) => [photoId, name])).toEqual([
    [b, 'b.jpg'],
    [a, 'a.jpg'],
  ]);
  expect(JSON.stringify(dragged)).not.toContain(photos);
});

it('leaves out what is gone, and says so when nothing is left', async () => {
  const { engine, asked, photos, a, b } = await openLibrary();
  await rm(join(photos, 'a.jpg'));
  await engine.outlets.dragOut([a, b]);
  expect(asked).toMatchObject([{ call: 'drag', paths: [join(photos, 'b.jpg')] }]);
  await rm(join(photos, 'b.jpg'));
  await expect(engine.outlets.dragOut([a, b])).rejects.toMatchObject({ code: 'file-missing' });
  await expect(engine.outlets.open(a)).rejects.toMatchObject({ code: 'file-missing' });
  await expect(engine.outlets.open(4711)).rejects.toMatchObject({ code: 'file-missing' });
});

it('says which way is left when the system has no program for a photo', async () => {
  const { engine, a } = await openLibrary();
  engine.host.openFile = () => Promise.reject(new Error('exit code 3'));
  await expect(engine.outlets.open(a)).rejects.toMatchObject({
    code: 'program-missing',
    message: expect.stringMatching(/^No program .* a\.jpg\. Show it in its folder/) as string,
  });
});

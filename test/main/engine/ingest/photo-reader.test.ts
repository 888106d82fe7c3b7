// Each new file is read once, and a content that is known is not described again, whichever way the file is read.
import { createHash } from 'node:crypto';
import { appendFile, copyFile, mkdir, readFile, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { Engine } from '../../../../main/engine/engine.ts';
import { Describer } from '../../../../main/engine/ingest/describer.ts';
import { openEngine, photoIdsByName, readFolder, scene, temporaryFolder, writePhotos } from '../photo-fixture.ts';

/** Watches real describing from now on. */
function spyOnDescribing() {
  const spy = vi.spyOn(Describer.prototype, 'describePhoto');
  onTestFinished(() => spy.mockRestore());
  return spy;
}

async function expectHashOf(engine: Engine, path: string, name: string): Promise<void> {
  const bytes = await readFile(path);
  const hash = createHash('sha256').update(bytes).digest();
  expect(engine.catalogue.photoIdOfHash(hash)).toBe(photoIdsByName(engine)[name]);
}

it('a file of a new size is read by the describing process alone, which gives its hash', async () => {
  const folder = await writePhotos(temporaryFolder(), { 'a.jpg': 1 });
  const describing = spyOnDescribing();
  const engine = await openEngine();
  await readFolder(engine, folder);
  expect(describing.mock.calls.map(([file]) => file)).toMatchObject([{ path: join(folder, 'a.jpg') }]);
  await expectHashOf(engine, join(folder, 'a.jpg'), 'a.jpg');
});

it('a file of a size already met, but with other content, is another photo with its own hash', async () => {
  const folder = await writePhotos(temporaryFolder(), { 'a.jpg': 1 });
  const engine = await openEngine();
  await readFolder(engine, folder);
  const { length } = await readFile(join(folder, 'a.jpg'));
  const other = await scene(2, 100, 80).jpeg().toBuffer();
  expect(other.length).toBeLessThan(length);
  await writeFile(join(folder, 'b.jpg'), other);
  await appendFile(join(folder, 'b.jpg'), Buffer.alloc(length - other.length));
  await readFolder(engine, folder);
  expect(photoIdsByName(engine)['b.jpg']).not.toBe(photoIdsByName(engine)['a.jpg']);
  for (const name of ['a.jpg', 'b.jpg']) await expectHashOf(engine, join(folder, name), name);
});

it.each([
  ['renamed', (folder: string) => rename(join(folder, 'a.jpg'), join(folder, 'b.jpg'))],
  ['moved with its folder', (folder: string) => rename(join(folder, 'sub'), join(folder, 'other'))],
  ['copied', (folder: string) => copyFile(join(folder, 'a.jpg'), join(folder, 'b.jpg'))],
  ['touched', (folder: string) => utimes(join(folder, 'a.jpg'), 1, 1)],
])('a file that is %s is not described again', async (_, change) => {
  const folder = await writePhotos(temporaryFolder(), { 'a.jpg': 1, 'sub/c.jpg': 3 });
  const engine = await openEngine();
  await readFolder(engine, folder);
  const before = new Set(Object.values(photoIdsByName(engine)));
  const describing = spyOnDescribing();
  await change(folder);
  await readFolder(engine, folder);
  expect(describing).not.toHaveBeenCalled();
  expect(new Set(Object.values(photoIdsByName(engine)))).toEqual(before);
});

it('a file moved to another watched folder while Likeness was closed is not described again', async () => {
  const libraryFolder = join(temporaryFolder(), 'library');
  const from = await writePhotos(temporaryFolder(), { 'a.jpg': 1, 'stays.jpg': 2 });
  const to = await writePhotos(temporaryFolder(), { 'other.jpg': 3 });
  const first = await openEngine({ libraryFolder });
  await readFolder(first, from);
  await readFolder(first, to);
  const before = photoIdsByName(first)['a.jpg'];
  await first.stop();
  await mkdir(join(to, 'deep'));
  await rename(join(from, 'a.jpg'), join(to, 'deep/moved.jpg'));
  const describing = spyOnDescribing();
  const second = await openEngine({ libraryFolder });
  await second.pipeline.settled();
  expect(describing).not.toHaveBeenCalled();
  expect(photoIdsByName(second)['moved.jpg']).toBe(before);
});

it('two equal new files are one photo with two files', async () => {
  const folder = await writePhotos(temporaryFolder(), { 'a.jpg': 1, 'b.jpg': 1 });
  const engine = await openEngine();
  await readFolder(engine, folder);
  expect(engine.status.current()).toMatchObject({ photoCount: 1, searchableCount: 1 });
  expect(engine.catalogue.details(photoIdsByName(engine)['a.jpg']!).files).toHaveLength(2);
});

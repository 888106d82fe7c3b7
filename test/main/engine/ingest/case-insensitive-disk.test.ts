// A disk on which IMG_1.JPG and img_1.jpg are one file, as on Windows and macOS. Linux has none at hand, so it is put together:
// the file lies there under both names (hard links), and a listing shows the one that it has at the moment.
import type * as FileSystem from 'node:fs/promises';
import { link, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { Describer } from '../../../../main/engine/ingest/describer.ts';
import { openEngine, photoIdsByName, readFolder, temporaryFolder, writePhoto } from '../photo-fixture.ts';

/** Names that no listing shows at the moment. */
const unlisted = new Set<string>();

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof FileSystem>();
  const readdir = async (...given: Parameters<typeof real.readdir>) =>
    (await real.readdir(...given)).filter((entry) => !unlisted.has((entry as unknown as { name: string }).name));
  return { ...real, readdir };
});

function give(folder: { names: readonly [string, string] }, shown: 0 | 1): void {
  unlisted.clear();
  unlisted.add(folder.names[1 - shown]!);
}

async function makeDisk() {
  const folder = temporaryFolder();
  const names = ['IMG_1.JPG', 'img_1.jpg'] as const;
  await writePhoto(join(folder, names[0]), 1);
  await link(join(folder, names[0]), join(folder, names[1]));
  return { folder, names };
}

it('keeps the photo of a file whose name changes its case, and does not even hash it', async () => {
  const describing = vi.spyOn(Describer.prototype, 'describePhoto');
  const disk = await makeDisk();
  give(disk, 0);
  const engine = await openEngine();
  await readFolder(engine, disk.folder);
  const before = photoIdsByName(engine)['IMG_1.JPG'];
  expect(before).toBeDefined();
  give(disk, 1);
  engine.pipeline.pause(); // only a scan, no reading
  await engine.addRoot(disk.folder);
  await vi.waitFor(() => expect(photoIdsByName(engine)).toEqual({ 'img_1.jpg': before }));
  engine.pipeline.resume();
  await engine.pipeline.settled();
  expect(photoIdsByName(engine)).toEqual({ 'img_1.jpg': before });
  expect(engine.status.current()).toMatchObject({ photoCount: 1, failureCount: 0 });
  expect(describing).toHaveBeenCalledTimes(1);
  describing.mockRestore();
});

it('reads a file once whose name changes its case before it is read', async () => {
  const describing = vi.spyOn(Describer.prototype, 'describePhoto');
  const disk = await makeDisk();
  give(disk, 0);
  const engine = await openEngine();
  engine.pipeline.pause();
  await engine.addRoot(disk.folder);
  await vi.waitFor(() => expect(engine.status.current().reading.totalCount).toBe(1));
  give(disk, 1);
  engine.pipeline.resume();
  await readFolder(engine, disk.folder);
  expect(Object.keys(photoIdsByName(engine))).toEqual(['img_1.jpg']);
  expect(describing).toHaveBeenCalledTimes(1);
  describing.mockRestore();
});

it('describes a file anew that is another one under the name in other letters', async () => {
  const disk = await makeDisk();
  give(disk, 0);
  const engine = await openEngine();
  await readFolder(engine, disk.folder);
  const before = photoIdsByName(engine)['IMG_1.JPG'];
  const other = await readFile(await writePhoto(join(temporaryFolder(), 'other.jpg'), 7));
  await writeFile(join(disk.folder, 'new'), other);
  await rename(join(disk.folder, 'new'), join(disk.folder, 'img_1.jpg'));
  give(disk, 1);
  await readFolder(engine, disk.folder);
  expect(Object.keys(photoIdsByName(engine))).toEqual(['img_1.jpg']);
  expect(photoIdsByName(engine)['img_1.jpg']).not.toBe(before);
});

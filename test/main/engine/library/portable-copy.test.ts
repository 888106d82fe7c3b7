// A library that is carried to another computer: its photos lie under other paths there, and are not read again.
import { readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Engine } from '../../../../main/engine/engine.ts';
import { readModelCard } from '../../../../main/engine/ingest/model-file.ts';
import { openEngine, photoIdsByName, readFolder, temporaryFolder, writePhotos } from '../photo-fixture.ts';

const resources = join(import.meta.dirname, '../../../../resources');
const names = { 'a.jpg': 1, 'b.jpg': 2, 'c.jpg': 3 };

it('an exported library answers elsewhere, and knows its photos again under another path', async () => {
  const photos = await writePhotos(join(temporaryFolder(), 'Photos'), names);
  const engine = await openEngine();
  await readFolder(engine, photos);
  const ids = photoIdsByName(engine);
  const copy = join(temporaryFolder(), 'copy');
  await engine.exportTo(copy);
  await engine.stop();
  expect(await readdir(join(copy, 'models'))).toEqual([readModelCard(resources).sha256]);

  const libraryFolder = join(temporaryFolder(), 'imported');
  await Engine.import(copy, libraryFolder);
  await rename(photos, `${photos} on the other computer`);
  const other = await openEngine({ libraryFolder });
  expect(other.index.searchableCount).toBe(3);
  await readFolder(other, `${photos} on the other computer`);
  expect(photoIdsByName(other)).toEqual(ids);
  expect(other.status.current().roots).toMatchObject([{ path: `${photos} on the other computer`, photoCount: 3 }]);
  expect((await other.verify({ repair: false })).findings).toEqual([]);
});

it('nothing is written over, neither by an export nor by an import', async () => {
  const engine = await openEngine();
  const copy = join(temporaryFolder(), 'copy');
  await engine.exportTo(copy);
  await expect(engine.exportTo(copy)).rejects.toMatchObject({ code: 'folder-not-empty' });
  const occupied = temporaryFolder();
  await writeFile(join(occupied, 'mine.txt'), 'mine');
  await expect(Engine.import(copy, occupied)).rejects.toMatchObject({ code: 'folder-not-empty' });
  expect(await readdir(occupied)).toEqual(['mine.txt']);
});

it('an export that was cut off is begun anew, and no library to an import', async () => {
  const engine = await openEngine();
  const copy = temporaryFolder();
  await writeFile(join(copy, 'library.sqlite.part'), 'half');
  await expect(Engine.import(copy, join(temporaryFolder(), 'x'))).rejects.toMatchObject({ code: 'file-missing' });
  await engine.exportTo(copy);
  expect(await readdir(copy)).toContain('library.sqlite');
  await writeFile(join(copy, 'library.sqlite'), 'no library at all, but long enough to be read as one'.repeat(100));
  await expect(Engine.import(copy, join(temporaryFolder(), 'y'))).rejects.toMatchObject({ code: 'library-damaged' });
});

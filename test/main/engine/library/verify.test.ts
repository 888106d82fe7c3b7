// Every kind of disagreement inside a library is found, told in a sentence, and put right without touching a photo.
import { readdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openEngine, readFolder, temporaryFolder, writePhotos } from '../photo-fixture.ts';

const photoCount = 6;

function firstThumbnail(libraryFolder: string): string {
  const names = readdirSync(join(libraryFolder, 'thumbnails'), { recursive: true }) as string[];
  return join(
    libraryFolder,
    'thumbnails',
    names.find((name) => name.endsWith('.jpg'))!,
  );
}

it.each([
  ['a lost feature', 'missing-feature', (db: Database.Database) => db.exec('DELETE FROM feature WHERE photo_id = 2')],
  ['a feature cut short', 'missing-feature', (db: Database.Database) => db.exec('UPDATE feature SET data = substr(data, 1, 100) WHERE photo_id = 2')], // prettier-ignore
  ['a feature of another model', 'missing-feature', (db: Database.Database) => db.exec(`INSERT INTO model (sha256, name) VALUES ('other', 'other'); UPDATE feature SET model_id = (SELECT id FROM model WHERE sha256 = 'other') WHERE photo_id = 3`)], // prettier-ignore
  ['a file without its photo', 'file-without-photo', (db: Database.Database) => db.exec('UPDATE file SET photo_id = NULL WHERE id = 1')], // prettier-ignore
  ['a photo without a file', 'photo-without-file', (db: Database.Database) => db.exec('DELETE FROM file WHERE id = 1')],
  [
    'a lost thumbnail',
    'missing-thumbnail',
    (_: Database.Database, folder: string) => unlinkSync(firstThumbnail(folder)),
  ],
  ['all thumbnails lost', 'missing-thumbnail', (_: Database.Database, folder: string) => rmSync(join(folder, 'thumbnails'), { recursive: true })], // prettier-ignore
  ['debris among the thumbnails', 'stray-thumbnail', (_: Database.Database, folder: string) => writeFileSync(`${firstThumbnail(folder)}.0.part`, '')], // prettier-ignore
])('finds %s, and repairs it', async (_, code, damage) => {
  const folder = await writePhotos(temporaryFolder(), Object.fromEntries(Array.from({ length: photoCount }, (_, i) => [`${i}.jpg`, i]))); // prettier-ignore
  const libraryFolder = join(temporaryFolder(), 'library');
  const reader = await openEngine({ libraryFolder });
  await readFolder(reader, folder);
  await reader.stop();
  const database = new Database(join(libraryFolder, 'library.sqlite'));
  damage(database, libraryFolder);
  database.close();

  const damaged = await openEngine({ libraryFolder, read: false });
  const { findings } = await damaged.verify({ repair: true });
  expect(findings.map((finding) => finding.code)).toContain(code);
  for (const { message } of findings) expect(message).toMatch(/^[A-Z0-9].*\.$/);
  await damaged.stop();

  const repaired = await openEngine({ libraryFolder });
  await repaired.pipeline.settled();
  expect((await repaired.verify({ repair: false })).findings).toEqual([]);
  expect(repaired.status.current()).toMatchObject({ photoCount, searchableCount: photoCount, failureCount: 0 });
});

it('leaves the codes to be made again when some are lost', async () => {
  const engine = await openEngine();
  const libraryFolder = join(temporaryFolder(), 'library');
  await engine.stop();
  const first = await openEngine({ libraryFolder });
  await readFolder(first, await writePhotos(temporaryFolder(), { 'a.jpg': 1, 'b.jpg': 2 }));
  const database = new Database(join(libraryFolder, 'library.sqlite'));
  database.exec('DELETE FROM code WHERE photo_id = 1');
  database.close();
  expect((await first.verify({ repair: true })).findings).toMatchObject([{ code: 'missing-code', count: 1 }]);
  expect((await first.verify({ repair: false })).findings).toEqual([]);
});

it('does not call it wrong when a disk is unplugged or a file changed meanwhile', async () => {
  const engine = await openEngine();
  const folder = await writePhotos(temporaryFolder(), { 'a.jpg': 1, 'b.jpg': 2 });
  await readFolder(engine, folder);
  writeFileSync(join(folder, 'a.jpg'), 'changed');
  expect((await engine.verify({ repair: false })).findings).toMatchObject([{ code: 'file-changed', count: 1 }]);
  rmSync(folder, { recursive: true });
  engine.pipeline.scanSoon(engine.status.current().roots[0]!.id);
  await engine.pipeline.settled();
  expect((await engine.verify({ repair: true })).findings).toEqual([]);
  expect(engine.status.current().photoCount).toBe(2);
});

// Every kind of disagreement inside a library is found, told in a sentence, and put right without touching a photo.
import { readdirSync, renameSync, rmSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
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

function keptModel(libraryFolder: string): string {
  const names = readdirSync(join(libraryFolder, 'models'), { recursive: true }) as string[];
  return join(
    libraryFolder,
    'models',
    names.find((name) => name.endsWith('.onnx'))!,
  );
}

function flipBit(database: Database.Database, photoId: number, byte: number): void {
  const of = 'WHERE id & 0xffffffff = ?';
  const { data } = database.prepare<[number], { data: Buffer }>(`SELECT data FROM feature ${of}`).get(photoId)!;
  data[byte]! ^= 1;
  database.prepare(`UPDATE feature SET data = ? ${of}`).run(data, photoId);
}

it.each([
  [
    'a lost feature',
    'missing-feature',
    (db: Database.Database) => db.exec('DELETE FROM feature WHERE id & 0xffffffff = 2'),
  ],
  ['a feature cut short', 'damaged-feature', (db: Database.Database) => db.exec('UPDATE feature SET data = substr(data, 1, 100) WHERE id & 0xffffffff = 2')], // prettier-ignore
  ['a flipped bit in a feature', 'damaged-feature', (db: Database.Database) => flipBit(db, 2, 100)],
  ['a feature with another scale', 'damaged-feature', (db: Database.Database) => flipBit(db, 4, 6)],
  ['two features exchanged', 'damaged-feature', (db: Database.Database) => db.exec(`UPDATE feature SET data = (SELECT data FROM feature AS other WHERE other.id + feature.id = 2 * (1 << 32) + 7) WHERE id & 0xffffffff IN (2, 5)`)], // prettier-ignore
  ['a feature of another model', 'missing-feature', (db: Database.Database) => db.exec(`INSERT INTO model (sha256, name) VALUES ('other', 'other'); INSERT INTO feature (id, data) SELECT (SELECT id FROM model WHERE sha256 = 'other') << 32 | 3, data FROM feature WHERE id = 1 << 32 | 3; DELETE FROM feature WHERE id = 1 << 32 | 3`)], // prettier-ignore
  ['a file without its photo', 'file-without-photo', (db: Database.Database) => db.exec('UPDATE file SET photo_id = NULL WHERE id = 1')], // prettier-ignore
  ['a photo without a file', 'photo-without-file', (db: Database.Database) => db.exec('DELETE FROM file WHERE id = 1')],
  [
    'a lost thumbnail',
    'missing-thumbnail',
    (_: Database.Database, folder: string) => unlinkSync(firstThumbnail(folder)),
  ],
  ['all thumbnails lost', 'missing-thumbnail', (_: Database.Database, folder: string) => rmSync(join(folder, 'thumbnails'), { recursive: true })], // prettier-ignore
  ['debris among the thumbnails', 'stray-thumbnail', (_: Database.Database, folder: string) => writeFileSync(`${firstThumbnail(folder)}.0.part`, '')], // prettier-ignore
  ['a damaged copy of the model', 'damaged-model', (_: Database.Database, folder: string) => truncateSync(keptModel(folder), 1000)], // prettier-ignore
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
  database.exec('DELETE FROM code_block');
  database.close();
  expect((await first.verify({ repair: true })).findings).toMatchObject([{ code: 'missing-code', count: 2 }]);
  expect((await first.verify({ repair: false })).findings).toEqual([]);
});

it('finds a byte of the codes that changed, while the library is open or at its opening, and makes that block again', async () => {
  const libraryFolder = join(temporaryFolder(), 'library');
  const first = await openEngine({ libraryFolder });
  await readFolder(first, await writePhotos(temporaryFolder(), { 'a.jpg': 1, 'b.jpg': 2 }));
  const flipByte = (): void => {
    const database = new Database(join(libraryFolder, 'library.sqlite'));
    const { id, codes } = database
      .prepare<[], { id: number; codes: Buffer }>('SELECT id, codes FROM code_block LIMIT 1')
      .get()!;
    codes[7]! ^= 1;
    database.prepare('UPDATE code_block SET codes = ? WHERE id = ?').run(codes, id);
    database.close();
  };
  flipByte();
  const found = await first.verify({ repair: true });
  expect(found.findings).toMatchObject([{ code: 'damaged-codes', count: 1 }, { code: 'missing-code' }]);
  expect((await first.verify({ repair: false })).findings).toEqual([]);
  expect(first.status.current()).toMatchObject({ photoCount: 2, searchableCount: 2 });
  await first.stop();

  flipByte();
  const second = await openEngine({ libraryFolder, read: false });
  expect(second.status.current()).toMatchObject({ photoCount: 2, searchableCount: 2 });
  const told = await second.verify({ repair: true });
  expect(told.findings).toMatchObject([{ code: 'damaged-codes', count: 1 }]);
  expect(told.findings[0]!.message).toContain('when the library was opened');
  expect((await second.verify({ repair: false })).findings).toEqual([]);
});

it('leaves photos whose drive is away, and reads them again when it is back', async () => {
  const libraryFolder = join(temporaryFolder(), 'library');
  const engine = await openEngine({ libraryFolder });
  const folder = await writePhotos(join(temporaryFolder(), 'drive'), { 'a.jpg': 1, 'b.jpg': 2 });
  await readFolder(engine, folder);
  const rootId = engine.status.current().roots[0]!.id;
  const change = (sql: string): void => {
    const database = new Database(join(libraryFolder, 'library.sqlite'));
    database.exec(sql);
    database.close();
  };
  change('UPDATE feature SET data = substr(data, 1, 60) WHERE id & 0xffffffff = 1');
  renameSync(folder, `${folder}-away`);
  engine.pipeline.scanSoon(rootId);
  await engine.pipeline.settled();
  const away = await engine.verify({ repair: true });
  expect(away.findings).toMatchObject([{ code: 'damaged-feature', count: 1 }]);
  expect(away.findings[0]!.message).toContain('when their drive is there');
  expect(engine.status.current().photoCount).toBe(2);

  renameSync(`${folder}-away`, folder);
  engine.pipeline.scanSoon(rootId);
  await engine.pipeline.settled();
  await engine.verify({ repair: true });
  await engine.pipeline.settled();
  expect((await engine.verify({ repair: false })).findings).toEqual([]);
  expect(engine.status.current().photoCount).toBe(2);
});

it('keeps what the person decided, whatever is repaired', async () => {
  const libraryFolder = join(temporaryFolder(), 'library');
  const engine = await openEngine({ libraryFolder });
  await readFolder(engine, await writePhotos(temporaryFolder(), { 'a.jpg': 1, 'b.jpg': 2, 'c.jpg': 3 }));
  engine.exclude(['Screenshots', '*.gif']);
  engine.setEffort('quiet');
  await engine.pipeline.settled();
  const database = new Database(join(libraryFolder, 'library.sqlite'));
  const decisions = `SELECT hex(first_hash) || hex(second_hash) FROM not_copies`;
  database.exec(`INSERT INTO not_copies SELECT a.content_hash, b.content_hash, 0 FROM photo AS a JOIN photo AS b
    ON a.content_hash < b.content_hash ORDER BY a.id, b.id LIMIT 1`);
  const decided = database.prepare(decisions).pluck().all();
  expect(decided).toHaveLength(1);
  database.exec(
    `UPDATE feature SET data = substr(data, 1, 60); DELETE FROM code_block; UPDATE file SET photo_id = NULL WHERE id = 1`,
  );
  database.close();
  rmSync(join(libraryFolder, 'thumbnails'), { recursive: true });
  const { findings } = await engine.verify({ repair: true });
  expect(findings.map(({ code }) => code)).toContain('damaged-feature');
  await engine.pipeline.settled();
  await engine.stop();

  const repaired = await openEngine({ libraryFolder });
  await repaired.pipeline.settled();
  expect((await repaired.verify({ repair: false })).findings).toEqual([]);
  const after = new Database(join(libraryFolder, 'library.sqlite'), { readonly: true });
  expect(after.prepare(decisions).pluck().all()).toEqual(decided);
  after.close();
  expect(repaired.exclusions.all()).toEqual(['*.gif', 'Screenshots']);
  expect(repaired.status.current()).toMatchObject({ photoCount: 3, reading: { effort: 'quiet' } });
  expect(repaired.status.current().roots).toHaveLength(1);
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

// Copies that go to the system's bin and come back: a bin of the test's own where the system lets it be chosen.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { copyFile, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Removal, RemovalChoice } from '../../../../main/engine/api/duplicate-schemas.ts';
import type { Engine } from '../../../../main/engine/engine.ts';
import { openEngine, photoIdsByName, readFolder, temporaryFolder } from '../photo-fixture.ts';
import { findAll, groupNames, makeCopies } from './duplicate-fixture.ts';

/** `trash` asks for it when it is first loaded: one bin for the whole file. */
const bin = mkdtempSync(join(tmpdir(), 'likeness-test-bin-'));
process.env['XDG_DATA_HOME'] = bin;
afterAll(() => rmSync(bin, { recursive: true, force: true }));

const exactAndSame: RemovalChoice = { kinds: ['exact', 'same-picture'] };

async function libraryWithCopies(): Promise<{ engine: Engine; folder: string; at: (name: string) => string }> {
  const folder = await makeCopies();
  const engine = await openEngine();
  await readFolder(engine, folder);
  await findAll(engine);
  return { engine, folder, at: (name) => join(folder, name) };
}

async function moveAll(engine: Engine, choice: RemovalChoice = exactAndSame): Promise<Removal[]> {
  const removals: Removal[] = [];
  for await (const removal of engine.duplicates.move(choice)) removals.push(removal);
  onTestFinished(async () => {
    for (const { batch } of removals.slice(0, 1)) await engine.duplicates.undo(batch).catch(() => undefined);
  });
  await engine.pipeline.settled();
  return removals;
}

/** Id of the file. */
function photoFile(engine: Engine, name: string): number | undefined {
  const files = engine.duplicates
    .groups({ limit: 9 })
    .groups.flatMap(({ photos }) => photos.flatMap(({ files }) => files));
  return files.find(({ path }) => path.endsWith(`/${name}`))?.id;
}

describe('moving copies to the bin', () => {
  it.runIf(process.platform === 'linux')(
    'does what the plan said, and undo brings every byte and date back',
    async () => {
      const { engine, at } = await libraryWithCopies();
      const exact = at('copies/lamp-exact.jpg');
      await utimes(exact, 1000, 1000);
      await readFolder(engine, at(''));
      const before = await readFile(exact);

      const plan = engine.duplicates.plan(exactAndSame, { limit: 10 });
      expect(plan).toMatchObject({ groupCount: 1, moveCount: 2 });
      const ofKind = engine.duplicates.plan({ ...exactAndSame, groupKind: 'same-picture' }, { limit: 0 });
      expect(ofKind).toMatchObject({ groupCount: 0, moveCount: 0 });
      const removals = await moveAll(engine);
      expect(removals.map(({ path }) => path).sort()).toEqual(
        plan.groups.flatMap(({ moved }) => moved.map(({ path }) => path)).sort(),
      );
      expect(removals.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)).toBe(plan.moveBytes);
      expect(removals.every(({ reason }) => reason === null)).toBe(true);
      expect(removals.at(-1)).toMatchObject({ doneCount: 2, totalCount: 2 });
      expect(existsSync(at('copies/lamp-small.jpg'))).toBe(false);
      expect(existsSync(at('lamp.jpg')) || existsSync(exact)).toBe(true);
      expect(groupNames(engine)[0]).toHaveLength(3); // kept, turned and cut

      const [batch] = await engine.duplicates.batches();
      expect(batch).toMatchObject({ fileCount: 2, bytes: plan.moveBytes, canUndo: true });
      expect(await engine.duplicates.undo(batch!.batch)).toEqual({ restoredCount: 2, left: [] });
      expect(await readFile(exact)).toEqual(before);
      expect(await engine.duplicates.batches()).toEqual([]);
      await engine.pipeline.settled();
      await engine.duplicates.settled();
      expect(groupNames(engine)[0]).toHaveLength(5);
    },
  );

  it.runIf(process.platform === 'linux')('can be taken back only while the bin has the files', async () => {
    const { engine } = await libraryWithCopies();
    const [{ batch }] = (await moveAll(engine)) as [Removal];
    const canUndo = async () => (await engine.duplicates.batches()).find((one) => one.batch === batch)?.canUndo;
    expect(await canUndo()).toBe(true);
    const [files, emptied] = [join(bin, 'Trash', 'files'), join(bin, 'Trash', 'emptied')];
    await rename(files, emptied);
    expect(await canUndo()).toBe(false);
    await rename(emptied, files);
    expect(await canUndo()).toBe(true);
  });

  it('leaves and names what changed since it was read, by date or by content alone', async () => {
    const { engine, at } = await libraryWithCopies();
    const small = at('copies/lamp-small.jpg');
    await writeFile(small, 'another picture');
    const removals = await moveAll(engine, { kinds: ['same-picture'] });
    expect(removals).toMatchObject([{ path: small, reason: { code: 'changed', isOfKept: false } }]);
    expect(await readFile(small, 'utf8')).toBe('another picture');
  });

  it('leaves everything when what is to be kept is not as it was', async () => {
    const { engine, at } = await libraryWithCopies();
    const { groups } = engine.duplicates.plan(exactAndSame, { limit: 9 });
    const [move] = groups.flatMap(({ moved }) => moved);
    await rm(move!.keptId === photoFile(engine, 'lamp.jpg') ? at('lamp.jpg') : at('copies/lamp-exact.jpg'));
    const removals = await moveAll(engine);
    expect(removals).toHaveLength(2);
    for (const { reason } of removals) expect(reason).toEqual({ code: 'gone', isOfKept: true, system: null });
    expect(existsSync(at('copies/lamp-small.jpg'))).toBe(true);
  });

  it('stops between two files when it is cancelled', async () => {
    const { engine } = await libraryWithCopies();
    const abort = new AbortController();
    abort.abort();
    const removals = [];
    for await (const removal of engine.duplicates.move(exactAndSame, abort.signal)) removals.push(removal);
    expect(removals).toEqual([]);
  });

  it.runIf(process.platform === 'linux')('takes the sidecar along, and never puts a file over another', async () => {
    const { engine, folder, at } = await libraryWithCopies();
    const sidecar = at('copies/lamp-small.xmp');
    await writeFile(sidecar, '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>');
    await readFolder(engine, folder);
    const removals = await moveAll(engine, { kinds: ['same-picture'] });
    expect(removals).toHaveLength(1);
    expect(existsSync(sidecar)).toBe(false);
    await copyFile(at('fig.jpg'), at('copies/lamp-small.jpg'));
    const { restoredCount, left } = await engine.duplicates.undo(removals[0]!.batch);
    expect(restoredCount).toBe(1);
    expect(left).toMatchObject([{ path: at('copies/lamp-small.jpg'), reason: { code: 'place-taken' } }]);
    expect(await readFile(at('copies/lamp-small.jpg'))).toEqual(await readFile(at('fig.jpg')));
    expect(existsSync(sidecar)).toBe(true);
  });

  it('keeps to the rules that were set, in this library and its next run', async () => {
    const libraryFolder = join(temporaryFolder(), 'library');
    const folder = await makeCopies();
    const engine = await openEngine({ libraryFolder });
    await readFolder(engine, folder);
    await findAll(engine);
    engine.duplicates.rules = { ...engine.duplicates.rules, order: ['folder'], folders: [join(folder, 'copies')] };
    await engine.stop();
    const next = await openEngine({ libraryFolder, read: false });
    const ids = photoIdsByName(next);
    const { groups } = next.duplicates.plan(exactAndSame, { limit: 10 });
    const lamps = groups.find(({ kept, moved }) => [kept, ...moved].some((file) => file?.photoId === ids['lamp.jpg']));
    expect(lamps?.kept?.path).toContain(join(folder, 'copies'));
    const safe = { ...next.duplicates.rules, protectedFolders: [folder] };
    expect(next.duplicates.plan({ ...exactAndSame, rules: safe }, { limit: 10 })).toMatchObject({ moveCount: 0 });
  });
});

// kill -9 in the middle of indexing: what was committed is there, everything agrees, and reading goes on to the end.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { openEngine, photoIdsByName, temporaryFolder, writePhotos } from './photo-fixture.ts';

const photoCount = 60;

it('loses nothing committed when the engine is killed again and again while it reads', async () => {
  const names = Object.fromEntries(Array.from({ length: photoCount }, (_, i) => [`${i}.jpg`, i]));
  const folder = await writePhotos(join(temporaryFolder(), 'photos'), names);
  const libraryFolder = join(temporaryFolder(), 'library');
  let committed: Record<string, number> = {};
  for (const killAt of [1, 20, 40]) {
    await readUntilKilled(libraryFolder, folder, killAt);
    const engine = await openEngine({ libraryFolder, read: false });
    const found = photoIdsByName(engine);
    expect(found).toMatchObject(committed);
    expect(Object.keys(found).length).toBeGreaterThanOrEqual(killAt);
    expect(engine.status.current().searchableCount).toBe(Object.keys(found).length);
    // Not even a thumbnail is left of photos whose transaction did not come.
    expect((await engine.verify({ repair: false })).findings).toEqual([]);
    await engine.stop();
    committed = found;
  }
  const engine = await openEngine({ libraryFolder });
  await engine.pipeline.settled();
  expect(photoIdsByName(engine)).toMatchObject(committed);
  expect(engine.status.current()).toMatchObject({ photoCount, searchableCount: photoCount, failureCount: 0 });
  expect((await engine.verify({ repair: false })).findings).toEqual([]);
}, 120_000);

/** Runs an engine in a process of its own and kills it once so many photos are searchable. */
async function readUntilKilled(libraryFolder: string, folder: string, killAt: number): Promise<void> {
  const script = `
    const { Engine } = await import(${JSON.stringify(join(process.cwd(), 'main/engine/engine.ts'))});
    const engine = await Engine.open({ libraryFolder: ${JSON.stringify(libraryFolder)}, watch: false });
    await engine.addRoot(${JSON.stringify(folder)});
    setInterval(() => console.log(engine.index.searchableCount), 2);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  for await (const line of createInterface(child.stdout)) {
    if (Number(line) >= killAt) break;
  }
  child.kill('SIGKILL');
  await exited;
}

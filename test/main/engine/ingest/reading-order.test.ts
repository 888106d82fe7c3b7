// Newest first, but before all others what the person is looking at.
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { Describer } from '../../../../main/engine/ingest/describer.ts';
import { openEngine, temporaryFolder, writePhotos } from '../photo-fixture.ts';
import { makeScanner, touch } from './scanner-fixture.ts';

/** Twenty photos, a day apart, `19.jpg` the newest; every fourth in `sub`, every eighth of all in `sub/deep`. */
function nameOf(day: number): string {
  return `${day % 8 === 0 ? 'sub/deep/' : day % 4 === 0 ? 'sub/' : ''}${day}.jpg`;
}

const days = Array.from({ length: 20 }, (_, day) => day);

it('takes the newest first, and those of the shown folder before them', async () => {
  const folder = temporaryFolder();
  await touch(...days.map((day) => join(folder, nameOf(day))), join(folder, 'sub2/99.jpg'));
  for (const day of days) await utimes(join(folder, nameOf(day)), 1e9 + 86_400 * day, 1e9 + 86_400 * day);
  const { scan, files, root } = await makeScanner(folder);
  await scan();
  const order = (count: number) => files.pending(count).map(({ path }) => Number(/(\d+)\.jpg$/.exec(path)![1]));
  expect(order(4)).toEqual([99, 19, 18, 17]);
  files.showFolder(join(root.path, 'sub'));
  expect(order(7)).toEqual([16, 12, 8, 4, 0, 99, 19]);
  expect(order(3)).toEqual([16, 12, 8]);
  files.showFolder(join(root.path, 'sub/deep'));
  expect(order(4)).toEqual([16, 8, 0, 99]);
  files.showFolder(root.path);
  expect(order(2)).toEqual([99, 19]);
  files.showFolder(join(root.path, 'nothing'));
  expect(order(2)).toEqual([99, 19]);
  files.showFolder(null);
  expect(order(21)).toEqual([99, ...days.toReversed()]);
});

it('reads a folder next that is opened while the library is read', async () => {
  const describing = vi.spyOn(Describer.prototype, 'describePhoto');
  const names = Object.fromEntries(Array.from({ length: 120 }, (_, i) => [i < 4 ? `old/${i}.jpg` : `new/${i}.jpg`, i]));
  const folder = await writePhotos(temporaryFolder(), names);
  for (let i = 0; i < 4; i++) await utimes(join(folder, `old/${i}.jpg`), 1e9, 1e9);
  const engine = await openEngine();
  engine.pipeline.pause();
  await engine.addRoot(folder);
  await vi.waitFor(() => expect(engine.status.current().reading.totalCount).toBe(120));
  engine.timeline({ limit: 10, filter: { folder: join(folder, 'old') } });
  engine.pipeline.resume();
  await engine.pipeline.settled();
  const paths = describing.mock.calls.map(([{ path }]) => path);
  expect(paths).toHaveLength(120);
  expect(paths.slice(0, 4).every((path) => path.includes('old'))).toBe(true);
  describing.mockRestore();
});

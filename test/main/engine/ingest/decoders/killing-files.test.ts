// Files at which a WebAssembly decoder hangs, traps, crashes or takes gigabytes: each costs itself and leaves one failure with
// its reason; the engine lives, the other files are read, and none of them is tried again before it or the decoders change.
import { appendFileSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished, vi } from 'vitest';
import { DescribeChild } from '../../../../../main/engine/ingest/describe-child.ts';
import { Describer } from '../../../../../main/engine/ingest/describer.ts';
import { openEngine, photoIdsByName, readFolder, temporaryFolder, writePhotos } from '../../photo-fixture.ts';

const samples = { heic: 'heic/ten-bit.heic', jxl: 'jxl/plain.jxl' } as const;
type Kind = keyof typeof samples;

function breakDecoders(): void {
  const before = process.env['NODE_OPTIONS'];
  const preload = pathToFileURL(join(import.meta.dirname, 'breaking-decoders.ts')).href;
  process.env['NODE_OPTIONS'] = `${before ?? ''} --import ${preload}`;
  onTestFinished(() => {
    if (before === undefined) delete process.env['NODE_OPTIONS'];
    else process.env['NODE_OPTIONS'] = before;
  });
}

/** A sound file, whose decoder does at it what `order` says. */
function writeKiller(folder: string, kind: Kind, order: string): string {
  const path = join(folder, `${order}.${kind}`);
  copyFileSync(join(import.meta.dirname, samples[kind]), path);
  appendFileSync(path, `:${order}`);
  return path;
}

it.each(['heic', 'jxl'] as const)(
  '%s: what breaks the decoder costs one file each',
  { timeout: 120_000 },
  async (kind) => {
    breakDecoders();
    const folder = await writePhotos(temporaryFolder(), { '1.jpg': 1, '2.jpg': 2, '3.jpg': 3 });
    copyFileSync(join(import.meta.dirname, samples[kind]), join(folder, `good.${kind}`));
    for (const order of ['trap', 'dies', 'gigs']) writeKiller(folder, kind, order);
    const libraryFolder = join(temporaryFolder(), 'library');
    const engine = await openEngine({ libraryFolder });
    await readFolder(engine, folder);
    expect(Object.keys(photoIdsByName(engine)).sort()).toEqual(['1.jpg', '2.jpg', '3.jpg', `good.${kind}`]);
    const failures = engine.catalogue.failures();
    expect(Object.fromEntries(failures.map(({ name, code }) => [name, code]))).toEqual({
      [`trap.${kind}`]: 'picture-damaged',
      [`dies.${kind}`]: 'decoder-stopped',
      [`gigs.${kind}`]: 'picture-too-large',
    });
    for (const { message } of failures) expect(message).toMatch(/^[A-Z].*\.$/);
    expect((await engine.verify({ repair: false })).findings).toEqual([]);
    await engine.stop();

    const describing = vi.spyOn(Describer.prototype, 'describePhoto');
    const again = await openEngine({ libraryFolder });
    await readFolder(again, folder);
    expect(again.status.current()).toMatchObject({ searchableCount: 4, failureCount: 3 });
    expect(describing).not.toHaveBeenCalled();
    appendFileSync(join(folder, `dies.${kind}`), ' no more');
    await readFolder(again, folder);
    expect(again.status.current()).toMatchObject({ searchableCount: 5, failureCount: 2 });
    expect(describing).toHaveBeenCalledTimes(1);
    describing.mockRestore();
  },
);

it.each(['heic', 'jxl'] as const)('%s: a decoder that hangs is stopped, and only its file fails', async (kind) => {
  breakDecoders();
  const folder = await writePhotos(temporaryFolder(), { '1.jpg': 1, '2.jpg': 2 });
  const hanging = writeKiller(folder, kind, 'hang');
  const killing = vi.spyOn(DescribeChild.prototype, 'killAsHung');
  const describer = new Describer({
    resources: join(import.meta.dirname, '../../../../../resources'),
    timeoutMs: 3000,
  });
  await describer.start();
  onTestFinished(() => describer.stop());
  const paths = [hanging, join(folder, '1.jpg'), join(import.meta.dirname, samples[kind]), join(folder, '2.jpg')];
  const [failed, ...others] = await Promise.allSettled(paths.map((path) => describer.describePhoto({ path })));
  expect(failed).toMatchObject({ status: 'rejected', reason: { code: 'decoder-stopped' } });
  expect(others.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
  expect(killing).toHaveBeenCalled();
  killing.mockRestore();
});

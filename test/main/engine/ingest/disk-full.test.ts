// A library on a disk that fills up: reading stops with its reason, nothing is lost, and goes on when there is room again.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openEngine, temporaryFolder, writePhotos } from '../photo-fixture.ts';

const photoCount = 40;

/** A small disk of its own; null where this test has no right to mount one. */
function mountSmallDisk(): string | null {
  const folder = temporaryFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  onTestFinished(() => void execFileSync('umount', ['--lazy', folder]));
  return folder;
}

describe('a full disk', () => {
  it('holds reading, and lets it go on when there is room', async ({ skip }) => {
    const disk = mountSmallDisk();
    if (disk === null) return skip('needs the right to mount a small disk (root on Linux)');
    const names = Object.fromEntries(Array.from({ length: photoCount }, (_, i) => [`${i}.jpg`, i]));
    const folder = await writePhotos(temporaryFolder(), names);
    const engine = await openEngine({ libraryFolder: join(disk, 'library') });
    const filler = join(disk, 'filler');
    engine.pipeline.pause();
    await engine.addRoot(folder);
    while (engine.status.current().reading.totalCount < photoCount) await delay(10);
    fill(filler);
    engine.pipeline.resume();
    await expect(engine.pipeline.settled()).rejects.toMatchObject({ code: 'disk-full' });
    // Who asks only now must hear it too, not wait for the room.
    await expect(engine.pipeline.settled()).rejects.toMatchObject({ code: 'disk-full' });
    expect(engine.status.current()).toMatchObject({ failureCount: 0, reading: { state: 'disk-full' } });

    rmSync(filler);
    while (engine.status.current().reading.state === 'disk-full') await delay(50);
    await engine.pipeline.settled();
    expect(engine.status.current()).toMatchObject({ searchableCount: photoCount, failureCount: 0 });
    expect((await engine.verify({ repair: true })).findings.filter(({ code }) => code !== 'stray-thumbnail')).toEqual(
      [],
    );
  }, 60_000);
});

/** Leaves no byte free. */
function fill(path: string): void {
  for (const size of [1 << 20, 1 << 12, 1]) {
    try {
      for (;;) writeFileSync(path, Buffer.alloc(size), { flag: 'a' });
    } catch {
      continue; // not so much any more: smaller
    }
  }
}

// Real volumes that are mounted, unmounted and exchanged inside and under a photo folder. Needs the right to mount (root, Linux).
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Mount } from '../../../../main/engine/drives/mounts.ts';
import { temporaryFolder } from '../photo-fixture.ts';
import { makeScanner, touch } from './scanner-fixture.ts';

function mount(folder: string, names: readonly string[]): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
  for (const name of names) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), name);
  }
}

function unmount(folder: string): void {
  execFileSync('umount', ['--lazy', folder], { stdio: 'ignore' });
}

function canMount(): boolean {
  const folder = temporaryFolder();
  try {
    mount(folder, []);
    unmount(folder);
    return true;
  } catch {
    return false;
  }
}

function unmountAtEnd(folder: string): void {
  onTestFinished(() => {
    try {
      unmount(folder);
    } catch {
      // Already.
    }
  });
}

describe('volumes', () => {
  it('inside a photo folder: another one in the place deletes nothing, the right one does', async ({ skip }) => {
    if (!canMount()) return skip('needs the right to mount a small disk (root on Linux)');
    const folder = temporaryFolder();
    const card = join(folder, 'card');
    await touch(join(folder, 'a.jpg'), join(card, 'hidden.txt'));
    unmountAtEnd(card);
    const system: Mount = { path: '/', volume: 'uuid:system', name: null, isNetwork: false };
    const mounts = [system];
    const insert = (volume: string, names: readonly string[]): void => {
      mount(card, names);
      mounts.splice(1, 1, { path: card, volume, name: 'CARD', isNetwork: false });
    };
    const { scan, names } = await makeScanner(folder, () => Promise.resolve(mounts));
    insert('uuid:one', ['b.jpg', 'sub/c.jpg', 'sub/d.jpg']);
    expect(await scan()).toMatchObject({ addedCount: 4, removedCount: 0 });
    const all = names();

    unmount(card);
    insert('uuid:other', ['b.jpg', 'sub/e.jpg']);
    expect(await scan()).toMatchObject({ isOnline: true, addedCount: 0, removedCount: 0 });
    expect(names()).toEqual(all);

    unmount(card);
    insert('uuid:one', ['b.jpg', 'sub/c.jpg']);
    expect(await scan()).toMatchObject({ removedCount: 1 });
    expect(names()).toEqual(['a.jpg', 'card/b.jpg', 'card/sub/c.jpg']);
  });

  it('exchanged while the scan walks through them delete nothing', async ({ skip }) => {
    if (!canMount()) return skip('needs the right to mount a small disk (root on Linux)');
    const disk = temporaryFolder();
    unmountAtEnd(disk);
    unmountAtEnd(disk);
    mount(disk, ['a.jpg', 'sub/b.jpg', 'sub/c.jpg']);
    const { root, names, scanner } = await makeScanner(disk);
    await scanner.scan(root, new AbortController().signal);
    const all = names();
    let lookCount = 0;
    const { signal } = new AbortController();
    signal.throwIfAborted = (): void => {
      if (++lookCount === 2) mount(disk, ['sub/b.jpg']); // over the first, whose device number must not be given again
    };
    expect(await scanner.scan(root, signal)).toMatchObject({ removedCount: 0 });
    expect(lookCount).toBe(2);
    expect(names()).toEqual(all);
  });
});

import { execFileSync } from 'node:child_process';
import { chmod, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../photo-fixture.ts';
import { makeScanner, touch } from './scanner-fixture.ts';

describe('a scan', () => {
  it('finds pictures by name in any case, and passes by what systems hide', async () => {
    const folder = temporaryFolder();
    const pictures = ['a.jpg', 'B.JPEG', 'c.Png', 'd.webp', 'e.avif', 'f.gif', 'g.TIF', 'sub/Füße 日本.jpg'];
    const others = ['.jpg', '.hidden.jpg', '._a.jpg', 'Thumbs.db', 'notes.txt', 'jpg', '.git/x.jpg', '@eaDir/x.jpg'];
    const systems = ['System Volume Information/x.jpg', '$RECYCLE.BIN/x.jpg', 'node_modules/x.jpg'];
    await touch(...[...pictures, ...others, ...systems].map((name) => join(folder, name)));
    const { scan, names } = await makeScanner(folder);
    expect(await scan()).toEqual({ isOnline: true, addedCount: pictures.length, changedCount: 0, removedCount: 0 });
    expect(names()).toEqual([...pictures].sort());
  });

  it('changes nothing when nothing changed, and sees a new size or a new time', async () => {
    const folder = temporaryFolder();
    await touch(join(folder, 'a.jpg'), join(folder, 'b.jpg'), join(folder, 'c.jpg'));
    const { scan } = await makeScanner(folder);
    await scan();
    expect(await scan()).toMatchObject({ addedCount: 0, changedCount: 0, removedCount: 0 });
    await writeFile(join(folder, 'a.jpg'), 'xx');
    await utimes(join(folder, 'b.jpg'), new Date(-5000), new Date(-5000)); // before 1970
    expect(await scan()).toMatchObject({ addedCount: 0, changedCount: 2, removedCount: 0 });
    expect(await scan()).toMatchObject({ changedCount: 0 });
  });

  it('follows no links, so loops and broken ones do no harm', async () => {
    const folder = temporaryFolder();
    await touch(join(folder, 'sub/a.jpg'));
    await symlink(folder, join(folder, 'sub/loop'));
    await symlink(join(folder, 'nowhere'), join(folder, 'broken.JPG'));
    const { scan, names } = await makeScanner(folder);
    await scan();
    expect(names()).toEqual(['sub/a.jpg']);
  });

  // Root may list any folder.
  it.skipIf(process.getuid?.() === 0)('deletes nothing under a folder that it cannot list', async () => {
    const folder = temporaryFolder();
    await touch(join(folder, 'sub/deep/a.jpg'), join(folder, 'b.jpg'));
    const { scan, names } = await makeScanner(folder);
    await scan();
    await chmod(join(folder, 'sub'), 0);
    onTestFinished(() => chmod(join(folder, 'sub'), 0o755));
    expect(await scan()).toMatchObject({ removedCount: 0 });
    expect(names()).toEqual(['b.jpg', 'sub/deep/a.jpg']);
  });

  it('deletes nothing when the folder is away, and says that it is offline', async () => {
    const folder = join(temporaryFolder(), 'disk');
    await touch(join(folder, 'a.jpg'));
    const { scan, roots, root } = await makeScanner(folder);
    await scan();
    await rename(folder, `${folder}-away`);
    expect(await scan()).toMatchObject({ isOnline: false, removedCount: 0 });
    expect(roots.find(root.id)?.state).toBe('offline');
    await rename(`${folder}-away`, folder);
    expect(await scan()).toMatchObject({ isOnline: true, addedCount: 0, removedCount: 0 });
    expect(roots.find(root.id)?.state).toBe('online');
  });

  it.skipIf(process.platform === 'win32')('passes by what is no file: pipes, sockets, devices', async () => {
    const folder = temporaryFolder();
    execFileSync('mkfifo', [join(folder, 'pipe.jpg')]);
    await touch(join(folder, 'a.jpg'));
    const { scan, names } = await makeScanner(folder);
    await scan();
    expect(names()).toEqual(['a.jpg']);
  });

  it('passes by what the person excluded, and lets go of what was there', async () => {
    const folder = temporaryFolder();
    await touch(join(folder, 'a.jpg'), join(folder, 'b.png'), join(folder, 'Screenshots/c.jpg'));
    const { scan, names, exclusions } = await makeScanner(folder);
    await scan();
    exclusions.set(['*.png', 'screenshots']);
    expect(await scan()).toMatchObject({ removedCount: 2 });
    expect(names()).toEqual(['a.jpg']);
    exclusions.set([]);
    expect(await scan()).toMatchObject({ addedCount: 2 });
  });

  it('deletes nothing below an empty folder in which another volume was mounted', async () => {
    const folder = temporaryFolder();
    await touch(join(folder, 'a.jpg'), join(folder, 'disk/2019/b.jpg'));
    const { scan, names, root, mountedFolders } = await makeScanner(folder);
    await scan();
    mountedFolders.set(root.id, 'disk', null);
    await rm(join(folder, 'disk/2019'), { recursive: true });
    expect(await scan()).toMatchObject({ removedCount: 0 });
    expect(names()).toEqual(['a.jpg', 'disk/2019/b.jpg']);
    await touch(join(folder, 'disk/new.jpg')); // used as a plain folder from now on
    expect(await scan()).toMatchObject({ addedCount: 1, removedCount: 1 });
  });
});

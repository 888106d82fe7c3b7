// A drive that goes, comes back elsewhere, or leaves another in its place: folders stand in for mount points.
import { cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Mount } from '../../../../main/engine/drives/mounts.ts';
import { parseMountInfo } from '../../../../main/engine/drives/mounts.ts';
import { RootPresence } from '../../../../main/engine/drives/root-presence.ts';
import { volumeOf } from '../../../../main/engine/drives/volume.ts';
import { Scanner } from '../../../../main/engine/ingest/scanner.ts';
import { Exclusions } from '../../../../main/engine/library/exclusions.ts';
import { Files } from '../../../../main/engine/library/files.ts';
import { Library } from '../../../../main/engine/library/library.ts';
import { MountedFolders } from '../../../../main/engine/library/mounted-folders.ts';
import { Roots } from '../../../../main/engine/library/roots.ts';
import { temporaryFolder } from '../photo-fixture.ts';

const usb = { volume: 'uuid:1234', name: 'HOLIDAYS', isNetwork: false };

/** A library with the folder `Photos/2019` of a drive that is mounted at `media/one`. */
async function watchDrive(volume: Omit<Mount, 'path'> = usb) {
  const media = await mkdtemp(join(temporaryFolder(), 'media-'));
  const library = new Library(join(temporaryFolder(), 'library'));
  await library.start();
  onTestFinished(() => library.stop());
  const { database } = library;
  const mounts: Mount[] = [{ path: join(media, 'one'), ...volume }];
  const files = new Files(database);
  const presence = new RootPresence({ files, readMounts: () => Promise.resolve(mounts) });
  const roots = new Roots(database, library.folder, presence);
  const scanner = new Scanner({
    ...{ roots, files, presence, ignoredFolder: library.folder },
    ...{ exclusions: new Exclusions(database), mountedFolders: new MountedFolders(database) },
  });
  const folder = join(media, 'one', 'Photos', '2019');
  await mkdir(join(folder, 'Rome'), { recursive: true });
  for (const name of ['a', 'bb', 'ccc', 'Rome/dddd']) await writeFile(join(folder, `${name}.jpg`), name);
  const { id } = await roots.add(folder, { isSample: false });
  const scan = () => scanner.scan({ id }, new AbortController().signal);
  await scan();
  return { media, mounts, folder, scan, roots, root: () => roots.find(id)! };
}

describe('a photo folder on a drive', () => {
  it('tells which drive it is on', async () => {
    const { root } = await watchDrive();
    expect(root()).toMatchObject({ drive: 'HOLIDAYS', isNetwork: false, state: 'online' });
  });

  it('is offline while the drive is away, also when an empty mount point is left', async () => {
    const { mounts, folder, scan, root } = await watchDrive();
    mounts.length = 0;
    await rm(folder, { recursive: true });
    await mkdir(folder);
    expect(await scan()).toMatchObject({ isOnline: false, removedCount: 0 });
    expect(root()).toMatchObject({ drive: 'HOLIDAYS', state: 'offline' });
  });

  it.each([
    ['its identity', usb],
    ['its files, where the system gives it no identity', { ...usb, volume: null }],
  ])('is found under another mount path by %s, and nothing is read again', async (_, volume) => {
    const { media, mounts, scan, root } = await watchDrive(volume);
    await rename(join(media, 'one'), join(media, 'two'));
    mounts.splice(0, 1, { path: join(media, 'two'), ...volume });
    expect(await scan()).toEqual({ isOnline: true, addedCount: 0, changedCount: 0, removedCount: 0 });
    expect(root()).toMatchObject({ path: join(media, 'two', 'Photos', '2019'), state: 'online' });
  });

  it('is not mistaken for the same folder of another drive that is mounted in its place', async () => {
    const { mounts, folder, scan } = await watchDrive();
    mounts.splice(0, 1, { ...mounts[0]!, volume: 'uuid:9999' });
    await rm(folder, { recursive: true });
    await mkdir(folder);
    await writeFile(join(folder, 'other.jpg'), 'another drive');
    expect(await scan()).toMatchObject({ isOnline: false, addedCount: 0, removedCount: 0 });
  });

  it('is not mistaken for a backup with all its files, in its place or elsewhere, until the person says so', async () => {
    const { media, mounts, folder, scan, roots, root } = await watchDrive();
    mounts.splice(0, 1, { ...mounts[0]!, volume: 'uuid:9999' });
    expect(await scan()).toMatchObject({ isOnline: false, addedCount: 0, removedCount: 0 });
    await rename(join(media, 'one'), join(media, 'two'));
    mounts.splice(0, 1, { path: join(media, 'two'), volume: 'uuid:9999', name: 'BACKUP', isNetwork: false });
    expect(await scan()).toMatchObject({ isOnline: false, addedCount: 0, removedCount: 0 });

    await rename(join(media, 'two'), join(media, 'one'));
    mounts.splice(0, 1, { path: join(media, 'one'), volume: 'uuid:9999', name: 'BACKUP', isNetwork: false });
    expect(await roots.add(folder, { isSample: false })).toMatchObject({ id: root().id, drive: 'BACKUP' });
    expect(await scan()).toEqual({ isOnline: true, addedCount: 0, changedCount: 0, removedCount: 0 });
  });

  it('is believed by its files where another system speaks of the drive in other terms', async () => {
    const { mounts, scan } = await watchDrive();
    mounts.splice(0, 1, { ...mounts[0]!, volume: 'serial:77' });
    expect(await scan()).toMatchObject({ isOnline: true, addedCount: 0, removedCount: 0 });
  });

  it('that was emptied by its owner is empty, not offline', async () => {
    const { folder, scan } = await watchDrive();
    await rm(folder, { recursive: true });
    await mkdir(folder);
    expect(await scan()).toMatchObject({ isOnline: true, removedCount: 4 });
  });

  it('comes back when the person shows where it is now', async () => {
    const { media, folder, roots, root } = await watchDrive({ ...usb, volume: null, name: null });
    const elsewhere = join(media, 'elsewhere');
    await cp(folder, elsewhere, { recursive: true });
    await rm(folder, { recursive: true });
    const again = await roots.add(elsewhere, { isSample: false });
    expect(again.id).toBe(root().id);
    expect(roots.all()).toHaveLength(1);
    expect(root()).toMatchObject({ path: elsewhere, state: 'online' });
  });
});

describe('the mount table', () => {
  it('is read with blanks in paths, and without what holds no photos', () => {
    const text = [
      '22 27 0:21 / /proc rw,relatime - proc proc rw',
      '27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard',
      '90 27 8:17 / /media/ann/My\\040Photos rw,nosuid shared:4 master:1 - exfat /dev/sdb1 rw',
    ].join('\n');
    expect(parseMountInfo(text)).toEqual([
      { path: '/', type: 'ext4', source: '/dev/vda' },
      { path: '/media/ann/My Photos', type: 'exfat', source: '/dev/sdb1' },
    ]);
  });

  it('gives a path to the innermost volume, and a share to itself', () => {
    const mounts = [
      { path: '/', volume: 'uuid:a', name: null, isNetwork: false },
      { path: '/media/ann/USB', ...usb },
    ];
    expect(volumeOf('/media/ann/USB/Photos', mounts)).toMatchObject({ id: 'uuid:1234', folder: 'Photos' });
    expect(volumeOf('/media/ann/USB2/Photos', mounts)).toMatchObject({ id: 'uuid:a', folder: 'media/ann/USB2/Photos' });
    expect(volumeOf('\\\\NAS\\photos\\2019', [])).toMatchObject({ id: 'share:\\\\nas\\photos', isNetwork: true });
  });
});

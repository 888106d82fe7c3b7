// A scanner on a library of its own, and files that only have names.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ReadMounts } from '../../../../main/engine/drives/mounts.ts';
import { RootPresence } from '../../../../main/engine/drives/root-presence.ts';
import { Scanner } from '../../../../main/engine/ingest/scanner.ts';
import { Exclusions } from '../../../../main/engine/library/exclusions.ts';
import { Files } from '../../../../main/engine/library/files.ts';
import { Library } from '../../../../main/engine/library/library.ts';
import { MountedFolders } from '../../../../main/engine/library/mounted-folders.ts';
import { Roots } from '../../../../main/engine/library/roots.ts';
import { temporaryFolder } from '../photo-fixture.ts';

export async function makeScanner(photos: string, readMounts?: ReadMounts) {
  const library = new Library(join(temporaryFolder(), 'library'));
  await library.start();
  onTestFinished(() => library.stop());
  const { database } = library;
  const files = new Files(database);
  const presence = new RootPresence({ files, ...(readMounts && { readMounts }) });
  const roots = new Roots(database, library.folder, presence);
  const exclusions = new Exclusions(database);
  const mountedFolders = new MountedFolders(database);
  const scanner = new Scanner({ roots, files, presence, exclusions, mountedFolders, ignoredFolder: library.folder });
  const root = await roots.add(photos, { isSample: false });
  const scan = () => scanner.scan(root, new AbortController().signal);
  const names = () =>
    files
      .pending(10_000)
      .map(({ path }) => path.slice(root.path.length + 1))
      .sort();
  return { scan, scanner, files, names, roots, root, exclusions, mountedFolders };
}

export async function touch(...paths: string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, 'x');
  }
}

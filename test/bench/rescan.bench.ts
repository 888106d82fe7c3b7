// What a scan of a large folder costs when nothing changed: no decoding, only listings and looks against the rows.
//   npm run bench -- rescan [--files 100000]
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { RootPresence } from '../../main/engine/drives/root-presence.ts';
import { Scanner } from '../../main/engine/ingest/scanner.ts';
import { Exclusions } from '../../main/engine/library/exclusions.ts';
import { Files } from '../../main/engine/library/files.ts';
import { Library } from '../../main/engine/library/library.ts';
import { MountedFolders } from '../../main/engine/library/mounted-folders.ts';
import { Roots } from '../../main/engine/library/roots.ts';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { files: { type: 'string', default: '100000' } },
});
const fileCount = Number(values.files);
const filesPerFolder = 500;
const work = await mkdtemp(join(tmpdir(), 'likeness-bench-'));
const library = new Library(join(work, 'library'));
try {
  await library.start();
  const { database } = library;
  const photos = join(work, 'photos');
  await makeFiles(photos);
  const files = new Files(database);
  const presence = new RootPresence({ files });
  const roots = new Roots(database, library.folder, presence);
  const scanner = new Scanner({
    ...{ roots, files, presence, ignoredFolder: library.folder },
    ...{ exclusions: new Exclusions(database), mountedFolders: new MountedFolders(database) },
  });
  const root = await roots.add(photos, { isSample: false });
  const changes = database.prepare<[], number>('SELECT total_changes()').pluck();
  for (const title of ['first scan', 'again', 'again']) {
    const before = changes.get()!;
    const began = performance.now();
    const { addedCount } = await scanner.scan(root, new AbortController().signal);
    const seconds = (performance.now() - began) / 1000;
    const rows = changes.get()! - before;
    process.stdout.write(
      `${title.padEnd(10)}  ${fileCount} files, ${addedCount} new: ${seconds.toFixed(1)} s, ${rows} rows written\n`,
    );
  }
} finally {
  library.stop();
  await rm(work, { recursive: true, force: true });
}

async function makeFiles(folder: string): Promise<void> {
  for (let i = 0; i < fileCount; i++) {
    const place = join(folder, String(Math.floor(i / filesPerFolder)));
    if (i % filesPerFolder === 0) await mkdir(place, { recursive: true });
    await writeFile(join(place, `${i}.jpg`), 'x');
  }
}

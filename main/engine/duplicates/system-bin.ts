// The system's bin: files go there, never away for good. On Linux the bin says where it put a file (freedesktop.org trash
// specification), so that Likeness can take it out again; elsewhere only the system's own window can.
import { cp, lstat, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { LikenessError } from '../api/errors.ts';

/** Where a file lies in the bin, and the bin's note about it. */
export interface BinPlace {
  readonly path: string;
  readonly note: string;
}

/** Whether what went to the bin can be taken out of it again from here. */
export const canTakeOut = process.platform === 'linux';

/** @returns where it lies now, or null where the system does not say @throws the system's error */
export async function moveToBin(path: string): Promise<BinPlace | null> {
  const { default: trash } = await import('trash'); // it looks for the bin when it is loaded
  if (!canTakeOut) {
    await trash(path, { glob: false });
    return null;
  }
  const folders = binFoldersFor(path);
  const before = new Set((await Promise.all(folders.map(notesIn))).flat());
  await trash(path, { glob: false });
  for (const note of (await Promise.all(folders.map(notesIn))).flat()) {
    if (!before.has(note) && (await pathInNote(note)) === path) return { path: toBinned(note), note };
  }
  return null;
}

/**
 * Puts a file back where it was. @throws LikenessError `file-missing` when the bin was emptied, `folder-not-empty` when
 * another file lies there now; the system's error
 */
export async function takeOutOfBin({ path: binned, note }: BinPlace, path: string): Promise<void> {
  if ((await lstat(binned).catch(() => null)) === null) {
    throw new LikenessError('file-missing', `${path} is no longer in the bin.`);
  }
  if ((await lstat(path).catch(() => null)) !== null) {
    throw new LikenessError('folder-not-empty', `Another file lies at ${path} now; the copy stays in the bin.`);
  }
  await mkdir(dirname(path), { recursive: true });
  await moveFile(binned, path);
  await rm(note, { force: true });
}

async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EXDEV') throw thrown;
    await cp(from, to, { preserveTimestamps: true, errorOnExist: true, force: false });
    await rm(from);
  }
}

/** The person's own bin, and those at the top of the volumes that the path may lie on. */
function binFoldersFor(path: string): string[] {
  const data = process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share');
  const user = String(process.getuid?.() ?? '');
  const folders = [join(data, 'Trash')];
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    folders.push(join(folder, `.Trash-${user}`), join(folder, '.Trash', user));
    if (folder === dirname(folder)) return folders;
  }
}

async function notesIn(bin: string): Promise<string[]> {
  const names = await readdir(join(bin, 'info')).catch(() => []);
  return names.filter((name) => name.endsWith('.trashinfo')).map((name) => join(bin, 'info', name));
}

function toBinned(note: string): string {
  const bin = dirname(dirname(note));
  return join(bin, 'files', note.slice(join(bin, 'info').length + 1, -'.trashinfo'.length));
}

async function pathInNote(note: string): Promise<string | null> {
  const text = await readFile(note, 'utf8').catch(() => '');
  const line = /^Path=(.*)$/m.exec(text)?.[1];
  try {
    return line === undefined ? null : decodeURIComponent(line);
  } catch {
    return null;
  }
}

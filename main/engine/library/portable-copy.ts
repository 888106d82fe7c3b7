// A whole copy of a library in a folder of its own: to keep it safe, to carry it to another computer, and to bring it back.
// Folders are found again there by their drive or their files (drives/root-presence.ts); nothing is read a second time.
import { constants } from 'node:fs';
import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { LikenessError } from '../api/errors.ts';
import { forgetHistory } from './forget-history.ts';

const databaseName = 'library.sqlite';
const thumbnailsName = 'thumbnails';
const modelsName = 'models';

/**
 * Copies the library as it is at this moment; it may be in use meanwhile.
 * @param target a folder that is not there yet, or is empty. @throws LikenessError `folder-not-empty`; the system's errors
 */
export async function exportLibrary(
  { database, folder }: { database: Database.Database; folder: string },
  target: string,
): Promise<void> {
  await makeEmptyFolder(target);
  // Under its name only when it is whole, and last of all: a folder with this file is a whole library.
  const unfinished = join(target, `${databaseName}.part`);
  await copyThumbnails(folder, target);
  await copyFolder(modelsName, folder, target);
  database.prepare('VACUUM INTO ?').run(unfinished);
  leaveHistory(unfinished);
  // Photos that came while the first thumbnails were copied are in the file already.
  await copyThumbnails(folder, target);
  await rename(unfinished, join(target, databaseName));
}

/**
 * Makes a library out of an exported one, which stays as it is.
 * @param folder the new library's folder, not there yet or empty. @throws LikenessError `file-missing`, `library-damaged`,
 * `folder-not-empty`; the system's errors
 */
export async function importLibrary(source: string, folder: string): Promise<void> {
  expectLibrary(source);
  await makeEmptyFolder(folder);
  await copyThumbnails(source, folder);
  await copyFolder(modelsName, source, folder);
  const unfinished = join(folder, `${databaseName}.part`);
  await cp(join(source, databaseName), unfinished);
  await rename(unfinished, join(folder, databaseName));
}

/** What was searched for stays on this computer. */
function leaveHistory(path: string): void {
  const copy = new Database(path);
  try {
    forgetHistory(copy);
  } finally {
    copy.close();
  }
}

function expectLibrary(source: string): void {
  const path = join(source, databaseName);
  let database: Database.Database;
  try {
    database = new Database(path, { readonly: true, fileMustExist: true });
  } catch (thrown) {
    throw new LikenessError(
      'file-missing',
      `There is no exported library in ${source}. Choose the folder that \`likeness export\` made.`,
      { cause: thrown },
    );
  }
  try {
    if (database.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new Error('quick_check');
  } catch (thrown) {
    throw new LikenessError('library-damaged', `The library in ${source} is damaged. Use another copy.`, {
      cause: thrown,
    });
  } finally {
    database.close();
  }
}

async function makeEmptyFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const names = await readdir(folder);
  if (names.length === 0) return;
  // What an export that was cut off left behind.
  if (names.every((name) => [thumbnailsName, modelsName, `${databaseName}.part`].includes(name))) {
    for (const name of names) await rm(join(folder, name), { recursive: true });
    return;
  }
  throw new LikenessError('folder-not-empty', `${folder} is not empty. Name a folder that is not there yet.`);
}

function copyThumbnails(from: string, to: string): Promise<void> {
  return copyFolder(thumbnailsName, from, to);
}

async function copyFolder(name: string, from: string, to: string): Promise<void> {
  try {
    await cp(join(from, name), join(to, name), {
      recursive: true,
      force: false,
      mode: constants.COPYFILE_FICLONE, // no second set of bytes where the file system can share them
      filter: (path) => !path.endsWith('.part'),
    });
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown; // a library without photos or kept models, or a photo just removed
  }
}

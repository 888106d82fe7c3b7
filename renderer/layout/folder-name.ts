// Folders as people say them: from the watched folder on, 'Pictures / 2019 / Andalusia'.
import type { Root } from '../../main/engine/api/library-schemas.ts';
import { nameOfRoot } from '../wording/folders.ts';

type NamedRoot = Pick<Root, 'path' | 'name' | 'isSample'>;

const separators = /[\\/]+/;
const isWithin = (path: string, folder: string) =>
  path === folder || (path.startsWith(folder) && (/[\\/]$/.test(folder) || /^[\\/]/.test(path.slice(folder.length))));

/** @param path of a folder; one that is not watched is said as a whole */
export function folderName(path: string, roots: readonly NamedRoot[]): string {
  const root = roots.find((one) => isWithin(path, one.path));
  if (root === undefined) return path.split(separators).filter(Boolean).join(' / ');
  return [nameOfRoot(root), ...path.slice(root.path.length).split(separators).filter(Boolean)].join(' / ');
}

/** These folders and those that the files lie in, each once, by name. */
export function foldersOf(folders: readonly string[], files: readonly string[]): string[] {
  return [...new Set([...folders, ...files.map((path) => path.replace(/[\\/][^\\/]*$/, ''))])].sort();
}

// The truth about a photo folder: walks it and holds what lies there against the rows. Events are only hints (watcher.ts).
// Absent is not deleted: a row goes only when its folder was listed and the file was not in the list.
import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Root } from '../api/schemas.ts';
import type { Files, FolderChange, FoundFile } from '../library/files.ts';
import type { Roots } from '../library/roots.ts';
import { isPhotoFolderName, isPictureName } from './picture-files.ts';

export interface ScanOutcome {
  isOnline: boolean;
  addedCount: number;
  changedCount: number;
  removedCount: number;
}

interface Listing {
  subfolders: string[];
  files: FoundFile[];
  /** Names that are there but could not be looked at: their rows stay as they are. */
  unknown: Set<string>;
}

export interface ScannerOptions {
  roots: Roots;
  files: Files;
  /** The library's own folder, whose thumbnails are no photos. */
  ignoredFolder: string;
}

export class Scanner {
  private readonly roots: Roots;
  private readonly files: Files;
  private readonly ignoredFolder: string;

  constructor({ roots, files, ignoredFolder }: ScannerOptions) {
    this.roots = roots;
    this.files = files;
    this.ignoredFolder = ignoredFolder;
  }

  /** Cost: one listing a folder and one look a picture file. @throws AbortError; SQLite's errors, such as a full disk */
  async scan(root: Root, signal: AbortSignal): Promise<ScanOutcome> {
    const outcome: ScanOutcome = { isOnline: true, addedCount: 0, changedCount: 0, removedCount: 0 };
    if (!(await this.isThere(root))) {
      this.roots.setOffline(root.id);
      return { ...outcome, isOnline: false };
    }
    this.roots.setOnline(root.id);
    const kept = new Set<string>();
    const unlisted: string[] = [];
    const waiting = [''];
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
      signal.throwIfAborted();
      const listing = await this.list(root.path, folder);
      if (listing) {
        kept.add(folder);
        waiting.push(...listing.subfolders);
        count(outcome, this.reconcile(root.id, folder, listing));
      } else unlisted.push(folder);
      await nextTurn(); // a scan of many small folders must not starve the page
    }
    // The folder may have been unplugged under the walk: then what was not met is not gone.
    if (!(await this.isThere(root))) {
      this.roots.setOffline(root.id);
      return { ...outcome, isOnline: false };
    }
    outcome.removedCount += this.removeUnmet(root.id, kept, unlisted);
    return outcome;
  }

  /** An empty folder that had photos is most likely the mount point of an unplugged disk. */
  private async isThere(root: Root): Promise<boolean> {
    try {
      return (await readdir(root.path)).length > 0 || !this.files.hasAny(root.id);
    } catch {
      return false; // gone, not readable or no longer a folder: in each case its photos are out of reach, not deleted
    }
  }

  /** Links are not followed: what they point to belongs to the folder where it really lies, and loops cannot arise. */
  private async list(rootPath: string, folder: string): Promise<Listing | null> {
    const path = join(rootPath, folder);
    const entries = await readdir(path, { withFileTypes: true }).catch(() => null);
    if (!entries) return null;
    const subfolders = entries
      .filter((entry) => entry.isDirectory() && isPhotoFolderName(entry.name))
      .filter((entry) => join(path, entry.name) !== this.ignoredFolder)
      .map((entry) => (folder === '' ? entry.name : `${folder}/${entry.name}`));
    const unknown = new Set<string>();
    const pictures = entries.filter((entry) => entry.isFile() && isPictureName(entry.name));
    const found = await Promise.all(pictures.map((entry) => look(entry, unknown)));
    return { subfolders, files: found.filter((file) => file !== null), unknown };
  }

  private reconcile(rootId: number, folder: string, { files, unknown }: Listing): FolderChange {
    const known = new Map(this.files.inFolder(rootId, folder).map((row) => [row.name, row]));
    const change: FolderChange = { added: [], changed: [], removed: [] };
    for (const file of files) {
      const row = known.get(file.name);
      known.delete(file.name);
      if (!row) change.added.push(file);
      else if (row.size !== file.size || row.modifiedAt !== file.modifiedAt)
        change.changed.push({ ...file, id: row.id });
    }
    for (const row of known.values()) if (!unknown.has(row.name)) change.removed.push(row.id);
    if (change.added.length + change.changed.length + change.removed.length > 0)
      this.files.apply(rootId, folder, change);
    return change;
  }

  /** Folders with rows that the walk did not meet are gone, unless they lie in one that could not be listed. */
  private removeUnmet(rootId: number, met: Set<string>, unlisted: string[]): number {
    const gone = this.files
      .foldersOf(rootId)
      .filter((folder) => !met.has(folder) && !unlisted.some((top) => folder === top || folder.startsWith(`${top}/`)));
    return gone.reduce((sum, folder) => sum + this.files.removeFolder(rootId, folder), 0);
  }
}

async function look(entry: Dirent, unknown: Set<string>): Promise<FoundFile | null> {
  try {
    const { size, mtimeMs } = await lstat(join(entry.parentPath, entry.name));
    return { name: entry.name, size, modifiedAt: mtimeMs };
  } catch {
    unknown.add(entry.name);
    return null;
  }
}

function count(outcome: ScanOutcome, { added, changed, removed }: FolderChange): void {
  outcome.addedCount += added.length;
  outcome.changedCount += changed.length;
  outcome.removedCount += removed.length;
}

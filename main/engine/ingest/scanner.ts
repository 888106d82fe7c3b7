// The truth about a photo folder: walks it and holds what lies there against the rows. Events are only hints (watcher.ts).
// Absent is not deleted: a row goes only when its folder was listed, on its own volume, and the file was not in the list.
import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Root } from '../api/library-schemas.ts';
import type { LocatedRoot, RootPresence } from '../drives/root-presence.ts';
import { areOtherVolumes } from '../drives/volume.ts';
import type { Exclusions } from '../library/exclusions.ts';
import type { Files, FolderChange, FoundFile, KnownFile } from '../library/files.ts';
import type { MountedFolders } from '../library/mounted-folders.ts';
import { isSidecarName, type Sidecar, SidecarNames } from '../metadata/sidecars.ts';
import type { Roots } from '../library/roots.ts';
import { isPhotoFolderName, isPictureName } from './picture-files.ts';

export interface ScanOutcome {
  isOnline: boolean;
  addedCount: number;
  changedCount: number;
  removedCount: number;
}

/** A folder to list, relative to the root. */
interface Place {
  folder: string;
  /** File system of the folder above; another one here means that a volume is mounted here. */
  parentDevice: number;
}

interface Listing {
  subfolders: Place[];
  files: FoundFile[];
  /** Names that are there but could not be looked at: their rows stay as they are. */
  unknown: Set<string>;
}

/** One scan of a root, as far as it has come. */
interface Walk {
  rootId: number;
  path: string;
  /** Of the root's own file system. */
  device: number;
  /** Folders that lay on other volumes when they were last seen, with the identities of those. */
  mounted: Map<string, string | null>;
  met: Set<string>;
  unlisted: string[];
}

export interface ScannerOptions {
  roots: Roots;
  files: Files;
  presence: RootPresence;
  exclusions: Exclusions;
  mountedFolders: MountedFolders;
  /** The library's own folder, whose thumbnails are no photos. */
  ignoredFolder: string;
}

export class Scanner {
  private readonly options: ScannerOptions;

  constructor(options: ScannerOptions) {
    this.options = options;
  }

  /** Cost: one listing a folder and one look a picture file. @throws AbortError; SQLite's errors, such as a full disk */
  async scan(root: Pick<Root, 'id'>, signal: AbortSignal): Promise<ScanOutcome> {
    const outcome: ScanOutcome = { isOnline: true, addedCount: 0, changedCount: 0, removedCount: 0 };
    const walk = await this.beginWalk(root.id);
    if (walk === null) return { ...outcome, isOnline: false };
    const waiting: Place[] = [{ folder: '', parentDevice: walk.device }];
    for (let place = waiting.pop(); place; place = waiting.pop()) {
      signal.throwIfAborted();
      const { folder } = place;
      const listing = await this.list(walk, place);
      if (listing) {
        walk.met.add(folder);
        waiting.push(...listing.subfolders);
        count(outcome, this.reconcile(root.id, folder, listing));
      } else walk.unlisted.push(folder);
      await nextTurn(); // a scan of many small folders must not starve the page
    }
    // The folder may have been unplugged under the walk: then what was not met is not gone.
    const after = await this.locate(root.id);
    if (after?.path !== walk.path || (await deviceOf(walk.path)) !== walk.device) {
      return { ...outcome, isOnline: after !== null };
    }
    outcome.removedCount += this.removeUnmet(walk);
    return outcome;
  }

  private async beginWalk(rootId: number): Promise<Walk | null> {
    const located = await this.locate(rootId);
    const device = located === null ? null : await deviceOf(located.path);
    if (located === null || device === null) return null;
    const mounted = this.options.mountedFolders.of(rootId);
    return { rootId, path: located.path, device, mounted, met: new Set(), unlisted: [] };
  }

  private async locate(rootId: number): Promise<LocatedRoot | null> {
    const { roots, presence } = this.options;
    const known = roots.known(rootId);
    const located = known === undefined ? null : await presence.locate(known);
    if (located === null) roots.setOffline(rootId);
    else roots.setOnline(rootId, located);
    return located;
  }

  /** Links are not followed: what they point to belongs to the folder where it really lies, and loops cannot arise. */
  private async list(walk: Walk, { folder, parentDevice }: Place): Promise<Listing | null> {
    const path = join(walk.path, folder);
    const entries = await readdir(path, { withFileTypes: true }).catch(() => null);
    const device = await deviceOf(path);
    if (!entries || device === null) return null;
    const state = { isMounted: device !== parentDevice, isEmpty: entries.length === 0 };
    if (!(await this.isOnItsVolume(walk, folder, state))) return null;
    // Another volume in the root's place since the walk began says nothing about what was on the first.
    if ((await deviceOf(walk.path)) !== walk.device) return null;
    const { exclusions, ignoredFolder } = this.options;
    const within = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
    const wanted = entries.filter(({ name }) => !exclusions.excludes(within(name)));
    const subfolders = wanted
      .filter((entry) => entry.isDirectory() && isPhotoFolderName(entry.name))
      .filter((entry) => join(path, entry.name) !== ignoredFolder)
      .map((entry) => ({ folder: within(entry.name), parentDevice: device }));
    const unknown = new Set<string>();
    const pictures = wanted.filter((entry) => entry.isFile() && isPictureName(entry.name));
    const [found, sidecars] = await Promise.all([
      Promise.all(pictures.map((entry) => look(entry, unknown))),
      Promise.all(entries.filter((entry) => entry.isFile() && isSidecarName(entry.name)).map(lookAtSidecar)),
    ]);
    const sidecarNames = new SidecarNames(sidecars.filter((sidecar) => sidecar !== null));
    const files = found
      .filter((file) => file !== null)
      .map((file) => ({ ...file, sidecar: sidecarNames.of(file.name) }));
    return { subfolders, files, unknown };
  }

  /** False for the empty mount point of a volume that was mounted here when it was last scanned, and for another volume on it. */
  private async isOnItsVolume(
    { rootId, path, mounted }: Walk,
    folder: string,
    { isMounted, isEmpty }: { isMounted: boolean; isEmpty: boolean },
  ): Promise<boolean> {
    const { mountedFolders, presence } = this.options;
    const known = mounted.get(folder);
    if (isMounted) {
      const volume = (await presence.volumeOf(join(path, folder)))?.id ?? null;
      if (areOtherVolumes(known, volume)) return false;
      if (known === undefined || (volume !== null && volume !== known)) mountedFolders.set(rootId, folder, volume);
      return true;
    }
    if (known === undefined) return true;
    if (isEmpty) return false;
    mountedFolders.remove(rootId, folder);
    return true;
  }

  private reconcile(rootId: number, folder: string, { files, unknown }: Listing): FolderChange {
    const known = new Map(this.options.files.inFolder(rootId, folder).map((row) => [row.name, row]));
    const change: FolderChange = { added: [], renamed: [], changed: [], annotated: [], removed: [] };
    const arrived: FoundFile[] = [];
    for (const file of files) {
      const row = known.get(file.name);
      known.delete(file.name);
      if (!row) arrived.push(file);
      else compare(row, file, change);
    }
    const left = new Map([...known.values()].map((row) => [row.name.toLowerCase(), row]));
    for (const file of arrived) {
      const row = left.get(file.name.toLowerCase());
      if (!row || unknown.has(row.name) || !isUnchanged(row, file)) change.added.push(file);
      else {
        known.delete(row.name);
        change.renamed.push({ ...file, id: row.id });
        compare(row, file, change);
      }
    }
    for (const row of known.values()) if (!unknown.has(row.name)) change.removed.push(row.id);
    const { added, renamed, changed, annotated, removed } = change;
    if ([added, renamed, changed, annotated, removed].some(({ length }) => length > 0))
      this.options.files.apply(rootId, folder, change);
    return change;
  }

  /** Folders with rows that the walk did not meet are gone, unless they lie in one that could not be listed. */
  private removeUnmet({ rootId, met, unlisted }: Walk): number {
    const gone = this.options.files
      .foldersOf(rootId)
      .filter((folder) => !met.has(folder) && !unlisted.some((top) => folder === top || folder.startsWith(`${top}/`)));
    return gone.reduce((sum, folder) => sum + this.options.files.removeFolder(rootId, folder), 0);
  }
}

function isUnchanged(row: KnownFile, file: FoundFile): boolean {
  return row.size === file.size && row.modifiedAt === file.modifiedAt;
}

function compare(row: KnownFile, file: FoundFile, change: FolderChange): void {
  if (!isUnchanged(row, file)) change.changed.push({ ...file, id: row.id });
  else if (row.sidecar?.name !== file.sidecar?.name || row.sidecar?.modifiedAt !== file.sidecar?.modifiedAt)
    change.annotated.push({ ...file, id: row.id });
}

async function deviceOf(path: string): Promise<number | null> {
  return lstat(path).then(
    ({ dev }) => dev,
    () => null,
  );
}

async function look(entry: Dirent, unknown: Set<string>): Promise<Omit<FoundFile, 'sidecar'> | null> {
  try {
    const { size, mtimeMs } = await lstat(join(entry.parentPath, entry.name));
    return { name: entry.name, size, modifiedAt: mtimeMs };
  } catch {
    unknown.add(entry.name);
    return null;
  }
}

/** One that cannot be looked at is not there. */
async function lookAtSidecar({ parentPath, name }: Dirent): Promise<Sidecar | null> {
  return lstat(join(parentPath, name)).then(
    ({ mtimeMs }) => ({ name, modifiedAt: mtimeMs }),
    () => null,
  );
}

function count(outcome: ScanOutcome, { added, changed, removed }: FolderChange): void {
  outcome.addedCount += added.length;
  outcome.changedCount += changed.length;
  outcome.removedCount += removed.length;
}

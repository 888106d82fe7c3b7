// The photo folders that the person chose. A root that cannot be found is offline: its photos stay, nothing is deleted.
import { access, constants, opendir, realpath, stat } from 'node:fs/promises';
import { basename, resolve, sep } from 'node:path';
import type Database from 'better-sqlite3';
import { LikenessError } from '../api/errors.ts';
import type { Root } from '../api/library-schemas.ts';
import type { KnownRoot, LocatedRoot, RootPresence } from '../drives/root-presence.ts';

interface RootRow {
  id: number;
  name: string;
  path: string;
  state: Root['state'];
  drive: string | null;
  isNetwork: 0 | 1;
  isSample: 0 | 1;
  photoCount: number;
  seenAt: number | null;
}

const columns = `id, name, path, state, drive, is_network AS isNetwork, is_sample AS isSample, seen_at AS seenAt,
  photo_count AS photoCount`;

export class Roots {
  private readonly database: Database.Database;
  private readonly libraryFolder: string;
  private readonly presence: RootPresence;

  constructor(database: Database.Database, libraryFolder: string, presence: RootPresence) {
    this.database = database;
    this.libraryFolder = libraryFolder;
    this.presence = presence;
  }

  all(): Root[] {
    const rows = this.database.prepare<[], RootRow>(`SELECT ${columns} FROM root ORDER BY is_sample, name, id`).all();
    return rows.map(toRoot);
  }

  find(id: number): Root | undefined {
    const row = this.database.prepare<[number], RootRow>(`SELECT ${columns} FROM root WHERE id = ?`).get(id);
    return row && toRoot(row);
  }

  /**
   * Adds a folder, or gives the root that it already is: by its path, or because a root that is away had the same files. So the
   * person says that another drive, such as a backup, takes the place of one that is away.
   * @throws LikenessError `folder-missing`, `folder-unreadable`, `folder-overlaps`
   */
  async add(path: string, options: { isSample: boolean }): Promise<Root> {
    const folder = await realFolder(path);
    const volume = await this.presence.volumeOf(folder);
    const returned = await this.findAway(folder);
    if (returned !== null) {
      this.setOnline(returned, { path: folder, volume });
      return this.find(returned)!;
    }
    const present = this.all().find((root) => root.path === folder);
    if (present) return present;
    this.refuseOverlap(folder);
    const name = options.isSample ? 'Sample photos' : basename(folder) || folder;
    const { lastInsertRowid } = this.database
      .prepare('INSERT INTO root (path, name, is_sample, added_at) VALUES (?, ?, ?, ?)')
      .run(folder, name, options.isSample ? 1 : 0, Date.now());
    const id = Number(lastInsertRowid);
    this.place(id, { path: folder, volume });
    return this.find(id)!;
  }

  private async findAway(folder: string): Promise<number | null> {
    for (const { id } of this.all()) {
      const isAway = (await this.presence.locate(this.known(id)!)) === null;
      if (isAway && (await this.presence.holdsFiles(id, folder))) return id;
    }
    return null;
  }

  private refuseOverlap(folder: string): void {
    if (isInside(folder, this.libraryFolder)) {
      throw new LikenessError(
        'folder-overlaps',
        `${folder} belongs to Likeness's own library; choose a folder of photos.`,
      );
    }
    for (const root of this.all()) {
      if (isInside(folder, root.path)) {
        throw new LikenessError('folder-overlaps', `${folder} is already watched: it lies inside ${root.path}.`);
      }
      if (isInside(root.path, folder)) {
        throw new LikenessError(
          'folder-overlaps',
          `${folder} contains ${root.path}, which is already watched. Remove that one first to watch the larger folder.`,
        );
      }
    }
  }

  /** What is remembered of a root to find it again. */
  known(id: number): KnownRoot | undefined {
    return this.database
      .prepare<[number], KnownRoot>('SELECT id, path, volume, volume_folder AS volumeFolder FROM root WHERE id = ?')
      .get(id);
  }

  /** The folder is there: at its path, or at the one that its drive has now. */
  setOnline(id: number, located: LocatedRoot): void {
    this.place(id, located);
    this.database.prepare(`UPDATE root SET state = 'online', seen_at = ? WHERE id = ?`).run(Date.now(), id);
  }

  private place(id: number, { path, volume }: LocatedRoot): void {
    this.database
      .prepare(
        `UPDATE root SET path = @path, volume = @volume, volume_folder = @folder, drive = @drive, is_network = @isNetwork
         WHERE id = @id AND (path, volume, volume_folder, drive, is_network) IS NOT (@path, @volume, @folder, @drive, @isNetwork)`,
      )
      .run({
        ...{ id, path, volume: volume?.id ?? null, folder: volume?.folder ?? null },
        ...{ drive: volume?.name ?? null, isNetwork: volume?.isNetwork ? 1 : 0 },
      });
  }

  setOffline(id: number): void {
    this.database.prepare(`UPDATE root SET state = 'offline' WHERE id = ?`).run(id);
  }
}

function toRoot(row: RootRow): Root {
  return { ...row, isSample: row.isSample === 1, isNetwork: row.isNetwork === 1 };
}

export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

async function realFolder(path: string): Promise<string> {
  const folder = await realpath(resolve(path)).catch((thrown: unknown) => {
    throw folderError(path, thrown);
  });
  if (!(await stat(folder)).isDirectory()) {
    throw new LikenessError('folder-missing', `${path} is a file; choose the folder that it lies in.`);
  }
  try {
    await access(folder, constants.R_OK | constants.X_OK);
    await (await opendir(folder)).close();
  } catch (thrown) {
    throw folderError(path, thrown);
  }
  return folder;
}

/** A system error about a folder, in a sentence. */
export function folderError(path: string, thrown: unknown): LikenessError {
  const { code } = thrown as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new LikenessError('folder-missing', `There is no folder ${path}. Check the name, or connect its disk.`, {
      cause: thrown,
    });
  }
  return new LikenessError(
    'folder-unreadable',
    `The folder ${path} cannot be read (${code ?? String(thrown)}). Give yourself the right to read it, or choose another.`,
    { cause: thrown },
  );
}

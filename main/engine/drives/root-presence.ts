// Whether a photo folder is there: at its path, on the volume it was on; or under another path, because its drive was mounted
// elsewhere or renamed. Anything else is absence, and absence deletes nothing. A volume that is known to be another one is never
// believed by its files: a mounted backup has them too. Only the person can say that it takes the place (roots.ts).
import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Files } from '../library/files.ts';
import { type Mount, type ReadMounts, readSystemMounts } from './mounts.ts';
import { areOtherVolumes, type Volume, volumeOf } from './volume.ts';

/** What is remembered of a root from the last time it was there. */
export interface KnownRoot {
  readonly id: number;
  readonly path: string;
  /** Identity of the volume; null where the system gave none. */
  readonly volume: string | null;
  readonly volumeFolder: string | null;
}

export interface LocatedRoot {
  readonly path: string;
  readonly volume: Volume | null;
}

/** Files looked for before a folder under another path, or on an unknown volume, is believed to be the same. */
const sampleSize = 40;
/** Some may have been deleted or edited meanwhile. */
const leastShare = 0.7;

export class RootPresence {
  private readonly files: Files;
  private readonly readMounts: ReadMounts;

  constructor({ files, readMounts = readSystemMounts }: { files: Files; readMounts?: ReadMounts }) {
    this.files = files;
    this.readMounts = readMounts;
  }

  /** Null while the folder is away. Cost: a look into the folder; when it is away, some looks at every mounted volume. */
  async locate(root: KnownRoot): Promise<LocatedRoot | null> {
    const mounts = await this.readMounts();
    const here = { path: root.path, volume: volumeOf(root.path, mounts) };
    if (await this.isStillHere(root, here.volume)) return here;
    for (const path of candidatePaths(root, mounts)) {
      const volume = volumeOf(path, mounts);
      if (areOtherVolumes(root.volume, volume?.id)) continue;
      if (await this.holdsFiles(root.id, path)) return { path, volume };
    }
    return null;
  }

  /** The volume that a new root lies on. */
  async volumeOf(path: string): Promise<Volume | null> {
    return volumeOf(path, await this.readMounts());
  }

  /** Whether most of the root's files lie below `path`, by name and size. False for a root without files. */
  async holdsFiles(rootId: number, path: string): Promise<boolean> {
    const sample = this.files.sample(rootId, sampleSize);
    const looks = sample.map(async ({ folder, name, size }) => {
      const found = await lstat(join(path, folder, name)).catch(() => null);
      return found?.size === size;
    });
    const metCount = (await Promise.all(looks)).filter(Boolean).length;
    return metCount > 0 && metCount >= leastShare * sample.length;
  }

  private async isStillHere(root: KnownRoot, volume: Volume | null): Promise<boolean> {
    const isEmpty = await isEmptyFolder(root.path).catch(() => null);
    if (isEmpty === null) return false;
    if (!this.files.hasAny(root.id)) return true;
    if (areOtherVolumes(root.volume, volume?.id)) return false;
    // On its own volume even an empty folder is itself, emptied.
    if (root.volume !== null) return volume?.id === root.volume || this.holdsFiles(root.id, root.path);
    // With nothing to know the volume by, an empty folder is most likely the mount point of an unplugged disk.
    return !isEmpty;
  }
}

/** Asked every few seconds, so a folder of 100,000 files is not listed for it. */
async function isEmptyFolder(path: string): Promise<boolean> {
  const folder = await opendir(path);
  try {
    return (await folder.read()) === null;
  } finally {
    await folder.close();
  }
}

/** Where the folder may have come to lie. */
function candidatePaths(root: KnownRoot, mounts: readonly Mount[]): string[] {
  const { volume, volumeFolder } = root;
  const exact =
    volume === null || volumeFolder === null
      ? []
      : mounts.filter((mount) => mount.volume === volume).map((mount) => join(mount.path, volumeFolder));
  // The drive's name or letter changed: the end of the path, from some part on, is the same on one of the others.
  const parts = root.path.split(/[\\/]/).filter(Boolean);
  const removable = mounts.filter(({ name }) => name !== null);
  const guesses = removable.flatMap(({ path }) => parts.map((_, i) => join(path, ...parts.slice(i + 1))));
  return [...new Set([...exact, ...guesses])].filter((path) => path !== root.path);
}

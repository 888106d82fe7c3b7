// The volume a folder lies on: its identity, its name for people, and the folder's place within it.
import { posix, win32 } from 'node:path';
import type { Mount } from './mounts.ts';

export interface Volume {
  /** See `Mount.volume`. */
  readonly id: string | null;
  readonly name: string | null;
  readonly isNetwork: boolean;
  /** Where the folder lies in the volume, '' at its top: the same under every mount path. */
  readonly folder: string;
}

/** A Windows path to a share, `\\server\share\...`, is of no drive. */
const sharePath = /^\\\\[^\\]+\\[^\\]+/;

/** Null when no mount holds the path, as where the system could not be asked. */
export function volumeOf(path: string, mounts: readonly Mount[]): Volume | null {
  const share = sharePath.exec(path)?.[0];
  if (share !== undefined) {
    return { id: `share:${share.toLowerCase()}`, name: share, isNetwork: true, folder: within(path, share)! };
  }
  let best: Mount | null = null;
  for (const mount of mounts) {
    // Of two mounts on one path the later one covers the earlier.
    if (within(path, mount.path) !== null && mount.path.length >= (best?.path.length ?? 0)) best = mount;
  }
  if (best === null) return null;
  return { id: best.volume, name: best.name, isNetwork: best.isNetwork, folder: within(path, best.path)! };
}

/**
 * Whether two identities are certainly of two volumes. Systems speak of different things (a UUID, a serial number, the name of
 * a share), so only identities of one kind tell; and without an identity nothing is certain.
 */
export function areOtherVolumes(one: string | null = null, other: string | null = null): boolean {
  if (one === null || other === null) return false;
  return one !== other && kindOf(one) === kindOf(other);
}

function kindOf(id: string): string {
  return id.slice(0, id.indexOf(':'));
}

/** The rest of a path below a folder, '' for the folder itself, null when it lies elsewhere. */
function within(path: string, folder: string): string | null {
  if (path === folder) return '';
  const separator = folder.includes('\\') ? win32.sep : posix.sep;
  const start = folder.endsWith(separator) ? folder : folder + separator;
  return path.startsWith(start) ? path.slice(start.length) : null;
}

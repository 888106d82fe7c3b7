// XMP files beside photos: `photo.jpg.xmp` (darktable, digiKam) and `photo.xmp` (Lightroom, Bridge), in any case of letters.
import { readFile, stat } from 'node:fs/promises';

/** As the scanner saw it. */
export interface Sidecar {
  name: string;
  /** Milliseconds since 1970, with their fraction. */
  modifiedAt: number;
}

/** Real ones have some kilobytes; with the history of a long retouching, some hundred. */
const largestSidecarBytes = 4 * 2 ** 20;

export function isSidecarName(name: string): boolean {
  return /^[^.].*\.xmp$/i.test(name);
}

/** The sidecars of one folder, to be asked for those of its photos. */
export class SidecarNames {
  private readonly byName: ReadonlyMap<string, Sidecar>;

  constructor(sidecars: readonly Sidecar[]) {
    this.byName = new Map(sidecars.map((sidecar) => [sidecar.name.toLowerCase(), sidecar]));
  }

  /** The one that names the whole file goes before the one that photos of several formats may share. */
  of(photoName: string): Sidecar | null {
    const name = photoName.toLowerCase();
    return this.byName.get(`${name}.xmp`) ?? this.byName.get(name.replace(/\.[^.]*$/, '.xmp')) ?? null;
  }
}

/** @returns undefined for one that is gone, unreadable or absurdly large: its photo is one all the same */
export async function readSidecar(path: string): Promise<Uint8Array | undefined> {
  const size = await stat(path).then((stats) => stats.size, () => Infinity); // prettier-ignore
  return size <= largestSidecarBytes ? readFile(path).catch(() => undefined) : undefined;
}

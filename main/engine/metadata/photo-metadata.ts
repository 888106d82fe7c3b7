// What is known about a photo from all who wrote about it: the camera (EXIF), programs (XMP in the file), a person (a sidecar),
// and, when none of them tells a date, the file's name and time.
import { type ExifFacts, readExif } from './exif.ts';
import { dateInName } from './name-date.ts';
import type { TakenTime } from './taken-time.ts';
import { readXmp, type XmpFacts } from './xmp.ts';

/** Who told when a photo was taken, the most believed first. */
export type TakenFrom = 'exif' | 'xmp' | 'sidecar' | 'name' | 'file';

export interface PhotoMetadata {
  taken: (TakenTime & { from: TakenFrom }) | null;
  /** When a program last wrote the file, as it says. */
  modified: TakenTime | null;
  latitude: number | null;
  longitude: number | null;
  camera: string | null;
  lens: string | null;
  /** -1 (rejected), or 1 to 5. */
  rating: number | null;
  /** As stored, 1 to 8; the catalogue's width and height are upright. */
  orientation: number;
  title: string | null;
  description: string | null;
  keywords: string | null;
}

/** Where metadata lies: the blocks inside a file, and the packet beside it. */
export interface MetadataBlocks {
  /** For TIFF, which is itself an EXIF block, the path or the bytes of the file. */
  exif: Uint8Array | string | undefined;
  xmp: Uint8Array | undefined;
  sidecar: Uint8Array | undefined;
}

export async function readMetadata(blocks: MetadataBlocks): Promise<PhotoMetadata> {
  const [exif, embedded, sidecar] = await Promise.all([
    readExif(blocks.exif),
    blocks.xmp ? readXmp(blocks.xmp) : null,
    blocks.sidecar ? readXmp(blocks.sidecar) : null,
  ]);
  return combine(exif, embedded, sidecar);
}

/** A camera knows time and lens best; what a person judges and writes, the sidecar has last. */
function combine(exif: ExifFacts, embedded: XmpFacts | null, sidecar: XmpFacts | null): PhotoMetadata {
  const judged = [sidecar, embedded, exif];
  const recorded = [exif, embedded, sidecar];
  const placed = judged.find((facts) => typeof facts?.latitude === 'number');
  const rating = firstOf(judged.map((facts) => facts?.rating));
  return {
    taken: whenTaken(exif, embedded, sidecar),
    modified: exif.modified,
    latitude: placed?.latitude ?? null,
    longitude: placed?.longitude ?? null,
    camera: firstOf(recorded.map((facts) => facts?.camera)),
    lens: firstOf(recorded.map((facts) => facts?.lens)),
    rating: rating === 0 ? null : rating,
    orientation: exif.orientation,
    title: firstOf([sidecar?.title, embedded?.title]),
    description: firstOf(judged.map((facts) => facts?.description)),
    keywords: firstOf([sidecar?.keywords, embedded?.keywords]),
  };
}

function whenTaken(exif: ExifFacts, embedded: XmpFacts | null, sidecar: XmpFacts | null): PhotoMetadata['taken'] {
  if (exif.taken) return { ...exif.taken, from: 'exif' };
  if (embedded?.taken) return { ...embedded.taken, from: 'xmp' };
  return sidecar?.taken ? { ...sidecar.taken, from: 'sidecar' } : null;
}

function firstOf<T>(values: readonly (T | null | undefined)[]): T | null {
  return values.find((value) => value !== null && value !== undefined) ?? null;
}

/** Never nothing: a file has a time. The time of its last editing is more than that of its last copying. */
export function datePhoto(
  { taken, modified }: Pick<PhotoMetadata, 'taken' | 'modified'>,
  file: { name: string; modifiedAt: number },
): TakenTime & { from: TakenFrom } {
  if (taken) return taken;
  const named = dateInName(file.name);
  if (named) return { ...named, from: 'name' };
  if (modified) return { ...modified, from: 'exif' };
  return { at: Math.round(file.modifiedAt), offset: null, from: 'file' };
}

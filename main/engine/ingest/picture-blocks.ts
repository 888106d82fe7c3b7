// Finds the metadata inside a file, in the describing process: beside its pixels when a photo is described, without decoding
// them when its metadata alone is read again.
import { open, readFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { MetadataBlocks } from '../metadata/photo-metadata.ts';
import { readJxlExif } from './decoders/jxl-exif.ts';
import { openPicture } from './decoders/open-picture.ts';
import { pictureKindOf, signatureBytes } from './decoders/picture-kind.ts';
import type { DecodedPicture } from './decode.ts';
import type { PictureSource } from './describe-protocol.ts';

export type PictureBlocks = Pick<MetadataBlocks, 'exif' | 'xmp'>;

const rawKinds = new Set(['cr3', 'raf', 'orf', 'rw2']);

/** Formats whose header tells all, and was read when the picture was opened: reading it again takes half a millisecond. */
const toldByHeader = new Set(['jpeg', 'png', 'webp', 'gif']);

/** Of a photo that was just decoded: what that met of its metadata, and, where the container hides it, what lies beside. */
export async function blocksBeside(
  { format, exif, xmp }: Pick<DecodedPicture, 'format' | 'exif' | 'xmp'>,
  source: PictureSource,
): Promise<PictureBlocks> {
  if (toldByHeader.has(format)) return { exif, xmp };
  const found = await findBlocks(source);
  return { exif: found.exif ?? exif, xmp: found.xmp };
}

/** What cannot be found is not there: whether the file is a photo, decoding tells. Cost: about a millisecond. */
export async function findBlocks(source: PictureSource): Promise<PictureBlocks> {
  const input = 'path' in source ? source.path : source.bytes;
  const kind = pictureKindOf(await startOf(source));
  if (kind === 'jxl') {
    return { exif: readJxlExif('path' in source ? await readFile(source.path) : source.bytes), xmp: undefined };
  }
  // Opening one takes the JPEG out of it, and decodes nothing.
  if (rawKinds.has(kind)) return { exif: await openPicture(source).then(({ exif }) => exif, () => undefined), xmp: undefined }; // prettier-ignore
  // Headers alone are read, also of HEIC, whose pixels sharp cannot decode.
  const { exif, xmp } = await sharp(input, { limitInputPixels: false }).metadata().catch(() => ({ exif: undefined, xmp: undefined })); // prettier-ignore
  // A TIFF is an EXIF block, and so are RAW files that are TIFF inside.
  return { exif: kind === 'tiff' ? input : exif, xmp };
}

async function startOf(source: PictureSource): Promise<Uint8Array> {
  if ('bytes' in source) return source.bytes;
  const file = await open(source.path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(signatureBytes));
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

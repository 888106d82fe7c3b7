// Opens any photo for sharp, which decodes most kinds itself. HEIC and JPEG XL come as pixels from their decoders, a RAW file as
// the JPEG its camera put inside: from here on all go the same way. Which it is, the file's content says, never its name.
import { open, readFile, stat } from 'node:fs/promises';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { LikenessError } from '../../api/errors.ts';
import type { PictureSource } from '../describe-protocol.ts';
import { wasmPixelLimit } from './decoded-pixels.ts';
import { canReadMeans } from './jpeg-means/jpeg-means-decoder.ts';
import type { PixelSize } from './jpeg-size.ts';
import { type PictureKind, pictureKindOf, signatureBytes } from './picture-kind.ts';
import { openCr3 } from './raw-cr3.ts';
import type { RawPhoto } from './raw-photo.ts';
import { openRaf } from './raw-raf.ts';
import { openTiffRaw } from './raw-tiff.ts';
import { decodePixels } from './wasm-decoders.ts';

export interface OpenedPicture {
  /** What the file is, as the catalogue says it. */
  format: string;
  /** A fresh reader of the pixels; to be turned upright by their EXIF orientation. */
  read: () => Sharp;
  /** The same at an eighth of the sides, in less time than sharp takes; null for a file that it is left to. */
  readEighth?: (() => Promise<Sharp | null>) | undefined;
  /** Upright pixels of the photo. */
  width: number;
  height: number;
  /** Upright pixels that `read` gives: fewer, where a RAW file's preview stands for it. */
  readable: PixelSize;
  /** The raw EXIF block, when there is one. */
  exif: Uint8Array | undefined;
  /** The XMP, where sharp reads the file itself. */
  xmp: Uint8Array | undefined;
}

type Input = string | Uint8Array;

/** Larger than any camera or stitched panorama; beyond it lie decompression bombs. Memory has its own guard. */
const pixelLimit = 1_000_000_000;
const rawLimitBytes = 400_000_000;
const readableFormats = new Set(['jpeg', 'png', 'webp', 'gif', 'tiff', 'heif']);

/** @throws LikenessError `not-a-picture`; sharp's and the other decoders' errors (picture-errors.ts) */
export async function openPicture(source: PictureSource): Promise<OpenedPicture> {
  const kind = await kindOf(source);
  switch (kind) {
    case 'heif':
      return openHeif(source);
    case 'jxl':
      return openPixels('jxl', await wholeOf(source));
    case 'avif-sequence':
      return openWithSharp(asAvif(await wholeOf(source)));
    case 'video':
      throw new LikenessError('not-a-picture', 'This is a video by the name of a photo; Likeness reads photos only.');
    case 'cr3':
      return openRaw(openCr3(await wholeOf(source)));
    case 'raf':
      return openRaw(openRaf(await wholeOf(source)));
    case 'tiff':
    case 'orf':
    case 'rw2':
      return openTiff(source, kind);
    case 'plain':
      return openWithSharp(inputOf(source));
  }
}

async function kindOf(source: PictureSource): Promise<PictureKind> {
  if ('bytes' in source) return pictureKindOf(source.bytes);
  const file = await open(source.path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(signatureBytes));
    return pictureKindOf(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

async function wholeOf(source: PictureSource): Promise<Uint8Array> {
  return 'path' in source ? readFile(source.path) : source.bytes;
}

function inputOf(source: PictureSource): Input {
  return 'path' in source ? source.path : source.bytes;
}

async function openWithSharp(input: Input): Promise<OpenedPicture> {
  const metadata = await readWithSharp(input).metadata();
  const picture = opened(readableFormat(metadata), input, metadata);
  return hasMeans(metadata) ? { ...picture, readEighth: () => readMeans(input, metadata) } : picture;
}

/** The one kind of JPEG that cameras write; which others it may be, its reader finds (jpeg-means/). */
function hasMeans({ format, channels, isProgressive, width, height }: Metadata): boolean {
  return canReadMeans && format === 'jpeg' && channels === 3 && !isProgressive && width * height <= wasmPixelLimit;
}

async function readMeans(input: Input, { orientation, icc }: Metadata): Promise<Sharp | null> {
  try {
    const bytes = typeof input === 'string' ? await readFile(input) : input;
    const { tiff } = await decodePixels({ format: 'jpeg', bytes, orientation, profile: icc });
    return readWithSharp(tiff);
  } catch {
    return null; // whatever is wrong with it, sharp is to say
  }
}

/** AVIF by any brand is sharp's; the rest is HEVC, or something that libheif refuses in its own words. */
async function openHeif(source: PictureSource): Promise<OpenedPicture> {
  const input = inputOf(source);
  const metadata = await readWithSharp(input).metadata().catch(() => null); // prettier-ignore
  return metadata?.compression === 'av1' ? opened('avif', input, metadata) : openPixels('heif', await wholeOf(source));
}

async function openPixels(format: 'heif' | 'jxl', bytes: Uint8Array): Promise<OpenedPicture> {
  const { tiff, exif } = await decodePixels({ format, bytes });
  return opened(format === 'heif' ? 'heic' : format, tiff, { ...(await readWithSharp(tiff).metadata()), exif });
}

async function openTiff(source: PictureSource, kind: 'tiff' | 'orf' | 'rw2'): Promise<OpenedPicture> {
  // No RAW file is so large; scans and maps are, and are read a strip at a time.
  if ('path' in source && (await stat(source.path)).size > rawLimitBytes) return openWithSharp(source.path);
  const bytes = await wholeOf(source);
  const raw = openTiffRaw(bytes, kind);
  return raw ? openRaw(raw) : openWithSharp(bytes);
}

async function openRaw({ format, jpeg, size }: RawPhoto): Promise<OpenedPicture> {
  const picture = await openWithSharp(jpeg);
  if (!size) return { ...picture, format };
  const { orientation = 1 } = await picture.read().metadata();
  const isTurned = orientation >= 5;
  return {
    ...picture,
    format,
    width: isTurned ? size.height : size.width,
    height: isTurned ? size.width : size.height,
  };
}

type Header = Pick<Metadata, 'autoOrient' | 'xmp'> & { exif?: Uint8Array | undefined };

function opened(format: string, input: Input, { autoOrient: readable, exif, xmp }: Header): OpenedPicture {
  return { format, read: () => readWithSharp(input), ...readable, readable, exif, xmp };
}

function readWithSharp(input: Input): Sharp {
  return sharp(input, {
    // Warnings are common in sound camera files; missing or broken pixels are not passed over.
    failOn: 'error',
    limitInputPixels: pixelLimit,
    sequentialRead: true,
  });
}

function readableFormat({ format, compression }: Metadata): string {
  if (!readableFormats.has(format)) {
    throw new LikenessError(
      'not-a-picture',
      'This is not a picture, or one of a kind that Likeness cannot read; a copy saved as JPEG can be read.',
    );
  }
  return format === 'heif' && compression === 'av1' ? 'avif' : format;
}

/** An animation under the brand of a single picture, by which alone libvips knows an AVIF. */
function asAvif(animation: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(animation);
  bytes.set(Buffer.from('avif'), 8);
  return bytes;
}

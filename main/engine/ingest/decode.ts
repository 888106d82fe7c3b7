// From a file to pixels, in the describing process: one decode gives the working picture (upright, sRGB, at most 512 pixels
// a side), and the thumbnail and the CNN's input are made from that. A query goes exactly the same way.
import sharp, { type Sharp } from 'sharp';
import { ALIGNED_SIDE } from '../../../core/describe/aligned-part.ts';
import type { GreyPicture } from '../../../core/describe/summed-area.ts';
import type { Region } from '../api/search-schemas.ts';
import type { PixelSize } from './decoders/jpeg-size.ts';
import { openPicture } from './decoders/open-picture.ts';
import type { PictureSource } from './describe-protocol.ts';
import { toPictureError } from './picture-errors.ts';
import { isReadAtEighth, workingSide } from './working-size.ts';

/** RGB, 8 bits a channel, row-major. */
export interface Pixels {
  data: Uint8Array;
  width: number;
  height: number;
}

export interface DecodedPicture {
  format: string;
  /** Upright pixels of the whole file, whatever region was decoded. */
  width: number;
  height: number;
  /** The raw EXIF block, when there is one. */
  exif: Uint8Array | undefined;
  /** XMP, where the header that was read on the way holds it. */
  xmp: Uint8Array | undefined;
  working: Pixels;
}

const thumbnailQuality = 80;

/**
 * @param sideOf how many pixels a side it has at most
 * @throws LikenessError `not-a-picture`, `picture-damaged`, `picture-too-large`
 */
export async function decodePicture(
  source: PictureSource,
  region?: Region,
  sideOf: (size: PixelSize) => number = workingSide,
): Promise<DecodedPicture> {
  try {
    const { read, readEighth, readable, ...facts } = await openPicture(source);
    const part = region && toPixelRegion(region, readable);
    const side = sideOf(part ?? readable);
    const eighth = !part && isReadAtEighth(readable, side) ? await readEighth?.() : null;
    const upright = (eighth ?? read()).autoOrient();
    if (part) upright.extract(part);
    const { data, info } = await upright
      .flatten({ background: '#ffffff' })
      .resize(side, side, { fit: 'inside', withoutEnlargement: true, kernel: 'cubic' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const working = { data, width: info.width, height: info.height };
    return { ...facts, working };
  } catch (thrown) {
    throw toPictureError(thrown);
  }
}

function toPixelRegion(region: Region, { width, height }: PixelSize): Cut {
  const left = Math.min(width - 1, Math.floor(region.x * width));
  const top = Math.min(height - 1, Math.floor(region.y * height));
  return {
    left,
    top,
    width: Math.max(1, Math.min(width - left, Math.round(region.width * width))),
    height: Math.max(1, Math.min(height - top, Math.round(region.height * height))),
  };
}

function fromPixels({ data, width, height }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

export async function toThumbnail(working: Pixels): Promise<Uint8Array> {
  // Huffman tables made for each picture would save 3 % of its bytes and cost as much again as encoding it.
  return fromPixels(working).jpeg({ quality: thumbnailQuality, optimiseCoding: false }).toBuffer();
}

/** Squashed to a square, as the head was fitted. @param cut part of the working picture, in pixels */
export async function toNetworkInput(working: Pixels, size: number, cut?: Cut): Promise<Uint8Array> {
  const picture = fromPixels(working);
  if (cut) picture.extract(cut);
  return picture.resize(size, size, { fit: 'fill', kernel: 'cubic' }).raw().toBuffer();
}

/** @param picture decoded pixels, or the path of a thumbnail */
export async function toLuminance(picture: Pixels | { path: string }): Promise<GreyPicture> {
  const opened = 'path' in picture ? sharp(picture.path) : fromPixels(picture);
  const { data, info } = await opened.toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/** The small grey picture that alignment works on. @param picture the working picture, or the path of a thumbnail of it */
export async function toGrey(picture: Pixels | { path: string }): Promise<GreyPicture> {
  const opened = 'path' in picture ? sharp(picture.path) : fromPixels(picture);
  const { data, info } = await opened
    .resize(ALIGNED_SIDE, ALIGNED_SIDE, { fit: 'inside', kernel: 'cubic' })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

export interface Cut {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The whole picture as a JPEG, for formats that a browser cannot show. @throws LikenessError as decodePicture */
export async function renderJpeg(source: PictureSource, maxSide: number): Promise<Uint8Array> {
  try {
    const { read } = await openPicture(source);
    return await read()
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .resize(maxSide, maxSide, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .jpeg({ quality: 90 })
      .toBuffer();
  } catch (thrown) {
    throw toPictureError(thrown);
  }
}

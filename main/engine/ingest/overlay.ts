// Lays a picture over a photo for showing them aligned, in the describing process: where they overlap, and whether the colours agree.
import sharp from 'sharp';
import { COMPARED_SIDE } from '../../../core/describe/compare-copies.ts';
import { OVERLAID_SIDE, overlayPictures, type SizedPicture } from '../../../core/describe/overlay-pictures.ts';
import type { AffineMap } from '../../../core/describe/affine-map.ts';
import { readMetadata } from '../metadata/photo-metadata.ts';
import { decodePicture, type Pixels } from './decode.ts';
import type { OverlaidPictures, OverlayOptions } from './describe-protocol.ts';
import { blocksBeside } from './picture-blocks.ts';

/** Pixels a side of the pictures whose colours are held against each other. */
const TINTED_SIDE = 32;
/** Places a side at which they are, each a mean of 4 x 4 pixels: fine detail need not lie exactly. */
const PLACES = 8;
const PIXELS_OF_PLACE = TINTED_SIDE / PLACES;

/** @throws LikenessError `not-a-picture`, `picture-damaged`, `picture-too-large` */
export async function overlay({ first, second }: OverlayOptions): Promise<OverlaidPictures> {
  const [picture, photo] = await Promise.all([decodePicture(first), decodePicture(second)]);
  const { format, width, height } = picture;
  const { taken, camera } = await readMetadata({ ...(await blocksBeside(picture, first)), sidecar: undefined });
  const found = overlayPictures(await sized(picture.working), await sized(photo.working));
  const colours = found && compareColours(found.map, await tints(picture.working), await tints(photo.working));
  return { facts: { format, width, height, takenAt: taken?.at ?? null, camera }, overlay: found, colours };
}

async function sized(pixels: Pixels): Promise<SizedPicture> {
  return { small: await grey(pixels, COMPARED_SIDE), large: await grey(pixels, OVERLAID_SIDE) };
}

async function grey({ data, width, height }: Pixels, side: number): Promise<SizedPicture['small']> {
  const { data: levels, info } = await sharp(data, { raw: { width, height, channels: 3 } })
    .resize(side, side, { fit: 'inside', kernel: 'cubic', withoutEnlargement: side === OVERLAID_SIDE })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: levels };
}

/** Squashed to a square: a fraction of the side is then a pixel. */
async function tints({ data, width, height }: Pixels): Promise<Uint8Array> {
  return sharp(data, { raw: { width, height, channels: 3 } })
    .resize(TINTED_SIDE, TINTED_SIDE, { fit: 'fill' })
    .raw()
    .toBuffer();
}

/** Where they overlap: red and blue against green, in levels, so that brightness does not count. */
function compareColours(map: AffineMap, first: Uint8Array, second: Uint8Array): OverlaidPictures['colours'] {
  const sums = { change: 0, first: 0, second: 0, count: 0 };
  for (let y = 0; y < PLACES; y++) {
    for (let x = 0; x < PLACES; x++) {
      const [a, b] = coloursOfPlace(map, first, second, x, y);
      if (a === null || b === null) continue;
      sums.change += (Math.abs(a.red - b.red) + Math.abs(a.blue - b.blue)) / 2;
      sums.first += (Math.abs(a.red) + Math.abs(a.blue)) / 2;
      sums.second += (Math.abs(b.red) + Math.abs(b.blue)) / 2;
      sums.count++;
    }
  }
  const { change, first: a, second: b, count } = sums;
  return count === 0 ? null : { change: change / count, first: a / count, second: b / count };
}

interface Tint {
  red: number;
  blue: number;
}

function coloursOfPlace(
  map: AffineMap,
  first: Uint8Array,
  second: Uint8Array,
  x: number,
  y: number,
): [Tint | null, Tint | null] {
  const a: Tint = { red: 0, blue: 0 };
  const b: Tint = { red: 0, blue: 0 };
  for (let i = 0; i < PIXELS_OF_PLACE ** 2; i++) {
    const column = x * PIXELS_OF_PLACE + (i % PIXELS_OF_PLACE);
    const row = y * PIXELS_OF_PLACE + Math.floor(i / PIXELS_OF_PLACE);
    const [u, v] = [(column + 0.5) / TINTED_SIDE, (row + 0.5) / TINTED_SIDE];
    const across = Math.floor((map.xx * u + map.xy * v + map.x0) * TINTED_SIDE);
    const down = Math.floor((map.yx * u + map.yy * v + map.y0) * TINTED_SIDE);
    if (Math.min(across, down) < 0 || Math.max(across, down) >= TINTED_SIDE) return [null, null];
    addTint(a, first, row * TINTED_SIDE + column);
    addTint(b, second, down * TINTED_SIDE + across);
  }
  return [a, b];
}

function addTint(tint: Tint, pixels: Uint8Array, p: number): void {
  const green = pixels[3 * p + 1]!;
  tint.red += (pixels[3 * p]! - green) / PIXELS_OF_PLACE ** 2;
  tint.blue += (pixels[3 * p + 2]! - green) / PIXELS_OF_PLACE ** 2;
}

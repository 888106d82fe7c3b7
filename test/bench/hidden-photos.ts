// Pictures that hide photos, as people make them: crops, turned crops, screenshots with a small window, collages of four.
import sharp, { type Sharp } from 'sharp';
import type { Random } from '../../core/index.ts';

export const KINDS = ['crop 30 %', 'crop 20 %', 'turned crop', 'window 400', 'window 250', 'collage'] as const;
export type Kind = (typeof KINDS)[number];

export interface HiddenPhotos {
  readonly kind: Kind;
  readonly jpeg: Buffer;
  /** Paths of the photos that it shows. */
  readonly originals: readonly string[];
}

const SCREEN = { width: 1280, height: 800 };
const CELL = 400;
const GAP = 8;

/** One of every kind: of the first photo, the collage of all four. */
export async function hidePhotos(photos: readonly string[], random: Random): Promise<HiddenPhotos[]> {
  const [first] = photos as [string];
  const one = async (kind: Kind, picture: Promise<Sharp>): Promise<HiddenPhotos> => {
    return { kind, jpeg: await toJpeg(await picture), originals: [first] };
  };
  return [
    await one('crop 30 %', crop(first, 0.3, random)),
    await one('crop 20 %', crop(first, 0.2, random)),
    await one('turned crop', turnedCrop(first, random)),
    await one('window 400', screenshot(first, 400, random)),
    await one('window 250', screenshot(first, 250, random)),
    { kind: 'collage', jpeg: await toJpeg(await collage(photos)), originals: photos },
  ];
}

function toJpeg(picture: Sharp): Promise<Buffer> {
  return picture.flatten({ background: '#fff' }).jpeg({ quality: 75 }).toBuffer();
}

/** That share of the photo, half as large again. */
async function crop(path: string, share: number, random: Random): Promise<Sharp> {
  const cut = await cutOf(path, Math.sqrt(share), random);
  return sharp(path)
    .extract(cut)
    .resize(Math.round(1.5 * cut.width));
}

/** Turned by 10 to 80 degrees; no corner of the half that was cut out is left. */
async function turnedCrop(path: string, random: Random): Promise<Sharp> {
  const half = await sharp(path)
    .extract(await cutOf(path, Math.sqrt(0.5), random))
    .toBuffer();
  const turned = await sharp(half)
    .rotate(10 + 70 * random.next())
    .toBuffer();
  const { width, height } = await sharp(turned).metadata();
  const inner = { width: Math.floor(0.62 * width), height: Math.floor(0.62 * height) };
  return sharp(turned).extract({
    ...inner,
    left: Math.floor((width - inner.width) / 2),
    top: Math.floor((height - inner.height) / 2),
  });
}

async function cutOf(path: string, side: number, random: Random) {
  const { width, height } = await sharp(path).metadata();
  const cut = { width: Math.round(width * side), height: Math.round(height * side) };
  return {
    ...cut,
    left: Math.floor(random.next() * (width - cut.width)),
    top: Math.floor(random.next() * (height - cut.height)),
  };
}

/** A page of writing with the photo in it, its longer side so many of 1280 pixels. */
async function screenshot(path: string, side: number, random: Random): Promise<Sharp> {
  const word = () => random.integer(1e6).toString(36);
  const lines = Array.from({ length: 28 }, (_, i) => {
    const text = Array.from({ length: 16 }, word).join(' ');
    return `<text x="20" y="${30 + 27 * i}" font-size="17" font-family="sans-serif" fill="#222">${text}</text>`;
  });
  const { width, height } = SCREEN;
  const page = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="#f4f4f6"/>${lines.join('')}<rect width="100%" height="40" fill="#2b4b7c"/></svg>`;
  const input = await sharp(path).resize(side, side, { fit: 'inside' }).toBuffer();
  const left = Math.floor(random.next() * (width - side));
  const top = 50 + Math.floor(random.next() * (height - 50 - side));
  return sharp(await sharp(Buffer.from(page)).composite([{ input, left, top }]).png().toBuffer());
}

/** Two by two on white, each photo filling its square. */
async function collage(paths: readonly string[]): Promise<Sharp> {
  const cells = await Promise.all(paths.map((path) => sharp(path).resize(CELL, CELL, { fit: 'cover' }).toBuffer()));
  const side = 2 * CELL + 3 * GAP;
  const composite = cells.map((input, i) => ({
    input,
    left: GAP + (i % 2) * (CELL + GAP),
    top: GAP + (i >> 1) * (CELL + GAP),
  }));
  const made = sharp({ create: { width: side, height: side, channels: 3, background: '#fff' } }).composite(composite);
  return sharp(await made.png().toBuffer());
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { canReadMeans } from '../../../../../../main/engine/ingest/decoders/jpeg-means/jpeg-means-decoder.ts';
import { MeansReader } from '../../../../../../main/engine/ingest/decoders/jpeg-means/means-reader.ts';
import { randomBelow, spoil } from '../spoiling.ts';
import { makeJpeg } from './made-jpeg.ts';

const code = join(import.meta.dirname, '../../../../../../build/kernels/jpeg-means.wasm');
const reader = canReadMeans ? await MeansReader.load(readFileSync(code)) : null;

/** Noise over a gradient: every frequency, in light and colour. */
function noise(width: number, height: number, sigma = 40): Sharp {
  const grain = { width, height, channels: 3 as const, noise: { type: 'gaussian' as const, mean: 128, sigma } };
  return sharp({ create: { ...grain, background: '#808080' } });
}

/** By libjpeg through sharp: where a ninth is asked for, it decodes at an eighth, of which each pixel taken is one. */
async function ninthBySharp(jpeg: Uint8Array): Promise<Buffer> {
  return ninth(sharp(jpeg), await sharp(jpeg).metadata());
}

async function ninthByMeans(jpeg: Uint8Array): Promise<Buffer> {
  const picture = reader!.read(jpeg)!;
  const { width, height } = picture;
  const raw = { raw: { width, height, channels: 3 as const } };
  return ninth(sharp(Uint8Array.from(picture.data), raw), await sharp(jpeg).metadata());
}

function ninth(picture: Sharp, { width, height }: { width: number; height: number }): Promise<Buffer> {
  const side = Math.floor(Math.max(width, height) / 9);
  return picture.resize(side, side, { fit: 'inside', kernel: 'cubic' }).raw().toBuffer();
}

describe.skipIf(!canReadMeans)('the means of a JPEG', () => {
  it.each([30, 75, 90, 100])('are the pixels that libjpeg makes of it at an eighth, at quality %i', async (quality) => {
    for (const chromaSubsampling of ['4:2:0', '4:4:4']) {
      for (const optimiseCoding of [true, false]) {
        const jpeg = await noise(640, 480).jpeg({ quality, chromaSubsampling, optimiseCoding }).toBuffer();
        expect((await ninthByMeans(jpeg)).equals(await ninthBySharp(jpeg))).toBe(true);
      }
    }
  });

  it('are so for every size, however little of the last blocks is seen', async () => {
    for (let more = 0; more <= 17; more++) {
      const jpeg = await noise(288 + more, 180 + ((7 * more) % 18)).jpeg({ quality: 80 }).toBuffer(); // prettier-ignore
      expect((await ninthByMeans(jpeg)).equals(await ninthBySharp(jpeg))).toBe(true);
    }
  });

  it.each([
    { across: 2, down: 2 },
    { across: 2, down: 1 },
    { across: 1, down: 2 },
    { across: 1, down: 1 },
  ])('are so for $across x $down blocks of light to one of colour, and any code', async (sampling) => {
    for (const seed of [1, 2, 3]) {
      for (const restartInterval of [0, 1, 7, 40]) {
        const jpeg = makeJpeg({ width: 230, height: 140, ...sampling, restartInterval, isWide: seed === 2, seed });
        expect((await ninthByMeans(jpeg)).equals(await ninthBySharp(jpeg))).toBe(true);
      }
    }
  });

  it('are read with fill bytes, comments and bytes after the end', () => {
    const jpeg = makeJpeg({ width: 100, height: 90, across: 2, down: 2, restartInterval: 5 });
    const expected = Uint8Array.from(reader!.read(jpeg)!.data);
    const scan = Buffer.from(jpeg).indexOf(Buffer.from([0xff, 0xda]));
    const restart = Buffer.from(jpeg).indexOf(Buffer.from([0xff, 0xd3]));
    const filled = Buffer.concat([
      ...[jpeg.subarray(0, scan), Buffer.from([0xff, 0xff, 0xff, 0xfe, 0, 4, 1, 2])],
      ...[jpeg.subarray(scan, restart), Buffer.from([0xff, 0xff])],
      ...[jpeg.subarray(restart), Buffer.alloc(100, 0xff)],
    ]);
    expect(reader!.read(filled)?.data).toEqual(expected);
  });

  it.each<[string, () => Promise<Uint8Array>]>([
    ['progressive', () => noise(100, 80).jpeg({ progressive: true }).toBuffer()],
    ['grey', () => noise(100, 80).toColourspace('b-w').jpeg().toBuffer()],
    ['CMYK', () => noise(100, 80).toColourspace('cmyk').jpeg().toBuffer()],
    ['of another format', () => noise(100, 80).png().toBuffer()],
    ['empty', () => Promise.resolve(new Uint8Array())],
    ['RGB by the names of its components', () => Promise.resolve(withComponents('RGB'))],
  ])('are not read where it is %s', async (_, make) => {
    expect(reader!.read(await make())).toBeNull();
  });

  it('are not read where data are missing, wherever it is cut', () => {
    for (const restartInterval of [0, 4]) {
      const jpeg = makeJpeg({ width: 90, height: 60, across: 2, down: 2, restartInterval });
      for (let length = 0; length < jpeg.length - 2; length += 11) {
        expect(reader!.read(jpeg.subarray(0, length))).toBeNull();
      }
    }
  });

  it('are not read where a restart is missing or out of order', () => {
    const jpeg = makeJpeg({ width: 200, height: 60, across: 2, down: 2, restartInterval: 4 });
    const place = Buffer.from(jpeg).indexOf(Buffer.from([0xff, 0xd1]));
    expect(place).toBeGreaterThan(0);
    expect(reader!.read(jpeg.with(place + 1, 0xd2))).toBeNull();
    expect(reader!.read(Buffer.concat([jpeg.subarray(0, place), jpeg.subarray(place + 2)]))).toBeNull();
  });

  it('are a picture of the right size or nothing, whatever bytes are wrong', async () => {
    const random = randomBelow(7);
    const sound = [
      makeJpeg({ width: 90, height: 60, across: 2, down: 2 }),
      makeJpeg({ width: 70, height: 60, across: 1, down: 1, restartInterval: 3 }),
      new Uint8Array(await noise(120, 90).jpeg().toBuffer()),
    ];
    let read = 0;
    for (let i = 0; i < 1500; i++) {
      const original = sound[i % sound.length]!;
      // Half of them in the data alone, where most files break.
      const bytes = i % 2 === 0 ? spoil(original, random) : original.with(original.length - 1 - random(original.length >> 1), random(256)); // prettier-ignore
      const picture = reader!.read(bytes);
      if (!picture) continue;
      read++;
      expect(picture.data).toHaveLength(3 * picture.width * picture.height);
    }
    expect(read).toBeGreaterThan(100);
    expect(read).toBeLessThan(1400);
    expect(reader!.read(sound[0]!)).not.toBeNull();
  });
});

/** Without a JFIF segment, the names decide what the components are. */
function withComponents(names: string): Uint8Array {
  const jpeg = Buffer.from(makeJpeg({ width: 50, height: 50, across: 1, down: 1 }));
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc1]));
  const scan = jpeg.indexOf(Buffer.from([0xff, 0xda]));
  for (const [i, name] of [...names].entries()) {
    jpeg[frame + 10 + 3 * i] = name.charCodeAt(0);
    jpeg[scan + 5 + 2 * i] = name.charCodeAt(0);
  }
  return jpeg;
}

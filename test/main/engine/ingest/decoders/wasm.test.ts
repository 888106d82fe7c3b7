// HEIC and JPEG XL, whose pixels come from WebAssembly. The files here were made from scene(3) by x265 and libjxl.
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { decodePicture, renderJpeg } from '../../../../../main/engine/ingest/decode.ts';
import { scene, temporaryFolder } from '../../photo-fixture.ts';
import { randomBelow, spoil } from './spoiling.ts';

const heic = (name: string): string => join(import.meta.dirname, 'heic', `${name}.heic`);
const jxl = (name: string): string => join(import.meta.dirname, 'jxl', `${name}.jxl`);

/** What strong compression of a scene full of colour changes; another turn or picture differs by sixty. */
const levels = 6;

async function differenceFromScene(working: Uint8Array, picture = scene(3, 240, 160)): Promise<number> {
  const expected = await decodePicture({ bytes: await picture.png().toBuffer() });
  expect(working.length).toBe(expected.working.data.length);
  return working.reduce((sum, value, i) => sum + Math.abs(value - expected.working.data[i]!), 0) / working.length;
}

describe('HEIC', () => {
  it.each([
    ['ten-bit', 'with ten bits a channel'],
    ['second-is-primary', 'by the primary of several pictures'],
  ])('%s: is read %s', async (name) => {
    const { format, width, height, working } = await decodePicture({ path: heic(name) });
    expect({ format, width, height }).toEqual({ format: 'heic', width: 240, height: 160 });
    expect(await differenceFromScene(working.data)).toBeLessThan(levels);
  });

  it('is turned once, though the file and its EXIF both say so', async () => {
    const { width, height, working, exif } = await decodePicture({ path: heic('turned') });
    expect({ width, height }).toEqual({ width: 160, height: 240 });
    const upright = sharp(await scene(3, 240, 160).png().toBuffer()).rotate(90);
    expect(await differenceFromScene(working.data, upright)).toBeLessThan(levels);
    expect(['II*\0', 'MM\0*']).toContain(Buffer.from(exif!.subarray(0, 4)).toString('latin1'));
    expect(Buffer.from(exif!).toString('latin1')).toContain('Phone 1');
  });

  it('lies on white where it is transparent', async () => {
    const { working } = await decodePicture({ path: heic('half-clear') });
    expect([...working.data.subarray(0, 3)].every((value) => value > 250)).toBe(true);
  });

  it('gives the same picture by any name, from bytes, and to the viewer', async () => {
    const misnamed = join(temporaryFolder(), 'IMG_0001.jpg');
    copyFileSync(heic('ten-bit'), misnamed);
    const named = await decodePicture({ path: heic('ten-bit') });
    expect(await decodePicture({ path: misnamed })).toEqual(named);
    expect(await decodePicture({ bytes: readFileSync(misnamed) })).toEqual(named);
    expect((await sharp(await renderJpeg({ path: misnamed }, 100)).metadata()).width).toBe(100);
  });
});

describe('JPEG XL', () => {
  it.each([
    ['plain', ''],
    ['sixteen-bit', ''],
    ['animated', ' by its first picture'],
  ])('%s: is read%s', async (name) => {
    const { format, width, height, working } = await decodePicture({ path: jxl(name) });
    expect({ format, width, height }).toEqual({ format: 'jxl', width: 240, height: 160 });
    expect(await differenceFromScene(working.data)).toBeLessThan(levels);
  });

  it('is turned as it says', async () => {
    const { width, height, working } = await decodePicture({ path: jxl('turned') });
    expect({ width, height }).toEqual({ width: 240, height: 160 });
    expect(await differenceFromScene(working.data)).toBeLessThan(levels);
  });

  it('tells its EXIF block', async () => {
    const block = Buffer.concat([Buffer.alloc(4), Buffer.from('II*\0\x08\0\0\0\0\0\0\0\0\0', 'latin1')]);
    const head = Buffer.alloc(8);
    head.writeUInt32BE(8 + block.length);
    head.write('Exif', 4);
    const { exif } = await decodePicture({ bytes: Buffer.concat([readFileSync(jxl('plain')), head, block]) });
    expect(Buffer.from(exif!)).toEqual(block.subarray(4));
  });
});

describe('files made to break a decoder', () => {
  it.each([
    ['HEIC', heic('turned'), 60],
    ['JPEG XL', jxl('plain'), 60],
  ])('%s: is read or refused, and the next one is read', { timeout: 120_000 }, async (_, path, rounds) => {
    const sound = readFileSync(path);
    const random = randomBelow(rounds);
    const codes = new Set(['not-a-picture', 'picture-damaged', 'picture-too-large']);
    for (let round = 0; round < rounds; round++) {
      const outcome = await decodePicture({ bytes: spoil(sound, random) }).catch((thrown: unknown) => thrown);
      if (outcome instanceof Error) expect(codes).toContain((outcome as { code?: string }).code);
    }
    expect((await decodePicture({ bytes: sound })).working.width).toBeGreaterThan(0);
  });

  it('is too large when it claims absurd sizes', async () => {
    const bytes = readFileSync(heic('ten-bit'));
    const size = bytes.indexOf('ispe') + 8;
    bytes.writeUInt32BE(60_000, size);
    bytes.writeUInt32BE(60_000, size + 4);
    await expect(decodePicture({ bytes })).rejects.toMatchObject({ code: 'picture-too-large' });
  });

  it.each([
    ['avci', 'HEIF'],
    ['isom', 'a video'],
  ])('says what it is when its brand is %s', async (brand, words) => {
    const bytes = Buffer.from(`\0\0\0\x14ftyp${brand}\0\0\0\0${brand}\0\0\0\x08free`, 'latin1');
    const message = expect.stringContaining(words) as string;
    await expect(decodePicture({ bytes })).rejects.toMatchObject({ message });
  });
});

const shared = process.env['LIKENESS_DATA'] ?? join(import.meta.dirname, '../../../../../../shared/data');
const phone = join(shared, 'awkward/exif-samples/heic/mobile/iphone_13_pro_max.HEIC');

describe.skipIf(!existsSync(phone))('a phone photo (set LIKENESS_DATA to the folder of the evaluation data)', () => {
  it('of a grid of tiles, turned, in Display P3: has the colours of its JPEG', async () => {
    const { width, height, working } = await decodePicture({ path: phone });
    expect({ width, height }).toEqual({ width: 3024, height: 4032 });
    const jpeg = await decodePicture({ bytes: Buffer.from(await renderJpeg({ path: phone }, 4032)) });
    const differences = Array.from(working.data, (level, i) => level - jpeg.working.data[i]!);
    const mean = (levels: number[]) => levels.reduce((sum, level) => sum + level, 0) / levels.length;
    // The JPEG is decoded by the means of its blocks (working-size.ts): edges differ a little, colours do not.
    expect(mean(differences.map(Math.abs))).toBeLessThan(3);
    for (const channel of [0, 1, 2]) {
      expect(Math.abs(mean(differences.filter((_, i) => i % 3 === channel)))).toBeLessThan(0.5);
    }
  });
});

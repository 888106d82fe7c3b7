import { describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { decodePicture, renderJpeg, toNetworkInput, toThumbnail } from '../../../../main/engine/ingest/decode.ts';
import { turnClockwise } from '../../../../main/engine/ingest/query-variants.ts';
import { scene } from '../photo-fixture.ts';

/** Mean absolute difference of two pictures of the same shape, in levels of 255. */
function difference(a: Uint8Array, b: Uint8Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;
}

const upright = await scene(3, 600, 400).png().toBuffer();

describe('decoding', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('turns a picture of EXIF orientation %i upright', async (orientation) => {
    // The pixels as a camera held that way would have stored them.
    const turns = { 1: [0, false], 2: [0, true], 3: [180, false], 4: [180, true], 5: [90, true], 6: [270, false], 7: [270, true], 8: [90, false] } as const; // prettier-ignore
    const [angle, isMirrored] = turns[orientation as keyof typeof turns];
    const turned = await sharp(upright).rotate(angle).toBuffer();
    const stored = sharp(turned).flop(isMirrored).withMetadata({ orientation });
    const { width, height, working } = await decodePicture({ bytes: await stored.jpeg({ quality: 95 }).toBuffer() });
    expect({ width, height }).toEqual({ width: 600, height: 400 });
    const plain = await decodePicture({ bytes: upright });
    expect(difference(working.data, plain.working.data)).toBeLessThan(6);
  });

  it.each([
    ['JPEG', 'jpeg', () => scene(3, 600, 400).jpeg()],
    ['CMYK JPEG', 'jpeg', () => scene(3, 600, 400).toColourspace('cmyk').jpeg()],
    ['PNG', 'png', () => scene(3, 600, 400).png()],
    ['16-bit PNG', 'png', () => scene(3, 600, 400).toColourspace('rgb16').png()],
    ['WebP', 'webp', () => scene(3, 600, 400).webp()],
    ['AVIF', 'avif', () => scene(3, 600, 400).avif({ effort: 0 })],
    ['GIF', 'gif', () => scene(3, 600, 400).gif()],
    ['TIFF', 'tiff', () => scene(3, 600, 400).tiff()],
  ])('reads %s as the same scene', async (_, format, encode) => {
    const decoded = await decodePicture({ bytes: await encode().toBuffer() });
    expect(decoded).toMatchObject({ format, width: 600, height: 400, working: { width: 512, height: 341 } });
    const plain = await decodePicture({ bytes: upright });
    expect(difference(decoded.working.data, plain.working.data)).toBeLessThan(25); // GIF's palette, CMYK's inks
  });

  it('gives grey and transparent pictures three channels, on white', async () => {
    const grey = await decodePicture({ bytes: await scene(3).greyscale().png().toBuffer() });
    expect(grey.working.data).toHaveLength(320 * 240 * 3);
    const clear = { width: 20, height: 10, channels: 4 as const, background: { r: 200, g: 0, b: 0, alpha: 0 } };
    const glass = await decodePicture({ bytes: await sharp({ create: clear }).png().toBuffer() });
    expect(new Set(glass.working.data)).toEqual(new Set([255]));
  });

  it('takes the first picture of an animation', async () => {
    const frames = await Promise.all([3, 8].map((seed) => scene(seed, 60, 40).png().toBuffer()));
    const animation = await sharp(frames, { join: { animated: true } })
      .webp({ lossless: true })
      .toBuffer();
    const { width, height, working } = await decodePicture({ bytes: animation });
    expect({ width, height }).toEqual({ width: 60, height: 40 });
    expect(difference(working.data, (await decodePicture({ bytes: frames[0]! })).working.data)).toBeLessThan(1);
  });

  it('does not enlarge small pictures, and survives a single pixel and a thread of pixels', async () => {
    for (const [width, height] of [
      [60, 40],
      [1, 1],
      [3000, 2],
      [1, 2000],
    ] as const) {
      // prettier-ignore
      const decoded = await decodePicture({ bytes: await scene(1, width, height).png().toBuffer() });
      expect(decoded).toMatchObject({ width, height });
      expect(Math.max(decoded.working.width, decoded.working.height)).toBe(Math.min(512, Math.max(width, height)));
      expect(await toNetworkInput(decoded.working, 224)).toHaveLength(224 * 224 * 3);
      expect((await sharp(await toThumbnail(decoded.working)).metadata()).format).toBe('jpeg');
    }
  });

  it('tells what is no picture, what is cut off and what is broken', async () => {
    const jpeg = await scene(1, 800, 600).jpeg().toBuffer();
    const png = await scene(1, 800, 600).png().toBuffer();
    const cases = [
      ['not-a-picture', Buffer.from('a letter to my aunt')],
      ['not-a-picture', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
      ['picture-damaged', jpeg.subarray(0, jpeg.length / 2)],
      ['picture-damaged', png.subarray(0, png.length / 2)],
      ['picture-damaged', jpeg.subarray(0, 40)],
    ] as const;
    for (const [code, bytes] of cases) {
      await expect(decodePicture({ bytes })).rejects.toMatchObject({ code });
      await expect(renderJpeg({ bytes }, 100)).rejects.toMatchObject({ code });
    }
  });

  it('cuts the region out of the upright picture', async () => {
    const turned = await sharp(upright).rotate(270).withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toBuffer();
    const region = { x: 0.5, y: 0.25, width: 0.5, height: 0.5 };
    const { working, width, height } = await decodePicture({ bytes: turned }, region);
    const cut = await sharp(upright).extract({ left: 300, top: 100, width: 300, height: 200 }).png().toBuffer();
    expect({ width, height }).toEqual({ width: 600, height: 400 });
    expect(difference(working.data, (await decodePicture({ bytes: cut })).working.data)).toBeLessThan(6);
  });
});

describe('turning', () => {
  it('by four quarters gives the picture back, and by one what sharp makes of it', async () => {
    const { working } = await decodePicture({ bytes: upright });
    const square = await toNetworkInput(working, 224);
    const once = turnClockwise(square, 224);
    const raw = { raw: { width: 224, height: 224, channels: 3 as const } };
    expect(Buffer.from(once)).toEqual(await sharp(square, raw).rotate(90).raw().toBuffer());
    expect(turnClockwise(turnClockwise(turnClockwise(once, 224), 224), 224)).toEqual(new Uint8Array(square));
  });
});

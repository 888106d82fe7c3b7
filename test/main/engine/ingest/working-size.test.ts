import { describe, expect, it } from 'vitest';
import sharp, { type Sharp } from 'sharp';
import { decodePicture } from '../../../../main/engine/ingest/decode.ts';
import { isReadAtEighth, workingSide } from '../../../../main/engine/ingest/working-size.ts';
import { scene } from '../photo-fixture.ts';

const camera = { width: 4032, height: 3024 };

/** Each block of 8 x 8 pixels half dark, half light, as a JPEG stores it: all blocks have the same mean. */
function halvedBlocks(): Sharp {
  const row = Buffer.from(Uint8Array.from({ length: camera.width }, (_, x) => (x % 8 < 4 ? 64 : 192)));
  const data = Buffer.concat(Array.from({ length: camera.height }, () => row));
  return sharp(data, { raw: { ...camera, channels: 1 } });
}

describe('the working picture', () => {
  it('is a ninth of a photo of 12 megapixels, and of others 512 pixels', () => {
    expect(workingSide(camera)).toBe(448);
    expect(workingSide({ width: 3000, height: 4000 })).toBe(444);
    for (const longer of [1, 511, 512, 3840, 4608, 6000, 100_000]) {
      expect(workingSide({ width: longer, height: 1 })).toBe(512);
      expect(workingSide({ width: 1, height: longer })).toBe(512);
    }
  });

  it('never has more than 512 pixels nor much fewer, and takes a ninth or less wherever it is reduced', () => {
    for (let longer = 512; longer < 20_000; longer++) {
      const side = workingSide({ width: longer, height: 9 });
      expect(side).toBeGreaterThanOrEqual(440);
      expect(side).toBeLessThanOrEqual(512);
      if (side < 512) expect(longer / side).toBeGreaterThanOrEqual(9);
    }
  });

  it('comes from a decode at an eighth from 3960 pixels on, unless more of it is asked for', () => {
    const isReduced = (longer: number): boolean =>
      isReadAtEighth({ width: 9, height: longer }, workingSide({ width: 9, height: longer }));
    for (const longer of [3960, 4032, 4607, 4608, 8000, 50_000]) expect(isReduced(longer)).toBe(true);
    for (const longer of [9, 512, 3000, 3959]) expect(isReduced(longer)).toBe(false);
    expect(isReadAtEighth(camera, 1024)).toBe(false);
  });

  it.each([1, 6])('of such a JPEG comes from the means of its blocks alone, at orientation %i', async (orientation) => {
    const bytes = await halvedBlocks().withMetadata({ orientation }).jpeg({ quality: 90 }).toBuffer();
    const { working } = await decodePicture({ bytes });
    expect(Math.max(working.width, working.height)).toBe(448);
    expect(levelRange(working.data)[1]).toBeLessThanOrEqual(130);
    expect(levelRange(working.data)[0]).toBeGreaterThanOrEqual(126);
  });

  it('is nearly the same by a JPEG and by a PNG', async () => {
    const png = await sharp(await scene(3, 504, 378).png().toBuffer())
      .resize(camera)
      .png({ compressionLevel: 1 })
      .toBuffer();
    const jpeg = await sharp(png).jpeg({ quality: 95 }).toBuffer();
    const [one, other] = await Promise.all([decodePicture({ bytes: jpeg }), decodePicture({ bytes: png })]);
    expect([one.working.width, one.working.height]).toEqual([448, 336]);
    expect([other.working.width, other.working.height]).toEqual([448, 336]);
    const difference = one.working.data.reduce((sum, level, i) => sum + Math.abs(level - other.working.data[i]!), 0);
    expect(difference / one.working.data.length).toBeLessThan(2);
  });

  it('of a region follows the size of the region', async () => {
    const bytes = await scene(3, camera.width, camera.height).jpeg().toBuffer();
    const { working } = await decodePicture({ bytes }, { x: 0, y: 0, width: 0.5, height: 0.5 });
    expect([working.width, working.height]).toEqual([512, 384]);
  });
});

function levelRange(levels: Uint8Array): [number, number] {
  return levels.reduce<[number, number]>(([least, most], level) => [Math.min(least, level), Math.max(most, level)], [255, 0]); // prettier-ignore
}

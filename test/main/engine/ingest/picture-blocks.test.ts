// What describing meets of a file's metadata on its way to the pixels must be what reading the metadata alone finds.
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodePicture } from '../../../../main/engine/ingest/decode.ts';
import { blocksBeside, findBlocks } from '../../../../main/engine/ingest/picture-blocks.ts';

const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="4"/></rdf:RDF></x:xmpmeta>`;

function annotated(): Sharp {
  return sharp({ create: { width: 40, height: 30, channels: 3, background: '#806040' } })
    .withExif({ IFD0: { Model: 'Camera', Orientation: '6' } })
    .withXmp(xmp);
}

const writers: Record<string, () => Promise<Buffer>> = {
  JPEG: () => annotated().jpeg().toBuffer(),
  PNG: () => annotated().png().toBuffer(),
  WebP: () => annotated().webp().toBuffer(),
  TIFF: () => annotated().tiff().toBuffer(),
  AVIF: () => annotated().avif().toBuffer(),
};

describe('the metadata met beside the pixels', () => {
  it.each(Object.keys(writers))('is that of the file read alone: %s', async (format) => {
    const bytes = await writers[format]!();
    const alone = await findBlocks({ bytes });
    expect(alone.exif).toBeDefined();
    expect(alone.xmp).toBeDefined();
    expect(await blocksBeside(await decodePicture({ bytes }), { bytes })).toEqual(alone);
  });

  it('is none where there is none', async () => {
    const bytes = await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer();
    expect(await blocksBeside(await decodePicture({ bytes }), { bytes })).toEqual({ exif: undefined, xmp: undefined });
  });
});

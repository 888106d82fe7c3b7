import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { COLOUR_GIST, GistDescriber, GREY_GIST, partMeans } from '../../../../core/describe/gist/gist.ts';

const reference = JSON.parse(readFileSync(join(import.meta.dirname, 'gist-reference.json'), 'utf8')) as {
  readonly side: number;
  readonly png: string;
  readonly grey: readonly number[];
  readonly colour: readonly number[];
};
const { side } = reference;

async function readChannels(): Promise<Float32Array[]> {
  const pixels = await sharp(Buffer.from(reference.png, 'base64')).removeAlpha().raw().toBuffer();
  return [0, 1, 2].map((channel) => Float32Array.from({ length: side * side }, (_, p) => pixels[3 * p + channel]!));
}

async function readGrey(): Promise<Float32Array> {
  const [red, green, blue] = await readChannels();
  return red!.map((value, p) => (value + green![p]! + blue![p]!) / 3);
}

function expectNear(values: Float32Array, wanted: readonly number[]): void {
  expect(values).toHaveLength(wanted.length);
  for (const [i, value] of wanted.entries()) expect(Math.abs(values[i]! - value)).toBeLessThan(1e-5 + 1e-4 * value);
}

function likeness(a: Float32Array, b: Float32Array): number {
  const product = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, i) => sum + value * y[i]!, 0);
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
}

describe('GIST', () => {
  it("is what the authors' steps give with another Fourier transform, grey and in colour", async () => {
    expectNear(new GistDescriber(side, GREY_GIST).describe([await readGrey()]), reference.grey);
    expectNear(new GistDescriber(side, COLOUR_GIST).describe(await readChannels()), reference.colour);
    expect([reference.grey.length, reference.colour.length]).toEqual([512, 960]);
  });

  it('is zero where nothing is to be seen', () => {
    const plain = new GistDescriber(32).describe([new Float32Array(1024).fill(120)]);
    expect(Math.max(...plain)).toBeLessThan(1e-6);
  });

  it('exchanges directions and parts when the picture is turned by a quarter', async () => {
    const grey = await readGrey();
    // Clockwise: what was at the left is on top.
    const turned = grey.map((_, p) => grey[(side - 1 - (p % side)) * side + Math.floor(p / side)]!);
    const describer = new GistDescriber(side);
    const [before, after] = [describer.describe([grey]), describer.describe([turned])];
    const expected = after.map((_, i) => {
      const [filter, row, column] = [i >> 4, (i >> 2) & 3, i & 3];
      const turnedFilter = (filter & ~7) + ((filter + 4) & 7);
      return before[turnedFilter * 16 + (3 - column) * 4 + row]!;
    });
    expect(likeness(after, expected)).toBeGreaterThan(0.999);
    expect(likeness(after, before)).toBeLessThan(0.98);
  });

  it('hardly changes when the picture moves by a pixel, or is lit otherwise', async () => {
    const grey = await readGrey();
    const moved = grey.map((_, p) => grey[p % side === 0 ? p : p - 1]!);
    const darker = grey.map((value) => 0.6 * value);
    const describer = new GistDescriber(side);
    const before = describer.describe([grey]);
    expect(likeness(before, describer.describe([moved]))).toBeGreaterThan(0.98);
    expect(likeness(before, describer.describe([darker]))).toBeGreaterThan(0.999);
  });

  it('refuses pictures of another size', () => {
    expect(() => new GistDescriber(32).describe([new Float32Array(100)])).toThrow(/1024 components/);
    expect(() => new GistDescriber(33)).toThrow(/half the side/);
  });
});

describe('means of the parts of a picture', () => {
  it('are means also where the parts are not equal', () => {
    const six = Float64Array.from({ length: 36 }, (_, p) => p % 6);
    // Columns 0, 1 and 2, 3, 4 and 5.
    expect(partMeans(six, 6).slice(0, 4)).toEqual([0, 1.5, 3, 4.5]);
  });
});

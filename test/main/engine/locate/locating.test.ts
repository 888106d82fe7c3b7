// Where the originals of crops, collages and screenshots are, asked of a real engine with the photos that Likeness ships.
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import type { LocatedAnswer, Match, SearchInput } from '../../../../main/engine/api/search-schemas.ts';
import type { Engine } from '../../../../main/engine/engine.ts';
import { openEngine, photoIdsByName, readFolder, temporaryFolder } from '../photo-fixture.ts';

const samples = join(import.meta.dirname, '../../../../resources/samples/photos');
const names = [
  'wadi-rum.jpg',
  'wadi-rum-tree.jpg',
  'two-dogs.jpg',
  'nuthatch.jpg',
  'fig.jpg',
  'harbour.jpg',
  'clock.jpg',
  'petra-rocks.jpg',
  'brushes.jpg',
  'azure-window.jpg',
  'green-loch.jpg',
  'watchtower.jpg',
];

async function openSamples(): Promise<{ engine: Engine; id: (name: string) => number }> {
  const folder = join(temporaryFolder(), 'photos');
  await mkdir(folder);
  for (const name of names) await copyFile(join(samples, name), join(folder, name));
  const engine = await openEngine();
  await readFolder(engine, folder);
  const ids = photoIdsByName(engine);
  return { engine, id: (name) => ids[name]! };
}

async function show(engine: Engine, picture: Buffer): Promise<SearchInput> {
  const { id: pictureId } = await engine.queries.open(new File([Uint8Array.from(picture)], 'shown.jpg'));
  return { query: { pictureId }, mode: 'thorough', limit: 200 };
}

async function locate(engine: Engine, input: SearchInput): Promise<LocatedAnswer[]> {
  const answers: LocatedAnswer[] = [];
  for await (const answer of engine.locating.locate(input)) answers.push(answer);
  return answers;
}

const photo = (name: string): Sharp => sharp(join(samples, name));

/** Four photos in one picture, each filling its cell. */
async function collage(four: readonly string[]): Promise<Buffer> {
  const cells = await Promise.all(four.map((name) => photo(name).resize(300, 300, { fit: 'cover' }).toBuffer()));
  return sharp({ create: { width: 620, height: 620, channels: 3, background: '#fff' } })
    .composite(cells.map((input, i) => ({ input, left: 5 + 310 * (i % 2), top: 5 + 310 * (i >> 1) })))
    .jpeg()
    .toBuffer();
}

const located = ({ answer }: LocatedAnswer): Match[] => answer.matches.filter(({ area }) => area !== undefined);

describe('locating a picture in the photos of the library', () => {
  it('finds all four originals of a collage, and where each lies in it', async () => {
    const { engine, id } = await openSamples();
    const four = ['two-dogs.jpg', 'harbour.jpg', 'petra-rocks.jpg', 'brushes.jpg'];
    const answers = await locate(engine, await show(engine, await collage(four)));
    const last = answers.at(-1)!;
    expect(last.lookedAt).toBe(last.total);
    const found = located(last);
    expect(found.map((match) => match.photo.id).sort()).toEqual(four.map(id).sort());
    expect(
      last.answer.matches
        .slice(0, 4)
        .map((match) => match.photo.id)
        .sort(),
    ).toEqual(four.map(id).sort());
    for (const [cell, name] of four.entries()) {
      const { area, kind, reasons } = found.find((match) => match.photo.id === id(name))!;
      expect(kind).toBe('near-copy');
      expect(reasons[0]!.code).toMatch(/part-inside|inside-picture/);
      const middle = (axis: 'x' | 'y') =>
        area!.inPicture.reduce((sum, corner) => sum + corner[axis], 0) / area!.inPicture.length;
      expect(middle('x')).toBeCloseTo(0.25 + 0.5 * (cell % 2), 1);
      expect(middle('y')).toBeCloseTo(0.25 + 0.5 * (cell >> 1), 1);
      expect(area!.pictureShare).toBeGreaterThan(0.19);
      expect(area!.pictureShare).toBeLessThan(0.25);
    }
  });

  it('finds the original of a small crop that was turned, and draws the crop where it was cut out', async () => {
    const { engine, id } = await openSamples();
    const { width, height } = await photo('harbour.jpg').metadata();
    const cut = {
      left: Math.round(0.3 * width),
      top: Math.round(0.3 * height),
      width: Math.round(0.5 * width),
      height: Math.round(0.5 * height),
    };
    const crop = await sharp(await photo('harbour.jpg').extract(cut).toBuffer())
      .rotate(90)
      .jpeg()
      .toBuffer();
    const [first] = located((await locate(engine, await show(engine, crop))).at(-1)!);
    expect(first!.photo.id).toBe(id('harbour.jpg'));
    const [across, down] = [first!.area!.inPhoto.map(({ x }) => x), first!.area!.inPhoto.map(({ y }) => y)];
    expect(Math.min(...across)).toBeCloseTo(0.3, 1);
    expect(Math.max(...across)).toBeCloseTo(0.8, 1);
    expect(Math.min(...down)).toBeCloseTo(0.3, 1);
    expect(Math.max(...down)).toBeCloseTo(0.8, 1);
    expect(first!.reasons.map(({ code }) => code)).toContain('rotated');
  });

  it('locates nothing for a photo that the library does not have, and keeps the answer as it was', async () => {
    const { engine } = await openSamples();
    const input = await show(engine, await photo('mountain-lake.jpg').toBuffer());
    const [only, ...more] = await locate(engine, input);
    expect(more).toEqual([]);
    expect(located(only!)).toEqual([]);
    const ids = ({ matches }: LocatedAnswer['answer']) => matches.map((match) => match.photo.id);
    expect(ids(only!.answer)).toEqual(ids(await engine.search.run(input)));
  });

  it('gives the same answer again, with what it kept, and stops when it is no longer wanted', async () => {
    const { engine } = await openSamples();
    const input = await show(engine, await collage(['clock.jpg', 'fig.jpg', 'nuthatch.jpg', 'wadi-rum.jpg']));
    const once = located((await locate(engine, input)).at(-1)!);
    expect(located((await locate(engine, input)).at(-1)!)).toEqual(once);
    const cancelled = engine.locating.locate(input, AbortSignal.abort());
    await expect(cancelled.next()).rejects.toMatchObject({ code: 'cancelled' });
    // Who was cancelled does not hold up the next.
    expect(located((await locate(engine, input)).at(-1)!)).toHaveLength(once.length);
  });
});

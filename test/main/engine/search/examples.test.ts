// Searching with several examples and counter-examples, on the photos that Likeness ships.
import { copyFile, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, describe, it } from 'vitest';
import { rocchioQuestion, squaredDistance } from '../../../../core/index.ts';
import type { AskedPicture, SearchInput } from '../../../../main/engine/api/search-schemas.ts';
import type { Engine } from '../../../../main/engine/engine.ts';
import { openEngine, photoIdsByName, readFolder, temporaryFolder } from '../photo-fixture.ts';

const samples = join(import.meta.dirname, '../../../../resources/samples/photos');
const names = [
  'wadi-rum.jpg',
  'wadi-rum-tree.jpg',
  'wadi-rum-boulders.jpg',
  'two-dogs.jpg',
  'nuthatch.jpg',
  'fig.jpg',
  'harbour.jpg',
  'clock.jpg',
  'mountain-lake.jpg',
  'snowy-forest.jpg',
  'city-lights.jpg',
  'sunset-at-sea.jpg',
];

interface Samples {
  readonly engine: Engine;
  readonly folder: string;
  readonly id: (name: string) => number;
  readonly show: (name: string) => Promise<{ pictureId: string }>;
}

async function openSamples(): Promise<Samples> {
  const folder = join(temporaryFolder(), 'photos');
  await mkdir(folder);
  for (const name of names) await copyFile(join(samples, name), join(folder, name));
  const engine = await openEngine();
  await readFolder(engine, folder);
  const ids = photoIdsByName(engine);
  return {
    engine,
    folder,
    id: (name) => ids[name]!,
    show: async (name) => ({ pictureId: (await engine.queries.openPath(join(samples, name))).id }),
  };
}

function input(query: SearchInput['query'], more: Partial<SearchInput> = {}): SearchInput {
  return { query, mode: 'thorough', limit: 200, ...more };
}

const named = (photoId: number): AskedPicture => ({ photoId });

describe('searching with several examples', () => {
  it('ranks by the distance to the one question that they make', async () => {
    const { engine, id } = await openSamples();
    const asking = ['wadi-rum.jpg', 'harbour.jpg'].map(id);
    const counter = id('two-dogs.jpg');
    const feature = (photoId: number): Float32Array => engine.index.feature(photoId)!;
    const { matches } = await engine.search.run(
      input({ photoId: asking[0]! }, { also: [named(asking[1]!)], not: [named(counter)], mode: 'quick' }),
      undefined,
      { exact: true },
    );
    const question = rocchioQuestion(asking.map(feature), [feature(counter)], 0.2);
    expect(matches).toHaveLength(names.length - 3);
    for (const { photo, distance } of matches) {
      expect(distance).toBeCloseTo(squaredDistance(question, 0, feature(photo.id), 0, question.length), 3);
    }
  });

  it('puts first what is like all of them', async () => {
    const { engine, id } = await openSamples();
    const query = { photoId: id('wadi-rum.jpg') };
    const also = [named(id('wadi-rum-tree.jpg'))];
    const { matches } = await engine.search.run(input(query, { also }));
    expect(matches[0]?.photo.name).toBe('wadi-rum-boulders.jpg');
  });

  it('finds the very file and the copy of each of them', async () => {
    const { engine, id, show } = await openSamples();
    const mirrored = await sharp(join(samples, 'nuthatch.jpg')).flop().jpeg().toBuffer();
    const copy = await engine.queries.open(new File([mirrored], 'copy.jpg'));
    const also = [await show('fig.jpg'), { pictureId: copy.id }];
    const { matches } = await engine.search.run(input(await show('harbour.jpg'), { also }));
    const kinds = new Map(matches.map(({ photo, kind }) => [photo.id, kind]));
    expect(kinds.get(id('harbour.jpg'))).toBe('same-picture');
    expect(kinds.get(id('fig.jpg'))).toBe('same-picture');
    expect(kinds.get(id('nuthatch.jpg'))).toBe('near-copy');
    expect([...kinds.values()].filter((kind) => kind === 'same-picture' || kind === 'near-copy')).toHaveLength(3);
  });

  it('does not take a part of a file for that file', async () => {
    const { engine, id, show } = await openSamples();
    const region = { x: 0.5, y: 0.5, width: 0.4, height: 0.4 };
    const also = [{ ...(await show('fig.jpg')), region }];
    const { matches } = await engine.search.run(input(await show('harbour.jpg'), { also }));
    expect(matches.find(({ photo }) => photo.id === id('fig.jpg'))?.kind).not.toBe('same-picture');
  });

  it('answers with photos that ask while their disk is away, but for a part of them', async () => {
    const { engine, folder, id } = await openSamples();
    await rename(folder, `${folder}-away`);
    engine.pipeline.scanSoon(engine.status.current().roots[0]!.id);
    await engine.pipeline.settled();
    const query = { photoId: id('wadi-rum.jpg') };
    const photoId = id('harbour.jpg');
    const { matches } = await engine.search.run(input(query, { also: [{ photoId }] }));
    expect(matches).toHaveLength(names.length - 2);
    const part = { photoId, region: { x: 0, y: 0, width: 0.5, height: 0.5 } };
    await expect(engine.search.run(input(query, { also: [part] }))).rejects.toMatchObject({ code: 'file-missing' });
  });
});

describe('photos that ask and counter-examples', () => {
  it('do not answer, and as many others do as were wanted', async () => {
    const { engine, id, show } = await openSamples();
    const also = [named(id('two-dogs.jpg')), named(id('fig.jpg'))];
    const not = [named(id('clock.jpg')), await show('nuthatch.jpg')];
    const query = { photoId: id('harbour.jpg') };
    for (const mode of ['quick', 'thorough'] as const) {
      const { matches } = await engine.search.run(input(query, { also, not, mode, limit: 7 }));
      expect(matches).toHaveLength(7);
      const found = matches.map(({ photo }) => photo.name);
      for (const silent of ['harbour.jpg', 'two-dogs.jpg', 'fig.jpg', 'clock.jpg', 'nuthatch.jpg']) {
        expect(found).not.toContain(silent);
      }
    }
  });

  it('push what is like them away', async () => {
    const { engine, id, show } = await openSamples();
    const distanceTo = async (name: string, not: AskedPicture[]): Promise<number> => {
      const { matches } = await engine.search.run(input({ photoId: id('wadi-rum.jpg') }, { not, mode: 'quick' }));
      return matches.find(({ photo }) => photo.name === name)!.distance;
    };
    const boulders = 'wadi-rum-boulders.jpg';
    expect(await distanceTo(boulders, [await show('wadi-rum-tree.jpg')])).toBeGreaterThan(
      await distanceTo(boulders, []),
    );
  });
});

describe('what cannot be asked', () => {
  it('is more than sixteen pictures', async () => {
    const { engine, id } = await openSamples();
    const query = { photoId: id('fig.jpg') };
    const many = (count: number): AskedPicture[] => Array.from({ length: count }, () => named(id('clock.jpg')));
    await expect(engine.search.run(input(query, { also: many(8), not: many(7) }))).resolves.toBeDefined();
    await expect(engine.search.run(input(query, { also: many(8), not: many(8) }))).rejects.toMatchObject({
      code: 'usage',
      message: 'A search takes up to 16 pictures, examples and counter-examples together, not 17.',
    });
  });

  it('is an example that is not there', async () => {
    const { engine, id } = await openSamples();
    const query = { photoId: id('fig.jpg') };
    const missing = { code: 'photo-missing' };
    await expect(engine.search.run(input(query, { also: [named(12345)] }))).rejects.toMatchObject(missing);
    await expect(engine.search.run(input(query, { not: [named(12345)] }))).rejects.toMatchObject(missing);
    await expect(engine.search.run(input(query, { not: [{ pictureId: 'x' }] }))).rejects.toMatchObject({
      code: 'query-missing',
    });
  });
});

// The rivals that turn vectors into bits, built to be measured: hashing ranked by a scan, and Hamming embedding.
import type { Hasher } from '../../../../core/index.ts';
import {
  HammingEmbeddingSearcher,
  HammingSearcher,
  pickRows,
  Random,
  randomHyperplanes,
  row,
  trainDeepHashing,
  trainHammingEmbedding,
  trainItq,
  trainPcaHashing,
  trainSpectralHashing,
} from '../../../../core/index.ts';
import { LikenessError } from '../../api/errors.ts';
import type { Building, Filling, Settings } from './building.ts';
import { addRows, probing, tellShare } from './building.ts';
import type { Hashing } from './index-settings.ts';

/** Passes over more would take minutes, and teach a network of this size little. */
const MOST_DEEPLY_LEARNED = 2000;

export async function trainHashing(settings: Settings<Hashing>, building: Building): Promise<Filling> {
  const { base, parallel } = building;
  const hasher = await trainHasher(settings, building);
  return async () => {
    const searcher = new HammingSearcher(hasher, { kernels: parallel.kernels });
    searcher.reserve(base.rows);
    await addRows(building, (id) => searcher.add(id, row(base, id)));
    return {
      tableBytes: searcher.tableBytes,
      asked: () => (query, k) => searcher.search(query, { k }),
      release: () => searcher.release(),
    };
  };
}

async function trainHasher({ method, bits, seed }: Settings<Hashing>, building: Building): Promise<Hasher> {
  const { learn, parallel, signal } = building;
  const byComponents = async () => ({ parallel, abort: signal, components: await building.components?.() });
  switch (method) {
    case 'lsh':
      return randomHyperplanes(learn.columns, bits, new Random(seed));
    case 'pca-hashing':
      return trainPcaHashing(learn, bits, await byComponents());
    case 'itq':
      return trainItq(learn, bits, { random: new Random(seed), ...(await byComponents()) });
    case 'spectral-hashing':
      return trainSpectralHashing(learn, bits, await byComponents());
    case 'deep-hashing':
      return trainDeep(bits, seed, { ...building, labels: undefined });
    case 'supervised-deep-hashing':
      if (building.labels === undefined) {
        const sentence = 'Supervised deep hashing learns from labels, which vectors alone do not have';
        throw new LikenessError('usage', `${sentence}: lab compare takes labelled photos.`);
      }
      return trainDeep(bits, seed, building);
  }
}

async function trainDeep(bits: number, seed: number, building: Building): Promise<Hasher> {
  const { learn, labels, parallel, signal, onProgress } = building;
  const random = new Random(seed);
  const isSampled = learn.rows > MOST_DEEPLY_LEARNED;
  const rows = isSampled ? random.sample(learn.rows, MOST_DEEPLY_LEARNED) : null;
  let passes = 0;
  const { hasher } = await trainDeepHashing(rows === null ? learn : pickRows(learn, rows), {
    ...{ bits, random, parallel, abort: signal },
    labels: rows === null || labels === undefined ? labels : Array.from(rows, (i) => labels[i]!),
    onEpoch: () => onProgress?.(`training, pass ${++passes}`),
  });
  return hasher;
}

export async function trainEmbedding(
  { bits, nlist, seed }: Settings<'hamming-embedding'>,
  building: Building,
): Promise<Filling> {
  const { base, learn, parallel, signal } = building;
  const onProgress = (share: number): void => tellShare(building, share);
  const options = { bits, nlist, random: new Random(seed), parallel, abort: signal, onProgress };
  const embedding = await trainHammingEmbedding(learn, options);
  return async () => {
    const searcher = new HammingEmbeddingSearcher(embedding, { kernels: parallel.kernels });
    await addRows(building, (id) => searcher.add(id, row(base, id)));
    return {
      tableBytes: 0,
      asked: (asked) => (query, k) => searcher.search(query, { ...probing(asked), k }),
      release: () => searcher.release(),
    };
  };
}

// The rivals that turn vectors into bits, built to be measured: hashing ranked by a scan, and Hamming embedding.
import type { Hasher } from '../../../../core/index.ts';
import {
  HammingEmbeddingSearcher,
  HammingSearcher,
  Random,
  randomHyperplanes,
  row,
  trainHammingEmbedding,
  trainItq,
  trainPcaHashing,
  trainSpectralHashing,
} from '../../../../core/index.ts';
import type { Building, Filling, Settings } from './building.ts';
import { probing, tellShare } from './building.ts';
import type { Hashing } from './index-settings.ts';

export async function trainHashing(settings: Settings<Hashing>, building: Building): Promise<Filling> {
  const { base, parallel } = building;
  const hasher = await trainHasher(settings, building);
  return () => {
    const searcher = new HammingSearcher(hasher, { kernels: parallel.kernels });
    searcher.reserve(base.rows);
    for (let id = 0; id < base.rows; id++) searcher.add(id, row(base, id));
    return Promise.resolve({
      tableBytes: searcher.tableBytes,
      asked: () => (query: Float32Array, k: number) => searcher.search(query, { k }),
      release: () => searcher.release(),
    });
  };
}

function trainHasher({ method, bits, seed }: Settings<Hashing>, building: Building): Hasher | Promise<Hasher> {
  const { learn, parallel, signal } = building;
  switch (method) {
    case 'lsh':
      return randomHyperplanes(learn.columns, bits, new Random(seed));
    case 'pca-hashing':
      return trainPcaHashing(learn, bits, parallel, signal);
    case 'itq':
      return trainItq(learn, bits, { random: new Random(seed), parallel, abort: signal });
    case 'spectral-hashing':
      return trainSpectralHashing(learn, bits, parallel, signal);
  }
}

export async function trainEmbedding(
  { bits, nlist, seed }: Settings<'hamming-embedding'>,
  building: Building,
): Promise<Filling> {
  const { base, learn, parallel, signal } = building;
  const onProgress = (share: number): void => tellShare(building, share);
  const options = { bits, nlist, random: new Random(seed), parallel, abort: signal, onProgress };
  const embedding = await trainHammingEmbedding(learn, options);
  return () => {
    const searcher = new HammingEmbeddingSearcher(embedding, { kernels: parallel.kernels });
    for (let id = 0; id < base.rows; id++) searcher.add(id, row(base, id));
    return Promise.resolve({
      tableBytes: 0,
      asked: (asked) => (query: Float32Array, k: number) => searcher.search(query, { ...probing(asked), k }),
      release: () => searcher.release(),
    });
  };
}

// The indexes that `lab local` compares: of the same descriptors, learned from the same sample, with the same cells.
import type { Matrix, Parallel, Searcher } from '../../../../core/index.ts';
import {
  HammingEmbeddingSearcher,
  InvertedFile,
  IvfadcSearcher,
  pickRows,
  Random,
  row,
  trainGeneration,
  trainHammingEmbedding,
} from '../../../../core/index.ts';

export interface IndexBuilding {
  readonly nlist: number;
  readonly seed: number;
  readonly parallel: Parallel;
  readonly signal?: AbortSignal | undefined;
}

export interface DescriptorIndex {
  readonly searcher: Searcher;
  /** Of code, what belongs to it, and id. */
  readonly bytesPerDescriptor: number;
  readonly release: () => void;
}

/** More teach no more than time. */
const MOST_LEARNED_PER_CELL = 128;

/** Drawn without order from all descriptors. */
export function learningSample(all: Matrix, { nlist, seed }: IndexBuilding): Matrix {
  return pickRows(all, new Random(seed).sample(all.rows, Math.max(512, MOST_LEARNED_PER_CELL * nlist)));
}

/** @param m bytes of a code */
export async function buildIvfadc(
  all: Matrix,
  learn: Matrix,
  m: number,
  building: IndexBuilding,
): Promise<DescriptorIndex> {
  const { nlist, seed, parallel, signal } = building;
  const generation = await trainGeneration(learn, { nlist, m, ksub: 256 }, { seed, parallel, abort: signal });
  const file = new InvertedFile(generation, parallel.kernels);
  for (let id = 0; id < all.rows; id++) file.add(id, generation.encode(row(all, id)));
  const searcher = new IvfadcSearcher(file);
  const release = (): void => {
    searcher.release();
    file.release();
  };
  return { searcher, bytesPerDescriptor: m + 8, release };
}

/** @param bits of a signature */
export async function buildEmbedding(
  all: Matrix,
  learn: Matrix,
  bits: number,
  building: IndexBuilding,
): Promise<DescriptorIndex> {
  const { nlist, seed, parallel, signal } = building;
  const options = { nlist, bits, random: new Random(seed), parallel, abort: signal };
  const embedding = await trainHammingEmbedding(learn, options);
  const searcher = new HammingEmbeddingSearcher(embedding, { kernels: parallel.kernels });
  for (let id = 0; id < all.rows; id++) searcher.add(id, row(all, id));
  return { searcher, bytesPerDescriptor: bits / 8 + 4, release: () => searcher.release() };
}

// What building an index of vectors takes and gives, whichever the method.
import type { Matrix, Parallel, SearchResult } from '../../../../core/index.ts';
import type { BuildSettings, Method, QuerySettings } from './index-settings.ts';

export interface BuiltIndex {
  /** Of the tables that find an id's vector or code, which lie outside the kernel memory. */
  readonly tableBytes: number;
  /** @returns the search under these settings */
  asked(settings: QuerySettings): (query: Float32Array, k: number) => SearchResult;
  /** Gives the kernel memory back. */
  release(): void;
}

export interface Cost {
  readonly seconds: number;
  /** Of all threads. */
  readonly cpuSeconds: number;
}

export interface Building {
  readonly base: Matrix;
  readonly learn: Matrix;
  readonly parallel: Parallel;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((text: string) => void) | undefined;
}

export interface BuildOutcome {
  readonly index: BuiltIndex;
  readonly training: Cost;
  readonly adding: Cost;
  /** Of codes or vectors, ids, the tables of ids and what else grows with them, as they lie in memory. */
  readonly bytesPerVector: number;
}

export type Settings<Of extends Method> = Extract<BuildSettings, { method: Of }>;
/** Adds the base vectors. */
export type Filling = () => Promise<BuiltIndex>;

/** As many cells as the paper's w, no more: a search for people goes on until it has k results. */
export function probing({ nprobe, candidates }: QuerySettings) {
  return { nprobe, mostProbes: nprobe, candidates };
}

export function tellShare({ onProgress }: Building, share: number): void {
  onProgress?.(`training, ${Math.round(100 * share)} %`);
}

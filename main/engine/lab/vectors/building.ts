// What building an index of vectors takes and gives, whichever the method.
import { setImmediate } from 'node:timers/promises';
import type { Matrix, Parallel, PrincipalComponents, SearchResult } from '../../../../core/index.ts';
import { LikenessError } from '../../api/errors.ts';
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
  /** What each learning vector shows, for the methods that learn from it. */
  readonly labels?: ArrayLike<number> | undefined;
  readonly parallel: Parallel;
  /** Those of the learning vectors, where several indexes share them. */
  readonly components?: (() => Promise<PrincipalComponents>) | undefined;
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

/** Rows added between two looks at whether to stop. */
const ROWS_AT_ONCE = 1024;

/** @param add what `base` holds in row `id` @throws LikenessError `cancelled` */
export async function addRows({ base, signal }: Building, add: (id: number) => void): Promise<void> {
  for (let id = 0; id < base.rows; id++) {
    add(id);
    if (id % ROWS_AT_ONCE !== 0) continue;
    await setImmediate();
    if (signal?.aborted) throw new LikenessError('cancelled', 'Stopped.');
  }
}

// Recall against speed on the person's own photos: some of them ask, exact search says what is true, and every step from
// the fastest on is held against it. One look at a time, each in its turn beside the reading of photos.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { leaveOut, Random, recallAt } from '../../../core/index.ts';
import type { MeasuredStep } from '../api/health-schemas.ts';
import { LikenessError } from '../api/errors.ts';
import type { PhotoIndex } from '../index/photo-index.ts';
import type { Effort } from '../ingest/effort.ts';
import type { SearchStep } from '../search/search-steps.ts';

/** 500 know the mean of ten neighbours to about a hundredth. */
const MOST_QUERIES = 500;
/** So many are listed in milliseconds. */
const FEW_PHOTOS = 20_000;
const NEIGHBOURS = 10;
const SEED = 40_507;

export interface RecallTask {
  readonly index: PhotoIndex;
  readonly effort: Pick<Effort, 'turn'>;
  readonly steps: readonly SearchStep[];
  readonly signal: AbortSignal;
  progress(doneCount: number, totalCount: number): void;
}

export interface MeasuredRecall {
  readonly queryCount: number;
  readonly neighbourCount: number;
  readonly steps: MeasuredStep[];
}

interface Tally {
  found: number;
  visited: number;
  readonly times: number[];
}

/**
 * @throws LikenessError `cancelled` by the signal, or because the index was replaced meanwhile
 * Cost: a search of every step for each of up to 500 photos.
 */
export async function measureRecall(task: RecallTask): Promise<MeasuredRecall> {
  const { index, steps, signal } = task;
  const wasLoaded = index.parts.exact.isLoaded;
  const { exact, active } = index.parts;
  await index.prepareExact(signal);
  try {
    const ids = samplePhotos(index);
    const tallies = steps.map((): Tally => ({ found: 0, visited: 0, times: [] }));
    let queryCount = 0;
    for (const [i, photoId] of ids.entries()) {
      task.progress(i, ids.length);
      const end = await task.effort.turn();
      try {
        if (signal.aborted || index.parts.active !== active) throw cancelled();
        if (await askWith(index, photoId, steps, tallies, i)) queryCount++;
      } finally {
        end();
      }
    }
    return {
      queryCount,
      neighbourCount: NEIGHBOURS,
      steps: steps.map((step, i) => toStep(step, tallies[i]!, queryCount)),
    };
  } finally {
    if (!wasLoaded) exact.release();
  }
}

/** In a large library those next to ids drawn by chance, because listing all would hold up the engine. */
function samplePhotos(index: PhotoIndex): number[] {
  const { features } = index.parts;
  const random = new Random(SEED);
  const last = features.lastId();
  if (features.tally().count > FEW_PHOTOS) {
    const drawn = Array.from({ length: MOST_QUERIES }, () => features.firstIdAfter(random.integer(last))!);
    return [...new Set(drawn)];
  }
  const ids = features.ids();
  random.shuffle(ids);
  return ids.slice(0, MOST_QUERIES);
}

/** @returns false when the photo went away meanwhile */
async function askWith(
  index: PhotoIndex,
  photoId: number,
  steps: readonly SearchStep[],
  tallies: readonly Tally[],
  turn: number,
): Promise<boolean> {
  const query = index.feature(photoId);
  if (query === null) return false;
  const truth = new Set(nearest(index, query, photoId, null).ids);
  if (truth.size === 0) return false;
  // What runs first finds cold caches: each query begins with another step.
  for (let i = 0; i < steps.length; i++) {
    const place = (i + turn) % steps.length;
    const { ids, visitedCount, milliseconds } = nearest(index, query, photoId, steps[place]!);
    const tally = tallies[place]!;
    tally.found += recallAt(ids, truth, NEIGHBOURS);
    tally.visited += visitedCount;
    tally.times.push(milliseconds);
    await nextTurn();
  }
  return true;
}

/** The photo itself is left out of its answer: that it finds itself proves nothing. */
function nearest(
  index: PhotoIndex,
  query: Float32Array,
  photoId: number,
  step: SearchStep,
): { ids: number[]; visitedCount: number; milliseconds: number } {
  const options = { k: NEIGHBOURS + 1, ...(step === null ? { exact: true } : { nprobe: step }) };
  const started = performance.now();
  const { ids, visitedCount } = index.search(query, options);
  const milliseconds = performance.now() - started;
  return { ids: leaveOut([...ids], photoId).slice(0, NEIGHBOURS), visitedCount, milliseconds };
}

function toStep(nprobe: SearchStep, { found, visited, times }: Tally, queryCount: number): MeasuredStep {
  const count = Math.max(1, queryCount);
  const sorted = [...times].sort((a, b) => a - b);
  const milliseconds = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return { nprobe, recall: Math.min(1, found / count), milliseconds, visitedCount: visited / count };
}

function cancelled(): LikenessError {
  return new LikenessError('cancelled', 'The measuring was cancelled.');
}

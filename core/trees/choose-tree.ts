// Which tree, and how much of it to look at, for a wanted precision: measured on the vectors themselves.
import type { Abort } from '../abort.ts';
import { unexpected } from '../errors.ts';
import { ExactSearcher } from '../index/exact-searcher.ts';
import { FloatRows } from '../index/feature-rows.ts';
import type { Kernels } from '../kernels/kernels.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { row } from '../linalg/matrix.ts';
import type { Parallel } from '../parallel.ts';
import type { Random } from '../random.ts';
import { KMeansTree } from './k-means-tree.ts';
import { KdForest } from './kd-forest.ts';
import type { TreeSearcher } from './tree-searcher.ts';

export interface TreeChoice {
  readonly kind: 'k-d forest' | 'k-means tree';
  /** Trees of the forest, or children of a node. */
  readonly size: number;
  /** The budget (`candidates` of a search) that reaches the precision. */
  readonly checks: number;
  /** Measured: the share of queries whose nearest neighbour was found. */
  readonly precision: number;
  /** Distances to points or centres that a search computes, on average. */
  readonly distanceCount: number;
  readonly searcher: TreeSearcher;
}

export interface TreeQuestion {
  /** 0 to 1: how often the nearest neighbour is to be found. */
  readonly precision: number;
  readonly random: Random;
  readonly parallel: Parallel;
  readonly abort?: Abort | undefined;
  readonly forests?: readonly number[] | undefined;
  readonly branchings?: readonly number[] | undefined;
}

/**
 * Source: Muja, Lowe, VISAPP 2009, section 3.3, with the number of distances computed as the cost of a search (core has no
 * clock), and without weights for memory and building.
 * @param points (N, D) @param queries (Q, D), not among the points
 * @returns every candidate, the cheapest that reaches the precision first; those that do not reach it come last
 * @throws CoreError `too-few-points`, `shape`, `not-finite`, `parameter`, `memory`, `aborted`
 */
export async function chooseTree(points: Matrix, queries: Matrix, question: TreeQuestion): Promise<TreeChoice[]> {
  const { random, parallel, abort, forests = [1, 4, 8, 16], branchings = [16, 32, 64] } = question;
  if (queries.rows < 1) throw unexpected('too-few-points', 'choosing a tree', 'at least 1 query', queries.rows);
  const truth = trueNearest(parallel.kernels, points, queries);
  const choices: TreeChoice[] = [];
  for (const size of forests) {
    const searcher = new KdForest(points, { trees: size, random });
    choices.push(measure({ kind: 'k-d forest', size, searcher, extra: 0 }, queries, truth, question));
  }
  for (const size of branchings) {
    const searcher = await KMeansTree.grow(points, { branching: size, random, parallel, abort });
    choices.push(measure({ kind: 'k-means tree', size, searcher, extra: size }, queries, truth, question));
  }
  const fails = (choice: TreeChoice): number => (choice.precision < question.precision ? 1 : 0);
  return choices.sort((a, b) => fails(a) - fails(b) || a.distanceCount - b.distanceCount);
}

type Candidate = Pick<TreeChoice, 'kind' | 'size' | 'searcher'> & {
  /** Distances to centres for each leaf that is looked into. */
  readonly extra: number;
};

/** Doubles the budget until it suffices, then halves the last step four times. */
function measure(candidate: Candidate, queries: Matrix, truth: Uint32Array, { precision }: TreeQuestion): TreeChoice {
  const { size } = candidate.searcher;
  let checks = 16;
  let found = measureAt(candidate, queries, truth, checks);
  while (found.precision < precision && checks < size) {
    checks = Math.min(2 * checks, size);
    found = measureAt(candidate, queries, truth, checks);
  }
  for (let step = Math.floor(checks / 4), n = 0; n < 4 && step > 0 && found.precision >= precision; n++) {
    const fewer = measureAt(candidate, queries, truth, checks - step);
    if (fewer.precision >= precision) [found, checks] = [fewer, checks - step];
    step = Math.floor(step / 2);
  }
  return found;
}

function measureAt(candidate: Candidate, queries: Matrix, truth: Uint32Array, checks: number): TreeChoice {
  const { kind, size, searcher, extra } = candidate;
  let hits = 0;
  let distances = 0;
  for (let i = 0; i < queries.rows; i++) {
    const { ids, visitedCount, probedCount } = searcher.search(row(queries, i), { k: 1, candidates: checks });
    if (ids[0] === truth[i]) hits++;
    distances += visitedCount + extra * probedCount;
  }
  return { kind, size, searcher, checks, precision: hits / queries.rows, distanceCount: distances / queries.rows };
}

function trueNearest(kernels: Kernels, points: Matrix, queries: Matrix): Uint32Array {
  const exact = new ExactSearcher(new FloatRows(points.columns, kernels));
  exact.reserve(points.rows);
  for (let i = 0; i < points.rows; i++) exact.add(i, row(points, i));
  const nearest = Uint32Array.from({ length: queries.rows }, (_, i) => exact.search(row(queries, i), { k: 1 }).ids[0]!);
  exact.release();
  return nearest;
}

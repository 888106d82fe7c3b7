// Every method on the same vectors, with codes of the same length: built, asked, and measured by what is relevant and by
// the true nearest neighbour. What `lab compare` and the app's own comparison run.
import type { Matrix, Parallel } from '../../../../core/index.ts';
import {
  averagePrecision,
  interpolatedPrecisions,
  precisionAt,
  precisionRecallCurve,
  recallAt,
  row,
  withinRadius,
} from '../../../../core/index.ts';
import { LikenessError } from '../../api/errors.ts';
import type { ComparedMethod, ComparedSet, LeftOut, MethodRow, MethodTruth } from '../../api/method-schemas.ts';
import { mean, round } from '../lab-report.ts';
import type { BuildOutcome, BuiltIndex } from '../vectors/building.ts';
import { buildIndex } from '../vectors/built-index.ts';
import type { Asked } from '../vectors/search-measures.ts';
import { askAll, recallRanks } from '../vectors/search-measures.ts';
import type { PlannedAsk, PlannedIndex, PlanOptions } from './comparison-plan.ts';
import { planComparison } from './comparison-plan.ts';
import { SharedComponents } from './shared-components.ts';

/** The vectors of a comparison, and what is right. */
export interface ComparisonSet {
  readonly truth: MethodTruth;
  /** Searched; ids are row numbers. Equal distances are ranked by id, so rows should come in no order that tells labels. */
  readonly base: Matrix;
  readonly learn: Matrix;
  /** Of the learning vectors, for supervised methods. */
  readonly labels?: ArrayLike<number> | undefined;
  /** None of them in the base. */
  readonly queries: Matrix;
  /** Ids that query i should find: at least one. */
  readonly relevantTo: (query: number) => ReadonlySet<number>;
  /** Id of the true nearest vector to query i. */
  readonly nearestTo: (query: number) => number;
}

export interface MethodComparing extends PlanOptions {
  readonly parallel: Parallel;
  /** Ranked answers of a query that mAP, precision and curves look at; 1,000 by default, or all where there are fewer. */
  readonly depth?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ComparisonProgress) => void) | undefined;
}

export interface ComparisonProgress {
  /** Indexes, of all that are built. */
  readonly doneCount: number;
  readonly totalCount: number;
  /** Of the work, roughly. */
  readonly share: number;
  readonly method: ComparedMethod;
  readonly bits: number | null;
  /** What is being done, for a person. */
  readonly text: string;
}

export type ComparisonPart =
  { readonly kind: 'row'; readonly row: MethodRow } | { readonly kind: 'left-out'; readonly leftOut: LeftOut };

const USUAL_DEPTH = 1000;
/** Results of the searches whose time is taken. */
const TIMED_K = 100;
const RADIUS = 2;
export const recallLevels = Array.from({ length: 21 }, (_, i) => i / 20);

export function describeSet(set: ComparisonSet, { depth, seed }: Pick<MethodComparing, 'depth' | 'seed'>): ComparedSet {
  const relevant = Array.from({ length: set.queries.rows }, (_, i) => set.relevantTo(i).size);
  return {
    truth: set.truth,
    ...{ baseCount: set.base.rows, learnCount: set.learn.rows, queryCount: set.queries.rows },
    ...{ dimension: set.base.columns, relevantCount: round(mean(relevant), 1), depth: depthOf(set, depth), seed },
  };
}

/**
 * Rows as they are measured. A method that these vectors do not allow at a length (more bits than components, too few to
 * learn from) is left out with core's sentence.
 * @throws LikenessError `cancelled`
 */
export async function* compareMethods(set: ComparisonSet, comparing: MethodComparing): AsyncGenerator<ComparisonPart> {
  const plans = planComparison(comparing, { baseCount: set.base.rows, learnCount: set.learn.rows }).filter(
    ({ build }) => build.method !== 'supervised-deep-hashing' || set.labels !== undefined,
  );
  const works = plans.map(workOf);
  const allWork = sum(works);
  const components = new SharedComponents(set.learn, comparing.parallel, comparing.signal);
  for (const [doneCount, plan] of plans.entries()) {
    if (comparing.signal?.aborted) throw new LikenessError('cancelled', 'Stopped.');
    const [{ method }] = plan.asks as [PlannedAsk];
    const tell = (text: string): void => {
      const share = sum(works.slice(0, doneCount)) / allWork;
      comparing.onProgress?.({ doneCount, totalCount: plans.length, share, method, bits: plan.bits, text });
    };
    tell('building');
    let built: BuildOutcome;
    try {
      const { base, learn, labels } = set;
      const { parallel, signal } = comparing;
      const shared = () => components.get();
      const building = { base, learn, labels, parallel, components: shared, signal, onProgress: tell };
      const outcome = await buildIndex(plan.build, building);
      const seconds = outcome.training.seconds + components.takeSavedSeconds();
      built = { ...outcome, training: { ...outcome.training, seconds } };
    } catch (thrown) {
      if (!(thrown instanceof LikenessError && thrown.code === 'usage')) throw thrown;
      for (const { method } of plan.asks.filter(({ isUsual }) => isUsual)) {
        yield { kind: 'left-out', leftOut: { method, bits: plan.bits, reason: thrown.message } };
      }
      continue;
    }
    yield* measureIndex(set, plan, built, comparing, tell);
  }
}

async function* measureIndex(
  set: ComparisonSet,
  { bits, build, asks }: PlannedIndex,
  { index, training, adding, bytesPerVector }: BuildOutcome,
  comparing: MethodComparing,
  tell: (text: string) => void,
): AsyncGenerator<ComparisonPart> {
  try {
    for (const { method, query, isUsual } of asks) {
      tell('asking');
      const nlist = 'nlist' in build ? { nlist: build.nlist } : {};
      const { nprobe, candidates } = query;
      const measures = await measureAsk(set, index.asked(query), isHashing(method), comparing);
      const costs = { bytesPerVector, trainingSeconds: training.seconds, addingSeconds: adding.seconds };
      const settings = { ...nlist, ...(nprobe && { nprobe }), ...(candidates && { candidates }) };
      yield { kind: 'row', row: { method, bits, isUsual, ...settings, ...measures, ...costs } };
    }
  } finally {
    index.release();
  }
}

type Search = ReturnType<BuiltIndex['asked']>;
type Answer = Asked<ReturnType<Search>>;
type Measures = Pick<
  MethodRow,
  'mAP' | 'precisionAt' | 'recallAt' | 'withinTwoBits' | 'curve' | 'milliseconds' | 'codesVisited'
>;

/** Times are those of a search for a hundred; the ranking looks deeper, where there is more. */
async function measureAsk(
  set: ComparisonSet,
  search: Search,
  isByBits: boolean,
  { depth, signal }: MethodComparing,
): Promise<Measures> {
  const { queries } = set;
  const timed = await askAll(search, { queries, k: Math.min(TIMED_K, set.base.rows), signal });
  const k = depthOf(set, depth);
  const ranked = k > TIMED_K ? await askAll(search, { queries, k, signal }) : timed;
  return {
    ...rankingMeasures(set, ranked),
    recallAt: recallRanks.map((rank) => ({
      rank,
      value: meanShare(timed, ({ ids }, i) => recallAt([...ids], new Set([set.nearestTo(i)]), rank)),
    })),
    withinTwoBits: isByBits ? withinBits(set, ranked, search) : null,
    milliseconds: round(median(timed.map(({ milliseconds }) => milliseconds)), 4),
    codesVisited: round(mean(timed.map(({ visitedCount }) => visitedCount)), 1),
  };
}

function rankingMeasures(
  set: ComparisonSet,
  ranked: readonly Answer[],
): Pick<Measures, 'mAP' | 'precisionAt' | 'curve'> {
  const lists = ranked.map(({ ids }) => [...ids]);
  const curves = lists.map((ids, i) =>
    interpolatedPrecisions(precisionRecallCurve(ids, set.relevantTo(i)), recallLevels),
  );
  return {
    mAP: meanShare(lists, (ids, i) => averagePrecision(ids, set.relevantTo(i))),
    precisionAt: recallRanks
      .filter((rank) => rank <= set.base.rows)
      .map((rank) => ({ rank, value: meanShare(lists, (ids, i) => precisionAt(ids, set.relevantTo(i), rank)) })),
    curve: recallLevels.map((recall, level) => ({ recall, precision: meanShare(curves, (curve) => curve[level]!) })),
  };
}

/** Where a whole list lies within the radius, more may: it is asked for all. */
function withinBits(set: ComparisonSet, ranked: readonly Answer[], search: Search): Measures['withinTwoBits'] {
  const found = ranked.map(({ ids, distances }, i) => {
    const isCutOff = ids.length < set.base.rows && (distances.at(-1) ?? Infinity) <= RADIUS;
    const whole = isCutOff ? search(row(set.queries, i), set.base.rows) : { ids, distances };
    return withinRadius([...whole.ids], whole.distances, set.relevantTo(i), RADIUS);
  });
  return {
    precision: meanShare(found, ({ precision }) => precision),
    recall: meanShare(found, ({ recall }) => recall),
  };
}

/** Roughly, of a search index as one: a network's weights are gone through again and again. */
function workOf({ build, bits }: PlannedIndex): number {
  return build.method.endsWith('deep-hashing') ? 2 + bits! / 4 : 1;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function isHashing(method: ComparedMethod): boolean {
  return method === 'lsh' || method === 'itq' || method.endsWith('-hashing');
}

function depthOf({ base }: ComparisonSet, depth = USUAL_DEPTH): number {
  return Math.min(depth, base.rows);
}

function meanShare<Item>(items: readonly Item[], share: (item: Item, i: number) => number): number {
  return round(mean(items.map(share)), 4);
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

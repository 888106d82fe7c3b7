// A comparison on labelled vectors: what is right is everything with the same label. Half of each label is searched and
// learned from, the other half asks, unless it is said who asks.
import type { Kernels, Matrix } from '../../../../core/index.ts';
import { ExactSearcher, FloatRows, Random, row, zeroMatrix } from '../../../../core/index.ts';
import { LikenessError } from '../../api/errors.ts';
import type { ComparisonSet } from './compare-methods.ts';

export interface LabelledVector {
  readonly vector: Float32Array;
  /** Null: nothing is known of it, and it is only there to be lost among. */
  readonly label: string | null;
  /** Whether it asks; where all do, every second one of a label does. */
  readonly asks: boolean;
}

/**
 * The base comes in an order drawn by chance, so that ties tell nothing of labels; who finds nothing of its label in it
 * does not ask.
 * @param options.mostQueries so many of those that could ask, drawn by chance
 * @throws LikenessError `usage` when nobody can ask
 */
export function labelledComparison(
  vectors: readonly LabelledVector[],
  kernels: Kernels,
  { seed, mostQueries = Infinity }: { readonly seed: number; readonly mostQueries?: number },
): ComparisonSet {
  const { searched: inOrder, asking } = divide(vectors);
  const order = inOrder.map((_, place) => place);
  const random = new Random(seed);
  random.shuffle(order);
  const searched = order.map((place) => inOrder[place]!);
  const holders = new Map<string, Set<number>>();
  searched.forEach(({ label }, id) => {
    if (label !== null) holders.set(label, (holders.get(label) ?? new Set()).add(id));
  });
  const all = asking.filter(({ label }) => label !== null && holders.has(label));
  const queries = all.length <= mostQueries ? all : Array.from(random.sample(all.length, mostQueries), (i) => all[i]!);
  if (queries.length === 0) {
    throw new LikenessError('usage', 'Nothing can be asked: no label has a photo that asks and another to be found.');
  }
  const base = toMatrix(searched);
  const asked = toMatrix(queries);
  const nearest = nearestTo(asked, base, kernels);
  return {
    truth: 'labels',
    ...{ base, learn: base, queries: asked, labels: toNumbers(searched) },
    relevantTo: (query) => holders.get(queries[query]!.label!)!,
    nearestTo: (query) => nearest[query]!,
  };
}

function divide(vectors: readonly LabelledVector[]): { searched: LabelledVector[]; asking: LabelledVector[] } {
  const labelled = vectors.filter(({ label }) => label !== null);
  if (labelled.some(({ asks }) => !asks)) {
    return { searched: vectors.filter((vector) => !isAsking(vector)), asking: labelled.filter(isAsking) };
  }
  const seen = new Map<string | null, number>();
  const [searched, asking]: [LabelledVector[], LabelledVector[]] = [[], []];
  for (const vector of vectors) {
    const place = seen.get(vector.label) ?? 0;
    seen.set(vector.label, place + 1);
    (vector.label === null || place % 2 === 0 ? searched : asking).push(vector);
  }
  return { searched, asking };
}

function isAsking({ label, asks }: LabelledVector): boolean {
  return label !== null && asks;
}

/** A number for each label, and one of its own for each vector without. */
function toNumbers(vectors: readonly LabelledVector[]): Int32Array {
  const numbers = new Map<string, number>();
  let next = 0;
  return Int32Array.from(vectors, ({ label }) => {
    if (label === null) return next++;
    const known = numbers.get(label) ?? next++;
    numbers.set(label, known);
    return known;
  });
}

function toMatrix(vectors: readonly LabelledVector[]): Matrix {
  const matrix = zeroMatrix(vectors.length, vectors[0]?.vector.length ?? 1);
  vectors.forEach(({ vector }, i) => row(matrix, i).set(vector));
  return matrix;
}

function nearestTo(queries: Matrix, base: Matrix, kernels: Kernels): Uint32Array {
  const exact = new ExactSearcher(new FloatRows(base.columns, kernels));
  for (let id = 0; id < base.rows; id++) exact.add(id, row(base, id));
  const nearest = Uint32Array.from({ length: queries.rows }, (_, i) => {
    return exact.search(row(queries, i), { k: 1 }).ids[0]!;
  });
  exact.release();
  return nearest;
}

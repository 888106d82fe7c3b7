// What is right where nothing is labelled: the true nearest neighbours.
import type { Neighbours } from '../vectors/vector-files.ts';
import type { ComparisonSet } from './compare-methods.ts';

/** @param truth neighbours of each query, nearest first; the first `relevantCount` are relevant, or all where there are fewer */
export function neighbourTruth(
  { data, columns }: Neighbours,
  relevantCount: number,
): Pick<ComparisonSet, 'truth' | 'relevantTo' | 'nearestTo'> {
  const count = Math.min(relevantCount, columns);
  return {
    truth: 'neighbours',
    relevantTo: (query) => new Set(data.subarray(query * columns, query * columns + count)),
    nearestTo: (query) => data[query * columns]!,
  };
}

// FLANN's trees, built to be measured. They stand over the base vectors themselves and learn from them alone.
import { KdForest, KMeansTree, Random } from '../../../../core/index.ts';
import type { Building, BuiltIndex, Settings } from './building.ts';

export async function growTree(
  settings: Settings<'k-d-forest' | 'k-means-tree'>,
  { base, parallel, signal }: Building,
): Promise<BuiltIndex> {
  const random = new Random(settings.seed);
  const searcher =
    settings.method === 'k-d-forest'
      ? new KdForest(base, { trees: settings.trees, random })
      : await KMeansTree.grow(base, { branching: settings.branching, random, parallel, abort: signal });
  return {
    tableBytes: searcher.memoryBytes,
    asked:
      ({ candidates }) =>
      (query, k) =>
        searcher.search(query, { k, candidates }),
    release: () => undefined,
  };
}

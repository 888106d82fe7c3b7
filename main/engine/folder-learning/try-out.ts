// What learning from folders is worth, on photos that were held back from it: does their own folder come first, by the learned
// codes and by the features as they are?
import type { Hasher, Kernels, Matrix, Searcher } from '../../../core/index.ts';
import { averagePrecision, ExactSearcher, FloatRows, HammingSearcher, row } from '../../../core/index.ts';
import { mostVoted } from './folder-votes.ts';

export interface LabelledFeatures {
  readonly features: Matrix;
  /** The number of its folder for each. */
  readonly labels: ArrayLike<number>;
}

export interface Worth {
  /** Share of the photos held back whose own folder is named first. */
  readonly namedFirst: number;
  /** How well photos of the same folder are ranked before others: mean average precision. */
  readonly precision: number;
}

export function tryOut(
  hasher: Hasher,
  { learned, heldBack }: { learned: LabelledFeatures; heldBack: LabelledFeatures },
  kernels: Kernels,
): { codes: Worth; features: Worth } {
  const byCode = new HammingSearcher(hasher, { kernels });
  const byFeature = new ExactSearcher(new FloatRows(learned.features.columns, kernels));
  for (let i = 0; i < learned.features.rows; i++) {
    byCode.add(i, row(learned.features, i));
    byFeature.add(i, row(learned.features, i));
  }
  return { codes: worthOf(byCode, learned, heldBack), features: worthOf(byFeature, learned, heldBack) };
}

function worthOf(searcher: Searcher, { labels }: LabelledFeatures, heldBack: LabelledFeatures): Worth {
  const count = heldBack.features.rows;
  let [rightCount, precisionSum] = [0, 0];
  for (let i = 0; i < count; i++) {
    const own = heldBack.labels[i]!;
    const { ids, distances } = searcher.search(row(heldBack.features, i), { k: labels.length });
    const wanted = new Set(ids.filter((id) => labels[id] === own));
    precisionSum += averagePrecision([...ids], wanted);
    const [first] = mostVoted(Array.from(ids, (id, at) => ({ folder: labels[id]!, distance: distances[at]! })));
    if (first?.folder === own) rightCount++;
  }
  return { namedFirst: rightCount / count, precision: precisionSum / count };
}

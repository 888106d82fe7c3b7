// What a search asks with: one picture in several forms, or several examples and counter-examples as one question.
import { rocchioQuestion } from '../../../core/index.ts';
import { LikenessError } from '../api/errors.ts';
import type { SearchInput } from '../api/search-schemas.ts';
import { MOST_PICTURES } from '../api/search-schemas.ts';
import type { AskedVariant } from './best-variant.ts';
import type { Example, ExampleParts } from './example.ts';
import { prepareExample, wholeFeature } from './example.ts';

// Measured by `npm run bench -- feedback` through the index, 240 questions drawn from 6 kinds of scene, 245 from 49 of
// Caltech-101 and 80 from Holidays among 500 others. Precision@10 with 1, 2, 3 examples, all pictures that ask left out:
//                                               scenes                 objects                Holidays
//   all count the same                          0.754  0.805  0.830    0.829  0.920  0.951    0.825  0.909  0.937
//   the others count 0.75 together                     0.799  0.813           0.920  0.936           0.903  0.938
//   best of several distances                          0.787  0.799           0.895  0.931           0.905  0.941
//   turns and crops of the first beside it      0.755  0.800  0.828    0.839  0.919  0.950    0.908  0.947  0.951
//   each of them among the other examples              0.804  0.830           0.922  0.951           0.933  0.955
// So all count the same, and the turns and crops ask beside it: what they win on Holidays (mAP 0.881 and 0.915 against 0.878
// and 0.900 among the others) outweighs what kinds lose. The first wrong answers as counter-examples, precision@10 from
// 1, 2, 3 examples:
//                       scenes, 1 counter-example    scenes, 2              objects, 1             objects, 2
//   only left out       0.798  0.851  0.876          0.835  0.880  0.905    0.850  0.938  0.967    0.866  0.949  0.973
//   weight 0.1          0.810  0.863  0.888          0.841  0.894  0.917    0.867  0.951  0.974    0.880  0.963  0.979
//   weight 0.2          0.815  0.872  0.897          0.843  0.900  0.924    0.870  0.958  0.976    0.881  0.966  0.985
//   weight 0.3          0.805  0.872  0.893          0.844  0.901  0.927    0.866  0.952  0.977    0.883  0.966  0.984
//   weight 0.5          0.777  0.860  0.885          0.833  0.893  0.909    0.840  0.931  0.967    0.858  0.951  0.979
const COUNTER_WEIGHT = 0.2;

export interface Question {
  /** What the index is asked with, at length one; the first is all examples together. */
  readonly variants: readonly AskedVariant[];
  /** At least one; the first is the query. */
  readonly examples: readonly Example[];
  /** Photos that ask, and counter-examples that are photos of the library: they do not answer. */
  readonly silentIds: ReadonlySet<number>;
  readonly describeMs: number;
  /** The part of `describeMs` that passed before the search was asked for. */
  readonly describedBeforeMs: number;
}

/**
 * @throws LikenessError `usage` for too many pictures; `query-missing`, `photo-missing`, `file-missing` and those of
 * describing
 */
export async function prepareQuestion(
  parts: ExampleParts,
  { query, region, also = [], not = [] }: Pick<SearchInput, 'query' | 'region' | 'also' | 'not'>,
  thorough: boolean,
  signal?: AbortSignal,
): Promise<Question> {
  expectFewPictures(1 + also.length + not.length);
  const first = await prepareExample(parts, { ...query, region }, { thorough }, signal);
  const examples = [first];
  for (const picture of also) examples.push(await prepareExample(parts, picture, { thorough: false }, signal));
  const counterExamples: Example[] = [];
  for (const picture of not) counterExamples.push(await prepareExample(parts, picture, { thorough: false }, signal));
  const silent = [...examples.filter(({ isNamed }) => isNamed), ...counterExamples];
  const all = [...examples, ...counterExamples];
  return {
    variants: combine(examples, counterExamples),
    examples,
    silentIds: new Set(silent.flatMap(({ photoId }) => photoId ?? [])),
    describeMs: sum(all.map(({ describeMs }) => describeMs)),
    describedBeforeMs: sum(all.map(({ describedBeforeMs }) => describedBeforeMs)),
  };
}

function expectFewPictures(count: number): void {
  if (count <= MOST_PICTURES) return;
  throw new LikenessError(
    'usage',
    `A search takes up to ${MOST_PICTURES} pictures, examples and counter-examples together, not ${count}.`,
  );
}

/** All examples together, then the turns and crops of the first one alone; each turned away from the counter-examples. */
function combine(examples: readonly Example[], counterExamples: readonly Example[]): AskedVariant[] {
  const [first] = examples;
  const counterFeatures = counterExamples.map(wholeFeature);
  return first!.variants.map(({ name, feature }, i) => ({
    name,
    feature: ask(i === 0 ? examples.map(wholeFeature) : [feature], counterFeatures),
  }));
}

function ask(examples: readonly Float32Array[], counterExamples: readonly Float32Array[]): Float32Array {
  if (examples.length === 1 && counterExamples.length === 0) return examples[0]!;
  return rocchioQuestion(examples, counterExamples, COUNTER_WEIGHT);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

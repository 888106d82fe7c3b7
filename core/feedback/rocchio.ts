// Several examples, and examples of what is not wanted, made into one question that the index answers like any other.
// Source: Rocchio, "Relevance feedback in information retrieval", in Salton (ed.), The SMART Retrieval System, 1971;
// after Manning, Raghavan, Schütze, Introduction to Information Retrieval, 2008, section 9.1.1, equations 9.2 and 9.3.
import { expectVector } from '../checks.ts';
import { unexpected } from '../errors.ts';
import { normalise } from '../linalg/normalise.ts';

/** Below this length of the sum, rounding has more to say about its direction than the examples have. */
const LEAST_LENGTH = 1e-3;

/**
 * The direction between the examples, turned away from the counter-examples:
 *
 *   q = c - counterWeight mean(counterExamples),  c = the mean of the examples at length one;  ||q|| = 1
 *
 * Equation 9.3 has a weight of its own for the first query, which is text and no document; a picture is an example like
 * the others, so alpha is 0 and beta 1. With no counter-example, ranking by the distance to q is ranking by the mean of the
 * squared distances to the examples: for a feature x of length one both fall with the sum of the inner products.
 * Cost O(count D).
 * @param examples unit features, at least one
 * @param counterExamples unit features
 * @param counterWeight gamma, from 0 on
 * @returns unit length. @throws CoreError `parameter` where there is no example, or they cancel each other out;
 *   `shape`, `not-finite`
 */
export function rocchioQuestion(
  examples: readonly Float32Array[],
  counterExamples: readonly Float32Array[],
  counterWeight: number,
): Float32Array {
  const [first] = examples;
  if (first === undefined) throw unexpected('parameter', 'examples', 'at least one', 'none');
  if (!(counterWeight >= 0)) throw unexpected('parameter', 'counterWeight', 'a number from 0 on', counterWeight);
  const question = new Float32Array(first.length);
  addMean(question, 'example', examples, 1);
  expectDirection(normalise(question));
  if (counterExamples.length === 0) return question;
  addMean(question, 'counter-example', counterExamples, -counterWeight);
  expectDirection(normalise(question));
  return question;
}

function addMean(sum: Float32Array, what: string, features: readonly Float32Array[], weight: number): void {
  const share = weight / features.length;
  for (const feature of features) {
    expectVector(what, feature, sum.length);
    for (let i = 0; i < sum.length; i++) sum[i]! += share * feature[i]!;
  }
}

function expectDirection(length: number): void {
  if (length < LEAST_LENGTH) throw unexpected('parameter', 'examples', 'some direction they share', 'a sum of zero');
}

// Which places of two pictures look alike: the nearest descriptor, where it is nearer than the next by far.
// Source: Lowe, IJCV 2004, section 7.1.
import type { Matrix } from '../linalg/matrix.ts';
import { unexpected } from '../errors.ts';

export interface DescriptorMatch {
  /** Row of the first picture's descriptors, and of the second's. */
  readonly first: number;
  readonly second: number;
  /** Squared. */
  readonly distance: number;
}

/** Lowe's figure 11: at 0.8 nine of ten wrong matches go, and one of twenty right ones. */
export const LARGEST_RATIO = 0.8;

/**
 * For each descriptor of the first picture its nearest of the second, if the second nearest is farther by 1 / ratio.
 * @param ratio of distances, not squared. Cost O(rows rows columns). @throws CoreError `shape`, `parameter`
 */
export function matchDescriptors(first: Matrix, second: Matrix, ratio = LARGEST_RATIO): DescriptorMatch[] {
  if (first.columns !== second.columns) {
    throw unexpected('shape', 'descriptors of the second picture', `${first.columns} components`, second.columns);
  }
  if (!(ratio > 0 && ratio <= 1)) throw unexpected('parameter', 'ratio of distances', 'above 0, up to 1', ratio);
  const matches: DescriptorMatch[] = [];
  for (let i = 0; i < first.rows; i++) {
    const { nearest, distance, next } = nearestTwo(first, i, second);
    if (nearest >= 0 && distance < ratio * ratio * next) matches.push({ first: i, second: nearest, distance });
  }
  return matches;
}

/** Squared distances; that of the next is infinite where there is only one row. */
function nearestTwo(first: Matrix, i: number, second: Matrix): { nearest: number; distance: number; next: number } {
  const columns = first.columns;
  const [a, b] = [first.data, second.data];
  const start = i * columns;
  let [nearest, distance, next] = [-1, Infinity, Infinity];
  for (let j = 0; j < second.rows; j++) {
    let sum = 0;
    // In eighths: most rows are farther than the second nearest long before their last component.
    for (let part = 0; part < columns && sum < next; part += 16) {
      const end = Math.min(columns, part + 16);
      for (let c = part; c < end; c++) {
        const difference = a[start + c]! - b[j * columns + c]!;
        sum += difference * difference;
      }
    }
    if (sum < distance) [nearest, distance, next] = [j, sum, distance];
    else if (sum < next) next = sum;
  }
  return { nearest, distance, next };
}

import { describe, expect, it } from 'vitest';
import { asMatrix, row } from '../../../core/linalg/matrix.ts';
import { squaredDistance } from '../../../core/linalg/squared-distance.ts';
import { matchDescriptors } from '../../../core/local/match-descriptors.ts';
import { Random } from '../../../core/random.ts';

const points = (...values: number[]) => asMatrix(Float32Array.from(values), 2);

describe('matching descriptors', () => {
  it('takes the nearest where the next is far', () => {
    expect(matchDescriptors(points(0, 0), points(5, 5, 1, 0, 9, 9))).toEqual([{ first: 0, second: 1, distance: 1 }]);
  });

  it('takes none where two are nearly as near', () => {
    expect(matchDescriptors(points(0, 0), points(1, 0, 0, 1.1))).toEqual([]);
    expect(matchDescriptors(points(0, 0), points(1, 0, 0, 1.1), 0.95)).toHaveLength(1);
  });

  it('finds what looking at every pair finds', () => {
    const random = new Random(2);
    const made = (count: number) =>
      asMatrix(
        Float32Array.from({ length: count * 40 }, () => random.next()),
        40,
      );
    const [first, second] = [made(30), made(50)];
    const matches = matchDescriptors(first, second, 1);
    expect(matches).toHaveLength(30);
    for (const match of matches) {
      const distances = Array.from({ length: 50 }, (_, j) =>
        squaredDistance(row(first, match.first), 0, row(second, j), 0, 40),
      );
      expect(distances.indexOf(Math.min(...distances))).toBe(match.second);
      expect(match.distance).toBeCloseTo(Math.min(...distances), 4);
    }
  });

  it('has nothing to say about no descriptors, and refuses unequal ones', () => {
    expect(matchDescriptors(points(0, 0), points())).toEqual([]);
    expect(() => matchDescriptors(points(0, 0), asMatrix(new Float32Array(3), 3))).toThrow(/2 components/);
  });
});

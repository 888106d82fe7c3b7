import { describe, expect, it } from 'vitest';
import { solveLinear } from '../../../core/linalg/solve-linear.ts';
import { Random } from '../../../core/index.ts';

describe('a system of linear equations', () => {
  it('is solved: multiplied by the matrix the solution gives the right side', () => {
    const random = new Random(5);
    for (const n of [1, 2, 8]) {
      const matrix = Float64Array.from({ length: n * n }, () => random.next() - 0.5);
      const right = Float64Array.from({ length: n }, () => random.next());
      const solution = right.slice();
      expect(solveLinear(matrix.slice(), solution)).toBe(true);
      for (let row = 0; row < n; row++) {
        const sum = solution.reduce((total, value, column) => total + value * matrix[row * n + column]!, 0);
        expect(sum).toBeCloseTo(right[row]!, 9);
      }
    }
  });

  it('is solved where the first pivot is nothing', () => {
    const solution = Float64Array.of(3, 7);
    expect(solveLinear(Float64Array.of(0, 1, 1, 0), solution)).toBe(true);
    expect([...solution]).toEqual([7, 3]);
  });

  it('is refused when two rows say the same', () => {
    expect(solveLinear(Float64Array.of(1, 2, 2, 4), Float64Array.of(1, 2))).toBe(false);
  });
});

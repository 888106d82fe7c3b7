import { expect, it } from 'vitest';
import { codesByCell } from '../../../../../main/engine/lab/vectors/codes-by-cell.ts';
import { componentsOf } from '../../../../../main/engine/lab/vectors/groupings.ts';

it('codes of a cell come together with their ids in order, and empty cells not at all', () => {
  const cells = Uint32Array.of(3, 0, 3, 1);
  const codes = Uint8Array.of(30, 31, 0, 1, 32, 33, 10, 11);
  expect([...codesByCell({ cells, codes }, { nlist: 5, m: 2 })]).toEqual([
    { cell: 0, ids: Uint32Array.of(1), codes: Uint8Array.of(0, 1) },
    { cell: 1, ids: Uint32Array.of(3), codes: Uint8Array.of(10, 11) },
    { cell: 3, ids: Uint32Array.of(0, 2), codes: Uint8Array.of(30, 31, 32, 33) },
  ]);
});

it('the structured grouping puts components eight apart together, each once', () => {
  const components = componentsOf('structured', 32) as number[];
  expect(components.slice(0, 5)).toEqual([0, 8, 16, 24, 1]);
  expect(components.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 32 }, (_, i) => i));
  expect(() => componentsOf('structured', 20)).toThrow(/8 does not divide 20/);
});

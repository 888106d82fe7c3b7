// Codes as an inverted file takes them in at once: those of a cell together.
import type { CellCodes, Generation } from '../../../../core/index.ts';

/**
 * @param cells of each vector (N). @param codes shape (N, m). The vectors' numbers are their ids.
 * Cells without vectors are left out. Cost O(N m).
 */
export function* codesByCell(
  { cells, codes }: { readonly cells: Uint32Array; readonly codes: Uint8Array },
  { nlist, m }: Pick<Generation, 'nlist' | 'm'>,
): Generator<CellCodes> {
  const ends = new Uint32Array(nlist);
  for (const cell of cells) ends[cell]!++;
  for (let cell = 1; cell < nlist; cell++) ends[cell]! += ends[cell - 1]!;
  const ids = new Uint32Array(cells.length);
  const places = Uint32Array.from(ends, (_, cell) => ends[cell - 1] ?? 0);
  for (let id = 0; id < cells.length; id++) ids[places[cells[id]!]!++] = id;
  for (let cell = 0, from = 0; cell < nlist; from = ends[cell++]!) {
    const ofCell = ids.subarray(from, ends[cell]);
    if (ofCell.length === 0) continue;
    const gathered = new Uint8Array(ofCell.length * m);
    ofCell.forEach((id, i) => gathered.set(codes.subarray(id * m, (id + 1) * m), i * m));
    yield { cell, ids: ofCell, codes: gathered };
  }
}

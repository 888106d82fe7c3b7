// A block of codes as it lies in SQLite: photos of one cell of one generation, under one checksum. Bounded, so that
// writing one photo writes little, and large enough that a million are read in some thousand rows.
import { crc32 } from 'node:zlib';
import type { CellCodes } from '../../../core/index.ts';

/** With what SQLite adds to a row as much as fits two pages (library/compact.ts), so that no third one is begun. */
const BLOCK_BYTES = 16_300;
const ID_BYTES = 4;

export interface CodeBlockRow {
  id: number;
  cell: number;
  checksum: number;
  ids: Buffer;
  codes: Buffer;
}

export function photosPerBlock(m: number): number {
  return Math.max(1, Math.floor(BLOCK_BYTES / (m + ID_BYTES)));
}

/** Null when the row is not what was written: a byte was changed, or it was moved to another cell or generation. */
export function readBlock(row: CodeBlockRow, generation: { id: number; m: number }): CellCodes | null {
  const { cell, ids, codes, checksum } = row;
  // The checksum runs over ids and codes as one string of bytes: where one ends must be told apart.
  if (codes.length * ID_BYTES !== ids.length * generation.m) return null;
  return checksumOf(generation.id, row) === checksum ? { cell, ids: readIds(ids), codes } : null;
}

export function readIds(ids: Buffer): Uint32Array {
  const { buffer, byteOffset, byteLength } = ids;
  const length = Math.floor(byteLength / ID_BYTES);
  if (byteOffset % ID_BYTES === 0) return new Uint32Array(buffer, byteOffset, length);
  return new Uint32Array(buffer.slice(byteOffset, byteOffset + byteLength), 0, length);
}

export function toRow(generationId: number, { cell, ids, codes }: CellCodes): Omit<CodeBlockRow, 'id'> {
  const row = { cell, ids: bytesOf(ids), codes: bytesOf(codes) };
  return { ...row, checksum: checksumOf(generationId, row) };
}

function checksumOf(generationId: number, { cell, ids, codes }: Pick<CodeBlockRow, 'cell' | 'ids' | 'codes'>): number {
  const belonging = bytesOf(Uint32Array.of(generationId, cell));
  return [belonging, ids, codes].reduce((checksum, bytes) => crc32(bytes, checksum), 0);
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint32Array | Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** Photos `from` up to, not including, `to`. */
export function part({ cell, ids, codes }: CellCodes, from: number, to: number): CellCodes {
  const m = codes.length / ids.length;
  return { cell, ids: ids.subarray(from, to), codes: codes.subarray(from * m, to * m) };
}

/** The photos of both, which must be of one cell. */
export function join(a: CellCodes, b: CellCodes): CellCodes {
  return { cell: a.cell, ids: Uint32Array.of(...a.ids, ...b.ids), codes: Buffer.concat([a.codes, b.codes]) };
}

/** The photos that pass. */
export function pick({ cell, ids, codes }: CellCodes, passes: (photoId: number) => boolean): CellCodes {
  const m = codes.length / ids.length;
  const places = [...ids.keys()].filter((place) => passes(ids[place]!));
  return {
    cell,
    ids: Uint32Array.from(places, (place) => ids[place]!),
    codes: Buffer.concat(places.map((place) => codes.subarray(place * m, (place + 1) * m))),
  };
}

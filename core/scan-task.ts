// A scan as numbers alone (addresses in the kernel memory, and sizes), so that threads can share it: what all of it has in
// common, and its pieces, each a stretch of codes or features that one kernel call goes through.
import type { KernelMemory } from './kernels/kernel-memory.ts';
import type { Kernels } from './kernels/kernels.ts';
import { byteTableBytes } from './kernels/kernels.ts';

interface AnyScan {
  /** Address of the filter, 0 without one. */
  readonly allowed: number;
}

/** `Kernels.scanCodes`: terms are factors where features have length one, else additions. */
export interface CodesScan extends AnyScan {
  readonly kind: 'codes';
  readonly m: number;
  readonly ksub: number;
  readonly table: number;
  readonly offset: number;
  readonly termsAre: 'factors' | 'additions';
}

/** `Kernels.scanBlocks` of a table that is put into bytes for each piece. */
export interface BlocksScan extends AnyScan {
  readonly kind: 'blocks';
  readonly m: number;
  readonly products: number;
}

/** `Kernels.squaredDistances` to rows of floats. */
export interface FloatsScan extends AnyScan {
  readonly kind: 'floats';
  readonly D: number;
  readonly query: number;
}

/** `Kernels.byteDistances` to records of bytes. */
export interface BytesScan extends AnyScan {
  readonly kind: 'bytes';
  readonly D: number;
  readonly shorts: number;
  readonly queryScale: number;
  readonly queryNorm: number;
}

/** `Kernels.scanBits`: each piece brings the query's code with it, which Hamming embedding signs for every cell anew. */
export interface BitsScan extends AnyScan {
  readonly kind: 'bits';
  readonly words: number;
}

export type ScanTask = CodesScan | BlocksScan | FloatsScan | BytesScan | BitsScan;

/** Addresses of what is scanned and of its ids u32 (count). Features come in pieces of at most `MOST_PIECE_ROWS`. */
export interface Piece {
  /** Codes, blocks, rows or records. */
  readonly data: number;
  readonly ids: number;
  /** Codes: their terms. Blocks: the table of the cell. Bits: the query's code. Else 0. */
  readonly terms: number;
  readonly count: number;
  /** Codes and blocks: what the cell brings to every distance. Else 0. */
  readonly base: number;
  /** Blocks: what the first code is called in the heap; those behind it follow. Else 0. */
  readonly first?: number;
}

export const MOST_PIECE_ROWS = 1024;

/** What a thread needs of its own while it scans. */
export function scanScratchBytes(task: ScanTask): number {
  if (task.kind === 'codes' || task.kind === 'bits') return 0;
  return task.kind === 'blocks' ? byteTableBytes(task.m) : 4 * MOST_PIECE_ROWS;
}

/** About what one thread takes for each code or feature, to tell much work from little (`npm run bench -- lanes`). */
export function scanNanoseconds(task: ScanTask): number {
  switch (task.kind) {
    case 'codes':
      return 0.2 * task.m;
    case 'blocks':
      return 0.06 * task.m;
    case 'floats':
      return 0.15 * task.D;
    case 'bytes':
      return 0.07 * task.D;
    case 'bits':
      return 0.3 * task.words;
  }
}

/** Offers all of the piece to the heap. */
export function scanPiece(kernels: Kernels, task: ScanTask, piece: Piece, heap: number, scratch: number): void {
  const { data, ids, terms, count, base, first = 0 } = piece;
  const { allowed } = task;
  if (count === 0) return;
  switch (task.kind) {
    case 'codes': {
      const { m, ksub, table, offset, termsAre } = task;
      const [additions, factors] = termsAre === 'additions' ? [terms, 0] : [0, terms];
      return kernels.scanCodes(data, ids, count, m, table, ksub, additions, factors, base, offset, allowed, heap);
    }
    case 'blocks':
      kernels.quantiseTable(terms, task.products, 1, task.m, scratch);
      return kernels.scanBlocks(data, ids, count, task.m, scratch, base, allowed, heap, first);
    case 'floats':
      kernels.squaredDistances(task.query, data, count, task.D, scratch);
      return kernels.offer(scratch, ids, count, allowed, heap);
    case 'bytes': {
      const { D, shorts, queryScale, queryNorm } = task;
      kernels.byteDistances(shorts, queryScale, queryNorm, data, 0, 0, count, D, scratch);
      return kernels.offer(scratch, ids, count, allowed, heap);
    }
    case 'bits':
      return kernels.scanBits(terms, data, ids, count, task.words, allowed, heap);
  }
}

/** In f64, which holds addresses as exactly as distances. */
const PIECE_NUMBERS = 6;
export const PIECE_BYTES = 8 * PIECE_NUMBERS;

/** @param address of `PIECE_BYTES` for each piece */
export function writePieces(memory: KernelMemory, address: number, pieces: readonly Piece[]): void {
  const numbers = new Float64Array(memory.buffer, address, PIECE_NUMBERS * pieces.length);
  pieces.forEach(({ data, ids, terms, count, base, first = 0 }, i) => {
    numbers.set([data, ids, terms, count, base, first], PIECE_NUMBERS * i);
  });
}

export function readPiece(memory: KernelMemory, address: number, i: number): Piece {
  const numbers = new Float64Array(memory.buffer, address + PIECE_BYTES * i, PIECE_NUMBERS);
  const [data, ids, terms, count, base, first] = numbers as unknown as [number, number, number, number, number, number];
  return { data, ids, terms, count, base, first };
}

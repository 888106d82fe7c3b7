// How 4-bit codes lie in memory for `scanBlocks`: blocks of 32 vectors, within a block 16 bytes for each part; byte b of
// part j holds the code of vector b in its low half and that of vector 16 + b in its high half. So one register holds a
// part of 32 vectors. Source: André, Kermarrec, Le Scouarnec, "Quicker ADC", TPAMI 2021; FAISS, pq4_fast_scan.h.

export const BLOCK_VECTORS = 32;

/** Bytes of the blocks that hold `count` codes of M parts; the last block is padded with zeros. */
export function codeBlocksBytes(count: number, M: number): number {
  return Math.ceil(count / BLOCK_VECTORS) * 16 * M;
}

/** Writes the code (M bytes, each below 16) of the vector at `position`. */
export function writeBlockCode(blocks: Uint8Array, M: number, position: number, code: ArrayLike<number>): void {
  const shift = (position & 16) >>> 2;
  for (let j = 0, at = firstByte(M, position); j < M; j++, at += 16) {
    blocks[at] = (blocks[at]! & (0xf0 >>> shift)) | (code[j]! << shift);
  }
}

/** The code (M bytes) of the vector at `position`. */
export function readBlockCode(blocks: Uint8Array, M: number, position: number): Uint8Array {
  const shift = (position & 16) >>> 2;
  const code = new Uint8Array(M);
  for (let j = 0, at = firstByte(M, position); j < M; j++, at += 16) code[j] = (blocks[at]! >>> shift) & 15;
  return code;
}

function firstByte(M: number, position: number): number {
  return (position >>> 5) * 16 * M + (position & 15);
}

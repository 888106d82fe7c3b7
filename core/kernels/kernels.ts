// The loops that searching and training spend their time in: one interface, carried out by AssemblyScript with SIMD
// (assembly/) or by its plain TypeScript twin (plain/), which says what each must do and stands in where it cannot run.
import type { KernelMemory } from './kernel-memory.ts';
import type { WasmMemory, WasmModule } from './web-assembly.ts';

/**
 * Arguments that name arrays are byte addresses in `memory`, 4-byte aligned (bytes: anywhere); arrays are row-major f32
 * unless said otherwise. Nothing is checked: shapes, code bytes below ksub and finite numbers are the caller's duty.
 * A kernel allocates nothing; where it needs room, the caller hands it scratch, one for each thread.
 * Sums of floats differ between kernels in the last bits; everything in whole numbers is equal everywhere.
 *
 * Notation: N points, D components, K centroids or rows, m parts of a vector, ksub centroids a part, dsub = D / m.
 */
export interface Kernels {
  readonly name: 'relaxed SIMD' | 'SIMD' | 'TypeScript';
  readonly memory: KernelMemory;
  /** What a worker thread needs to work in the same memory; may be posted to it. See `attachKernels`. */
  readonly handle: KernelsHandle;

  /** out[i] = query . rows[i]; rows (count, D). Cost O(count D). */
  innerProducts(query: number, rows: number, count: number, D: number, out: number): void;

  /** out[i] = ||query - rows[i]||^2; rows (count, D). Cost O(count D). */
  squaredDistances(query: number, rows: number, count: number, D: number, out: number): void;

  /** out (N, K): out[i, k] = points[i] . rows[k]; points (N, D), rows (K, D): the matrix product A B^T. Cost O(N K D). */
  multiply(points: number, N: number, rows: number, K: number, D: number, out: number): void;

  /**
   * The nearest of K centroids (K, D) for each of N points (N, D), the first of equals: assignment i32 (N), squared
   * distances f32 (N). `scratch`: `assignScratchBytes(K, D)`. Up to 16 components by differences, beyond by
   * ||x||^2 + ||c||^2 - 2 x.c, where rounding may choose another of two that are equally near to within some 1e-6 of
   * their norms. Cost O(N K D).
   */
  assignToNearest(
    points: number,
    N: number,
    D: number,
    centroids: number,
    K: number,
    scratch: number,
    assignment: number,
    distances: number,
  ): void;

  /**
   * Product-quantiser codes of points (N, D): codes u8 (N, m), byte j the nearest of the ksub centroids of part j;
   * codebooks (m, ksub, dsub); `scratch`: `encodeScratchBytes(D, m, ksub)`. Which of two equally near centroids (to
   * within rounding) is taken may differ between kernels. Cost O(N D ksub).
   */
  encode(
    points: number,
    N: number,
    D: number,
    codebooks: number,
    m: number,
    ksub: number,
    scratch: number,
    codes: number,
  ): void;

  /**
   * table (m, ksub): squared distance from each part of the query (m dsub) to each centroid of that part (m, ksub, dsub).
   * Jégou, Douze, Schmid, TPAMI 2011, equation 13. Cost O(m ksub dsub).
   */
  distanceTable(query: number, codebooks: number, m: number, ksub: number, dsub: number, table: number): void;

  /** The same with inner products in place of squared distances. */
  productTable(query: number, codebooks: number, m: number, ksub: number, dsub: number, table: number): void;

  /**
   * Asymmetric distances of 8-bit codes u8 (count, m), one byte a part:
   *
   *     distance_i = offset + additions[i] + factors[i] * (base + sum over j of table[j, codes[i, j]])
   *
   * Offers (distance_i, ids[i]) to `heap` where the id's bit is set in `allowed`. table (m, ksub), additions and factors
   * (count); additions 0 counts as zeros, factors 0 as ones; ids u32 (count), where 0 stands for the positions 0 .. count - 1.
   * Cost O(count m).
   */
  scanCodes(
    codes: number,
    ids: number,
    count: number,
    m: number,
    table: number,
    ksub: number,
    additions: number,
    factors: number,
    base: number,
    offset: number,
    allowed: number,
    heap: number,
  ): void;

  /**
   * The table of a query for `scanBlocks`, from terms + factor * products, both (M, 16); terms 0 counts as zeros.
   * `byteTable`: `byteTableBytes(M)`: each row less its smallest entry, in steps of one scale for all rows, u8 0 .. 63
   * (M, 16); then that scale and the sum of the smallest entries, f32. An entry is off by at most half a step. Six bits,
   * so that four entries add up within a byte. Cost O(M).
   */
  quantiseTable(terms: number, products: number, factor: number, M: number, byteTable: number): void;

  /**
   * Asymmetric distances of 4-bit codes in blocks of 32 (layout: code-blocks.ts), estimated by a table of bytes:
   *
   *     distance_i = offset + sum of smallest + scale * (sum over j of entries[j, code_ij])
   *
   * Offers (distance_i, first + i) to `heap` where the bit of ids[i] is set in `allowed`; ids as in `scanCodes`.
   * Source: André, Kermarrec, Le Scouarnec, "Quicker ADC", TPAMI 2021. Cost O(count M) at some 32 look-ups an instruction.
   */
  scanBlocks(
    blocks: number,
    ids: number,
    count: number,
    M: number,
    byteTable: number,
    offset: number,
    allowed: number,
    heap: number,
    first: number,
  ): void;

  /**
   * The query (D) in shorts i16 (D), as `byteDistances` wants it, and as large as D products with bytes can be summed
   * in 32 bits. @returns the scale: the query is about scale * shorts. Cost O(D).
   */
  toShorts(query: number, D: number, shorts: number): number;

  /**
   * Squared distances to vectors of bytes (layout: byte-records.ts), of which record r has scale, norm and components b:
   *
   *     out[i] = max(0, queryNorm + bases[i] + norm - 2 queryScale scale (shorts . b))
   *
   * with r at addresses[i], u32 (count); or, where `addresses` is 0, the records from `records` on, one behind the other,
   * and no bases. A norm is that of scale * b, squared. Where vectors lie around centres c, bases[i], f32 (count), is
   * -2 q.c, and a norm that of c + scale * b. Whole numbers but for the last step: the same result on every processor.
   * Cost O(count D).
   */
  byteDistances(
    shorts: number,
    queryScale: number,
    queryNorm: number,
    records: number,
    addresses: number,
    bases: number,
    count: number,
    D: number,
    out: number,
  ): void;

  /**
   * Hamming distances: how many bits of codes[i] differ from the query's; codes u32 (count, words). Offers them to `heap`
   * as `scanCodes` does. Cost O(count words).
   */
  scanBits(
    query: number,
    codes: number,
    ids: number,
    count: number,
    words: number,
    allowed: number,
    heap: number,
  ): void;

  /**
   * A grey picture (height, width) weighted along its rows and then its columns: weights (reach + 1) from the middle outwards,
   * the same to both sides; borders are mirrored about the outermost pixel. `scratch`: `blurScratchBytes(width, height, reach)`.
   * Cost O(width height reach).
   */
  blurPicture(
    picture: number,
    width: number,
    height: number,
    weights: number,
    reach: number,
    scratch: number,
    out: number,
  ): void;

  /** out[i] = a[i] - b[i]. Cost O(count). */
  subtract(a: number, b: number, count: number, out: number): void;

  /**
   * Pixels of `here` farther than `border` (at least 1) from its sides, of more than `floor` in size, beyond which none of the 26
   * around them in three pictures (height, width) lies, on their side of zero. `out`: their places row width + column, ascending,
   * u32, with room for all. @returns how many. Cost O(width height).
   */
  findPeaks(
    below: number,
    here: number,
    above: number,
    width: number,
    height: number,
    border: number,
    floor: number,
    out: number,
  ): number;

  /**
   * Directions of the gradients of a picture (height, width) around (x, y), whole numbers, up to `reach` pixels away each way,
   * weighted by their size and a Gaussian: out f32 (bins), bin 0 to the right, then clockwise as y points down. `scratch`: reach + 1
   * floats. Cost O(reach^2).
   */
  orientationHistogram(
    picture: number,
    width: number,
    height: number,
    x: number,
    y: number,
    sigma: number,
    reach: number,
    scratch: number,
    bins: number,
    out: number,
  ): void;

  /**
   * The histograms of a SIFT descriptor before they are cut and scaled: gradients around (x, y) in 4 x 4 cells of `side` pixels,
   * turned by the angle whose cosine and sine are given, each shared between the nearest two cells both ways and the nearest two of
   * 8 directions, counted anticlockwise from the angle. out f32 (6, 6, 8): the outer cells take what falls off.
   * Lowe, IJCV 2004, section 6. `scratch`: reach + 1 floats. Cost O(reach^2).
   */
  gradientCells(
    picture: number,
    width: number,
    height: number,
    x: number,
    y: number,
    side: number,
    cosine: number,
    sine: number,
    angle: number,
    reach: number,
    scratch: number,
    out: number,
  ): void;

  /**
   * Offers (max(0, distances[i]), ids[i]) for i < count to `heap` (heap.ts), which keeps the nearest k, equal distances
   * by id. ids 0 stands for positions. `allowed` is a bitmap of u32 words by id (bit id & 31 of word id >>> 5) that must
   * reach the largest id offered; 0 allows all. Cost O(count), and at most O(log k) for each that is kept.
   */
  offer(distances: number, ids: number, count: number, allowed: number, heap: number): void;

  /** Brings the results to the first `heapCount` entries, in no order; more may be offered afterwards. Cost O(k). */
  settleHeap(heap: number): void;

  /** The same, nearest first; the heap takes no more offers until emptied. Cost O(k log k). */
  sortHeap(heap: number): void;
}

export interface KernelsHandle {
  /** Null for the plain twin. */
  readonly module: WasmModule | null;
  readonly memory: WasmMemory;
}

export function assignScratchBytes(K: number, D: number): number {
  return D <= DIRECT_DIMENSIONS ? 4 * (K + 7) * (D + 1) : 4 * K + 64 * Math.min(K, 512);
}

/** Up to so many components, differences cost no more than products and lose nothing to cancellation. */
export const DIRECT_DIMENSIONS = 16;

export function encodeScratchBytes(D: number, m: number, ksub: number): number {
  return 4 * (ksub + 7) * (D + m);
}

/** Bytes, scale and sum, and room for the table in floats. */
export function byteTableBytes(M: number): number {
  return 80 * M + 8;
}

/** A row with its mirrored ends, and the picture with its mirrored rows. */
export function blurScratchBytes(width: number, height: number, reach: number): number {
  return 4 * (width + 2 * reach + width * (height + 2 * reach));
}

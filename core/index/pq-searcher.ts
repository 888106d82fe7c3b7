// Exhaustive search over product codes: every code's distance is estimated, from the query as it is (ADC) or from the
// query quantised as well (SDC), with or without the term for what quantising loses.
// Source: Jégou, Douze, Schmid, TPAMI 2011, section III. With q(x) the decoded code of x,
//
//   SDC (equation 12)   ||q(x) - q(y)||^2  =  sum over j of  symmetric table[x_j, y_j]
//   ADC (equation 13)   ||x - q(y)||^2     =  sum over j of  distance table of x[y_j]
//
// Both underestimate the true squared distance, on average by what was lost of y (and of x). The corrected estimators
// (section III-C) add the mean loss of the centroids that stand for y, xi_j(y_j), and for SDC that of x's. The terms of
// y go into the table, so that every estimator is scanned by the same kernel. The corrected ones tell the distance
// better; they do not rank better, as the term also pushes back neighbours that happen to lie in wide cells.
import { expectInteger, expectLength, expectVector } from '../checks.ts';
import { unexpected } from '../errors.ts';
import { takeSorted } from '../kernels/heap.ts';
import { bytesAt, floatsAt } from '../kernels/kernel-memory.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { createPlainKernels } from '../kernels/plain/plain-kernels.ts';
import type { ProductQuantiser } from '../quantise/product-quantiser.ts';
import { SymmetricDistances } from '../quantise/symmetric-distances.ts';
import type { Parallel } from '../parallel.ts';
import { createOneLane } from '../parallel.ts';
import type { Piece } from '../scan-task.ts';
import { GrowingBlock } from './growing-block.ts';
import { LARGEST_ID } from './id-set.ts';
import { RowIds } from './row-ids.ts';
import { SearchRoom } from './search-room.ts';
import type { SearchOptions, SearchResult, Searcher } from './searcher.ts';
import { emptyResult, expectSearch, mayGoOn, wantedCount } from './searcher.ts';
import { SharedScan } from './shared-scan.ts';

/** Codes scanned between two looks at the abort, and given to a lane at once: some hundredths of a millisecond. */
const BATCH_CODES = 16_384;

/** How the distance to a code is estimated. */
export interface Estimate {
  /** ADC or SDC; asymmetric by default. */
  readonly estimator?: 'asymmetric' | 'symmetric' | undefined;
  /** With the term for the quantiser's own error; false by default. */
  readonly corrected?: boolean | undefined;
}

export interface PqSearcherOptions extends Estimate {
  /** Shape (m, ksub), from `measureDistortions`: what the corrected estimators add. */
  readonly distortions?: Float32Array | undefined;
  /** Plain TypeScript by default. */
  readonly kernels?: Kernels | undefined;
  /** Lanes that large scans are dealt out to, over the memory of these kernels; by default the calling thread. */
  readonly parallel?: Parallel | undefined;
}

/** Memory: m + 8 bytes a vector, up to half as much again in reserve. */
export class PqSearcher implements Searcher {
  readonly quantiser: ProductQuantiser;
  readonly kernels: Kernels;
  private readonly estimate: Estimate;
  private readonly distortions: Float32Array | undefined;
  private readonly rows: RowIds;
  private readonly codes: GrowingBlock;
  private readonly room: SearchRoom;
  private readonly scan: SharedScan;
  private readonly heap: GrowingBlock;
  private readonly codebooks: number;
  private readonly query: number;
  private readonly table: number;
  /** Made when it is first asked for. */
  private symmetric: SymmetricDistances | null = null;

  /** @throws CoreError `shape` for distortions of another quantiser, `parameter` as `withEstimate`; `memory` */
  constructor(quantiser: ProductQuantiser, options: PqSearcherOptions = {}) {
    const { kernels = createPlainKernels(), distortions } = options;
    if (distortions) expectLength('distortions', distortions, quantiser.m * quantiser.ksub);
    this.quantiser = quantiser;
    this.kernels = kernels;
    this.estimate = options;
    this.distortions = distortions;
    this.expectDistortions(options);
    this.rows = new RowIds(kernels.memory);
    this.codes = new GrowingBlock(kernels.memory);
    this.room = new SearchRoom(kernels.memory);
    this.scan = new SharedScan(this.room, options.parallel ?? createOneLane(kernels));
    this.heap = this.room.growingBlock();
    this.query = this.room.bytes(4 * quantiser.dimension);
    this.table = this.room.bytes(4 * quantiser.m * quantiser.ksub);
    this.codebooks = this.room.bytes(4 * quantiser.codebooks.length);
    floatsAt(kernels.memory, this.codebooks, quantiser.codebooks.length).set(quantiser.codebooks);
  }

  get dimension(): number {
    return this.quantiser.dimension;
  }

  get size(): number {
    return this.rows.size;
  }

  /** Memory of the table from id to row, which lies outside the kernel memory. */
  get tableBytes(): number {
    return this.rows.tableBytes;
  }

  /** Makes room for so many at once, where more would be taken half by half. @throws CoreError `memory` */
  reserve(capacity: number): void {
    this.codes.reserve(capacity * this.quantiser.m);
    this.rows.reserve(capacity);
  }

  /** @throws CoreError `id` for an id that is taken; `shape`, `not-finite`, `memory`. Many at once: `addCodes` */
  add(id: number, feature: Float32Array): void {
    expectVector('feature', feature, this.dimension);
    this.addCodes([id], this.quantiser.encode(feature));
  }

  /**
   * @param codes shape (ids.length, m), as `encodeAll` gives them
   * @throws CoreError `id`, `shape`, `memory`, `damaged` for an index beyond ksub; nothing is added then
   */
  addCodes(ids: ArrayLike<number>, codes: Uint8Array): void {
    const { m, ksub } = this.quantiser;
    expectLength('codes', codes, ids.length * m);
    const beyond = ksub < 256 ? codes.findIndex((index) => index >= ksub) : -1;
    if (beyond >= 0) throw unexpected('damaged', `codes, byte ${beyond}`, `an index below ${ksub}`, codes[beyond]);
    this.expectFree(ids);
    const size = this.size + ids.length;
    if (size > this.rows.capacity) this.reserve(Math.max(size, Math.ceil(this.size * 1.5)));
    bytesAt(this.kernels.memory, this.codes.address + this.size * m, codes.length).set(codes);
    for (let i = 0; i < ids.length; i++) this.rows.push(ids[i]!);
  }

  /** The last code takes the place. Returns whether the id was there. */
  remove(id: number): boolean {
    const row = this.rows.remove(id);
    if (row === undefined) return false;
    const { m } = this.quantiser;
    const codes = bytesAt(this.kernels.memory, this.codes.address, (this.size + 1) * m);
    codes.copyWithin(row * m, this.size * m, (this.size + 1) * m);
    return true;
  }

  /** By the estimator it was made with; `nprobe` means nothing here. Cost O(ksub D + N m). */
  search(query: Float32Array, options: SearchOptions): SearchResult {
    return this.searchBy(this.estimate, query, options);
  }

  /**
   * The same codes searched by another estimator; lives and ends with this searcher.
   * @throws CoreError `parameter` when it is to be corrected and no distortions are known
   */
  withEstimate(estimate: Estimate): Searcher {
    this.expectDistortions(estimate);
    const size = (): number => this.size;
    return {
      dimension: this.dimension,
      get size() {
        return size();
      },
      search: (query, options) => this.searchBy(estimate, query, options),
    };
  }

  /** Gives all kernel memory back; the searcher must not be used afterwards. */
  release(): void {
    this.rows.release();
    this.codes.release();
    this.room.release();
  }

  private searchBy(estimate: Estimate, query: Float32Array, options: SearchOptions): SearchResult {
    expectSearch(this, query, options);
    const k = wantedCount(this, options);
    if (k === 0) return emptyResult();
    const { kernels, rows, table } = this;
    const { m, ksub } = this.quantiser;
    const heap = this.room.emptyHeap(this.heap, k);
    const allowed = this.room.placeFilter(options.allowed, rows.largestId);
    const offset = this.placeTable(estimate, query);
    const task = { kind: 'codes', m, ksub, table, offset, termsAre: 'additions', allowed } as const;
    const { visitedCount } = this.scan.run(task, this.pieces(), heap, () => mayGoOn(options));
    return { ...takeSorted(kernels, heap), visitedCount, probedCount: 0, complete: visitedCount === this.size };
  }

  private pieces(): Piece[] {
    const { codes, rows, size } = this;
    return Array.from({ length: Math.ceil(size / BATCH_CODES) }, (_, i) => {
      const from = i * BATCH_CODES;
      const count = Math.min(BATCH_CODES, size - from);
      return { data: codes.address + from * this.quantiser.m, ids: rows.address + 4 * from, terms: 0, count, base: 0 };
    });
  }

  /** Writes the query's table. @returns what is to be added to every sum */
  private placeTable({ estimator, corrected = false }: Estimate, query: Float32Array): number {
    const { kernels, quantiser, distortions } = this;
    const { m, ksub, dsub, dimension } = quantiser;
    const table = floatsAt(kernels.memory, this.table, m * ksub);
    let offset = 0;
    if (estimator === 'symmetric') {
      const code = quantiser.encode(query);
      this.symmetric ??= new SymmetricDistances(quantiser);
      this.symmetric.tableOf(code, table);
      if (corrected) for (let j = 0; j < m; j++) offset += distortions![j * ksub + code[j]!]!;
    } else {
      floatsAt(kernels.memory, this.query, dimension).set(quantiser.arrange(query));
      kernels.distanceTable(this.query, this.codebooks, m, ksub, dsub, this.table);
    }
    if (corrected) for (let entry = 0; entry < table.length; entry++) table[entry]! += distortions![entry]!;
    return offset;
  }

  private expectDistortions({ corrected = false }: Estimate): void {
    if (corrected && !this.distortions) {
      throw unexpected('parameter', 'corrected', 'the distortions of the quantiser beside it', 'none');
    }
  }

  private expectFree(ids: ArrayLike<number>): void {
    const seen = new Set<number>();
    for (let i = 0; i < ids.length; i++) {
      expectInteger('id', ids[i]!, 0, LARGEST_ID);
      if (this.rows.rowOf(ids[i]!) !== undefined || seen.has(ids[i]!)) {
        throw unexpected('id', 'add', 'an id that is not yet here', ids[i]);
      }
      seen.add(ids[i]!);
    }
  }
}

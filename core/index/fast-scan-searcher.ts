// Fast scan and re-ranking: 4-bit codes, whose tables fit into registers, choose candidates; their features, kept at
// eight bits a component, decide. Source: André, Kermarrec, Le Scouarnec, "Quicker ADC", TPAMI 2021; re-ranking:
// Jégou, Tavenard, Douze, Amsaleg, "Searching in one billion vectors: re-rank with source coding", ICASSP 2011.
//
// The codes are of residuals. With b_j the codebook entry that a code names in part j, c the centroid of the cell,
//
//   ||q - (c + r)||^2  =  ||q||^2 + ||c||^2 - 2 q.c  +  sum over j of ( ||b_j||^2 + 2 c_j.b_j  -  2 q_j.b_j )
//                         one per query and cell                       table of the cell       table of the query
//
// and the sum of the two tables is put into bytes once for each cell probed. A candidate's length is not put right, as
// IVFADC does: its feature will be measured. Of that, the bytes hold the difference from the centroid of its cell: half
// as large as the feature, it is kept twice as finely.
import { HEAP_HEADER_BYTES, heapCount, takeSorted } from '../kernels/heap.ts';
import { floatsAt, wordsAt } from '../kernels/kernel-memory.ts';
import { squaredNorm } from '../linalg/dot.ts';
import { row } from '../linalg/matrix.ts';
import type { Parallel } from '../parallel.ts';
import { createOneLane } from '../parallel.ts';
import type { BlocksScan, Piece } from '../scan-task.ts';
import type { BlockFile } from './block-file.ts';
import type { CellRanking } from './cell-ranking.ts';
import { FlatRanking } from './cell-ranking.ts';
import { ByteRows } from './feature-rows.ts';
import type { CellCode, Generation } from './generation.ts';
import type { GrowingBlock } from './growing-block.ts';
import { probeCells } from './probe-cells.ts';
import { RowIds } from './row-ids.ts';
import { SearchRoom } from './search-room.ts';
import type { SearchOptions, SearchResult, Searcher } from './searcher.ts';
import { emptyResult, expectSearch, wantedCount } from './searcher.ts';
import { SharedScan } from './shared-scan.ts';
import { chooseProbes } from './sizes.ts';

/** Candidates whose features are measured, where the search does not say: so many a result wanted, at least so many. */
const CANDIDATES_PER_RESULT = 20;
const FEWEST_CANDIDATES = 200;

export interface FastScanOptions {
  /** How cells are chosen; by default all centroids are measured. */
  readonly ranking?: CellRanking | undefined;
  /** Lanes that large scans are dealt out to, over the memory of the file's kernels; by default the calling thread. */
  readonly parallel?: Parallel | undefined;
}

/** Memory beside the codes: D + 16 bytes a photo for features in bytes, up to half as much again in reserve. */
export class FastScanSearcher implements Searcher {
  readonly file: BlockFile;
  private readonly features: ByteRows;
  private readonly rows: RowIds;
  private readonly ranking: CellRanking;
  private readonly room: SearchRoom;
  private readonly scan: SharedScan;
  private readonly heap: GrowingBlock;
  private readonly candidates: GrowingBlock;
  /** Of the candidates: ids, rows, bases and distances, each of four bytes. */
  private readonly measured: GrowingBlock;
  private readonly query: number;
  private readonly products: number;
  /** -2 q.c of each cell that the query looked into. */
  private readonly bases: Float32Array;

  /** @param file empty; it is filled through this searcher. @throws CoreError `memory` */
  constructor(file: BlockFile, { ranking, parallel }: FastScanOptions = {}) {
    const { dimension, m, ksub, nlist } = file.generation;
    const { memory } = file.kernels;
    this.file = file;
    this.features = new ByteRows(dimension, file.kernels);
    this.rows = new RowIds(memory);
    this.ranking = ranking ?? new FlatRanking(file.placed);
    this.room = new SearchRoom(memory);
    this.scan = new SharedScan(this.room, parallel ?? createOneLane(file.kernels));
    this.heap = this.room.growingBlock();
    this.candidates = this.room.growingBlock();
    this.measured = this.room.growingBlock();
    this.query = this.room.bytes(4 * dimension);
    this.products = this.room.bytes(4 * m * ksub);
    this.bases = new Float32Array(nlist);
  }

  get generation(): Generation {
    return this.file.generation;
  }

  get dimension(): number {
    return this.generation.dimension;
  }

  get size(): number {
    return this.file.size;
  }

  /** Memory of the tables from id to cell and to row, which lie outside the kernel memory. */
  get tableBytes(): number {
    return this.file.tableBytes + this.rows.tableBytes;
  }

  /** Makes room for so many features at once, where more would be taken half by half. @throws CoreError `memory` */
  reserve(capacity: number): void {
    this.features.reserve(capacity);
    this.rows.reserve(capacity);
  }

  /** @param code what the generation encodes the feature to. @throws CoreError `id`, `shape`, `not-finite`, `damaged`, `memory` */
  add(id: number, feature: Float32Array, code: CellCode = this.generation.encode(feature)): void {
    if (this.size === this.rows.capacity) this.reserve(Math.max(16, Math.ceil(this.size * 1.5)));
    this.features.writeAround(this.size, feature, row(this.generation.coarse, code.cell));
    this.file.add(id, code);
    this.rows.push(id);
  }

  /** Returns whether the id was there. */
  remove(id: number): boolean {
    const row = this.rows.remove(id);
    if (row === undefined) return false;
    this.features.copy(this.rows.size, row);
    return this.file.remove(id);
  }

  /**
   * Probes cells as IVFADC does until at least k candidates are found; measures the features of `candidates` of them.
   * Cost O((nlist + 16) D + visited m + candidates D).
   */
  search(query: Float32Array, options: SearchOptions): SearchResult {
    expectSearch(this, query, options);
    const k = wantedCount(this, options);
    if (k === 0) return emptyResult();
    const { kernels } = this.file;
    const { memory } = kernels;
    const { scan, ranking } = this;
    const { nprobe = chooseProbes(this.size, this.generation.nlist) } = options;
    const candidates = this.room.emptyHeap(this.candidates, this.candidateCount(k, options));
    const task = this.scanTask(query, this.room.placeFilter(options.allowed, this.file.largestId));
    const queryNorm = squaredNorm(query);
    ranking.start(this.query, queryNorm, nprobe);
    const pieceAt = ({ cell, product }: CellRanking): Piece => this.piece(cell, product, queryNorm);
    const probed = probeCells({ memory, scan, task, ranking, pieceAt, heap: candidates, k, nprobe }, options);
    const heap = this.rankAgain(query, candidates, k);
    return { ...takeSorted(kernels, heap), ...probed };
  }

  /** Gives the searcher's kernel memory back, and that of the features; the file keeps its own. */
  release(): void {
    this.ranking.release();
    this.room.release();
    this.features.release();
    this.rows.release();
  }

  private candidateCount(k: number, { candidates }: SearchOptions): number {
    const wanted = candidates ?? Math.max(FEWEST_CANDIDATES, CANDIDATES_PER_RESULT * k);
    return Math.min(this.size, Math.max(k, wanted));
  }

  /** Writes -2 q and its table of inner products. */
  private scanTask(query: Float32Array, allowed: number): BlocksScan {
    const { placed } = this.file;
    const doubled = floatsAt(placed.kernels.memory, this.query, query.length);
    for (let i = 0; i < query.length; i++) doubled[i] = -2 * query[i]!;
    placed.productTable(doubled, this.query, this.products);
    return { kind: 'blocks', m: this.generation.m, products: this.products, allowed };
  }

  private piece(cell: number, product: number, queryNorm: number): Piece {
    const { count, ids, blocks, norms } = this.file.list(cell);
    this.bases[cell] = product;
    return { data: blocks, ids, terms: norms, count, base: queryNorm + this.file.placed.coarseNorms[cell]! + product };
  }

  /** The k nearest of the candidates by their features. @returns the address of their heap */
  private rankAgain(query: Float32Array, candidates: number, k: number): number {
    const { file, features, rows, bases } = this;
    const { kernels } = file;
    const { memory } = kernels;
    kernels.settleHeap(candidates);
    const count = heapCount(memory, candidates);
    const ids = this.measured.reserve(16 * count);
    const [numbers, basesAt, distances] = [ids + 4 * count, ids + 8 * count, ids + 12 * count];
    const heap = this.room.emptyHeap(this.heap, k);
    const entries = wordsAt(memory, candidates + HEAP_HEADER_BYTES, 2 * count);
    const words = wordsAt(memory, ids, 2 * count);
    const basesOf = floatsAt(memory, basesAt, count);
    // Apart, so that many places in the tables are on their way from memory at once.
    for (let i = 0; i < count; i++) words[i] = entries[2 * i]!;
    for (let i = 0; i < count; i++) words[count + i] = rows.rowOf(words[i]!)!;
    for (let i = 0; i < count; i++) basesOf[i] = bases[file.cellOf(words[i]!)!]!;
    features.startQuery(query);
    features.squaredDistancesTo(numbers, basesAt, count, distances);
    kernels.offer(distances, ids, count, 0, heap);
    return heap;
  }
}

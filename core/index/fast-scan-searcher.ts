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
// IVFADC does: its feature will be measured.
import { expectInteger } from '../checks.ts';
import { HEAP_HEADER_BYTES, heapCount, takeSorted } from '../kernels/heap.ts';
import { byteRecordBytes } from '../kernels/byte-records.ts';
import { floatsAt, wordsAt } from '../kernels/kernel-memory.ts';
import { squaredNorm } from '../linalg/dot.ts';
import type { Parallel } from '../parallel.ts';
import { createOneLane } from '../parallel.ts';
import type { BlocksScan, Piece } from '../scan-task.ts';
import type { CellRanking } from './cell-ranking.ts';
import { FlatRanking } from './cell-ranking.ts';
import { ByteQuery } from './byte-query.ts';
import type { CellCodes } from './cell-lists.ts';
import type { FastScanFile, FastScanList } from './fast-scan-file.ts';
import type { CellCode, Generation } from './generation.ts';
import type { GrowingBlock } from './growing-block.ts';
import { LARGEST_ID } from './id-set.ts';
import { LookedAt } from './looked-at.ts';
import { probeCells } from './probe-cells.ts';
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

export class FastScanSearcher implements Searcher {
  readonly file: FastScanFile;
  private readonly ranking: CellRanking;
  private readonly room: SearchRoom;
  private readonly scan: SharedScan;
  private readonly heap: GrowingBlock;
  private readonly candidates: GrowingBlock;
  /** Of the candidates: ids, addresses of their bytes, bases and distances, each of four bytes. */
  private readonly measured: GrowingBlock;
  private readonly query: number;
  private readonly byteQuery: ByteQuery;
  private readonly products: number;
  private readonly lookedAt = new LookedAt<FastScanList & { readonly product: number }>();

  /** @throws CoreError `memory` */
  constructor(file: FastScanFile, { ranking, parallel }: FastScanOptions = {}) {
    const { dimension, m, ksub } = file.generation;
    const { memory } = file.kernels;
    this.file = file;
    this.ranking = ranking ?? new FlatRanking(file.placed);
    this.room = new SearchRoom(memory);
    this.scan = new SharedScan(this.room, parallel ?? createOneLane(file.kernels));
    this.heap = this.room.growingBlock();
    this.candidates = this.room.growingBlock();
    this.measured = this.room.growingBlock();
    this.query = this.room.bytes(4 * dimension);
    this.byteQuery = new ByteQuery(dimension, file.kernels);
    this.products = this.room.bytes(4 * m * ksub);
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

  /** Memory of the table from id to cell, which lies outside the kernel memory. */
  get tableBytes(): number {
    return this.file.tableBytes;
  }

  /** @param code what the generation encodes the feature to. @throws CoreError `id`, `shape`, `not-finite`, `damaged`, `memory` */
  add(id: number, feature: Float32Array, { cell, code }: CellCode = this.generation.encode(feature)): void {
    expectInteger('id', id, 0, LARGEST_ID);
    this.append({ cell, ids: Uint32Array.of(id), codes: code }, () => feature);
  }

  /** See `FastScanFile.appendWithFeatures`. */
  append(codes: CellCodes, featureAt: (place: number) => Float32Array): void {
    this.file.appendWithFeatures(codes, featureAt);
  }

  /** Returns whether the id was there. */
  remove(id: number): boolean {
    return this.file.remove(id);
  }

  /**
   * Probes cells as IVFADC does until at least k candidates are found; measures the features of `candidates` of them. Of
   * candidates that the codes hold equally near, those of nearer cells are measured.
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
    this.lookedAt.clear();
    ranking.start(this.query, queryNorm, nprobe);
    const pieceAt = ({ cell, product }: CellRanking): Piece => this.piece(cell, product, queryNorm);
    const probed = probeCells({ memory, scan, task, ranking, pieceAt, heap: candidates, k, nprobe }, options);
    const heap = this.rankAgain(query, candidates, k);
    return { ...takeSorted(kernels, heap), ...probed };
  }

  /** Gives the searcher's kernel memory back; the file keeps its own. */
  release(): void {
    this.ranking.release();
    this.room.release();
    this.byteQuery.release();
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
    const list = { ...this.file.list(cell), product };
    const { count, ids, blocks, norms } = list;
    const base = queryNorm + this.file.placed.coarseNorms[cell]! + product;
    return { data: blocks, ids, terms: norms, count, base, first: this.lookedAt.add(list, count) };
  }

  /** The k nearest of the candidates by their features. @returns the address of their heap */
  private rankAgain(query: Float32Array, candidates: number, k: number): number {
    const { byteQuery } = this;
    const { kernels, generation } = this.file;
    const { memory } = kernels;
    kernels.settleHeap(candidates);
    const count = heapCount(memory, candidates);
    const ids = this.measured.reserve(16 * count);
    const [addresses, bases, distances] = [ids + 4 * count, ids + 8 * count, ids + 12 * count];
    const heap = this.room.emptyHeap(this.heap, k);
    this.findCandidates(candidates, count, ids, bases);
    byteQuery.start(query);
    const { shorts, scale, norm } = byteQuery;
    kernels.byteDistances(shorts, scale, norm, 0, addresses, bases, count, generation.dimension, distances);
    kernels.offer(distances, ids, count, 0, heap);
    return heap;
  }

  /** Writes ids, addresses behind them, and bases. */
  private findCandidates(candidates: number, count: number, ids: number, bases: number): void {
    const { lookedAt } = this;
    const { lists } = lookedAt;
    const { memory } = this.file.kernels;
    const recordBytes = byteRecordBytes(this.dimension);
    const entries = wordsAt(memory, candidates + HEAP_HEADER_BYTES, 2 * count);
    const words = wordsAt(memory, 0, memory.buffer.byteLength >>> 2);
    const basesOf = floatsAt(memory, bases, count);
    for (let i = 0, at = ids >>> 2; i < count; i++, at++) {
      const number = entries[2 * i]!;
      const list = lookedAt.listOf(number);
      const place = lookedAt.placeIn(list, number);
      const { ids: idsOfList, records, product } = lists[list]!;
      words[at] = words[(idsOfList >>> 2) + place]!;
      words[at + count] = records + recordBytes * place;
      basesOf[i] = product;
    }
  }
}

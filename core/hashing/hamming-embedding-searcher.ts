// Search by Hamming embedding: the signatures of the nearest cells are compared, each cell's with the query signed for it.
import { expectInteger, expectVector } from '../checks.ts';
import { unexpected } from '../errors.ts';
import { CellColumns } from '../index/cell-columns.ts';
import type { CellRanking } from '../index/cell-ranking.ts';
import { FlatRanking } from '../index/cell-ranking.ts';
import type { GrowingBlock } from '../index/growing-block.ts';
import { LARGEST_ID } from '../index/id-set.ts';
import { probeCells } from '../index/probe-cells.ts';
import { SearchRoom } from '../index/search-room.ts';
import type { SearchOptions, SearchResult, Searcher } from '../index/searcher.ts';
import { emptyResult, expectSearch, wantedCount } from '../index/searcher.ts';
import { SharedScan } from '../index/shared-scan.ts';
import { takeSorted } from '../kernels/heap.ts';
import { floatsAt, wordsAt } from '../kernels/kernel-memory.ts';
import { KernelRoom } from '../kernels/kernel-room.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { createPlainKernels } from '../kernels/plain/plain-kernels.ts';
import { rowNorms, squaredNorm } from '../linalg/dot.ts';
import type { Parallel } from '../parallel.ts';
import { createOneLane } from '../parallel.ts';
import type { Piece } from '../scan-task.ts';
import type { HammingEmbedding } from './hamming-embedding.ts';
import { wordsOf } from './hasher.ts';

/** As in the paper's experiments on SIFT, where one cell is looked into. */
const USUAL_PROBES = 1;

/** Columns of a cell. */
const [CODES, IDS] = [0, 1];

export interface HammingEmbeddingSearcherOptions {
  /** Plain TypeScript by default. */
  readonly kernels?: Kernels | undefined;
  /** Lanes that large scans are dealt out to, over the memory of the kernels; by default the calling thread. */
  readonly parallel?: Parallel | undefined;
}

/**
 * Distances of its answers are numbers of bits: vectors of different cells are compared as if their signatures were of one.
 * Memory: b / 8 + 4 bytes a vector, up to half as much again in reserve; 4 nlist D for the centroids in kernel memory.
 */
export class HammingEmbeddingSearcher implements Searcher {
  readonly embedding: HammingEmbedding;
  readonly kernels: Kernels;
  private readonly words: number;
  private readonly columns: CellColumns;
  private readonly ids = new Set<number>();
  private largestId = 0;
  private readonly centroids: KernelRoom;
  private readonly ranking: CellRanking;
  private readonly room: SearchRoom;
  private readonly scan: SharedScan;
  private readonly heap: GrowingBlock;
  /** -2 q, as rankings want it (D). */
  private readonly doubled: number;
  /** The query's signature for each cell (nlist, words), written for those that are looked into. */
  private readonly signatures: number;

  /** @throws CoreError `memory` */
  constructor(
    embedding: HammingEmbedding,
    { kernels = createPlainKernels(), parallel }: HammingEmbeddingSearcherOptions = {},
  ) {
    const { memory } = kernels;
    const { nlist, dimension, centroids } = embedding;
    this.embedding = embedding;
    this.kernels = kernels;
    this.words = wordsOf(embedding.bits);
    this.columns = new CellColumns(memory, nlist, { entryBytes: [4 * this.words, 4], unit: 1 });
    this.centroids = new KernelRoom(memory);
    const coarse = this.centroids.copy(centroids.data);
    this.ranking = new FlatRanking({ kernels, nlist, dimension, coarse, coarseNorms: rowNorms(centroids) });
    this.room = new SearchRoom(memory);
    this.scan = new SharedScan(this.room, parallel ?? createOneLane(kernels));
    this.heap = this.room.growingBlock();
    this.doubled = this.room.bytes(4 * dimension);
    this.signatures = this.room.bytes(4 * this.words * nlist);
  }

  get dimension(): number {
    return this.embedding.dimension;
  }

  get size(): number {
    return this.ids.size;
  }

  /** @throws CoreError `id` for an id that is taken; `shape`, `not-finite`, `memory`. Cost O(nlist D + b D) */
  add(id: number, feature: Float32Array): void {
    expectInteger('id', id, 0, LARGEST_ID);
    expectVector('feature', feature, this.dimension);
    if (this.ids.has(id)) throw unexpected('id', 'add', 'an id that is not yet here', id);
    this.rankCells(feature, 1);
    this.ranking.next();
    const { cell } = this.ranking;
    const count = this.columns.count(cell);
    this.columns.resize(cell, count + 1);
    const code = this.columns.column(cell, CODES) + 4 * this.words * count;
    this.sign(this.embedding.project(feature), cell, code);
    wordsAt(this.kernels.memory, this.columns.column(cell, IDS) + 4 * count, 1)[0] = id;
    this.ids.add(id);
    this.largestId = Math.max(this.largestId, id);
  }

  /** `nprobe` cells, one by default, and further ones until k are found. Cost O(nlist D + b D + codes b / 64). */
  search(query: Float32Array, options: SearchOptions): SearchResult {
    expectSearch(this, query, options);
    const k = wantedCount(this, options);
    if (k === 0) return emptyResult();
    const { ranking, room, scan } = this;
    const { nprobe = USUAL_PROBES } = options;
    const heap = room.emptyHeap(this.heap, k);
    const task = {
      kind: 'bits',
      words: this.words,
      allowed: room.placeFilter(options.allowed, this.largestId),
    } as const;
    const projections = this.embedding.project(query);
    this.rankCells(query, nprobe);
    const pieceAt = ({ cell }: CellRanking): Piece => this.piece(cell, projections);
    const probed = probeCells({ memory: room.memory, scan, task, ranking, pieceAt, heap, k, nprobe }, options);
    return { ...takeSorted(this.kernels, heap), ...probed };
  }

  /** Gives all kernel memory back; the searcher must not be used afterwards. */
  release(): void {
    this.columns.release();
    this.ranking.release();
    this.centroids.release();
    this.room.release();
  }

  /** Starts the ranking; equally near cells by number. */
  private rankCells(vector: Float32Array, wanted: number): void {
    const doubled = floatsAt(this.kernels.memory, this.doubled, this.dimension);
    for (let i = 0; i < vector.length; i++) doubled[i] = -2 * vector[i]!;
    this.ranking.start(this.doubled, squaredNorm(vector), wanted);
  }

  private piece(cell: number, projections: Float32Array): Piece {
    const { columns } = this;
    const count = columns.count(cell);
    const signature = this.signatures + 4 * this.words * cell;
    this.sign(projections, cell, signature);
    return { data: columns.column(cell, CODES), ids: columns.column(cell, IDS), terms: signature, count, base: 0 };
  }

  /** @param address where the signature goes (words) */
  private sign(projections: Float32Array, cell: number, address: number): void {
    wordsAt(this.kernels.memory, address, this.words).set(this.embedding.sign(projections, cell));
  }
}

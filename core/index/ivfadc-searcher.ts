// IVFADC: choose the cells nearest to the query, then rank their codes by asymmetric distance.
// Source: Jégou, Douze, Schmid, TPAMI 2011, section IV; the splitting of the distance as in FAISS's IndexIVFPQ.cpp.
//
// With q the query, c the centroid of a cell and r the decoded residual, the distance to the decoded feature c + r is
//
//   ||q - (c + r)||^2  =  ||q||^2       +  ||c + r||^2   -  2 (q.c           +  q.r)
//                         one per query    one per code        one per cell     sum over the m parts
//
// and q.r is a sum of inner products of the query's parts with codebook centroids, the same whatever the cell. So one
// table a query serves all cells, where the paper's residual form ||(q - c) - r||^2 needs a table for each cell probed.
// FAISS splits ||c + r||^2 further, into ||c||^2 + (||r||^2 + 2 c.r), tabulated per cell and part; one float kept with
// each code is as exact. Where features have length one, so has the decoded x = (c + r) / ||c + r||, and
//
//   ||q - x||^2  =  ||q||^2 + 1 - 2 / ||c + r|| (q.c + q.r)
//
// So each code brings one number, its term: ||c + r||^2 to be added, or 1 / ||c + r|| to be multiplied with.
import { takeSorted } from '../kernels/heap.ts';
import { floatsAt } from '../kernels/kernel-memory.ts';
import { squaredNorm } from '../linalg/dot.ts';
import type { Parallel } from '../parallel.ts';
import { createOneLane } from '../parallel.ts';
import type { CodesScan, Piece } from '../scan-task.ts';
import type { CellRanking } from './cell-ranking.ts';
import { FlatRanking } from './cell-ranking.ts';
import type { Generation } from './generation.ts';
import type { GrowingBlock } from './growing-block.ts';
import type { InvertedFile } from './inverted-file.ts';
import { probeCells } from './probe-cells.ts';
import { SearchRoom } from './search-room.ts';
import type { SearchOptions, SearchResult, Searcher } from './searcher.ts';
import { emptyResult, expectSearch, wantedCount } from './searcher.ts';
import { SharedScan } from './shared-scan.ts';
import { chooseProbes } from './sizes.ts';

export interface IvfadcOptions {
  /** How cells are chosen; by default all centroids are measured. */
  readonly ranking?: CellRanking | undefined;
  /** Lanes that large scans are dealt out to, over the memory of the file's kernels; by default the calling thread. */
  readonly parallel?: Parallel | undefined;
}

export class IvfadcSearcher implements Searcher {
  readonly invertedFile: InvertedFile;
  private readonly ranking: CellRanking;
  private readonly room: SearchRoom;
  private readonly scan: SharedScan;
  private readonly heap: GrowingBlock;
  private readonly query: number;
  private readonly table: number;

  /** @throws CoreError `memory` */
  constructor(invertedFile: InvertedFile, { ranking, parallel }: IvfadcOptions = {}) {
    const { dimension, m, ksub } = invertedFile.generation;
    this.invertedFile = invertedFile;
    this.ranking = ranking ?? new FlatRanking(invertedFile.placed);
    this.room = new SearchRoom(invertedFile.kernels.memory);
    this.scan = new SharedScan(this.room, parallel ?? createOneLane(invertedFile.kernels));
    this.heap = this.room.growingBlock();
    this.query = this.room.bytes(4 * dimension);
    this.table = this.room.bytes(4 * m * ksub);
  }

  get generation(): Generation {
    return this.invertedFile.generation;
  }

  get dimension(): number {
    return this.generation.dimension;
  }

  get size(): number {
    return this.invertedFile.size;
  }

  /**
   * Probes the `nprobe` nearest cells, and goes on to the next-nearest, some at a time, until k results are found or all
   * cells are probed (or `mostProbes`): a filter or small cells shorten no answer.
   * Cost O((nlist + ksub) D + visited m).
   */
  search(query: Float32Array, options: SearchOptions): SearchResult {
    expectSearch(this, query, options);
    const k = wantedCount(this, options);
    if (k === 0) return emptyResult();
    const { ranking, room } = this;
    const { kernels, largestId } = this.invertedFile;
    const { nprobe = chooseProbes(this.size, this.generation.nlist) } = options;
    const heap = room.emptyHeap(this.heap, k);
    const task = this.scanTask(query, room.placeFilter(options.allowed, largestId));
    ranking.start(this.query, squaredNorm(query), nprobe);
    const pieceAt = ({ cell, product }: CellRanking): Piece => this.piece(cell, product);
    const probing = { memory: room.memory, scan: this.scan, task, ranking, pieceAt, heap, k, nprobe };
    const probed = probeCells(probing, options);
    return { ...takeSorted(kernels, heap), ...probed };
  }

  /** Gives the searcher's kernel memory back; the inverted file keeps its own. */
  release(): void {
    this.ranking.release();
    this.room.release();
  }

  /** Writes -2 q and its table of inner products; the offset is what all distances have in common. */
  private scanTask(query: Float32Array, allowed: number): CodesScan {
    const { placed } = this.invertedFile;
    const { m, ksub, training } = this.generation;
    const doubled = floatsAt(placed.kernels.memory, this.query, query.length);
    for (let i = 0; i < query.length; i++) doubled[i] = -2 * query[i]!;
    placed.productTable(doubled, this.query, this.table);
    const offset = squaredNorm(query) + (training.unitLength ? 1 : 0);
    const termsAre = training.unitLength ? 'factors' : 'additions';
    return { kind: 'codes', m, ksub, table: this.table, offset, termsAre, allowed };
  }

  private piece(cell: number, product: number): Piece {
    const { count, codes, ids, terms } = this.invertedFile.list(cell);
    return { data: codes, ids, terms, count, base: product };
  }
}

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
// Both are `ScanTerms`: an addition and a factor for each code, kept beside it.
import { throwIfAborted } from '../abort.ts';
import { plainAdcScan } from '../kernels/adc-scan.ts';
import type { AdcScanKernel } from '../kernels/adc-scan-kernel.ts';
import { dot, squaredNorm } from '../linalg/dot.ts';
import type { Generation } from './generation.ts';
import type { InvertedFile, InvertedList } from './inverted-file.ts';
import type { SearchOptions, SearchResult, Searcher } from './searcher.ts';
import { expectSearch } from './searcher.ts';
import { chooseProbes } from './sizes.ts';
import { TopK } from './top-k.ts';

export class IvfadcSearcher implements Searcher {
  readonly invertedFile: InvertedFile;
  private readonly kernel: AdcScanKernel;
  /** Room for one cell's distances, grown to the largest cell met. */
  private distances = new Float32Array(0);

  constructor(invertedFile: InvertedFile, kernel: AdcScanKernel = plainAdcScan) {
    this.invertedFile = invertedFile;
    this.kernel = kernel;
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
   * Probes the `nprobe` nearest cells, and goes on to the next-nearest until k results are found or all cells are
   * probed: a filter or small cells shorten no answer.
   * Cost O((nlist + ksub) D + visited m).
   */
  search(query: Float32Array, options: SearchOptions): SearchResult {
    expectSearch(this, query, options);
    const { k, nprobe = chooseProbes(this.size, this.generation.nlist), allowed, abort } = options;
    const top = new TopK(Math.min(k, this.size));
    const table = this.generation.quantiser.innerProductTable(query);
    const { order, products } = this.rankCells(query);
    const offset = squaredNorm(query);
    let visitedCount = 0;
    let probedCount = 0;
    while (probedCount < order.length && (probedCount < nprobe || !top.isFull)) {
      throwIfAborted(abort);
      const cell = order[probedCount++]!;
      const list = this.invertedFile.list(cell);
      if (list.count === 0) continue;
      visitedCount += list.count;
      this.scan(list, table, products[cell]!, offset);
      offerAll(top, list, this.distances, allowed);
    }
    return { ...top.sorted(), visitedCount, probedCount };
  }

  /** The cells, nearest first (the lower number first of equals), and each centroid's inner product with the query. */
  private rankCells(query: Float32Array): { order: Uint32Array; products: Float64Array } {
    const { data: coarse, rows: nlist, columns: D } = this.generation.coarse;
    const products = new Float64Array(nlist);
    const distances = new Float64Array(nlist);
    for (let cell = 0; cell < nlist; cell++) {
      const start = cell * D;
      products[cell] = dot(query, 0, coarse, start, D);
      distances[cell] = dot(coarse, start, coarse, start, D) - 2 * products[cell]!;
    }
    const order = Uint32Array.from({ length: nlist }, (_, cell) => cell);
    order.sort((a, b) => distances[a]! - distances[b]! || a - b);
    return { order, products };
  }

  private scan(list: InvertedList, table: Float32Array, base: number, offset: number): void {
    if (this.distances.length < list.count) this.distances = new Float32Array(list.ids.length);
    this.kernel.scan({
      table,
      m: this.generation.m,
      ksub: this.generation.ksub,
      codes: list.codes,
      factors: list.factors,
      additions: list.additions,
      base,
      offset,
      count: list.count,
      distances: this.distances,
    });
  }
}

// The distance decides before the filter is asked: few codes pass it, and the filter's bit may be a cache miss.
// Rounding may leave the distance of a query to itself a hair below zero.
function offerAll(top: TopK, list: InvertedList, distances: Float32Array, allowed: SearchOptions['allowed']): void {
  const { count, ids } = list;
  let threshold = top.threshold;
  for (let i = 0; i < count; i++) {
    if (distances[i]! > threshold) continue;
    const id = ids[i]!;
    if (allowed !== undefined && !allowed.has(id)) continue;
    top.offer(Math.max(0, distances[i]!), id);
    threshold = top.threshold;
  }
}

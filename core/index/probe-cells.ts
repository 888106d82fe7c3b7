// The way through the cells of a query, which every searcher with cells goes: those that are to be looked into at the
// least, all at once, then further ones until enough is found.
import { heapCount } from '../kernels/heap.ts';
import type { KernelMemory } from '../kernels/kernel-memory.ts';
import type { Piece, ScanTask } from '../scan-task.ts';
import type { CellRanking } from './cell-ranking.ts';
import type { SearchOptions } from './searcher.ts';
import { mayGoOn } from './searcher.ts';
import type { SharedScan } from './shared-scan.ts';

/** Further cells are looked into by the quarter of those so far: several at once, and not many more than are needed. */
const FURTHER_SHARE = 0.25;

export interface Probing {
  readonly memory: KernelMemory;
  readonly scan: SharedScan;
  readonly task: ScanTask;
  /** Started with the query. */
  readonly ranking: CellRanking;
  /** The list of the cell that the ranking is at. */
  pieceAt(ranking: CellRanking): Piece;
  readonly heap: number;
  /** Results that are enough. */
  readonly k: number;
  readonly nprobe: number;
}

export interface Probed {
  readonly visitedCount: number;
  readonly probedCount: number;
  readonly complete: boolean;
}

/** @throws CoreError `memory`, `aborted` */
export function probeCells(probing: Probing, options: SearchOptions): Probed {
  const { memory, scan, task, ranking, heap, k, nprobe } = probing;
  const { mostProbes = Infinity } = options;
  const goesOn = (): boolean => mayGoOn(options);
  let visitedCount = 0;
  let probedCount = 0;
  let wanted = nprobe;
  do {
    const pieces: Piece[] = [];
    while (pieces.length < Math.min(wanted, mostProbes - probedCount) && ranking.next()) {
      pieces.push(probing.pieceAt(ranking));
    }
    if (pieces.length === 0) break;
    if (probedCount > 0 && !goesOn()) return { visitedCount, probedCount, complete: false };
    const scanned = scan.run(task, pieces, heap, goesOn);
    visitedCount += scanned.visitedCount;
    probedCount += scanned.pieceCount;
    if (scanned.pieceCount < pieces.length) return { visitedCount, probedCount, complete: false };
    wanted = Math.ceil(FURTHER_SHARE * probedCount);
  } while (heapCount(memory, heap) < k);
  return { visitedCount, probedCount, complete: true };
}

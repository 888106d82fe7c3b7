// What searchers scan with: their pieces one after another, or, where it is much, dealt out to all the lanes there are. The
// answer is the same: distances do not depend on who computes them, and the k nearest not on the order they are met in.
import type { KernelMemory } from '../kernels/kernel-memory.ts';
import { wordsAt } from '../kernels/kernel-memory.ts';
import { HEAP_ENTRY_BYTES, HEAP_HEADER_BYTES, emptyHeap, heapBytes, heapCapacity, heapCount } from '../kernels/heap.ts';
import type { Parallel } from '../parallel.ts';
import type { LanePlace } from '../scan-lanes.ts';
import type { Piece, ScanTask } from '../scan-task.ts';
import { PIECE_BYTES, scanNanoseconds, scanPiece, scanScratchBytes, writePieces } from '../scan-task.ts';
import type { GrowingBlock } from './growing-block.ts';
import type { SearchRoom } from './search-room.ts';

/**
 * Below so much work for one thread, calling others to help, some hundredths of a millisecond, costs more than they save.
 * Where all cores are taken by others it saves nothing and costs up to a tenth (`npm run bench -- lanes`).
 */
const LEAST_SHARED_NANOSECONDS = 300_000;

export interface Scanned {
  /** Codes or features whose distance was computed. */
  readonly visitedCount: number;
  /** The first so many pieces were scanned. */
  readonly pieceCount: number;
}

export class SharedScan {
  private readonly room: SearchRoom;
  private readonly parallel: Parallel;
  private readonly scratch: GrowingBlock;
  private readonly pieces: GrowingBlock;
  private readonly merging: GrowingBlock;
  /** Of the lanes but the first. */
  private readonly heaps: readonly GrowingBlock[];
  private readonly scratches: readonly GrowingBlock[];

  constructor(room: SearchRoom, parallel: Parallel) {
    const others = { length: parallel.lanes - 1 };
    this.room = room;
    this.parallel = parallel;
    this.scratch = room.growingBlock();
    this.pieces = room.growingBlock();
    this.merging = room.growingBlock();
    this.heaps = Array.from(others, () => room.growingBlock());
    this.scratches = Array.from(others, () => room.growingBlock());
  }

  /**
   * Offers all that the pieces hold to the heap, as long as `goesOn`, which is asked before every piece but the first.
   * @throws CoreError `memory`, and what `goesOn` throws
   */
  run(task: ScanTask, pieces: readonly Piece[], heap: number, goesOn: () => boolean): Scanned {
    const pieceCount =
      this.isLarge(task, pieces) && goesOn()
        ? this.runOnLanes(task, pieces, heap, goesOn)
        : this.runAlone(task, pieces, heap, goesOn);
    let visitedCount = 0;
    for (let i = 0; i < pieceCount; i++) visitedCount += pieces[i]!.count;
    return { visitedCount, pieceCount };
  }

  private isLarge(task: ScanTask, pieces: readonly Piece[]): boolean {
    if (this.parallel.lanes === 1 || pieces.length === 1) return false;
    let count = 0;
    for (const piece of pieces) count += piece.count;
    return count * scanNanoseconds(task) >= LEAST_SHARED_NANOSECONDS;
  }

  private runAlone(task: ScanTask, pieces: readonly Piece[], heap: number, goesOn: () => boolean): number {
    const scratch = this.scratch.reserve(scanScratchBytes(task));
    for (let i = 0; i < pieces.length; i++) {
      if (i > 0 && !goesOn()) return i;
      scanPiece(this.parallel.kernels, task, pieces[i]!, heap, scratch);
    }
    return pieces.length;
  }

  private runOnLanes(task: ScanTask, pieces: readonly Piece[], heap: number, goesOn: () => boolean): number {
    const { memory } = this.room;
    const k = heapCapacity(memory, heap);
    const address = this.pieces.reserve(PIECE_BYTES * pieces.length);
    const others = this.heaps.map((block, i): LanePlace => {
      return { heap: block.reserve(heapBytes(k)), scratch: this.scratches[i]!.reserve(scanScratchBytes(task)) };
    });
    const lanes = [{ heap, scratch: this.scratch.reserve(scanScratchBytes(task)) }, ...others];
    writePieces(memory, address, pieces);
    for (const lane of others) emptyHeap(memory, lane.heap, k);
    const done = this.parallel.scan({ task, pieces: address, count: pieces.length, lanes }, goesOn);
    for (const lane of others) this.merge(memory, lane.heap, heap);
    return done;
  }

  /** Offers what one heap holds to another. */
  private merge(memory: KernelMemory, from: number, to: number): void {
    const { kernels } = this.parallel;
    kernels.settleHeap(from);
    const count = heapCount(memory, from);
    const ids = this.merging.reserve(HEAP_ENTRY_BYTES * count);
    const words = wordsAt(memory, ids, 2 * count);
    const entries = wordsAt(memory, from + HEAP_HEADER_BYTES, 2 * count);
    for (let i = 0; i < count; i++) {
      words[i] = entries[2 * i]!;
      words[count + i] = entries[2 * i + 1]!; // the distance, as its bits
    }
    kernels.offer(ids + 4 * count, ids, count, 0, to);
  }
}

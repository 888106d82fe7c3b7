// The one memory that the hot loops work in: vectors, codes and tables lie here, read in place by WebAssembly, by the
// plain TypeScript twins and by worker threads. Places in it are byte addresses; address 0 means "none".
import { CoreError } from '../errors.ts';
import { FreeBlocks, blockBytes } from './free-blocks.ts';
import type { WasmMemory } from './web-assembly.ts';
import { PAGE_BYTES, createWasmMemory } from './web-assembly.ts';

export interface KernelMemory {
  /**
   * The memory as it is now. Growing leaves views of shared memory valid but of their old length, and detaches those of
   * memory that is not shared: never keep a view over an allocation.
   */
  readonly buffer: ArrayBufferLike;
  /** Bytes asked for and not given back. */
  readonly allocated: number;
  /**
   * Address of `byteLength` fresh zeroed bytes, 64-byte aligned. Cost O(byteLength); up to an eighth more is taken.
   * @throws CoreError `memory` when the platform gives no more, and in threads that were handed the memory: its owner
   * alone gives out places
   */
  allocate(byteLength: number): number;
  /** Gives a block back; the same byteLength as allocated. Blocks from 64 KiB on join with free neighbours. */
  release(address: number, byteLength: number): void;
}

/** @returns a memory of its own, and the platform's object behind it, which threads may be handed */
export function createKernelMemory(): { memory: KernelMemory; wasmMemory: WasmMemory } {
  const wasmMemory = createWasmMemory();
  return { memory: new OwnedMemory(wasmMemory), wasmMemory };
}

/** 4 MiB: growing costs some hundredths of a millisecond each time, and pages that are not written to take no memory. */
const PAGES_AT_ONCE = 64;

class OwnedMemory implements KernelMemory {
  private readonly wasmMemory: WasmMemory;
  private readonly free = new FreeBlocks();
  private taken = 0;
  /** Everything from here on was never given out. The first page is left to the kernels and to address 0. */
  private end = PAGE_BYTES;

  constructor(wasmMemory: WasmMemory) {
    this.wasmMemory = wasmMemory;
  }

  get buffer(): ArrayBufferLike {
    return this.wasmMemory.buffer;
  }

  get allocated(): number {
    return this.taken;
  }

  allocate(byteLength: number): number {
    const length = blockBytes(byteLength);
    const end = this.end;
    const address = this.free.take(length) ?? this.extend(length);
    if (address < end) new Uint8Array(this.buffer, address, length).fill(0); // may have been in use before
    this.taken += byteLength;
    return address;
  }

  release(address: number, byteLength: number): void {
    this.taken -= byteLength;
    this.free.give(address, blockBytes(byteLength));
  }

  /** Small blocks are cut from a chunk, so that large ones can join with one another. */
  private extend(length: number): number {
    const wanted = this.free.chunkFor(length);
    const address = this.free.takeLarge(wanted) ?? this.growBy(wanted);
    if (wanted > length) this.free.cut(address, wanted, length);
    return address;
  }

  private growBy(length: number): number {
    const address = this.end;
    const missing = address + length - this.buffer.byteLength;
    if (missing > 0) {
      const pages = Math.ceil(missing / PAGE_BYTES);
      if (!this.mayGrow(Math.max(pages, PAGES_AT_ONCE)) && !this.mayGrow(pages)) {
        const megabytes = (count: number): string => `${Math.round(count / 2 ** 20)} MiB`;
        throw new CoreError(
          'memory',
          `kernel memory: expected room for ${megabytes(length)} more, received none beyond ${megabytes(address)}`,
        );
      }
    }
    this.end = address + length;
    return address;
  }

  private mayGrow(pages: number): boolean {
    try {
      this.wasmMemory.grow(pages);
      return true;
    } catch {
      return false;
    }
  }
}

/** The memory as a thread sees it that was handed it: to work in, not to give out. */
export class BorrowedMemory implements KernelMemory {
  readonly allocated = 0;
  private readonly wasmMemory: WasmMemory;

  constructor(wasmMemory: WasmMemory) {
    this.wasmMemory = wasmMemory;
  }

  get buffer(): ArrayBufferLike {
    return this.wasmMemory.buffer;
  }

  allocate(): number {
    throw new CoreError(
      'memory',
      'kernel memory: expected its owner to allocate, received a thread that was handed it',
    );
  }

  release(): void {
    throw new CoreError('memory', 'kernel memory: expected its owner to release, received a thread that was handed it');
  }
}

/** `length` bytes from `address` on, as they lie there. Valid until the next allocation. */
export function bytesAt(memory: KernelMemory, address: number, length: number): Uint8Array {
  return new Uint8Array(memory.buffer, address, length);
}

export function signedBytesAt(memory: KernelMemory, address: number, length: number): Int8Array {
  return new Int8Array(memory.buffer, address, length);
}

export function shortsAt(memory: KernelMemory, address: number, length: number): Int16Array {
  return new Int16Array(memory.buffer, address, length);
}

export function integersAt(memory: KernelMemory, address: number, length: number): Int32Array {
  return new Int32Array(memory.buffer, address, length);
}

export function wordsAt(memory: KernelMemory, address: number, length: number): Uint32Array {
  return new Uint32Array(memory.buffer, address, length);
}

export function floatsAt(memory: KernelMemory, address: number, length: number): Float32Array {
  return new Float32Array(memory.buffer, address, length);
}

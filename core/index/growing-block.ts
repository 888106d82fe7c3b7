// A stretch of kernel memory that grows and keeps what lies in it.
import type { KernelMemory } from '../kernels/kernel-memory.ts';
import { bytesAt } from '../kernels/kernel-memory.ts';

export class GrowingBlock {
  /** Where it lies; changes when it grows. 0 while it is empty. */
  address = 0;
  /** Bytes there is room for. */
  capacity = 0;
  private readonly memory: KernelMemory;

  constructor(memory: KernelMemory) {
    this.memory = memory;
  }

  /** Makes room for at least so many bytes, exactly as many if it has fewer. @returns the address. @throws CoreError `memory` */
  reserve(byteLength: number): number {
    if (byteLength <= this.capacity) return this.address;
    const address = this.memory.allocate(byteLength);
    const { memory, capacity } = this;
    if (capacity > 0) bytesAt(memory, address, capacity).set(bytesAt(memory, this.address, capacity));
    this.release();
    this.address = address;
    this.capacity = byteLength;
    return address;
  }

  /** Gives the memory back; it is empty then. */
  release(): void {
    if (this.capacity > 0) this.memory.release(this.address, this.capacity);
    this.address = 0;
    this.capacity = 0;
  }
}

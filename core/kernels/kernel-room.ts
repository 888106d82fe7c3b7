// Places in the kernel memory that are taken for one piece of work and given back together.
import type { KernelMemory } from './kernel-memory.ts';
import { floatsAt } from './kernel-memory.ts';

/** `const room = new KernelRoom(memory); try { ... } finally { room.release(); }` */
export class KernelRoom {
  readonly memory: KernelMemory;
  private readonly blocks: { readonly address: number; readonly byteLength: number }[] = [];

  constructor(memory: KernelMemory) {
    this.memory = memory;
  }

  /** Address of as many zeroed bytes. @throws CoreError `memory` */
  bytes(byteLength: number): number {
    const address = this.memory.allocate(byteLength);
    this.blocks.push({ address, byteLength });
    return address;
  }

  /** Address of as many zeroed floats (or other numbers of four bytes). @throws CoreError `memory` */
  floats(count: number): number {
    return this.bytes(4 * count);
  }

  /** Address of a copy. @throws CoreError `memory` */
  copy(values: Float32Array): number {
    const address = this.floats(values.length);
    floatsAt(this.memory, address, values.length).set(values);
    return address;
  }

  release(): void {
    for (const { address, byteLength } of this.blocks.splice(0)) this.memory.release(address, byteLength);
  }
}

// A query as `byteDistances` wants it: whole numbers to be multiplied with the bytes of features.
import { floatsAt } from '../kernels/kernel-memory.ts';
import { KernelRoom } from '../kernels/kernel-room.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { squaredNorm } from '../linalg/dot.ts';

/** Memory: 6 D bytes. */
export class ByteQuery {
  /** Address of the query in shorts, i16 (D). */
  readonly shorts: number;
  /** The query is about scale * shorts. */
  scale = 0;
  /** ||q||^2 */
  norm = 0;
  private readonly kernels: Kernels;
  private readonly room: KernelRoom;
  private readonly floats: number;

  /** @throws CoreError `memory` */
  constructor(dimension: number, kernels: Kernels) {
    this.kernels = kernels;
    this.room = new KernelRoom(kernels.memory);
    this.floats = this.room.floats(dimension);
    this.shorts = this.room.bytes(2 * dimension);
  }

  /** Cost O(D). */
  start(query: Float32Array): void {
    floatsAt(this.kernels.memory, this.floats, query.length).set(query);
    this.scale = this.kernels.toShorts(this.floats, query.length, this.shorts);
    this.norm = squaredNorm(query);
  }

  release(): void {
    this.room.release();
  }
}

// The code of one feature by the kernels: what adding a photo to a large index costs. Many at once: encode-features.ts.
import { expectVector } from '../checks.ts';
import { bytesAt, floatsAt } from '../kernels/kernel-memory.ts';
import { KernelRoom } from '../kernels/kernel-room.ts';
import { encodeScratchBytes } from '../kernels/kernels.ts';
import type { CellCode } from './generation.ts';
import type { PlacedGeneration } from './placed-generation.ts';

/** Memory: 4 (nlist + (D + m) (ksub + 3)) bytes in the kernel memory, taken once. */
export class FeatureEncoder {
  private readonly placed: PlacedGeneration;
  private readonly room: KernelRoom;
  private readonly vector: number;
  private readonly products: number;
  private readonly scratch: number;
  private readonly code: number;

  /** @throws CoreError `memory` */
  constructor(placed: PlacedGeneration) {
    const { dimension, nlist, m, ksub } = placed.generation;
    this.placed = placed;
    this.room = new KernelRoom(placed.kernels.memory);
    this.vector = this.room.floats(dimension);
    this.products = this.room.floats(nlist);
    this.scratch = this.room.bytes(encodeScratchBytes(dimension, m, ksub));
    this.code = this.room.bytes(m);
  }

  /**
   * What `Generation.encode` gives; where two centroids are equally near to within rounding, either.
   * @throws CoreError `shape`, `not-finite`. Cost O((nlist + ksub) D), and O(D^2) for a rotation.
   */
  encode(feature: Float32Array): CellCode {
    const { generation, kernels, codebooks } = this.placed;
    const { dimension: D, m, ksub } = generation;
    expectVector('feature', feature, D);
    const cell = this.nearestCell(feature);
    const residual = feature.map((value, i) => value - generation.coarse.data[cell * D + i]!);
    floatsAt(kernels.memory, this.vector, D).set(generation.quantiser.arrange(residual));
    kernels.encode(this.vector, 1, D, codebooks, m, ksub, this.scratch, this.code);
    return { cell, code: bytesAt(kernels.memory, this.code, m).slice() };
  }

  release(): void {
    this.room.release();
  }

  private nearestCell(feature: Float32Array): number {
    const { generation, kernels, coarse, coarseNorms } = this.placed;
    const { dimension: D, nlist } = generation;
    floatsAt(kernels.memory, this.vector, D).set(feature);
    kernels.innerProducts(this.vector, coarse, nlist, D, this.products);
    const products = floatsAt(kernels.memory, this.products, nlist);
    let nearest = 0;
    let least = Infinity;
    for (let cell = 0; cell < nlist; cell++) {
      const distance = coarseNorms[cell]! - 2 * products[cell]!;
      if (distance < least) {
        least = distance;
        nearest = cell;
      }
    }
    return nearest;
  }
}

// A generation's centroids and codebooks in kernel memory, where scans read them.
import { KernelRoom } from '../kernels/kernel-room.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { floatsAt } from '../kernels/kernel-memory.ts';
import { rowNorms } from '../linalg/dot.ts';
import { row } from '../linalg/matrix.ts';
import { Rotation } from '../linalg/orthogonal-transform.ts';
import type { PlacedCentroids } from './cell-ranking.ts';
import type { Generation } from './generation.ts';

/** Memory: 4 D (nlist + ksub) bytes in the kernel memory beside those of the generation itself, and 4 D^2 of a rotation. */
export class PlacedGeneration implements PlacedCentroids {
  readonly generation: Generation;
  readonly kernels: Kernels;
  /** Address of the coarse centroids (nlist, D). */
  readonly coarse: number;
  /** Address of the codebooks (m, ksub, dsub). */
  readonly codebooks: number;
  /** ||c||^2 of each coarse centroid. */
  readonly coarseNorms: Float32Array;
  private readonly room: KernelRoom;
  /** ||b||^2 of each codebook entry. */
  private readonly entryNorms: Float32Array;
  /** Address of a rotation's matrix, 0 without one. */
  private readonly rotation: number;
  private readonly arranged: number;
  private readonly products: number;

  /** @throws CoreError `memory` */
  constructor(generation: Generation, kernels: Kernels) {
    const { coarse, quantiser, m, ksub, dimension } = generation;
    const { transform } = quantiser;
    this.generation = generation;
    this.kernels = kernels;
    this.room = new KernelRoom(kernels.memory);
    this.coarse = this.room.copy(coarse.data);
    this.codebooks = this.room.copy(quantiser.codebooks);
    this.rotation = transform instanceof Rotation ? this.room.copy(transform.matrix.data) : 0;
    this.arranged = this.room.floats(dimension);
    this.products = this.room.floats(m * ksub);
    this.coarseNorms = rowNorms(coarse);
    this.entryNorms = rowNorms({ data: quantiser.codebooks, rows: m * ksub, columns: quantiser.dsub });
  }

  get nlist(): number {
    return this.generation.nlist;
  }

  get dimension(): number {
    return this.generation.dimension;
  }

  release(): void {
    this.room.release();
  }

  /**
   * Table of inner products (m, ksub) of a vector with the codebooks, in whose coordinates it is put first.
   * @param vector its values, which also lie at `address`. @param table address. Cost O(ksub D), and O(D^2) for a rotation.
   */
  productTable(vector: Float32Array, address: number, table: number): void {
    const { m, ksub, dimension: D, quantiser } = this.generation;
    const { kernels, codebooks, rotation, arranged } = this;
    if (rotation !== 0) kernels.innerProducts(address, rotation, D, D, arranged);
    else if (quantiser.transform) floatsAt(kernels.memory, arranged, D).set(quantiser.transform.apply(vector));
    const query = quantiser.transform ? arranged : address;
    kernels.productTable(query, codebooks, m, ksub, quantiser.dsub, table);
  }

  /**
   * What each codebook entry b of part j brings to the squared norm of a decoded feature of the cell, c + r:
   * ||b||^2 + 2 c_j.b. The entries of a code and ||c||^2 add up to ||c + r||^2.
   * @param table written, shape (m, ksub). Cost O(ksub D), and O(D^2) for a rotation.
   */
  normTable(cell: number, table: Float32Array): void {
    const { coarse, dimension: D } = this.generation;
    this.productTable(row(coarse, cell), this.coarse + 4 * cell * D, this.products);
    const products = floatsAt(this.kernels.memory, this.products, table.length);
    for (let e = 0; e < table.length; e++) table[e] = this.entryNorms[e]! + 2 * products[e]!;
  }
}

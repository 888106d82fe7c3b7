// The plain TypeScript twins of all kernels: the reference that SIMD must equal, and what runs where SIMD cannot.
import type { KernelMemory } from '../kernel-memory.ts';
import { createKernelMemory } from '../kernel-memory.ts';
import type { Kernels } from '../kernels.ts';
import type { WasmMemory } from '../web-assembly.ts';
import * as distances from './distances.ts';
import * as gradients from './gradients.ts';
import * as heap from './heap.ts';
import * as nearest from './nearest.ts';
import * as pictures from './pictures.ts';
import { scanBits } from './scan-bits.ts';
import { scanBlocks } from './scan-blocks.ts';
import { scanCodes } from './scan-codes.ts';
import * as tables from './tables.ts';
import type { Views } from './views.ts';
import { viewsOf } from './views.ts';

/** Kernels in a memory of their own. */
export function createPlainKernels(): Kernels {
  const { memory, wasmMemory } = createKernelMemory();
  return plainKernelsIn(memory, wasmMemory);
}

export function plainKernelsIn(memory: KernelMemory, wasmMemory: WasmMemory): Kernels {
  const views = viewsOf(memory);
  const inMemory =
    <Arguments extends number[], Result>(kernel: (views: Views, ...rest: Arguments) => Result) =>
    (...rest: Arguments): Result =>
      kernel(views(), ...rest);
  return {
    name: 'TypeScript',
    memory,
    handle: { module: null, memory: wasmMemory },
    innerProducts: inMemory(distances.innerProducts),
    squaredDistances: inMemory(distances.squaredDistances),
    multiply: inMemory(distances.multiply),
    assignToNearest: inMemory(nearest.assignToNearest),
    encode: inMemory(nearest.encode),
    distanceTable: inMemory(tables.distanceTable),
    productTable: inMemory(tables.productTable),
    scanCodes: inMemory(scanCodes),
    quantiseTable: inMemory(tables.quantiseTable),
    scanBlocks: inMemory(scanBlocks),
    toShorts: inMemory(distances.toShorts),
    byteDistances: inMemory(distances.byteDistances),
    scanBits: inMemory(scanBits),
    blurPicture: inMemory(pictures.blurPicture),
    subtract: inMemory(pictures.subtract),
    findPeaks: inMemory(pictures.findPeaks),
    orientationHistogram: inMemory(gradients.orientationHistogram),
    gradientCells: inMemory(gradients.gradientCells),
    offer: inMemory(heap.offer),
    settleHeap: inMemory(heap.settleHeap),
    sortHeap: inMemory(heap.sortHeap),
  };
}

// Arrays for the tests of kernels, put into the kernel memory, and every form of the kernels that this machine can run.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KernelMemory } from '../../../core/kernels/kernel-memory.ts';
import { bytesAt, floatsAt } from '../../../core/kernels/kernel-memory.ts';
import type { Kernels } from '../../../core/kernels/kernels.ts';
import { loadKernels } from '../../../core/kernels/load-kernels.ts';
import { emptyHeap, heapBytes } from '../../../core/kernels/heap.ts';
import { Random } from '../../../core/random.ts';

const folder = join(import.meta.dirname, '../../../build/kernels');
const file = (name: string): string => join(folder, `${name}.wasm`);
const nothing = new Uint8Array();

/** The compiled code, or null where `npm run build:kernels` has not been run. */
export const kernelCode = existsSync(file('relaxed-simd'))
  ? { relaxedSimd: readFileSync(file('relaxed-simd')), simd: readFileSync(file('simd')) }
  : null;

export const everyKernels: readonly Kernels[] = [
  await loadKernels(null),
  ...(kernelCode ? [await loadKernels({ ...kernelCode, relaxedSimd: nothing }), await loadKernels(kernelCode)] : []),
];

/** Copies the array into the memory. @returns its address */
export function place(memory: KernelMemory, values: Float32Array | Uint32Array | Int8Array | Uint8Array): number {
  const address = memory.allocate(values.byteLength);
  bytesAt(memory, address, values.byteLength).set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return address;
}

/** Room for floats, filled with -1, so that what is left unwritten shows. */
export function placeFloats(memory: KernelMemory, count: number): number {
  const address = memory.allocate(4 * count);
  floatsAt(memory, address, count).fill(-1);
  return address;
}

export function placeHeap(memory: KernelMemory, k: number, limit?: number): number {
  const heap = memory.allocate(heapBytes(k));
  emptyHeap(memory, heap, k, limit);
  return heap;
}

export function normalFloats(count: number, seed: number): Float32Array {
  const random = new Random(seed);
  return Float32Array.from({ length: count }, () => random.normal());
}

export function randomBytes(count: number, below: number, seed: number): Uint8Array {
  const random = new Random(seed);
  return Uint8Array.from({ length: count }, () => random.integer(below));
}

/** A bitmap of the ids 0 .. count - 1 that fulfil the condition. */
export function bitmap(count: number, condition: (id: number) => boolean): Uint32Array {
  const words = new Uint32Array(Math.ceil(count / 32));
  for (let id = 0; id < count; id++) if (condition(id)) words[id >>> 5]! |= 1 << (id & 31);
  return words;
}

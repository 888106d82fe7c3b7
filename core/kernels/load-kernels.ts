// Chooses at start, by what this processor and engine can do, between the kernels in WebAssembly and their plain twin.
import { BorrowedMemory, createKernelMemory } from './kernel-memory.ts';
import type { KernelMemory } from './kernel-memory.ts';
import type { Kernels, KernelsHandle } from './kernels.ts';
import { plainKernelsIn } from './plain/plain-kernels.ts';
import type { WasmMemory, WasmModule } from './web-assembly.ts';
import { canRun, compile, instantiate } from './web-assembly.ts';

/** The compiled AssemblyScript (`npm run build:kernels`), in both forms. */
export interface KernelCode {
  readonly relaxedSimd: Uint8Array;
  readonly simd: Uint8Array;
}

/**
 * Kernels in a memory of their own: with relaxed SIMD, else with SIMD, else (or where there is no code) plain TypeScript.
 * They are the same functions; only their speed differs. `name` tells which they are.
 */
export async function loadKernels(code: KernelCode | null): Promise<Kernels> {
  const bytes = [code?.relaxedSimd, code?.simd].find((form) => form !== undefined && canRun(form));
  const { memory, wasmMemory } = createKernelMemory();
  // The code wants memory that threads share; where there is none, the twin works in what there is.
  if (!bytes || !isShared(wasmMemory)) return plainKernelsIn(memory, wasmMemory);
  return wasmKernels(await compile(bytes), memory, wasmMemory);
}

/** In a worker thread: the same kernels in the same memory as those whose handle it was posted. */
export function attachKernels({ module, memory }: KernelsHandle): Kernels {
  const borrowed = new BorrowedMemory(memory);
  return module ? wasmKernels(module, borrowed, memory) : plainKernelsIn(borrowed, memory);
}

function isShared({ buffer }: WasmMemory): boolean {
  return typeof SharedArrayBuffer !== 'undefined' && buffer instanceof SharedArrayBuffer;
}

function wasmKernels(module: WasmModule, memory: KernelMemory, wasmMemory: WasmMemory): Kernels {
  const exports = instantiate(module, wasmMemory) as unknown as Pick<Kernels, KernelName> & { relaxed: () => number };
  const { relaxed, ...kernels } = exports;
  return {
    name: relaxed() ? 'relaxed SIMD' : 'SIMD',
    memory,
    handle: { module, memory: wasmMemory },
    ...kernels,
  };
}

type KernelName = Exclude<keyof Kernels, 'name' | 'memory' | 'handle'>;

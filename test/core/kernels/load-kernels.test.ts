import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { floatsAt } from '../../../core/kernels/kernel-memory.ts';
import { attachKernels, loadKernels } from '../../../core/kernels/load-kernels.ts';
import { everyKernels, kernelCode, normalFloats, place, placeFloats } from './placed.ts';

const unknownCode = Uint8Array.of(0, 0x61, 0x73, 0x6d, 9, 9, 9, 9);

describe('loadKernels', () => {
  it.skipIf(!kernelCode)('takes the fastest form that this engine understands', () => {
    expect(everyKernels.map(({ name }) => name)).toEqual(['TypeScript', 'SIMD', 'relaxed SIMD']);
  });

  it('takes the plain twin where there is no code, or none that can run', async () => {
    expect((await loadKernels(null)).name).toBe('TypeScript');
    expect((await loadKernels({ relaxedSimd: unknownCode, simd: unknownCode })).name).toBe('TypeScript');
  });
});

describe.each(everyKernels)('attachKernels: $name', (kernels) => {
  it('lets a worker thread work in the same memory, which grows meanwhile', async () => {
    const { memory, handle } = kernels;
    const [D, count] = [24, 9];
    const [query, rows] = [place(memory, normalFloats(D, 1)), place(memory, normalFloats(D * count, 2))];
    const [here, there] = [placeFloats(memory, count), placeFloats(memory, count)];
    kernels.innerProducts(query, rows, count, D, here);
    const worker = new Worker(new URL('./attached-worker.ts', import.meta.url));
    worker.postMessage({ handle, query, rows, count, D, out: there });
    memory.allocate(20_000_000);
    expect(await once(worker, 'message')).toEqual([kernels.name]);
    await worker.terminate();
    expect(floatsAt(memory, there, count)).toEqual(floatsAt(memory, here, count));
  });

  it('leaves giving out memory to its owner', () => {
    const attached = attachKernels(kernels.handle);
    expect(attached.name).toBe(kernels.name);
    expect(attached.memory.buffer).toBe(kernels.memory.buffer);
    expect(() => attached.memory.allocate(1)).toThrow(expect.objectContaining({ code: 'memory' }));
    expect(() => attached.memory.release(0, 1)).toThrow(expect.objectContaining({ code: 'memory' }));
  });
});

// The kernels' compiled code beside the program (`npm run build:kernels`). Without it, or where this processor does not
// take it, the plain twins of core do the same work, slower.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KernelCode, Kernels } from '../../../core/index.ts';
import { loadKernels } from '../../../core/index.ts';

/** The bundled engine has a copy beside itself; from source it is what the build made. */
const ownFolders = [
  join(import.meta.dirname, 'kernels'),
  join(import.meta.dirname, '..', '..', '..', 'build', 'kernels'),
];

/** Kernels in a new memory of their own; `name` tells which they are. */
export async function openKernels(folders = ownFolders): Promise<Kernels> {
  return loadKernels(await readKernelCode(folders));
}

/** Null when there is none, because it was never built. */
async function readKernelCode(folders: readonly string[]): Promise<KernelCode | null> {
  for (const folder of folders) {
    try {
      const [relaxedSimd, simd] = await Promise.all([
        readFile(join(folder, 'relaxed-simd.wasm')),
        readFile(join(folder, 'simd.wasm')),
      ]);
      return { relaxedSimd, simd };
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
    }
  }
  return null;
}

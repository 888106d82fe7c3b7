// Compiles AssemblyScript: the kernels of core twice, with relaxed SIMD and without, for an engine refuses the whole of a module
// of which it does not know one instruction; and what reads a JPEG's block means.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const handedMemory = ['--importMemory', '--noExportMemory', '--sharedMemory', '--initialMemory', '1'];
const kernels = ['core/kernels/assembly/index.ts', ...handedMemory, '--maximumMemory', '65536', '--enable', 'threads'];

/** By the names of their files: source and arguments. */
const modules: Record<string, string[]> = {
  'relaxed-simd': [...kernels, '--enable', 'relaxed-simd'],
  simd: kernels,
  'jpeg-means': ['main/engine/ingest/decoders/jpeg-means/assembly/index.ts'],
};

/**
 * Makes build/kernels/relaxed-simd.wasm, simd.wasm and jpeg-means.wasm; where the compiler is not installed, says so and makes
 * nothing: then the plain TypeScript twins do the kernels' work, and sharp reads all JPEGs, slower.
 * @throws Error with the compiler's messages when the sources do not compile
 */
export async function compileKernels(projectFolder: string): Promise<void> {
  const folder = join(projectFolder, 'build/kernels');
  const compiler = await findCompiler();
  if (!compiler) {
    await removeStale(folder);
    const line = 'The fast kernels are not built, because assemblyscript is not installed; slower ones do their work.';
    process.stderr.write(`${line}\n`);
    return;
  }
  await mkdir(folder, { recursive: true });
  for (const name of Object.keys(modules)) {
    const messages: string[] = [];
    const { error } = await compiler.main(compilerArguments(projectFolder, name), {
      stderr: { write: (text) => void messages.push(String(text)) },
    });
    if (!error) continue;
    await removeStale(folder);
    throw new Error(`The kernels do not compile.\n${messages.join('')}`, { cause: error });
  }
}

/** What was made from other sources must not be taken for what these say. */
async function removeStale(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** What is used of `assemblyscript/asc`. Its own types bring AssemblyScript's globals, such as another Array, to all our files. */
interface Compiler {
  main(words: readonly string[], options: { stderr: { write(text: unknown): void } }): Promise<{ error: Error | null }>;
}

async function findCompiler(): Promise<Compiler | null> {
  const name: string = 'assemblyscript/asc';
  try {
    return (await import(name)) as Compiler;
  } catch {
    return null; // an installation without the packages that only building needs
  }
}

function compilerArguments(projectFolder: string, name: string): string[] {
  return [
    ...modules[name]!,
    ...['--baseDir', projectFolder, '--outFile', `build/kernels/${name}.wasm`, '-O3'],
    ...['--runtime', 'stub', '--noAssert', '--enable', 'simd'],
    // 112: that not every host can exchange vectors. Only our own functions do, among themselves.
    ...['--disableWarning', '112'],
  ];
}

// Compiles the AssemblyScript of core/kernels/assembly twice, with relaxed SIMD and without: an engine refuses the whole of a
// module of which it does not know one instruction.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { main } from 'assemblyscript/asc';

const say = (line: string): void => void process.stdout.write(line + '\n');

/**
 * Makes build/kernels/relaxed-simd.wasm and simd.wasm; where the compiler is not installed, says so and makes nothing: then
 * the plain TypeScript twins do the same work, slower.
 * @throws Error with the compiler's messages when the sources do not compile
 */
export async function compileKernels(projectFolder: string): Promise<void> {
  const compiler = await findCompiler();
  if (!compiler) {
    say('The fast kernels are not built, because assemblyscript is not installed; slower ones do their work.');
    return;
  }
  await mkdir(join(projectFolder, 'build/kernels'), { recursive: true });
  for (const form of ['relaxed-simd', 'simd']) {
    const messages: string[] = [];
    const { error } = await compiler.main(compilerArguments(projectFolder, form), {
      stderr: { write: (text) => void messages.push(String(text)) },
    });
    if (error) throw new Error(`The kernels do not compile.\n${messages.join('')}`, { cause: error });
  }
}

async function findCompiler(): Promise<{ main: typeof main } | null> {
  try {
    return await import('assemblyscript/asc');
  } catch {
    return null; // an installation without the packages that only building needs
  }
}

function compilerArguments(projectFolder: string, form: string): string[] {
  const handedMemory = ['--importMemory', '--noExportMemory', '--sharedMemory', '--initialMemory', '1'];
  const noRuntime = ['--runtime', 'stub', '--noAssert'];
  const features = ['--enable', 'simd', '--enable', 'threads'];
  if (form === 'relaxed-simd') features.push('--enable', 'relaxed-simd');
  return [
    'core/kernels/assembly/index.ts',
    ...['--baseDir', projectFolder, '--outFile', `build/kernels/${form}.wasm`, '-O3'],
    ...[...handedMemory, '--maximumMemory', '65536', ...noRuntime, ...features],
    // 112: that not every host can exchange vectors. Only our own functions do, among themselves.
    ...['--disableWarning', '112'],
  ];
}

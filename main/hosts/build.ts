// `npm run build [TARGET ...]`: the fast kernels (build/kernels), the page (build/renderer) and Electron's bundles
// (build/electron). What is up to date is left alone, so that `npm start` costs nothing once built.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

export type BuildTarget = 'kernels' | 'renderer' | 'electron';

interface Recipe {
  /** Files and folders whose names, sizes and times decide whether the target is still fresh. */
  inputs: string[];
  /** A file that is there once it is made. */
  output: string;
  readonly make: () => Promise<void>;
}

const recipes: Record<BuildTarget, Recipe> = {
  kernels: {
    inputs: [
      'core/kernels/assembly',
      'main/engine/ingest/decoders/jpeg-means/assembly',
      'main/hosts/build-kernels.ts',
      'package-lock.json',
    ],
    output: 'build/kernels/simd.wasm',
    make: makeKernels,
  },
  renderer: {
    inputs: ['renderer', 'main/engine/api', 'package-lock.json'],
    output: 'build/renderer/index.html',
    make: makePage,
  },
  electron: {
    inputs: ['main', 'preload', 'core', 'package-lock.json'],
    output: 'build/electron/shell.cjs',
    make: makeElectronBundles,
  },
};

/** In the order of making: Electron's bundles take the kernels in. */
const allTargets = Object.keys(recipes) as BuildTarget[];

/**
 * Builds the targets whose inputs changed since they were last made.
 * @returns the targets that had to be made
 */
export async function build(targets: BuildTarget[] = allTargets): Promise<BuildTarget[]> {
  const made: BuildTarget[] = [];
  for (const target of targets) {
    const { inputs, make } = recipes[target];
    const output = join(projectFolder, recipes[target].output);
    const state = await inputState(inputs);
    const stampFile = join(projectFolder, 'build', `${target}.stamp`);
    if (existsSync(output) && (await readStamp(stampFile)) === state) continue;
    await make();
    if (!existsSync(output)) continue; // it could not be had, and was said so
    await mkdir(dirname(stampFile), { recursive: true });
    await writeFile(stampFile, state);
    made.push(target);
  }
  return made;
}

/** For those that only use the kernels: builds them if need be, and goes on without them where that fails. */
export async function buildKernelsIfPossible(): Promise<void> {
  try {
    await build(['kernels']);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message.split('\n')[0] : String(thrown);
    process.stderr.write(`The fast kernels could not be built (${reason}); slower ones do their work.\n`);
  }
}

async function readStamp(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return null; // never made
  }
}

/** One hash over name, size and time of every input file: reading their contents would cost more than it saves. */
async function inputState(inputs: string[]): Promise<string> {
  const lines: string[] = [];
  for (const input of inputs) await describeInput(join(projectFolder, input), lines);
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

async function describeInput(path: string, lines: string[]): Promise<void> {
  const found = await stat(path);
  if (found.isDirectory()) {
    for (const name of (await readdir(path)).sort()) await describeInput(join(path, name), lines);
  } else {
    lines.push(`${relative(projectFolder, path)} ${found.size} ${found.mtimeMs}`);
  }
}

async function makeKernels(): Promise<void> {
  const { compileKernels } = await import('./build-kernels.ts');
  await compileKernels(projectFolder);
}

async function makePage(): Promise<void> {
  const vite = await import('vite'); // loaded only when there is something to build: it takes half a second
  await vite.build({ configFile: join(projectFolder, 'renderer/vite.config.ts'), logLevel: 'warn' });
}

async function makeElectronBundles(): Promise<void> {
  const { bundleForElectron } = await import('./electron/bundles.ts');
  await bundleForElectron(projectFolder);
}

if (import.meta.main) {
  const started = performance.now();
  const named = allTargets.filter((target) => process.argv.includes(target));
  const made = await build(named.length > 0 ? named : allTargets);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(
    made.length === 0 ? 'Everything is up to date.\n' : `Built ${made.join(' and ')} in ${seconds} s.\n`,
  );
}

// Bundles what runs in Electron, so that a packaged app needs neither TypeScript nor most of node_modules: shell and preload
// as CommonJS (all that old runtimes and sandboxed preloads take), the engine and its children as ES modules. They lie in one
// folder: what a source file starts as `./x-process` + its own extension lies beside its bundle too.
import { existsSync } from 'node:fs';
import { cp, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';

/** These bring native code or programs, or load what no bundler sees, and stay in node_modules. */
const nativePackages = ['better-sqlite3', 'sharp', 'onnxruntime-node', 'trash'];

export async function bundleForElectron(projectFolder: string): Promise<void> {
  const outdir = join(projectFolder, 'build/electron');
  await rm(outdir, { recursive: true, force: true });
  const shared: BuildOptions = { bundle: true, platform: 'node', outdir, logLevel: 'warning', sourcemap: true };
  const commonJs: BuildOptions = { ...shared, format: 'cjs', outExtension: { '.js': '.cjs' }, external: ['electron'] };
  await Promise.all([
    build({
      ...commonJs,
      entryPoints: { shell: join(projectFolder, 'main/hosts/electron/shell.ts') },
      target: 'node16',
    }),
    build({ ...commonJs, entryPoints: { preload: join(projectFolder, 'preload/preload.ts') }, target: 'chrome108' }),
    build({
      ...shared,
      entryPoints: await engineEntries(projectFolder),
      outExtension: { '.js': '.mjs' },
      format: 'esm',
      target: 'node22',
      external: nativePackages,
      // Packages that are still CommonJS call require for Node's own modules.
      banner: { js: "import { createRequire as _r } from 'node:module'; const require = _r(import.meta.url);" },
    }),
  ]);
  const kernels = join(projectFolder, 'build/kernels');
  if (existsSync(kernels)) await cp(kernels, join(outdir, 'kernels'), { recursive: true });
  await cp(join(projectFolder, 'resources/icons/256x256.png'), join(outdir, 'tray.png'));
  await cp(join(projectFolder, 'main/engine/library/migrations'), join(outdir, 'migrations'), { recursive: true });
}

/** The engine's own entry and every file that it starts as a process or a worker; what measures it (lab/) is for the command line. */
async function engineEntries(projectFolder: string): Promise<Record<string, string>> {
  const entries = [join(projectFolder, 'main/hosts/electron/engine-process.ts')];
  const engine = join(projectFolder, 'main/engine');
  for (const name of await readdir(engine, { recursive: true })) {
    if (/-(process|worker)\.ts$/.test(name) && !/^lab\b/.test(name)) entries.push(join(engine, name));
  }
  return Object.fromEntries(entries.map((path) => [basename(path, '.ts'), path]));
}

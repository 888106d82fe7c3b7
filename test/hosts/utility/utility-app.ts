// The app with its engine in a utility process, as newer Electron runtimes have it, made so that old ones can run it too: shell,
// preload, page and channels are the real ones, the engine is small (small-engine.ts).
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build as bundle, type BuildOptions, type Plugin } from 'esbuild';
import { build, projectFolder } from '../../../main/hosts/build.ts';

/** What oRPC expects of Node's global scope, in Node 16. The small engine sends no files and no headers. */
const newerNode = `
  Object.assign(globalThis, require('node:stream/web'), { Blob: require('node:buffer').Blob });
  for (const name of ['File', 'FormData', 'Headers']) globalThis[name] ??= class {};`;

/** @returns the folder that Electron is started with */
export async function makeUtilityApp(folder: string): Promise<string> {
  await build();
  const electron = join(folder, 'build/electron');
  await mkdir(electron, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'likeness', main: 'build/electron/shell.cjs' }));
  await symlink(join(projectFolder, 'build/renderer'), join(folder, 'build/renderer'), 'junction');
  await cp(join(projectFolder, 'build/electron/preload.cjs'), join(electron, 'preload.cjs'));
  const shared = {
    bundle: true,
    platform: 'node',
    target: 'node16',
    format: 'cjs',
    external: ['electron'],
  } satisfies BuildOptions;
  await bundle({
    ...shared,
    entryPoints: [join(projectFolder, 'main/hosts/electron/shell.ts')],
    outfile: join(electron, 'shell.cjs'),
    plugins: [utilityInPlaceOfNode(join(electron, 'engine.cjs'))],
  });
  await bundle({
    ...shared,
    entryPoints: [join(projectFolder, 'test/hosts/utility/small-engine.ts')],
    outfile: join(electron, 'engine.cjs'),
    banner: { js: newerNode },
  });
  return folder;
}

/** An old runtime would run its engine in plain Node. */
function utilityInPlaceOfNode(entry: string): Plugin {
  const contents = `
    import { runUtilityEngine } from './utility-engine.ts';
    export const runNodeEngine = (_node, _entry, start, events) => runUtilityEngine(${JSON.stringify(entry)}, start, events);`;
  return {
    name: 'utility process in place of Node',
    setup: (build) =>
      build.onLoad({ filter: /node-engine\.ts$/ }, () => ({
        contents,
        resolveDir: join(projectFolder, 'main/hosts/electron'),
      })),
  };
}

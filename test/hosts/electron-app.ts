// Likeness in a real Electron, in a folder of its own: its library, and its window's state beside it.
import { join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright-core';
import { build, projectFolder } from '../../main/hosts/build.ts';
import { electronRuntime } from './runtimes.ts';

/** @param files that the system hands over, as by 'Open with' */
export async function launchLikeness(folder: string, files: readonly string[] = []): Promise<ElectronApplication> {
  await build();
  return launchElectron(projectFolder, folder, files);
}

/**
 * Until its first window is open. Under a virtual display Electron now and then hangs at its start: then once more.
 * @param app the folder with the app's package.json
 */
export async function launchElectron(
  app: string,
  folder: string,
  files: readonly string[] = [],
): Promise<ElectronApplication> {
  try {
    return await launchUpToWindow(app, folder, files);
  } catch {
    return launchUpToWindow(app, folder, files);
  }
}

/** How Electron is started there, also a second time beside the first. */
export function startOf(app: string, folder: string, files: readonly string[] = []) {
  const { found } = electronRuntime();
  return {
    executablePath: 'executable' in found ? found.executable : '',
    args: ['--no-sandbox', '--disable-gpu', app, `--library=${join(folder, 'library')}`, ...files],
    env: { ...process.env, XDG_CONFIG_HOME: join(folder, 'config'), LIKENESS_NODE: process.execPath },
  };
}

async function launchUpToWindow(app: string, folder: string, files: readonly string[]): Promise<ElectronApplication> {
  const launched = await _electron.launch({
    ...startOf(app, folder, files),
    timeout: 20_000,
  });
  try {
    await launched.firstWindow({ timeout: 15_000 });
    return launched;
  } catch (thrown) {
    launched.process().kill('SIGKILL');
    throw thrown;
  }
}

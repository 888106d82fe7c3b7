// Likeness in a real Electron, in a folder of its own: its library, and its window's state beside it.
import { join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright-core';
import { build, projectFolder } from '../../main/hosts/build.ts';
import { electronRuntime } from './runtimes.ts';

export async function launchLikeness(folder: string): Promise<ElectronApplication> {
  await build();
  return launchElectron(projectFolder, folder);
}

/**
 * Until its first window is open. Under a virtual display Electron now and then hangs at its start: then once more.
 * @param app the folder with the app's package.json
 */
export async function launchElectron(app: string, folder: string): Promise<ElectronApplication> {
  try {
    return await launchUpToWindow(app, folder);
  } catch {
    return launchUpToWindow(app, folder);
  }
}

async function launchUpToWindow(app: string, folder: string): Promise<ElectronApplication> {
  const { found } = electronRuntime();
  const launched = await _electron.launch({
    executablePath: 'executable' in found ? found.executable : '',
    args: ['--no-sandbox', '--disable-gpu', app, `--library=${join(folder, 'library')}`],
    env: { ...process.env, XDG_CONFIG_HOME: join(folder, 'config'), LIKENESS_NODE: process.execPath },
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

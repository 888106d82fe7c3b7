// Likeness in a real Electron, in a folder of its own: its library, and its window's state beside it.
import { join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright-core';
import { build, projectFolder } from '../../main/hosts/build.ts';
import { electronRuntime } from './runtimes.ts';

export async function launchLikeness(folder: string): Promise<ElectronApplication> {
  await build();
  const { found } = electronRuntime();
  return _electron.launch({
    executablePath: 'executable' in found ? found.executable : '',
    args: ['--no-sandbox', '--disable-gpu', projectFolder, `--library=${join(folder, 'library')}`],
    env: { ...process.env, XDG_CONFIG_HOME: join(folder, 'config'), LIKENESS_NODE: process.execPath },
  });
}

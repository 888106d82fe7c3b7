// Finds Electron on this machine for `npm start`, or says in words why the app will open in the browser instead.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export type Runtime = { executable: string } | { reason: string };

/** npm's package downloads the binary at first use, about 110 MB. */
const downloadLimitMs = 180_000;
/** A host that answers at all answers within this. */
const probeLimitMs = 1_500;

/** Electron and a display, downloading Electron once where its source can be reached. */
export async function findElectron(): Promise<Runtime> {
  const installed = installedElectron();
  if ('executable' in installed || !hasDisplay() || process.env['ELECTRON_OVERRIDE_DIST_PATH']) return installed;
  if (await download(packageFolder())) return installedElectron();
  return { reason: "Electron's program could not be downloaded from this network" };
}

/** The same without reaching for the network. */
export function installedElectron(): Runtime {
  if (!hasDisplay()) return { reason: 'there is no display' };
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(packageFolder(), 'dist');
  const executable = join(folder, executableName());
  return existsSync(executable) ? { executable } : { reason: `there is no Electron in ${folder}` };
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

function packageFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
}

function executableName(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

/** By the package's own installer, once a short question has shown that its source can be reached. */
async function download(packageFolder: string): Promise<boolean> {
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const mirror = process.env['ELECTRON_MIRROR'] ?? process.env['npm_config_electron_mirror'];
  const source = mirror ?? `https://github.com/electron/electron/releases/download/v${version}/SHASUMS256.txt`;
  if (!(await isReachable(source))) return false;
  process.stdout.write('Downloading Electron, once (about 110 MB) …\n');
  const installer = spawn(process.execPath, [join(packageFolder, 'install.js')], {
    stdio: 'ignore',
    timeout: downloadLimitMs,
  });
  const [code] = (await once(installer, 'exit')) as [number | null];
  return code === 0;
}

async function isReachable(address: string): Promise<boolean> {
  try {
    const response = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(probeLimitMs) });
    return response.status < 400;
  } catch {
    return false; // no network, a firewall, a proxy that wants a name: the reason makes no difference here
  }
}

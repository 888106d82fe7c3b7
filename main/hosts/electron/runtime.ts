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

export async function findElectron(): Promise<Runtime> {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    return { reason: 'there is no display' };
  }
  const packageFolder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const overridden = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (overridden) {
    const executable = join(overridden, executableName());
    return existsSync(executable) ? { executable } : { reason: `there is no Electron in ${overridden}` };
  }
  const executable = join(packageFolder, 'dist', executableName());
  if (existsSync(executable)) return { executable };
  return (await download(packageFolder)) && existsSync(executable)
    ? { executable }
    : { reason: "Electron's program could not be downloaded from this network" };
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

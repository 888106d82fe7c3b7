// The desktop beside the browser: a file is opened, or shown in its folder, by the system that Likeness and the browser both
// run on. On a machine without a desktop nothing of it is offered.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import open from 'open';
import { type EngineHost, plainHost } from '../../engine/host.ts';
import { hasDesktop } from './open-browser.ts';

const run = promisify(execFile);
const openerLimitMs = 1500;

export function desktopHost(): EngineHost {
  if (!hasDesktop()) return plainHost;
  return { ...plainHost, canShowInFolder: true, canOpenFile: true, openFile, showInFolder };
}

/** The system's opener either becomes the program, and goes on, or ends soon with the code of a failure. */
async function openFile(path: string): Promise<void> {
  const opener = await open(path);
  const ended = once(opener, 'exit').then(([code]) => Number(code));
  const code = await Promise.race([ended, delay(openerLimitMs, 0, { ref: false })]);
  if (code !== 0) throw new Error('the system has no program for it');
}

/** Selected in its folder where the system's file manager can be asked for that; else the folder alone. */
async function showInFolder(path: string): Promise<void> {
  const [program, parameters] = showCommand(path, process.platform);
  try {
    await run(program, parameters);
  } catch {
    if (process.platform !== 'win32') await open(dirname(path)); // Explorer ends with 1 also when all went well
  }
}

/** What has the file manager of a system show a file. */
export function showCommand(path: string, platform: NodeJS.Platform): [program: string, parameters: string[]] {
  if (platform === 'darwin') return ['open', ['-R', path]];
  if (platform === 'win32') return ['explorer.exe', [`/select,${path}`]];
  // https://www.freedesktop.org/wiki/Specifications/file-manager-interface/; dbus-send parts lists at commas
  const address = pathToFileURL(path).href.replaceAll(',', '%2C');
  const target = ['--dest=org.freedesktop.FileManager1', '/org/freedesktop/FileManager1'];
  const call = ['org.freedesktop.FileManager1.ShowItems', `array:string:${address}`, 'string:'];
  return ['dbus-send', ['--session', '--print-reply', ...target, ...call]];
}

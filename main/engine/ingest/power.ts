// Whether the computer runs on battery, and whether it runs hot, as far as the system tells without rights or packages.
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface PowerState {
  readonly isOnBattery: boolean;
  readonly isHot: boolean;
}

/** Linux's own limits lie between 90 and 105 degrees; below this a fan has it in hand. */
const hotMillidegrees = 90_000;

/** What cannot be found out is taken for fine. */
export async function readPowerState(): Promise<PowerState> {
  if (process.platform === 'linux') return readLinuxPower('/sys/class');
  if (process.platform === 'darwin') return { isOnBattery: await isMacOnBattery(), isHot: false };
  return { isOnBattery: false, isHot: false };
}

/** @param root the folder that holds `power_supply` and `thermal` */
export async function readLinuxPower(root: string): Promise<PowerState> {
  const [states, temperatures] = await Promise.all([
    readEach(join(root, 'power_supply'), 'status'),
    readEach(join(root, 'thermal'), 'temp'),
  ]);
  return {
    isOnBattery: states.includes('Discharging'),
    isHot: temperatures.some((text) => Number(text) >= hotMillidegrees),
  };
}

/** The file of that name in each subfolder that has it. */
async function readEach(folder: string, file: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name, file), 'utf8').catch(() => '')));
  return texts.map((text) => text.trim());
}

async function isMacOnBattery(): Promise<boolean> {
  const asked = await promisify(execFile)('/usr/bin/pmset', ['-g', 'batt'], { timeout: 5000 }).catch(() => null);
  return asked?.stdout.includes("'Battery Power'") ?? false;
}

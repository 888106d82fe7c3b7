// Whether the computer runs on battery, and whether it runs hot, as far as the system tells without rights or packages: Linux
// both, macOS both, Windows neither.
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface PowerState {
  readonly isOnBattery: boolean;
  readonly isHot: boolean;
}

export type ReadPower = () => Promise<PowerState>;

/** What cannot be found out is taken for fine. */
export function powerReader(): ReadPower {
  if (process.platform === 'linux') return linuxPowerReader('/sys');
  if (process.platform === 'darwin') return readMacPower;
  return () => Promise.resolve({ isOnBattery: false, isHot: false });
}

/** Where a thermal zone does not say at what it is hot. Linux's own limits lie between 90 and 105 degrees. */
const hotMillidegrees = 90_000;
/** From these on the system slows itself down, or warns: https://docs.kernel.org/driver-api/thermal/sysfs-api.html */
const slowingTrips = /^(passive|hot)$/;

/** @param system where sysfs is mounted */
export function linuxPowerReader(system: string): ReadPower {
  let throttledBefore: number | null = null;
  return async () => {
    const [isOnBattery, isAnyZoneHot, throttled] = await Promise.all([
      anyOf(join(system, 'class/power_supply'), isDischarging),
      anyOf(join(system, 'class/thermal'), isZoneHot),
      countThrottles(join(system, 'devices/system/cpu')),
    ]);
    // The count only grows: it tells that the processor slowed itself down since the last look.
    const isThrottling = throttledBefore !== null && throttled > throttledBefore;
    throttledBefore = throttled;
    return { isOnBattery, isHot: isAnyZoneHot || isThrottling };
  };
}

async function anyOf(folder: string, holds: (entry: string) => Promise<boolean>): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  return (await Promise.all(names.map((name) => holds(join(folder, name))))).includes(true);
}

/** The batteries of mice and headsets are power supplies too, of the scope 'Device'. */
async function isDischarging(supply: string): Promise<boolean> {
  const [status, scope] = await Promise.all([readLine(join(supply, 'status')), readLine(join(supply, 'scope'))]);
  return status === 'Discharging' && scope !== 'Device';
}

async function isZoneHot(zone: string): Promise<boolean> {
  const names = await readdir(zone).catch(() => []);
  const trips = names.filter((name) => /^trip_point_\d+_type$/.test(name));
  const limits = await Promise.all(trips.map((name) => readSlowingLimit(join(zone, name))));
  const limit = Math.min(...limits.filter((millidegrees) => millidegrees > 0));
  return Number(await readLine(join(zone, 'temp'))) >= (Number.isFinite(limit) ? limit : hotMillidegrees);
}

/** In millidegrees; 0 for a trip point that does not slow the system down. */
async function readSlowingLimit(typePath: string): Promise<number> {
  const type = await readLine(typePath);
  return slowingTrips.test(type) ? Number(await readLine(typePath.replace(/type$/, 'temp'))) : 0;
}

/** How often Intel processors slowed themselves down for heat since the system was started. */
async function countThrottles(folder: string): Promise<number> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /^cpu\d+$/.test(name));
  const counts = await Promise.all(
    names.map((name) => readLine(join(folder, name, 'thermal_throttle/package_throttle_count'))),
  );
  return counts.reduce((sum, count) => sum + Number(count), 0);
}

async function readLine(path: string): Promise<string> {
  return (await readFile(path, 'utf8').catch(() => '')).trim();
}

/** `pmset -g therm` tells a speed limit under 100 while the processor is slowed down. */
async function readMacPower(): Promise<PowerState> {
  const [battery, heat] = await Promise.all([askPmset('batt'), askPmset('therm')]);
  const limit = /CPU_Speed_Limit\s*=\s*(\d+)/.exec(heat)?.[1];
  return { isOnBattery: battery.includes("'Battery Power'"), isHot: limit !== undefined && Number(limit) < 100 };
}

async function askPmset(topic: string): Promise<string> {
  return promisify(execFile)('/usr/bin/pmset', ['-g', topic], { timeout: 5000 }).then(
    ({ stdout }) => stdout,
    () => '',
  );
}

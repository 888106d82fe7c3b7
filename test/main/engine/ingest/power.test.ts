// Battery and heat as Linux tells them, from a tree of files like its /sys.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { linuxPowerReader } from '../../../../main/engine/ingest/power.ts';
import { temporaryFolder } from '../photo-fixture.ts';

async function writeSystem(system: string, files: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(system, path)), { recursive: true });
    await writeFile(join(system, path), `${text}\n`);
  }
}

const fine = { isOnBattery: false, isHot: false };

it('is fine where the system tells nothing', async () => {
  expect(await linuxPowerReader(temporaryFolder())()).toEqual(fine);
});

it('is on battery while the battery of the computer, not of its mouse, gives power', async () => {
  const system = temporaryFolder();
  const read = linuxPowerReader(system);
  await writeSystem(system, {
    'class/power_supply/AC/online': '1',
    'class/power_supply/BAT0/status': 'Charging',
    'class/power_supply/hidpp_battery_0/status': 'Discharging',
    'class/power_supply/hidpp_battery_0/scope': 'Device',
  });
  expect(await read()).toEqual(fine);
  await writeSystem(system, { 'class/power_supply/BAT0/status': 'Discharging' });
  expect(await read()).toEqual({ isOnBattery: true, isHot: false });
});

it.each([
  ['90 degrees, where a zone names no limit', {}, '89999', '90000'],
  [
    'the limit at which a zone slows the system down, whatever else it names',
    {
      trip_point_0_type: 'critical',
      trip_point_0_temp: '60000',
      trip_point_1_type: 'passive',
      trip_point_1_temp: '70000',
    },
    '69000',
    '70000',
  ],
])('is hot from %s', async (_, trips, cool, hot) => {
  const system = temporaryFolder();
  const zone = 'class/thermal/thermal_zone0';
  await writeSystem(
    system,
    Object.fromEntries(Object.entries(trips).map(([name, value]) => [`${zone}/${name}`, value])),
  );
  const read = linuxPowerReader(system);
  await writeSystem(system, { [`${zone}/temp`]: cool });
  expect(await read()).toEqual(fine);
  await writeSystem(system, { [`${zone}/temp`]: hot });
  expect(await read()).toEqual({ isOnBattery: false, isHot: true });
});

it('is hot when the processor slowed itself down since the last look', async () => {
  const system = temporaryFolder();
  const read = linuxPowerReader(system);
  const counts = (first: number, second: number): Record<string, string> => ({
    'devices/system/cpu/cpu0/thermal_throttle/package_throttle_count': String(first),
    'devices/system/cpu/cpu1/thermal_throttle/package_throttle_count': String(second),
    'devices/system/cpu/cpufreq/boost': '1',
  });
  await writeSystem(system, counts(7, 7));
  expect(await read()).toEqual(fine);
  await writeSystem(system, counts(7, 9));
  expect(await read()).toMatchObject({ isHot: true });
  expect(await read()).toEqual(fine);
});

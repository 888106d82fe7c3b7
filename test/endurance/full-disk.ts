// A disk that fills up while photos are read, again and again, each time with a little more room (a small tmpfs; Linux, root).
import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { faultsAfterReading, type Outcome, run, type ScenarioOptions, writePhotos } from './scenario.ts';

const photoCount = 1200;
const firstMegabytes = 4;
const stepMegabytes = 1;
const mostMegabytes = 60;

export async function fillTheDisk({ folder }: ScenarioOptions): Promise<Outcome> {
  const what = 'the disk is full while photos are read';
  const disk = join(folder, 'disk');
  await mkdir(disk);
  const setSize = (megabytes: number, options = ''): void => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `${options}size=${megabytes}m`, 'tmpfs', disk], { stdio: 'ignore' });
  };
  try {
    setSize(firstMegabytes);
  } catch {
    return { what, done: 'needs the right to mount', faults: [], isSkipped: true };
  }
  try {
    const photos = join(folder, 'photos');
    const library = join(disk, 'library');
    await writePhotos(photos, photoCount);
    const faults: string[] = [];
    let fullCount = 0;
    for (let size = firstMegabytes; size < mostMegabytes; size += stepMegabytes) {
      if (size > firstMegabytes) setSize(size, 'remount,');
      const { code, json } = await run(['index', photos, '--library', library]);
      if (code === 0) break;
      fullCount++;
      if (json['code'] !== 'disk-full') faults.push(`with ${size} MB: ${JSON.stringify(json)}`);
    }
    setSize(2 * mostMegabytes, 'remount,');
    faults.push(...(await faultsAfterReading(library, photos, photoCount)));
    return { what, done: `${fullCount} times full, then room`, faults };
  } finally {
    execFileSync('umount', [disk], { stdio: 'ignore' });
  }
}

// A photo folder that goes away in the middle of a scan or of reading, and comes back.
import { mkdir, rename, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { once } from 'node:events';
import { Random } from '../../core/index.ts';
import { faultsAfterReading, type Outcome, run, type ScenarioOptions, start, writePhotos } from './scenario.ts';

const photoCount = 150;
const mostRounds = 20;

export async function unplugTheFolder({ folder, rounds, seed }: ScenarioOptions): Promise<Outcome> {
  const disk = join(folder, 'disk');
  const photos = join(disk, 'photos');
  const library = join(folder, 'library');
  const random = new Random(seed);
  const faults: string[] = [];
  const count = Math.min(rounds, mostRounds);
  await writePhotos(join(photos, 'a'), photoCount);
  await writePhotos(join(photos, 'b'), photoCount, photoCount);
  await run(['index', photos, '--library', library]);
  for (let round = 0; round < count && faults.length === 0; round++) {
    const child = start(['index', photos, '--library', library]);
    const closed = once(child, 'close');
    await delay(300 + random.integer(900));
    await rename(disk, `${disk}-away`);
    if (round % 2 === 1) await mkdir(disk); // what an unmounted disk leaves behind
    await closed;
    const { json } = await run(['stats', '--library', library]);
    if (json['searchableCount'] !== 2 * photoCount) faults.push(`round ${round}: ${JSON.stringify(json)}`);
    if (round % 2 === 1) await rmdir(disk);
    await rename(`${disk}-away`, disk);
  }
  faults.push(...(await faultsAfterReading(library, photos, 2 * photoCount)));
  return { what: 'the folder is unplugged in the middle of a scan', done: `${count} times`, faults };
}

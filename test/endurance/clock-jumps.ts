// A clock that jumps by hours and years while photos are read, and files from before 1970 and from the future.
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { faultsAfterReading, type Outcome, run, type ScenarioOptions, writePhotos } from './scenario.ts';

const photoCount = 120;
const mostRounds = 10;

export async function jumpTheClock({ folder, rounds, seed }: ScenarioOptions): Promise<Outcome> {
  const photos = join(folder, 'photos');
  const library = join(folder, 'library');
  const faults: string[] = [];
  const count = Math.min(rounds, mostRounds);
  await writePhotos(photos, photoCount);
  const clock = pathToFileURL(join(import.meta.dirname, 'jumping-clock.ts')).href;
  for (let round = 0; round < count && faults.length === 0; round++) {
    for (let i = 0; i < photoCount; i += 5) {
      const when = [new Date(-1e9), new Date('2155-01-01'), new Date(2 ** 31 * 1000)][(i + round) % 3]!;
      await utimes(join(photos, `${i}.jpg`), when, when);
    }
    const env = { NODE_OPTIONS: `--import ${clock}`, JUMPING_CLOCK_SEED: String(seed + round) };
    const { code, json } = await run(['index', photos, '--library', library], env);
    if (code !== 0 || json['searchableCount'] !== photoCount) faults.push(`round ${round}: ${JSON.stringify(json)}`);
  }
  faults.push(...(await faultsAfterReading(library, photos, photoCount)));
  return { what: 'the clock jumps by up to ten years while photos are read', done: `${count} runs`, faults };
}

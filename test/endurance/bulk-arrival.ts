// Thousands of files copied into a watched folder at once: events get lost then, photos must not.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Engine } from '../../main/engine/engine.ts';
import { type Outcome, photoBytes, run, type ScenarioOptions } from './scenario.ts';

const filesPerFolder = 500;
const patienceMs = 30 * 60_000;

export async function arriveInBulk({ folder, files }: ScenarioOptions): Promise<Outcome> {
  const photos = join(folder, 'photos');
  const library = join(folder, 'library');
  const faults: string[] = [];
  await mkdir(photos);
  const sample = await photoBytes(1, 64);
  const engine = await Engine.open({ libraryFolder: library });
  try {
    await engine.addRoot(photos);
    for (let i = 0; i < files; i++) {
      const place = join(photos, String(Math.floor(i / filesPerFolder)));
      if (i % filesPerFolder === 0) await mkdir(place);
      await writeFile(join(place, `${i}.jpg`), Buffer.concat([sample, Buffer.from(`copy ${i}`)]));
    }
    const until = performance.now() + patienceMs;
    // Nobody asks for a scan: the watcher and the scans it causes must find everything.
    while (engine.index.searchableCount < files && performance.now() < until) await delay(500);
    await engine.pipeline.settled();
    if (engine.index.searchableCount !== files) faults.push(`${engine.index.searchableCount} of ${files} photos`);
  } finally {
    await engine.stop();
  }
  const verified = await run(['verify', '--library', library]);
  if (verified.json['isSound'] !== true) faults.push(`verify: ${JSON.stringify(verified.json)}`);
  return { what: 'files are copied into a watched folder at once', done: `${files} files`, faults };
}

// Files that crash, hang or starve decoders: each costs itself, at most.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Outcome, run, type ScenarioOptions } from './scenario.ts';

export async function readAwkwardFiles({ folder, awkward }: ScenarioOptions): Promise<Outcome> {
  const what = 'files that are damaged, fuzzed, giant or odd are read';
  if (awkward === undefined) return { what, done: 'needs --awkward DIR', faults: [], isSkipped: true };
  const library = join(folder, 'library');
  const faults: string[] = [];
  const entries = await readdir(awkward, { recursive: true, withFileTypes: true });
  const read = await run(['index', awkward, '--library', library]);
  const { photoCount, failureCount } = read.json as { photoCount?: number; failureCount?: number };
  if (read.code !== 0 || photoCount === undefined) faults.push(JSON.stringify(read.json));
  const verified = await run(['verify', '--library', library]);
  if (verified.json['isSound'] !== true) faults.push(`verify: ${JSON.stringify(verified.json)}`);
  const fileCount = entries.filter((entry) => entry.isFile()).length;
  return { what, done: `${fileCount} files: ${photoCount} photos, ${failureCount} failures with a reason`, faults };
}

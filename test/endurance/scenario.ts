// What a scenario of the endurance run is, and what they share: small distinct photos, the command line, and the check that
// every round ends with.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

export interface ScenarioOptions {
  /** Empty, and removed afterwards. */
  folder: string;
  rounds: number;
  files: number;
  /** A folder of files that crash decoders. */
  awkward: string | undefined;
  seed: number;
}

export interface Outcome {
  what: string;
  done: string;
  faults: string[];
  isSkipped?: boolean;
}

export type Scenario = (options: ScenarioOptions) => Promise<Outcome>;

const likeness = join(import.meta.dirname, '../../main/hosts/cli/likeness.ts');

export function start(words: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(process.execPath, [likeness, ...words, '--json'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

export interface Ended {
  code: number | null;
  json: Record<string, unknown>;
  stderr: string;
}

/** Runs a command to its end. */
export async function run(words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const child = start(words, env);
  let stdout = '';
  let stderr = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code] = (await once(child, 'close')) as [number | null];
  let json: Record<string, unknown> = {};
  try {
    json = JSON.parse(stdout) as Record<string, unknown>;
  } catch {
    json = { code: 'no-json', message: stdout.slice(0, 200) + stderr.slice(0, 200) };
  }
  return { code, json, stderr };
}

/** A JPEG that no other number gives. */
export async function photoBytes(number: number, side = 96): Promise<Buffer> {
  const data = new Uint8Array(side * side * 3);
  for (let i = 0; i < data.length; i++) {
    const x = (Math.floor(i / 3) % side) / side;
    const y = Math.floor(i / 3 / side) / side;
    data[i] = 127 + 120 * Math.sin(x * (1 + (number % 13)) + y * (1 + (number % 7)) * 3 + number * 0.7 + (i % 3));
  }
  const picture = await sharp(data, { raw: { width: side, height: side, channels: 3 } })
    .jpeg()
    .toBuffer();
  return Buffer.concat([picture, Buffer.from(`photo ${number}`)]);
}

export async function writePhotos(folder: string, count: number, first = 0): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let i = first; i < first + count; i++) await writeFile(join(folder, `${i}.jpg`), await photoBytes(i));
}

/** The end of every round: reads to the end, and holds everything against everything. */
export async function faultsAfterReading(library: string, photos: string, photoCount: number): Promise<string[]> {
  const faults: string[] = [];
  const read = await run(['index', photos, '--library', library]);
  if (read.code !== 0) faults.push(`reading ended with ${read.code}: ${JSON.stringify(read.json)}`);
  const found = read.json as { photoCount?: number; searchableCount?: number };
  if (found.photoCount !== photoCount || found.searchableCount !== photoCount) {
    faults.push(`${found.photoCount} photos, ${found.searchableCount} searchable, of ${photoCount}`);
  }
  const verified = await run(['verify', '--library', library]);
  if (verified.json['isSound'] !== true) faults.push(`verify: ${JSON.stringify(verified.json)}`);
  return faults;
}

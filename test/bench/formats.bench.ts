// Photos a second by format: the same 12-megapixel JPEGs bare and inside RAW files, and the HEIC files of a folder.
//   npm run bench -- formats [--count 60] [--heic DIR] [--rounds 2]
// Each file differs by bytes that no decoder looks at, and in their number: new to the library, as dear to decode.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeTiffRaw } from '../main/engine/ingest/decoders/raw-files.ts';
import { makePictures } from './camera-pictures.ts';
import { measure } from './process-tree.ts';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    count: { type: 'string', default: '60' },
    heic: { type: 'string' },
    rounds: { type: 'string', default: '2' },
  },
});
const likeness = join(import.meta.dirname, '../../main/hosts/cli/likeness.ts');
/** What a 24-megapixel camera writes beside the JPEG. */
const sensorBytes = 20_000_000;
const work = await mkdtemp(join(tmpdir(), 'likeness-bench-'));
try {
  const jpegs = await makePictures([4032, 3024]);
  const thumbnail = jpegs[0]!.subarray(0, 4);
  const sensor = Buffer.alloc(sensorBytes, 'grain');
  const raws = jpegs.map((jpeg) => Buffer.concat([makeTiffRaw({ jpeg, thumbnail, orientation: 1 }, 'SONY'), sensor]));
  const kinds: [string, Buffer[]][] = [
    ['jpg', jpegs],
    ['arw', raws],
    ...(values.heic ? [['heic', await readHeics(values.heic)] as [string, Buffer[]]] : []),
  ];
  for (const [extension, pictures] of kinds) await writeFiles(extension, pictures);
  for (let round = 1; round <= Number(values.rounds); round++) {
    for (const [extension] of kinds) await index(extension, round);
  }
} finally {
  await rm(work, { recursive: true, force: true });
}

async function readHeics(folder: string): Promise<Buffer[]> {
  const names = (await readdir(folder)).filter((name) => /\.hei[cf]$/i.test(name)).sort();
  return Promise.all(names.map((name) => readFile(join(folder, name))));
}

async function writeFiles(extension: string, pictures: Buffer[]): Promise<void> {
  await mkdir(join(work, extension));
  for (let i = 0; i < Number(values.count); i++) {
    // A free box: what follows a HEIC's last box must be one, and a JPEG's reader stops before it.
    const difference = Buffer.alloc(8 + i);
    difference.writeUInt32BE(difference.length);
    difference.write('free', 4);
    const name = `${String(i).padStart(6, '0')}.${extension}`;
    await writeFile(join(work, extension, name), Buffer.concat([pictures[i % pictures.length]!, difference]));
  }
}

async function index(extension: string, round: number): Promise<void> {
  const library = join(work, `library-${extension}-${round}`);
  const photos = join(work, extension);
  const { seconds, cpuSeconds, peakMegabytes } = await measure(process.execPath, [
    ...[likeness, 'index', photos, '--library', library, '--json'],
  ]);
  const count = Number(values.count);
  process.stdout.write(
    `round ${round}  ${extension.padEnd(5)} ${(count / seconds).toFixed(1).padStart(5)} photos a second, ` +
      `${((1000 * cpuSeconds) / count).toFixed(0).padStart(5)} CPU ms a photo, peak ${peakMegabytes.toFixed(0)} MB\n`,
  );
}

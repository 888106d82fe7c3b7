// Indexing against its ceiling: a bare sharp loop that makes the same thumbnail and CNN input from the same files, in turns.
//   npm run bench -- ingest [--count 400] [--size 4032x3024] [--photos DIR] [--rounds 2]
// Files as a 12-megapixel camera writes them, sensor noise and all: enlarged photos without it are a quarter of the bytes,
// and decode in half the time, which no camera's do. With --photos, the JPEGs of that folder as they are.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makePictures, readJpegs } from './camera-pictures.ts';
import { measure, type Measured } from './process-tree.ts';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    count: { type: 'string', default: '400' },
    size: { type: 'string', default: '4032x3024' },
    photos: { type: 'string' },
    rounds: { type: 'string', default: '2' },
  },
});
const repository = join(import.meta.dirname, '../..');
const work = await mkdtemp(join(tmpdir(), 'likeness-bench-'));
try {
  const photos = join(work, 'photos');
  const size = values.size.split('x').map(Number) as [number, number];
  const megabytes = await makePhotos(photos, Number(values.count), size);
  const kind = values.photos ? 'the given JPEGs' : `JPEGs of ${values.size}`;
  process.stdout.write(`${values.count} files: ${kind}, ${megabytes.toFixed(1)} MB each\n`);
  for (let round = 1; round <= Number(values.rounds); round++) {
    const bare = await measure(process.execPath, [join(import.meta.dirname, 'bare-sharp.ts'), photos]);
    const likeness = await measure(process.execPath, [
      ...[join(repository, 'main/hosts/cli/likeness.ts'), 'index', photos],
      ...['--library', join(work, `library-${round}`), '--json'],
    ]);
    print(`round ${round}`, bare, likeness);
  }
} finally {
  await rm(work, { recursive: true, force: true });
}

async function makePhotos(folder: string, count: number, size: [number, number]): Promise<number> {
  await mkdir(folder);
  const pictures = values.photos ? await readJpegs(values.photos) : await makePictures(size);
  let bytes = 0;
  // More files than pictures: bytes after a picture's end make a file new to the library and as dear to decode. Their number
  // differs, as cameras' files do: one of a size that the library knows is hashed first, and read twice.
  for (let i = 0; i < count; i++) {
    const file = Buffer.concat([pictures[i % pictures.length]!, Buffer.alloc(i + 1, `photo ${i} `)]);
    await writeFile(join(folder, `${String(i).padStart(6, '0')}.jpg`), file);
    bytes += file.length;
  }
  return bytes / count / 1e6;
}

function print(title: string, bare: Measured, likeness: Measured): void {
  const count = Number(values.count);
  const { readingSeconds } = JSON.parse(likeness.stdout) as { readingSeconds: number };
  const second = likeness.megabytes.slice(likeness.megabytes.length / 2);
  const rows = [
    ['photos a second, start-up included', count / bare.seconds, count / likeness.seconds],
    ['photos a second while reading', count / bare.seconds, count / readingSeconds],
    ['CPU seconds per 1,000', (1000 * bare.cpuSeconds) / count, (1000 * likeness.cpuSeconds) / count],
    ['peak resident MB, all processes', bare.peakMegabytes, likeness.peakMegabytes],
  ] as const;
  process.stdout.write(`${title}\n`);
  for (const [what, ceiling, reached] of rows) {
    process.stdout.write(
      `  ${what.padEnd(34)} bare sharp ${ceiling.toFixed(1).padStart(7)}   likeness ${reached.toFixed(1).padStart(7)}   ratio ${(reached / ceiling).toFixed(2)}\n`,
    );
  }
  const drift = (second.at(-1) ?? 0) - (second[0] ?? 0);
  process.stdout.write(`  resident MB over the second half: ${drift >= 0 ? '+' : ''}${drift.toFixed(0)}\n`);
}

// Indexing against its ceiling: a bare sharp loop that makes the same thumbnail and CNN input from the same files, in turns.
//   npm run bench -- ingest [--count 120] [--size 4032x3024] [--photos DIR] [--rounds 2]
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { measure, type Measured } from './process-tree.ts';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    count: { type: 'string', default: '120' },
    size: { type: 'string', default: '4032x3024' },
    photos: { type: 'string', default: join(import.meta.dirname, '../../resources/samples/photos') },
    rounds: { type: 'string', default: '2' },
  },
});
const repository = join(import.meta.dirname, '../..');
const work = await mkdtemp(join(tmpdir(), 'likeness-bench-'));
try {
  const photos = join(work, 'photos');
  await makePhotos(photos, Number(values.count), values.size.split('x').map(Number) as [number, number]);
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

/** Every file differs in content: real photos enlarged, each with its own brightness and cut. */
async function makePhotos(folder: string, count: number, [width, height]: [number, number]): Promise<void> {
  await mkdir(folder);
  const sources = (await readdir(values.photos)).filter((name) => /\.jpe?g$/i.test(name)).sort();
  for (let i = 0; i < count; i++) {
    const source = join(values.photos, sources[i % sources.length]!);
    const brightness = 0.8 + 0.4 * ((i * 0.618) % 1);
    const gravity = (['north', 'south', 'east', 'west', 'centre'] as const)[i % 5]!;
    await sharp(source)
      .rotate()
      .resize(width, height, { fit: 'cover', position: gravity })
      .modulate({ brightness })
      .jpeg({ quality: 90 })
      .toFile(join(folder, `${String(i).padStart(6, '0')}.jpg`));
  }
}

function print(title: string, bare: Measured, likeness: Measured): void {
  const count = Number(values.count);
  const second = likeness.megabytes.slice(likeness.megabytes.length / 2);
  const rows = [
    ['photos a second', count / bare.seconds, count / likeness.seconds],
    ['CPU seconds per 1,000', (1000 * bare.cpuSeconds) / count, (1000 * likeness.cpuSeconds) / count],
    ['peak resident MB, all processes', bare.peakMegabytes, likeness.peakMegabytes],
  ] as const;
  process.stdout.write(`${title}: ${count} JPEGs of ${values.size}\n`);
  for (const [what, ceiling, reached] of rows) {
    process.stdout.write(
      `  ${what.padEnd(32)} bare sharp ${ceiling.toFixed(1).padStart(7)}   likeness ${reached.toFixed(1).padStart(7)}   ratio ${(reached / ceiling).toFixed(2)}\n`,
    );
  }
  const drift = (second.at(-1) ?? 0) - (second[0] ?? 0);
  process.stdout.write(`  resident MB over the second half: ${drift >= 0 ? '+' : ''}${drift.toFixed(0)}\n`);
}

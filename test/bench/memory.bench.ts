// What a long run of reading takes: resident memory of all processes over time, and whether it stays flat.
//   npm run bench -- memory --photos DIR [--count 100000] [--into DIR]
// Reads `count` distinct JPEGs, made by varying those of --photos; with --into they are kept, and made only once.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measure } from './process-tree.ts';
import { makeVariedPictures } from './varied-pictures.ts';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    photos: { type: 'string', default: join(import.meta.dirname, '../../resources/samples/photos') },
    count: { type: 'string', default: '100000' },
    into: { type: 'string' },
  },
});
const cli = join(import.meta.dirname, '../../main/hosts/cli/likeness.ts');
const work = await mkdtemp(join(tmpdir(), 'likeness-bench-'));
try {
  const photos = values.into ?? join(work, 'photos');
  await makeVariedPictures(values.photos, photos, Number(values.count));
  const library = ['--library', join(work, 'library'), '--json'];
  const reading = await measure(process.execPath, [cli, 'index', photos, ...library]);
  const { megabytes, seconds, cpuSeconds, peakMegabytes } = reading;
  const tenths = Array.from({ length: 11 }, (_, i) => megabytes[Math.floor(((megabytes.length - 1) * i) / 10)] ?? 0);
  const second = megabytes.slice(megabytes.length / 2);
  const lines = [
    reading.stdout.trim(),
    `${seconds.toFixed(0)} s, ${cpuSeconds.toFixed(0)} CPU s`,
    `resident MB of all processes, from start to end in tenths: ${tenths.map((each) => each.toFixed(0)).join(' ')}`,
    `at most ${peakMegabytes.toFixed(0)} MB; over the second half ${Math.min(...second).toFixed(0)} to ${Math.max(...second).toFixed(0)} MB`,
  ];
  process.stdout.write(lines.join('\n') + '\n');
  const again = await measure(process.execPath, [cli, 'index', photos, ...library]);
  process.stdout.write(`again, nothing changed: ${again.seconds.toFixed(1)} s with start-up\n`);
  const verified = await measure(process.execPath, [cli, 'verify', ...library]);
  process.stdout.write(`verify: ${verified.stdout.trim()}\n`);
} finally {
  await rm(work, { recursive: true, force: true });
}

// Whether the originals of crops, screenshots and collages are located (main/engine/locate), and nothing else: through a whole
// engine, asked as a person asks. The borders of located-matches.ts come from these figures.
//   npm run bench -- locate --photos DIR [--photos DIR ...] [--count 30] [--seed 1]
// For each kind of picture: how many of its originals are among the first answers without and with locating, and are located; how many
// other photos are called located, each of which is named.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Random } from '../../core/index.ts';
import type { Match } from '../../main/engine/api/search-schemas.ts';
import { Engine } from '../../main/engine/engine.ts';
import { hashContent } from '../../main/engine/ingest/content-hash.ts';
import { type HiddenPhotos, hidePhotos, KINDS } from './hidden-photos.ts';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    photos: { type: 'string', multiple: true, default: [join(import.meta.dirname, '../../resources/samples/photos')] },
    count: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
  },
});

interface Sums {
  pictures: number;
  originals: number;
  /** Of the originals: first (or among the first four of a collage) before and after, and located. */
  firstBefore: number;
  firstAfter: number;
  located: number;
  others: number;
  seconds: number;
}

const folder = await mkdtemp(join(tmpdir(), 'likeness-bench-locate-'));
const engine = await Engine.open({ libraryFolder: join(folder, 'library'), watch: false });
const sums = new Map<string, Sums>();
try {
  for (const photos of values.photos) await engine.addRoot(resolve(photos));
  await engine.pipeline.settled();
  const paths = (await Promise.all(values.photos.map(readPaths))).flat();
  const random = new Random(Number(values.seed));
  for (let i = 0; i < Number(values.count); i++) {
    const four = random.sample(paths.length, 4);
    for (const hidden of await hidePhotos(
      Array.from(four, (at) => paths[at]!),
      random,
    ))
      await measure(hidden);
  }
  for (const kind of KINDS) report(kind, sums.get(kind)!);
} finally {
  await engine.stop();
  await rm(folder, { recursive: true, force: true });
}

async function measure({ kind, jpeg, originals }: HiddenPhotos): Promise<void> {
  const { id: pictureId } = await engine.queries.open(new File([Uint8Array.from(jpeg)], 'picture.jpg'));
  const input = { query: { pictureId }, mode: 'thorough', limit: 200 } as const;
  const before = await engine.search.run(input);
  const started = performance.now();
  const after = await engine.locating.locateAll(input);
  const seconds = (performance.now() - started) / 1000;
  const wanted = new Set(await Promise.all(originals.map(photoIdOf)));
  const first = (matches: readonly Match[]) =>
    matches.slice(0, wanted.size).filter(({ photo }) => wanted.has(photo.id)).length;
  const located = after.matches.filter(({ area }) => area !== undefined);
  const right = located.filter(({ photo }) => wanted.has(photo.id)).length;
  const sum = sums.get(kind) ?? {
    pictures: 0,
    originals: 0,
    firstBefore: 0,
    firstAfter: 0,
    located: 0,
    others: 0,
    seconds: 0,
  };
  sum.pictures++;
  sum.originals += wanted.size;
  sum.firstBefore += first(before.matches);
  sum.firstAfter += first(after.matches);
  sum.located += right;
  sum.others += located.length - right;
  sum.seconds += seconds;
  sums.set(kind, sum);
  for (const { photo, area } of located.filter(({ photo: { id } }) => !wanted.has(id))) {
    print(
      `  ${kind}: ${photo.name} is none of its photos: ${area!.inliers} places, agreement ${area!.agreement.toFixed(2)}`,
    );
  }
}

async function photoIdOf(path: string): Promise<number> {
  const id = engine.catalogue.photoIdOfHash(await hashContent(path));
  if (id === undefined) throw new Error(`${path} is not in the library.`);
  return id;
}

async function readPaths(photos: string): Promise<string[]> {
  const names = await readdir(photos, { recursive: true });
  return names
    .filter((name) => /\.jpe?g$/i.test(name))
    .sort()
    .map((name) => join(photos, name));
}

function report(kind: string, { pictures, originals, firstBefore, firstAfter, located, others, seconds }: Sums): void {
  const share = (count: number) => (count / originals).toFixed(3);
  print(
    `${kind}: of ${originals} originals first without locating ${share(firstBefore)}, with it ${share(firstAfter)}, located ${share(located)}; ` +
      `${others} others located; ${(seconds / pictures).toFixed(2)} s a picture`,
  );
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

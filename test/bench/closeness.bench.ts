// Where the borders of closeness lie (main/engine/search/closeness.ts): cosines and print agreements of pairs of photos that
// are unrelated, show one scene, or are copies of each other.
// npm run bench -- closeness --photos DIR --truth CSV --distractors DIR [--copies DIR --copies-truth CSV] [--strangers DIR]
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { comparePrints, dot } from '../../core/index.ts';
import type { DescribedPhoto } from '../../main/engine/ingest/describer.ts';
import { Describer } from '../../main/engine/ingest/describer.ts';
import { shippedScale } from '../../main/engine/search/closeness.ts';
import { scaleOf } from '../../main/engine/search/closeness-calibration.ts';
import { readCopies, readGroups } from '../../main/engine/lab/truth-csv.ts';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    photos: { type: 'string' },
    truth: { type: 'string' },
    distractors: { type: 'string' },
    copies: { type: 'string' },
    'copies-truth': { type: 'string' },
    strangers: { type: 'string' },
  },
});
const SHARES = [0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999];

type Seen = Pick<DescribedPhoto, 'feature' | 'print'> & { readonly name: string };

const resources = join(import.meta.dirname, '../../resources');
const describer = new Describer({ resources });
await describer.start();
try {
  const { photos = '', truth = '', distractors = '', copies, 'copies-truth': copiesTruth } = values;
  if (!photos || !truth || !distractors) throw new Error('Name --photos, --truth and --distractors.');
  const groups = new Map((await readGroups(truth)).map(({ file, group }) => [file, group]));
  const library = [...(await describeAll(photos)), ...(await describeAll(distractors))];
  print(`shares                    ${SHARES.map((share) => String(share).padStart(7)).join('')}`);
  comparePairs(library, groups);
  if (values.strangers) compareBorders(library, groups, await describeAll(values.strangers));
  if (copies && copiesTruth) await compareCopies(library, copies, copiesTruth);
} finally {
  await describer.stop();
}

function describeAll(folder: string): Promise<Seen[]> {
  const names = readdirSync(folder).filter((name) => /\.(jpe?g|png)$/i.test(name));
  return Promise.all(
    names.map(async (name) => {
      const { feature, print: luminance } = await describer.describePhoto({ path: join(folder, name) });
      return { name, feature, print: luminance };
    }),
  );
}

function comparePairs(library: readonly Seen[], groups: ReadonlyMap<string, string>): void {
  const scene = { cosines: [] as number[], prints: [] as number[] };
  const unrelated = { cosines: [] as number[], prints: [] as number[] };
  for (const [i, a] of library.entries()) {
    for (const b of library.slice(i + 1)) {
      const group = groups.get(a.name);
      const isScene = group !== undefined && group === groups.get(b.name);
      const cosine = cosineOf(a, b);
      (isScene ? scene : unrelated).cosines.push(cosine);
      if (cosine > (isScene ? 0.35 : 0.3)) (isScene ? scene : unrelated).prints.push(agreement(a, b));
    }
  }
  row('unrelated, cosine', unrelated.cosines);
  row('same scene, cosine', scene.cosines);
  row('unrelated > 0.30, print', unrelated.prints);
  row('same scene > 0.35, print', scene.prints);
}

/** What the shipped borders and those of the library itself call a match (search/closeness-calibration.ts). */
function compareBorders(
  library: readonly Seen[],
  groups: ReadonlyMap<string, string>,
  strangers: readonly Seen[],
): void {
  const pairs = library.flatMap((a, i) => library.slice(0, i).map((b) => cosineOf(a, b))).sort((a, b) => a - b);
  const own = scaleOf({ median: pairs[pairs.length >> 1]!, upper: pairs[Math.floor(0.75 * pairs.length)]! });
  const nearest = (photo: Seen, others: readonly Seen[]): number =>
    Math.max(...others.map((other) => cosineOf(photo, other)));
  const found = strangers.map((stranger) => nearest(stranger, library));
  const mates = library.flatMap((photo) => {
    const group = groups.get(photo.name);
    const others = library.filter(
      (other) => other !== photo && group !== undefined && groups.get(other.name) === group,
    );
    return others.length > 0 ? [nearest(photo, others)] : [];
  });
  for (const [name, scale] of Object.entries({ shipped: shippedScale, own })) {
    const border = 1 - scale.alike / 2;
    const share = (values: readonly number[], passes: (cosine: number) => boolean): string =>
      (values.filter(passes).length / values.length).toFixed(3);
    print(
      `${name}: alike from ${border.toFixed(3)}, strangers with a match ${share(found, (cosine) => cosine >= border)}, ` +
        `scenes missed ${share(mates, (cosine) => cosine < border)}`,
    );
  }
}

async function compareCopies(library: readonly Seen[], folder: string, truth: string): Promise<void> {
  const originals = new Map(library.map((photo) => [photo.name, photo]));
  const copies = new Map((await describeAll(folder)).map((copy) => [copy.name, copy]));
  const pairs = Map.groupBy(await readCopies(truth), ({ transform }) => transform);
  for (const [transform, rows] of pairs) {
    const known = rows.flatMap(({ file, original }) => {
      const [copy, photo] = [copies.get(file), originals.get(original)];
      return copy && photo ? [[copy, photo] as const] : [];
    });
    row(
      `${transform}, cosine`,
      known.map(([copy, photo]) => cosineOf(copy, photo)),
    );
    row(
      `${transform}, print`,
      known.map(([copy, photo]) => agreement(copy, photo)),
    );
  }
}

function cosineOf(a: Seen, b: Seen): number {
  return dot(a.feature, 0, b.feature, 0, a.feature.length);
}

function agreement(a: Seen, b: Seen): number {
  return comparePrints(a.print, b.print).similarity;
}

function row(name: string, measured: readonly number[]): void {
  const sorted = measured.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
  print(`${name.padEnd(26)}${SHARES.map((share) => at(share).toFixed(3).padStart(7)).join('')}  of ${sorted.length}`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

// Which question finds most when there are several examples and counter-examples (main/engine/search/question.ts): through the
// library's own index, on photos with groups. Examples are drawn; counter-examples are the first wrong answers, as a person
// would mark them. All pictures that ask are left out of every list, so that rows of one block compare.
// npm run bench -- feedback --photos DIR --truth CSV [--distractors DIR] [--questions N]
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { averagePrecision, precisionAt, Random, rocchioQuestion } from '../../core/index.ts';
import { LabLibrary } from '../../main/engine/lab/lab-library.ts';
import { readGroups } from '../../main/engine/lab/truth-csv.ts';
import type { AskedVariant } from '../../main/engine/search/best-variant.ts';
import { rankByBestVariant } from '../../main/engine/search/best-variant.ts';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    photos: { type: 'string' },
    truth: { type: 'string' },
    distractors: { type: 'string', multiple: true },
    questions: { type: 'string', default: '240' },
  },
});
const MOST_EXAMPLES = 3;

interface Asking {
  /** Three photos of one group; the first is also there with its turns and crops. */
  readonly photoIds: readonly number[];
  readonly variants: readonly AskedVariant[];
  readonly group: ReadonlySet<number>;
}

const figures = new Map<string, { precision: number; average: number; count: number }>();
const { photos = '', truth = '', distractors = [] } = values;
if (!photos || !truth) throw new Error('Name --photos and --truth.');
const library = await LabLibrary.make([resolve(photos), ...distractors], {});
const { index, queries } = library.engine;
try {
  const questions = await drawQuestions(Number(values.questions));
  for (const asking of questions) {
    for (let count = 1; count <= MOST_EXAMPLES; count++) await askWith(asking, count);
  }
  for (const [name, { precision, average, count }] of [...figures].sort(([a], [b]) => a.localeCompare(b))) {
    const [p, ap] = [precision / count, average / count].map((value) => value.toFixed(4));
    print(`${name.padEnd(58)} precision@10 ${p}  mAP ${ap}  of ${count}`);
  }
  await measureUnrelated(questions);
} finally {
  await library.remove();
}

/** As many from each group, from groups that have photos left to be found. */
async function drawQuestions(most: number): Promise<Asking[]> {
  const random = new Random(1);
  const groups = new Map<string, { path: string; photoId: number }[]>();
  for (const { file, group } of await readGroups(truth)) {
    const path = join(photos, file);
    const photoId = await library.photoIdOf(path);
    if (photoId !== undefined) groups.set(group, [...(groups.get(group) ?? []), { path, photoId }]);
  }
  const large = [...groups.values()].filter((members) => members.length > MOST_EXAMPLES + 1);
  const questions: Asking[] = [];
  for (let turn = 0; turn < Math.ceil(most / large.length); turn++) {
    for (const members of large) {
      const drawn = draw(members, MOST_EXAMPLES, random);
      const { id } = await queries.openPath(drawn[0]!.path, { thorough: true });
      const { described } = await queries.describe(id, { region: undefined, thorough: true });
      const group = new Set(members.map(({ photoId }) => photoId));
      questions.push({ photoIds: drawn.map(({ photoId }) => photoId), variants: described.variants, group });
    }
  }
  return questions;
}

async function askWith(asking: Asking, count: number): Promise<void> {
  const examples = asking.photoIds.slice(0, count).map(feature);
  const [first, ...others] = examples as [Float32Array, ...Float32Array[]];
  const forms = asking.variants.slice(1);
  const centre = rocchioQuestion(examples, [], 0);
  const from = `${count} example${count > 1 ? 's' : ''}`;
  await measure(`${from}: centroid`, asking, [], whole(centre));
  await measure(`${from}: centroid, and forms of the first alone`, asking, [], [...whole(centre), ...forms]);
  if (count > 1) {
    const weighed = rocchioQuestion([first, ...others.map((other) => scaled(other, 0.75 / others.length))], [], 0);
    const mixed = forms.map(({ name, feature: form }) => ({
      name,
      feature: rocchioQuestion([form, ...others], [], 0),
    }));
    await measure(`${from}: beta 0.75 of the others`, asking, [], whole(weighed));
    await measure(`${from}: best of several`, asking, [], whole(...examples));
    await measure(`${from}: best of several, and forms of the first`, asking, [], [...whole(...examples), ...forms]);
    await measure(`${from}: centroid, and forms of the first in it`, asking, [], [...whole(centre), ...mixed]);
  }
  const wrong = (await rank(whole(centre), asking)).filter((photoId) => !asking.group.has(photoId));
  for (const counterCount of [1, 2]) {
    const marked = wrong.slice(0, counterCount);
    for (const weight of [0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5]) {
      const question = rocchioQuestion(examples, marked.map(feature), weight);
      const not = `not ${counterCount}: counterWeight ${weight.toFixed(2)}`;
      await measure(`${from}, ${not}`, asking, marked, whole(question));
    }
  }
}

/** Whether the words of closeness stay true: how near unrelated photos come to questions of several examples. */
async function measureUnrelated(questions: readonly Asking[]): Promise<void> {
  const cosines = new Map<string, number[]>();
  for (const [i, { photoIds, group }] of questions.entries()) {
    const next = questions[(i + 1) % questions.length]!;
    const unlike = { photoIds: [photoIds[0]!, next.photoIds[0]!], group: new Set([...group, ...next.group]) };
    const one = [1, 2, 3].map((count) => ({ photoIds: photoIds.slice(0, count), group, name: `${count} of a group` }));
    for (const asked of [...one, { ...unlike, name: '2 of two groups' }]) {
      const question = rocchioQuestion(asked.photoIds.map(feature), [], 0);
      const ranked = await rankByBestVariant(index, whole(question), { k: index.searchableCount });
      const unrelated = ranked.filter(({ photoId }) => !asked.group.has(photoId));
      const seen = cosines.get(asked.name) ?? [];
      cosines.set(asked.name, seen.concat(unrelated.map(({ distance }) => 1 - distance / 2)));
    }
  }
  for (const [name, seen] of cosines) {
    const sorted = seen.sort((a, b) => a - b);
    const at = (share: number): string => sorted[Math.floor(share * (sorted.length - 1))]!.toFixed(3);
    const [few, fewer, fewest] = [at(0.99), at(0.999), at(0.9999)];
    print(`unrelated to ${name}`.padEnd(58) + ` 99 % below ${few}, 99.9 % ${fewer}, 99.99 % ${fewest} in cosine`);
  }
}

async function measure(name: string, asking: Asking, marked: number[], variants: AskedVariant[]): Promise<void> {
  const silent = new Set([...asking.photoIds, ...marked]);
  const ranked = (await rank(variants, asking)).filter((photoId) => !silent.has(photoId));
  const relevant = new Set([...asking.group].filter((photoId) => !silent.has(photoId)));
  const sum = figures.get(name) ?? { precision: 0, average: 0, count: 0 };
  // Where a group has fewer than ten left, finding all of them is 1.
  sum.precision += (precisionAt(ranked, relevant, 10) * 10) / Math.min(10, relevant.size);
  sum.average += averagePrecision(ranked, relevant);
  sum.count++;
  figures.set(name, sum);
}

async function rank(variants: readonly AskedVariant[], { photoIds }: Asking): Promise<number[]> {
  const ranked = await rankByBestVariant(index, variants, { k: index.searchableCount });
  return ranked.map(({ photoId }) => photoId).filter((photoId) => !photoIds.includes(photoId));
}

function draw<T>(from: readonly T[], count: number, random: Random): T[] {
  const left = [...from];
  return Array.from({ length: count }, () => left.splice(random.integer(left.length), 1)[0]!);
}

function whole(...features: Float32Array[]): AskedVariant[] {
  return features.map((each) => ({ name: 'whole', feature: each }));
}

function feature(photoId: number): Float32Array {
  return index.feature(photoId)!;
}

function scaled(vector: Float32Array, weight: number): Float32Array {
  return vector.map((value) => weight * value);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

// SIFT on photos that are turned and scaled: how many keypoints come again, how many descriptors match and match rightly, and
// CPU time; beside OpenCV on the same pixels, measured by the same code in the same run.
//   npm run bench -- sift [--photos DIR] [--count 12] [--side 400]
// LIKENESS_OPENCV_PYTHON names a Python that has opencv-python-headless and numpy; without it only ours are measured.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { extractSift, type LocalFeatures } from '../../core/index.ts';
import type { LightPicture } from '../../core/describe/light-picture.ts';
import { openKernels } from '../../main/engine/index/kernel-files.ts';
import { blurred, turned } from '../core/local/made-pictures.ts';
import { FaissProcess } from './faiss-process.ts';
import { measureRepeatability, type Repeatability } from './repeatability.ts';

const CHANGES = [
  ...[15, 30, 45, 90, 160].map((degrees) => ({ degrees, scale: 1 })),
  ...[0.5, 0.7, 0.85, 1.3, 1.6, 2].map((scale) => ({ degrees: 0, scale })),
  ...[{ degrees: 30, scale: 0.7 }, { degrees: 75, scale: 1.4 }], // prettier-ignore
];

interface Side extends Repeatability {
  seconds: number;
}

type Extract = (picture: LightPicture) => Promise<{ readonly features: LocalFeatures; readonly seconds: number }>;

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    photos: { type: 'string', default: join(import.meta.dirname, '../../resources/samples/photos') },
    count: { type: 'string', default: '12' },
    side: { type: 'string', default: '400' },
  },
});
const python = process.env['LIKENESS_OPENCV_PYTHON'];
const opencv = python ? new FaissProcess(python, 'opencv_sift.py') : null;
const sides: readonly Extract[] = opencv ? [ours, (picture) => theirs(opencv, picture)] : [ours];

const kernels = await openKernels();
const pictures = await readPictures();
print(`${pictures.length} photos of ${values.side} pixels. Repeated and right: shares of keypoints and of matches.`);
print(opencv ? 'Each figure: ours, OpenCV, ours over OpenCV.' : 'Only ours: LIKENESS_OPENCV_PYTHON is not set.');
const sums = sides.map(emptySide);
for (const change of CHANGES) {
  const measured = sides.map(emptySide);
  for (const picture of pictures) await measure(picture, change, measured);
  report(`${change.degrees} degrees, ${change.scale} times`, measured);
  for (const [i, side] of measured.entries()) add(sums[i]!, side);
}
report('all', sums);
opencv?.stop();

async function measure(picture: LightPicture, change: (typeof CHANGES)[number], into: Side[]): Promise<void> {
  const { degrees, scale } = change;
  // What is made smaller is blurred first, as a camera would, so that no false detail comes up.
  const soft = scale < 1 ? blurred(picture, 0.5 * Math.sqrt(1 / scale ** 2 - 1)) : picture;
  const changed = turned(soft, degrees, scale);
  const second = rounded(changed.picture);
  for (const [i, extract] of sides.entries()) {
    const [before, after] = [await extract(picture), await extract(second)];
    const seconds = before.seconds + after.seconds;
    add(into[i]!, { ...measureRepeatability(before.features, after.features, changed.map, second), seconds });
  }
}

function ours(picture: LightPicture): ReturnType<Extract> {
  const started = process.cpuUsage();
  const features = extractSift(kernels, picture);
  const { user, system } = process.cpuUsage(started);
  return Promise.resolve({ features, seconds: (user + system) / 1e6 });
}

interface OpencvAnswer {
  readonly seconds: number;
  readonly keypoints: readonly (readonly [x: number, y: number, scale: number, angle: number, strength: number])[];
  readonly descriptors: string;
}

async function theirs(child: FaissProcess, { width, height, data }: LightPicture): ReturnType<Extract> {
  const pixels = Buffer.from(Uint8Array.from(data)).toString('base64');
  const { seconds, keypoints, descriptors } = await child.ask<OpencvAnswer>({ width, height, pixels });
  const features = {
    keypoints: keypoints.map(([x, y, scale, angle, strength]) => ({ x, y, scale, angle, strength })),
    descriptors: new Uint8Array(Buffer.from(descriptors, 'base64')),
  };
  return { features, seconds };
}

/** Spread over the folder's names, grey. */
async function readPictures(): Promise<LightPicture[]> {
  const names = (await readdir(values.photos)).filter((name) => /\.jpe?g$/i.test(name)).sort();
  const count = Math.min(Number(values.count), names.length);
  const chosen = Array.from({ length: count }, (_, i) => names[Math.floor((i * names.length) / count)]!);
  const side = Number(values.side);
  return Promise.all(
    chosen.map(async (name) => {
      const { data, info } = await sharp(join(values.photos, name))
        .resize(side, side, { fit: 'inside' })
        .greyscale()
        .extractChannel(0)
        .raw()
        .toBuffer({ resolveWithObject: true });
      return { width: info.width, height: info.height, data: Float32Array.from(data) };
    }),
  );
}

/** Whole levels, as OpenCV is given. */
function rounded({ width, height, data }: LightPicture): LightPicture {
  return { width, height, data: data.map((value) => Math.round(value)) };
}

function emptySide(): Side {
  return { inside: 0, found: 0, matches: 0, right: 0, seconds: 0 };
}

function add(sum: Side, side: Side): void {
  for (const key of Object.keys(side) as (keyof Side)[]) sum[key] += side[key];
}

function report(name: string, measured: readonly Side[]): void {
  const figure = (label: string, digits: number, of: (side: Side) => number) => {
    const figures = measured.map(of);
    const share = figures.length > 1 ? ` ${(figures[0]! / figures[1]!).toFixed(3)}` : '';
    return `${label} ${figures.map((value) => value.toFixed(digits)).join(' ')}${share}`;
  };
  const figures = [
    figure('repeated', 3, ({ found, inside }) => found / inside),
    figure('matches', 0, ({ matches }) => matches),
    figure('right', 3, ({ right, matches }) => right / matches),
    figure('CPU s', 1, ({ seconds }) => seconds),
  ];
  print(`${name}: ${figures.join(', ')}`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

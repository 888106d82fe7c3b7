// `lab compare`: every search method at equal memory, on labelled photos or on files of vectors.
import { appendFile } from 'node:fs/promises';
import type { Kernels } from '../../../../core/index.ts';
import type { LeftOut, MethodRow } from '../../../engine/api/method-schemas.ts';
import { comparedMethods } from '../../../engine/api/method-schemas.ts';
import type { ComparisonSet } from '../../../engine/lab/methods/compare-methods.ts';
import { compareMethods, describeSet } from '../../../engine/lab/methods/compare-methods.ts';
import { photoFeatures, readPhotoComparison } from '../../../engine/lab/methods/labelled-photos.ts';
import { withLabKernels } from '../../../engine/lab/methods/lab-kernels.ts';
import { drawableCharts } from '../../../engine/lab/methods/method-charts.ts';
import { readVectorComparison } from '../../../engine/lab/methods/vector-comparison.ts';
import type { Command, CommandCall, CommandResult } from '../command.ts';
import { comparisonLines } from '../comparison-words.ts';
import { drawInto, startFile } from '../lab-files.ts';
import { noOperands, onlyOperand, required, toPath, usage } from '../operands.ts';
import { readCount, readCounts, readVectorFiles, readWords, vectorOptions } from '../vector-options.ts';

const LARGEST_SEED = 2 ** 32 - 1;
const MOST_BITS = 4096;
const MOST_VECTORS = 100_000_000;

export const labCompareCommand: Command = {
  name: 'lab compare',
  operands: '[DIR]',
  summary:
    'compare all search methods at equal memory, on labelled photos (DIR and --truth) or vectors (--base, --query)',
  options: {
    ...vectorOptions,
    truth: {
      type: 'string',
      value: 'FILE',
      help: "of photos: CSV with columns file, group, and if it likes role ('query' rows ask; else half of each group); of vectors: .ivecs",
    },
    bits: { type: 'string', value: 'LIST', help: 'bits of a code (16,32,64,128,256)' },
    method: { type: 'string', value: 'LIST', help: `those to compare (all): ${comparedMethods.join(', ')}` },
    features: { type: 'string', value: 'NAME', help: `how photos are described: ${photoFeatures.join(' or ')} (cnn)` },
    distractors: {
      type: 'string',
      multiple: true,
      value: 'DIR',
      help: 'other photos to be lost among; may be repeated',
    },
    relevant: { type: 'string', value: 'N', help: 'of vectors: so many true nearest neighbours are right (100)' },
    learned: { type: 'string', value: 'N', help: 'of vectors: learn from so many, drawn by chance (20000)' },
    depth: { type: 'string', value: 'N', help: 'ranked answers that mAP and curves look at (1000)' },
    out: { type: 'string', value: 'FILE', help: 'write the rows as JSON lines (with --json they go to stdout)' },
    plots: { type: 'string', value: 'DIR', help: 'draw the curves as SVG files' },
  },
  async run(call: CommandCall): Promise<CommandResult | null> {
    const { options, signal, progress } = call;
    const bits = readBits(call);
    const methods = readWords(options, 'method', comparedMethods, comparedMethods);
    const seed = readCount(options, 'seed', LARGEST_SEED) ?? 1;
    const depth = readCount(options, 'depth', MOST_VECTORS);
    const readSet = setReader(call, seed);
    const out = await startFile(options.text('out'));
    return withLabKernels(async (parallel) => {
      const set = await readSet(parallel.kernels);
      const about = describeSet(set, { depth, seed });
      const [rows, leftOut]: [MethodRow[], LeftOut[]] = [[], []];
      const comparing = { bits, methods, seed, depth, parallel, signal };
      for await (const part of compareMethods(set, {
        ...comparing,
        onProgress: ({ doneCount, totalCount, method, bits: length, text }) =>
          progress(
            `Index ${doneCount + 1} of ${totalCount}: ${method}${length === null ? '' : ` ${length} bits`}, ${text}`,
          ),
      })) {
        if (part.kind === 'left-out') {
          leftOut.push(part.leftOut);
          continue;
        }
        rows.push(part.row);
        const line = { ...about, ...part.row };
        if (out !== null) await appendFile(out, `${JSON.stringify(line)}\n`);
        if (options.flag('json')) call.announce({ summary: line, lines: [] });
      }
      const drawn = await drawInto(options.text('plots'), drawableCharts(rows, about));
      if (options.flag('json')) return null;
      return {
        summary: {},
        lines: [...comparisonLines(about, rows, leftOut), ...drawn.map((path) => `Drawn: ${path}`)],
      };
    });
  },
};

/** A product code of b bits has b / 8 bytes, or b / 4 half bytes. */
function readBits({ options }: CommandCall): number[] {
  const bits = readCounts(options, 'bits', MOST_BITS, [16, 32, 64, 128, 256]);
  const odd = bits.find((length) => length % 8 !== 0);
  if (odd !== undefined) throw usage(`--bits takes whole bytes, such as 64; ${odd} is none.`);
  return bits;
}

/** What is wrong with the options is said before anything is read. */
function setReader(call: CommandCall, seed: number): (kernels: Kernels) => Promise<ComparisonSet> {
  const { operands, options, signal, progress } = call;
  if (options.text('base') !== undefined || operands.length === 0) {
    noOperands(operands);
    if (options.text('base') === undefined) throw usage('Name a folder of photos with --truth, or --base and --query.');
    const relevantCount = readCount(options, 'relevant', 100) ?? 100;
    const learnCount = readCount(options, 'learned', MOST_VECTORS) ?? 20_000;
    const vectorFiles = readVectorFiles(call);
    return (kernels) => readVectorComparison({ ...vectorFiles, relevantCount, learnCount, seed }, kernels);
  }
  const folder = toPath(onlyOperand(operands, 'folder of photos'));
  const truth = toPath(required(options.text('truth'), 'truth'));
  const [features = 'cnn', ...more] = readWords(options, 'features', photoFeatures, ['cnn']);
  if (more.length > 0) throw usage('--features takes one value.');
  const distractors = options.texts('distractors').map(toPath);
  return async (kernels) => {
    const photos = { folder, truth, distractors, features, seed, signal, onProgress: progress };
    const { set, missingCount } = await readPhotoComparison(photos, kernels);
    if (missingCount > 0) progress(`${missingCount} files are not there, could not be read, or are there twice`);
    return set;
  };
}

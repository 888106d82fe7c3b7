// `lab copies`: whether a changed copy finds its original first, over all and for each kind of change; and whether the search
// for duplicates groups it with its original and with nothing else.
import { basename, join, resolve } from 'node:path';
import { LikenessError } from '../api/errors.ts';
import { type CopyGrouping, measureGrouping } from './copy-grouping.ts';
import { LabLibrary } from './lab-library.ts';
import type { LabFigures, LabOptions, Milliseconds } from './lab-report.ts';
import { mean, round } from './lab-report.ts';
import { readCopies } from './truth-csv.ts';

export interface LabCopiesOptions extends LabOptions {
  /** Folders with the originals, and with other photos to be lost among. */
  readonly base: readonly string[];
  /** The folder with the copies; it is read only when all have asked. */
  readonly copies: string;
  /** CSV: file (relative to the folder of copies), original (relative to a base folder), transform. */
  readonly truth: string;
  /** Also read the copies and group duplicates. */
  readonly grouping?: boolean;
}

export interface LabCopiesReport extends LabFigures {
  readonly queryCount: number;
  /** Share of the copies whose first answer is their original. */
  readonly recallAt1: number;
  readonly transforms: Readonly<Record<string, { readonly queryCount: number; readonly recallAt1: number }>>;
  readonly grouping: CopyGrouping | null;
}

/** @throws LikenessError `usage` for a truth that does not fit the folders, and those of reading and searching */
export async function measureCopies(options: LabCopiesOptions): Promise<LabCopiesReport> {
  const truth = await readCopies(options.truth);
  const base = options.base.map((folder) => resolve(folder));
  const library = await LabLibrary.make(base, options);
  try {
    const times: Milliseconds[] = [];
    const hits = new Map<string, number[]>();
    const originals = new Map<string, number>();
    for (const { file, original, transform } of truth) {
      options.onProgress?.(`Asking with ${times.length + 1} of ${truth.length} copies`);
      const originalId = await findOriginal(library, base, original);
      originals.set(file, originalId);
      const { photoIds, milliseconds } = await library.ask(join(options.copies, file));
      times.push(milliseconds);
      const ofTransform = hits.get(transform) ?? [];
      ofTransform.push(photoIds[0] === originalId ? 1 : 0);
      hits.set(transform, ofTransform);
    }
    const transforms = [...hits].map(([transform, values]) => {
      return [transform, { queryCount: values.length, recallAt1: round(mean(values), 4) }] as const;
    });
    const figures = library.figures(times); // of the base alone
    const grouping = options.grouping ? await measureGrouping(library, options, truth, originals) : null;
    return {
      ...figures,
      queryCount: truth.length,
      recallAt1: round(mean([...hits.values()].flat()), 4),
      transforms: Object.fromEntries(transforms),
      grouping,
    };
  } finally {
    await library.remove();
  }
}

async function findOriginal(library: LabLibrary, base: readonly string[], original: string): Promise<number> {
  for (const folder of base) {
    for (const path of [join(folder, original), join(folder, basename(original))]) {
      const photoId = await library.photoIdOf(path);
      if (photoId !== undefined) return photoId;
    }
  }
  throw new LikenessError('usage', `The original ${original} is in none of the base folders, or could not be read.`);
}

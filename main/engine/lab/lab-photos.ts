// `lab photos`: how well photos of one group find one another through the whole pipeline, from files to ranked answers.
import { join, resolve } from 'node:path';
import { averagePrecision, leaveOut, precisionAt } from '../../../core/index.ts';
import { LikenessError } from '../api/errors.ts';
import { LabLibrary } from './lab-library.ts';
import type { LabFigures, LabOptions, Milliseconds } from './lab-report.ts';
import { mean, round } from './lab-report.ts';
import type { GroupRow } from './truth-csv.ts';
import { readGroups } from './truth-csv.ts';

export interface LabPhotosOptions extends LabOptions {
  readonly folder: string;
  /** CSV: file (relative to the folder), group, and if it likes role. */
  readonly truth: string;
  /** Folders of other photos to be lost among. */
  readonly distractors: readonly string[];
  /** The N of precision@N. */
  readonly precisionCount: number;
}

export interface LabPhotosReport extends LabFigures {
  /** Files that the truth names and the library has not: missing, or among the failures. */
  readonly missingCount: number;
  readonly queryCount: number;
  /** The asking photo is left out of its own list; relevant are the others of its group. */
  readonly mAP: number;
  /** Share of the queries whose first answer is of their group. */
  readonly recallAt1: number;
  readonly precision: { readonly at: number; readonly value: number };
}

interface Query {
  readonly path: string;
  readonly photoId: number;
  readonly relevant: ReadonlySet<number>;
}

/** @throws LikenessError `usage` for a truth that does not fit the folder, and those of reading and searching */
export async function measurePhotos(options: LabPhotosOptions): Promise<LabPhotosReport> {
  const folder = resolve(options.folder);
  const truth = await readGroups(options.truth);
  const library = await LabLibrary.make([folder, ...options.distractors], options);
  try {
    const { queries, missingCount } = await findQueries(library, folder, truth);
    const times: Milliseconds[] = [];
    const measures: { averagePrecision: number; isFirstRight: boolean; precision: number }[] = [];
    for (const { path, photoId, relevant } of queries) {
      options.onProgress?.(`Asking with ${measures.length + 1} of ${queries.length} photos`);
      const { photoIds, milliseconds } = await library.ask(path);
      const others = leaveOut(photoIds, photoId);
      times.push(milliseconds);
      measures.push({
        averagePrecision: averagePrecision(others, relevant),
        isFirstRight: precisionAt(others, relevant, 1) === 1,
        precision: precisionAt(others, relevant, options.precisionCount),
      });
    }
    const share = (values: readonly number[]): number => round(mean(values), 4);
    return {
      ...library.figures(times),
      missingCount,
      queryCount: queries.length,
      mAP: share(measures.map((measure) => measure.averagePrecision)),
      recallAt1: share(measures.map(({ isFirstRight }) => (isFirstRight ? 1 : 0))),
      precision: { at: options.precisionCount, value: share(measures.map(({ precision }) => precision)) },
    };
  } finally {
    await library.remove();
  }
}

/** Photos by their content: a photo that lies in the folder twice is one, and a group of one asks nothing. */
async function findQueries(
  library: LabLibrary,
  folder: string,
  truth: readonly GroupRow[],
): Promise<{ queries: Query[]; missingCount: number }> {
  let missingCount = 0;
  const groups = new Map<string, Set<number>>();
  const asking: { path: string; photoId: number; group: string }[] = [];
  for (const { file, group, asks } of truth) {
    const path = join(folder, file);
    const photoId = await library.photoIdOf(path);
    if (photoId === undefined) {
      missingCount++;
      continue;
    }
    groups.set(group, (groups.get(group) ?? new Set()).add(photoId));
    if (asks) asking.push({ path, photoId, group });
  }
  const queries = asking.map(({ path, photoId, group }) => {
    const relevant = new Set(groups.get(group));
    relevant.delete(photoId);
    return { path, photoId, relevant };
  });
  const answerable = queries.filter(({ relevant }) => relevant.size > 0);
  if (answerable.length === 0) {
    throw new LikenessError(
      'usage',
      `No photo in ${folder} can ask: the truth names no two photos of one group there.`,
    );
  }
  return { queries: answerable, missingCount };
}

// The second half of `lab copies`: base photos and copies in one library, searched for duplicates, and the groups counted.
import { join } from 'node:path';
import type { LabLibrary } from './lab-library.ts';
import { mean, round } from './lab-report.ts';
import type { LabOptions } from './lab-report.ts';
import type { CopyRow } from './truth-csv.ts';

export interface CopyGrouping {
  /** Of base and copies. */
  readonly photoCount: number;
  readonly groupCount: number;
  /** Share of the copies that are in the group of their original. */
  readonly groupedShare: number;
  /** Groups that hold photos of more than one origin: a copy's origin is its original, any other photo's is itself. */
  readonly falseGroupCount: number;
  readonly falseGroupsPer1000: number;
  /** Which these are, to be looked at. */
  readonly falseGroups: readonly (readonly string[])[];
  readonly seconds: number;
  readonly transforms: Readonly<Record<string, number>>;
}

/** @param originals photo id of the original by the copy's file name */
export async function measureGrouping(
  library: LabLibrary,
  { copies, signal, onProgress }: LabOptions & { readonly copies: string },
  truth: readonly CopyRow[],
  originals: ReadonlyMap<string, number>,
): Promise<CopyGrouping> {
  await library.add(copies);
  const { duplicates, catalogue, index } = library.engine;
  const started = performance.now();
  const timer = setInterval(() => {
    const { doneCount, leftCount } = duplicates.state();
    onProgress?.(`Looking for copies of ${doneCount} of ${doneCount + leftCount} photos`);
  }, 250);
  try {
    duplicates.find();
    await duplicates.settled(signal);
  } finally {
    clearInterval(timer);
  }
  const seconds = (performance.now() - started) / 1000;
  const groups = readGroups(library);
  const groupOf = new Map(groups.flatMap((group) => group.map((id) => [id, group] as const)));
  const origins = new Map<number, number>();
  const hits = new Map<string, number[]>();
  for (const { file, transform } of truth) {
    const originalId = originals.get(file)!;
    const copyId = await library.photoIdOf(join(copies, file));
    const isGrouped = copyId !== undefined && (groupOf.get(copyId)?.includes(originalId) ?? false);
    if (copyId !== undefined) origins.set(copyId, originalId);
    hits.set(transform, [...(hits.get(transform) ?? []), isGrouped ? 1 : 0]);
  }
  const falseGroups = groups.filter((group) => new Set(group.map((id) => origins.get(id) ?? id)).size > 1);
  return {
    photoCount: index.searchableCount,
    groupCount: groups.length,
    groupedShare: round(mean([...hits.values()].flat()), 4),
    falseGroupCount: falseGroups.length,
    falseGroupsPer1000: round((1000 * falseGroups.length) / index.searchableCount, 2),
    falseGroups: falseGroups.map((group) => group.map((id) => catalogue.filesOf(id)[0]?.path ?? String(id))),
    seconds: round(seconds, 1),
    transforms: Object.fromEntries([...hits].map(([name, values]) => [name, round(mean(values), 4)])),
  };
}

/** Photo ids of each group. */
function readGroups({ engine }: LabLibrary): number[][] {
  const groups: number[][] = [];
  let cursor: string | undefined;
  do {
    const page = engine.duplicates.groups({ limit: 500, cursor });
    groups.push(...page.groups.map(({ photos }) => photos.map(({ photo }) => photo.id)));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return groups;
}

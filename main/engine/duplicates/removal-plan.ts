// What would be kept and what moved to the bin, of one group: nothing moves that is not surely a copy of something kept.
import type { CopyKind, KeepRules, StayReason } from '../api/duplicate-schemas.ts';
import type { CopyPair } from './copy-rows.ts';
import { type CopyFile, isProtected, orderByRules } from './keep-rules.ts';
import { isWholeShare } from './verdict.ts';

export interface PlannedMove {
  readonly file: CopyFile;
  /** The file that stays in its place. */
  readonly kept: CopyFile;
}

export interface PlannedGroup {
  /** The first by the rules; null when no file is at hand: then all stay. */
  readonly kept: CopyFile | null;
  readonly moved: readonly PlannedMove[];
  readonly staying: readonly { readonly file: CopyFile; readonly reason: StayReason }[];
}

export interface PlanRules {
  readonly rules: KeepRules;
  /** Ids of files that a person decided about. */
  readonly chosen?: { readonly keep: ReadonlySet<number>; readonly bin: ReadonlySet<number> };
  /** What may move; `exact` are files with the same bytes. */
  readonly kinds: readonly CopyKind[];
  /** The photo in the middle of the group. */
  readonly centre: number;
  /** The verified pair of two photos. */
  readonly pairOf: (one: number, other: number) => CopyPair | undefined;
}

/**
 * In the order of the rules each file moves if one that stays already is the same by the chosen kinds, and stays if not: a
 * screenshot that is kept for its size does not protect the small copies of the photo in it. What a person chose to keep comes
 * first, what they chose for the bin last; if that is all, nothing moves.
 * @param files of all photos of the group
 */
export function planGroup(files: readonly CopyFile[], plan: PlanRules): PlannedGroup {
  // What lies on a drive that is away cannot be looked at: it is neither moved, nor a reason to move what is at hand.
  const staying: { file: CopyFile; reason: StayReason }[] = files
    .filter(({ offline }) => offline)
    .map((file) => ({ file, reason: 'offline' }));
  const kept: CopyFile[] = [];
  const moved: PlannedMove[] = [];
  const atHand = files.filter(({ offline }) => !offline);
  const { keep, bin } = plan.chosen ?? { keep: new Set<number>(), bin: new Set<number>() };
  const placeOf = ({ id }: CopyFile): number => (keep.has(id) ? 0 : bin.has(id) ? 2 : 1);
  for (const file of orderByRules(atHand, plan.rules).sort((a, b) => placeOf(a) - placeOf(b))) {
    if (keep.has(file.id)) {
      if (kept.push(file) > 1) staying.push({ file, reason: 'chosen' });
      continue;
    }
    if (bin.has(file.id) && !isProtected(file, plan.rules)) {
      const keeper = kept.find((other) => reasonToStay(file, other, plan) === null) ?? kept[0];
      if (keeper === undefined) staying.push({ file, reason: 'nothing-kept' });
      else moved.push({ file, kept: keeper });
      continue;
    }
    const reasons = kept.map((keeper) => reasonToStay(file, keeper, plan));
    const keeper = kept[reasons.indexOf(null)];
    if (keeper !== undefined) {
      moved.push({ file, kept: keeper });
      continue;
    }
    kept.push(file);
    const [reason] = reasons;
    if (reason) staying.push({ file, reason });
  }
  return { kept: kept[0] ?? null, moved, staying };
}

/** Null when `kept` stands for the file. */
function reasonToStay(file: CopyFile, kept: CopyFile, { rules, kinds, centre, pairOf }: PlanRules): StayReason | null {
  if (isProtected(file, rules)) return 'protected';
  if (file.photoId === kept.photoId) return kinds.includes('exact') ? null : 'kind-not-chosen';
  const pair = pairOf(file.photoId, kept.photoId);
  if (pair === undefined) return 'not-compared';
  if (!kinds.includes(pair.kind)) return 'kind-not-chosen';
  if (pair.kind === 'same-picture') return null;
  if (file.hasCamera && !kept.hasCamera) return 'from-camera';
  return kept.photoId !== centre || showsMore(file, pair) ? 'shows-more' : null;
}

/** A screenshot or a larger cut: what is kept is only a part of it. */
function showsMore(file: CopyFile, { firstId, part, share }: CopyPair): boolean {
  const isPart = (part === 'first') === (file.photoId === firstId);
  return !isPart && !isWholeShare(share);
}

// A group of copies as cards: each file with what will become of it, and what can be said of it beside the one that is kept.
import type { CopyGroup, KeepRules, RemovalPlan, StayReason } from '../../main/engine/api/duplicate-schemas.ts';
import type { PhotoSummary } from '../../main/engine/api/photo-schemas.ts';

export type PlannedGroup = RemovalPlan['groups'][number];
type CopyPhoto = CopyGroup['photos'][number];

export type CardState = 'keep' | 'bin' | 'offline' | 'protected';

/** What a line of the card says; the words are in wording/duplicates.ts. */
export type CardFact =
  | { code: 'same-file' | 'saved-again' | 'rotated' | 'mirrored' | 'changed' | 'largest' | 'oldest' }
  | { code: 'smaller' | 'cropped'; share: number }
  | { code: 'stays'; reason: StayReason };

export interface CopyCard {
  readonly fileId: number;
  readonly photo: PhotoSummary;
  readonly path: string;
  readonly sizeBytes: number;
  readonly state: CardState;
  readonly facts: readonly CardFact[];
}

export interface ShownGroup {
  readonly group: CopyGroup;
  readonly cards: readonly CopyCard[];
  readonly isWithoutKeeper: boolean;
}

/** @param gone paths of files that were moved just now */
export function withCards(
  groups: readonly CopyGroup[],
  plans: ReadonlyMap<number, PlannedGroup>,
  gone: readonly string[],
): ShownGroup[] {
  const goneSet = new Set(gone);
  return groups.map((group) => {
    const plan = plans.get(group.id);
    return { group, cards: cardsOf(group, plan, goneSet), isWithoutKeeper: isWithoutKeeper(plan) };
  });
}

/** The list moved on while a page of it was fetched: no group is shown twice. */
export function groupsNotIn(known: readonly CopyGroup[], groups: readonly CopyGroup[]): CopyGroup[] {
  const ids = new Set(known.map(({ id }) => id));
  return groups.filter(({ id }) => !ids.has(id));
}

/** Nothing of the group would be left, so nothing of it is moved. */
const isWithoutKeeper = (plan: PlannedGroup | undefined): boolean =>
  plan?.staying.some(({ reason }) => reason === 'nothing-kept') ?? false;

/** @param plan undefined until it is known: then all is kept @param gone paths of files that were moved just now */
export function cardsOf(
  group: CopyGroup,
  plan: PlannedGroup | undefined,
  gone: ReadonlySet<string> = new Set(),
): CopyCard[] {
  const moved = new Map(plan?.moved.map((file) => [file.fileId, file.keptId]));
  const staying = new Map(plan?.staying.map(({ fileId, reason }) => [fileId, reason]));
  const byFile = new Map(group.photos.flatMap((copy) => copy.files.map((file) => [file.id, copy])));
  return group.photos.flatMap((copy) =>
    copy.files
      .filter(({ path }) => !gone.has(path))
      .map((file) => {
        const reason = staying.get(file.id);
        const keeper = moved.get(file.id);
        const { id: fileId, path, sizeBytes } = file;
        const card = { fileId, photo: copy.photo, path, sizeBytes, state: stateOf(keeper !== undefined, reason) };
        if (keeper !== undefined) return { ...card, facts: beside(copy, byFile.get(keeper) ?? group.photos[0]!) };
        const facts = reason === undefined ? [] : [{ code: 'stays', reason } as const];
        return { ...card, facts: [...facts, ...meritsOf(group, copy, file.modifiedAt)] };
      }),
  );
}

function stateOf(isMoved: boolean, reason: StayReason | undefined): CardState {
  if (isMoved || reason === 'nothing-kept') return 'bin';
  return reason === 'offline' || reason === 'protected' ? reason : 'keep';
}

/** What a copy is beside the one that is kept. */
function beside(copy: CopyPhoto, kept: CopyPhoto): CardFact[] {
  if (copy.photo.id === kept.photo.id) return [{ code: 'same-file' }];
  const share = pixels(copy) / Math.max(1, pixels(kept));
  const size: CardFact[] = share < 0.98 ? [{ code: 'smaller', share }] : [];
  const changes = kept.relation === null ? changesOf(copy) : [];
  return changes.length + size.length === 0 ? [{ code: 'saved-again' }] : [...changes, ...size];
}

/** How a near-copy differs from the photo in the middle of its group. */
export function changesOf({ relation }: CopyPhoto): CardFact[] {
  if (relation?.kind !== 'near-copy') return [];
  const facts: CardFact[] = [];
  if (relation.isPart && relation.share < 0.97) facts.push({ code: 'cropped', share: relation.share });
  if (relation.quarterTurns !== 0) facts.push({ code: 'rotated' });
  if (relation.mirrored) facts.push({ code: 'mirrored' });
  return facts.length > 0 ? facts : [{ code: 'changed' }];
}

function meritsOf({ photos }: CopyGroup, copy: CopyPhoto, modifiedAt: number): CardFact[] {
  const others = photos.filter((other) => other !== copy);
  const facts: CardFact[] = [];
  if (others.length > 0 && others.every((other) => pixels(other) < pixels(copy))) facts.push({ code: 'largest' });
  const times = photos.flatMap(({ files }) => files.map((file) => file.modifiedAt));
  const isOldest = times.filter((time) => time <= modifiedAt).length === 1;
  if (isOldest) facts.push({ code: 'oldest' });
  return facts;
}

const pixels = ({ photo }: CopyPhoto) => photo.width * photo.height;

/** The order of the rules with one of them moved to another place. */
export function moveRule(order: KeepRules['order'], from: number, to: number): KeepRules['order'] {
  const moved = order[from];
  if (moved === undefined || to < 0 || to >= order.length) return order;
  const rest = order.filter((_, place) => place !== from);
  return [...rest.slice(0, to), moved, ...rest.slice(to)];
}

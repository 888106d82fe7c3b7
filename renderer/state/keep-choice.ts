// What decides which copies go: the rules, the kinds that go by themselves, and what a person decided file by file.
import type { CopyKind, KeepRules, RemovalChoice, RemovalPlan } from '../../main/engine/api/duplicate-schemas.ts';
import type { CopyCard, PlannedGroup } from './copy-cards.ts';

/** One immutable value, so that every change of it is a step that can be taken back. */
export interface KeepChoice {
  readonly rules: KeepRules;
  /** What goes by itself. */
  readonly kinds: readonly CopyKind[];
  /** Ids of files that the person decided about. */
  readonly keep: readonly number[];
  readonly bin: readonly number[];
}

export type Sums = Pick<RemovalPlan, 'moveCount' | 'moveBytes' | 'stayCount'>;
export type Plans = ReadonlyMap<number, PlannedGroup>;

export const noPlans: Plans = new Map();

export const firstChoice = (rules: KeepRules): KeepChoice => ({
  rules,
  kinds: ['exact', 'same-picture'],
  keep: [],
  bin: [],
});

/** The person decides about every card of a group that can be decided about. */
export function decide(
  choice: KeepChoice,
  cards: readonly CopyCard[],
  isKept: (card: CopyCard) => boolean,
): KeepChoice {
  const free = cards.filter(({ state }) => state === 'keep' || state === 'bin');
  const ids = new Set(free.map(({ fileId }) => fileId));
  const part = (decided: readonly number[], kept: boolean) => [
    ...decided.filter((id) => !ids.has(id)),
    ...free.filter((card) => isKept(card) === kept).map(({ fileId }) => fileId),
  ];
  return { ...choice, keep: part(choice.keep, true), bin: part(choice.bin, false) };
}

/** As the engine is asked. */
export function toRemoval(choice: KeepChoice | null, kind: CopyKind | null): RemovalChoice {
  const groupKind = kind === null ? {} : { groupKind: kind };
  if (choice === null) return { ...groupKind, kinds: [] };
  const { rules, kinds, keep, bin } = choice;
  return { ...groupKind, rules, kinds: [...kinds], keep: [...keep], bin: [...bin] };
}

export function withPlans(plans: Plans, added: readonly PlannedGroup[]): Plans {
  return new Map([...plans, ...added.map((plan): [number, PlannedGroup] => [plan.id, plan])]);
}

/** The sums after the plan of one group took another one's place. */
export function sumsAfter(sums: Sums, before: PlannedGroup | undefined, after: PlannedGroup): Sums {
  const difference = (of: (plan: PlannedGroup) => number) => of(after) - (before ? of(before) : 0);
  return {
    moveCount: sums.moveCount + difference(({ moved }) => moved.length),
    moveBytes: sums.moveBytes + difference(({ moved }) => moved.reduce((sum, file) => sum + file.sizeBytes, 0)),
    stayCount: sums.stayCount + difference(({ staying }) => staying.length),
  };
}

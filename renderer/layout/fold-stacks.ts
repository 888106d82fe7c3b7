// Stacks of results: the one that ranks first stands for copies of it and shots of its burst, until the stack is opened.
import type { Match } from '../../main/engine/api/search-schemas.ts';

export interface FoldedMatches {
  /** In the order of the answer; members of an open stack follow the first of them. */
  readonly shown: Match[];
  /** By the photo that stands for a stack: how many the stack has. */
  readonly sizes: ReadonlyMap<number, number>;
}

/** @param matches of one group: a stack never reaches across the words of closeness */
export function foldStacks(matches: readonly Match[], isOpen: (photoId: number) => boolean): FoldedMatches {
  const stacks = new Map<number, Match[]>();
  for (const match of matches) {
    const key = match.stack?.id ?? match.photo.id;
    const known = stacks.get(key);
    if (known === undefined) stacks.set(key, [match]);
    else known.push(match);
  }
  const shown: Match[] = [];
  const sizes = new Map<number, number>();
  for (const members of stacks.values()) {
    const first = members[0]!;
    if (members.length > 1) sizes.set(first.photo.id, members.length);
    shown.push(...(isOpen(first.photo.id) ? members : [first]));
  }
  return { shown, sizes };
}

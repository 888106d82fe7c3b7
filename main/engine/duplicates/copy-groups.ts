// Groups of copies: stars. Each has a photo in the middle that every other one was verified against, so that no chain of
// likenesses joins what is not alike: a crop of one shot and a crop of the next never bring the two shots together.

export interface CopyEdge {
  readonly first: number;
  readonly second: number;
}

export interface Star {
  readonly centre: number;
  /** Each has an edge to the centre. */
  readonly others: readonly number[];
}

/**
 * Every photo is in one star at most. The photo with the most copies takes its copies first: an original has an edge to each
 * of its crops, its crops to few of each other. @param rank of equals the greater comes first, as the number of pixels
 * Cost: O(edges log edges).
 */
export function groupIntoStars(edges: Iterable<CopyEdge>, rank: (id: number) => number): Star[] {
  const neighbours = adjacency(edges);
  const centres = [...neighbours.keys()].sort(
    (a, b) => neighbours.get(b)!.size - neighbours.get(a)!.size || rank(b) - rank(a) || a - b,
  );
  const taken = new Set<number>();
  const stars: Star[] = [];
  for (const centre of centres) {
    if (taken.has(centre)) continue;
    const others = [...neighbours.get(centre)!].filter((id) => !taken.has(id));
    if (others.length === 0) continue;
    for (const id of [centre, ...others]) taken.add(id);
    stars.push({ centre, others: others.sort((a, b) => a - b) });
  }
  return stars;
}

function adjacency(edges: Iterable<CopyEdge>): Map<number, Set<number>> {
  const neighbours = new Map<number, Set<number>>();
  const add = (id: number, other: number): void => {
    const known = neighbours.get(id);
    if (known === undefined) neighbours.set(id, new Set([other]));
    else known.add(other);
  };
  for (const { first, second } of edges) {
    add(first, second);
    add(second, first);
  }
  return neighbours;
}

// Which folders the nearest photos lie in: each of the ten nearest has a voice, and so has who is as near as the tenth.

const VOICES = 10;

export interface Voice<Folder> {
  readonly folder: Folder;
  readonly distance: number;
}

export interface Votes<Folder> {
  readonly folder: Folder;
  /** Share of all voices. */
  readonly share: number;
}

/** Most voices first; of equals the one whose voice is nearest. @param ranked nearest first */
export function mostVoted<Folder>(ranked: readonly Voice<Folder>[]): Votes<Folder>[] {
  const farthest = ranked[Math.min(VOICES, ranked.length) - 1]?.distance ?? 0;
  const counts = new Map<Folder, number>();
  let total = 0;
  for (const { folder, distance } of ranked) {
    if (distance > farthest) break;
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
    total++;
  }
  return [...counts].map(([folder, count]) => ({ folder, share: count / total })).sort((a, b) => b.share - a.share);
}

// The rail at the right edge: a scale of time in the library, of closeness in results. All places on it run from 0 (top) to 1.

export interface RailMark {
  at: number;
  /** A label; a mark without one is a tick. */
  text?: string;
}

/** Thins marks, sorted by place, so that two neighbours are at least `distance` apart. O(n). */
export function thinMarks<Mark extends { at: number }>(marks: readonly Mark[], distance: number): Mark[] {
  const kept: Mark[] = [];
  for (const mark of marks) {
    const last = kept.at(-1);
    if (last === undefined || mark.at - last.at >= distance) kept.push(mark);
  }
  return kept;
}

/** Years as labels and months as ticks, where their first photo lies. Days come newest first. */
export function timeMarks(days: readonly { top: number; time: number }[], height: number) {
  const years: { at: number; text: string }[] = [];
  const months: { at: number }[] = [];
  let month = '';
  for (const { top, time } of days) {
    const date = new Date(time);
    const year = String(date.getFullYear());
    const at = top / Math.max(1, height);
    if (years.at(-1)?.text !== year) years.push({ at, text: year });
    if (month !== `${year} ${date.getMonth()}`) months.push({ at });
    month = `${year} ${date.getMonth()}`;
  }
  return { years, months };
}

/** Closeness and its place: 100 to 90 takes a quarter of the height, because that is where people decide. */
const closenessStops = [
  [100, 0],
  [90, 0.25],
  [70, 0.56],
  [40, 0.84],
  [0, 1],
] as const;

export function placeOfCloseness(closeness: number): number {
  for (let i = 1; i < closenessStops.length; i++) {
    const [above, from] = closenessStops[i - 1] as readonly [number, number];
    const [below, to] = closenessStops[i] as readonly [number, number];
    if (closeness >= below) return from + ((above - Math.min(closeness, above)) / (above - below)) * (to - from);
  }
  return 1;
}

export function closenessAtPlace(place: number): number {
  for (let i = 1; i < closenessStops.length; i++) {
    const [above, from] = closenessStops[i - 1] as readonly [number, number];
    const [below, to] = closenessStops[i] as readonly [number, number];
    if (place <= to) return above - ((Math.max(place, from) - from) / (to - from)) * (above - below);
  }
  return 0;
}

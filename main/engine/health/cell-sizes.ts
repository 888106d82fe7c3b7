// How the photos spread over the cells: an uneven spread makes some searches slow and some blind.

/** As many bars as a picture of them can show. */
const MOST_BARS = 256;

export interface CellSizes {
  readonly sizes: number[];
  readonly median: number;
  readonly largestTenthShare: number;
  readonly emptyCount: number;
}

export function cellSizes(counts: Uint32Array): CellSizes {
  const sorted = Array.from(counts).sort((a, b) => b - a);
  const total = sum(sorted);
  const tenth = sorted.slice(0, Math.ceil(sorted.length / 10));
  return {
    sizes: thin(sorted),
    median: median(sorted),
    largestTenthShare: total === 0 ? 0 : sum(tenth) / total,
    emptyCount: sorted.filter((count) => count === 0).length,
  };
}

function thin(sorted: readonly number[]): number[] {
  if (sorted.length <= MOST_BARS) return [...sorted];
  return Array.from({ length: MOST_BARS }, (_, bar) => {
    const from = Math.floor((bar * sorted.length) / MOST_BARS);
    const part = sorted.slice(from, Math.floor(((bar + 1) * sorted.length) / MOST_BARS));
    return sum(part) / part.length;
  });
}

function median(sorted: readonly number[]): number {
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

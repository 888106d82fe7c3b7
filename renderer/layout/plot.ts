// The geometry of plots: scales, ticks and lines, in pixels of the plot.

export type Scale = (value: number) => number;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** From values to pixels; a range of no extent lies in the middle. */
export function linearScale([low, high]: readonly [number, number], [from, to]: readonly [number, number]): Scale {
  if (high <= low) return () => (from + to) / 2;
  return (value) => from + ((value - low) / (high - low)) * (to - from);
}

/** The same, where equal ratios take equal room. Values must be above zero. */
export function logScale([low, high]: readonly [number, number], pixels: readonly [number, number]): Scale {
  const scale = linearScale([Math.log(low), Math.log(high)], pixels);
  return (value) => scale(Math.log(value));
}

/** 1, 2 and 5 times powers of ten within the range; only the powers where these would be more than `most`. */
export function timeTicks(low: number, high: number, most = 9): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    for (const factor of [1, 2, 5]) {
      const tick = Number(`${factor}e${power}`);
      if (tick >= low * 0.999 && tick <= high * 1.001) ticks.push(tick);
    }
  }
  const powers = ticks.filter((tick) => Number.isInteger(Math.round(Math.log10(tick) * 1e6) / 1e6));
  return ticks.length > most && powers.length > 1 ? powers : ticks;
}

/** The range of times, widened to the next 1, 2 or 5 times a power of ten on both sides. */
export function timeRange(times: readonly number[]): [number, number] {
  const shortest = Math.max(0.001, Math.min(...times));
  const longest = Math.max(shortest, ...times);
  const all = timeTicks(shortest / 10, longest * 10, Infinity);
  const low = all.filter((tick) => tick <= shortest).at(-1) ?? shortest;
  const high = all.find((tick) => tick >= longest && tick > low) ?? longest;
  return [low, high];
}

/** Shares from just below the lowest one to 1, in steps that leave three to six lines. */
export function shareTicks(lowest: number): number[] {
  const spread = 1 - Math.min(0.99, Math.max(0, lowest));
  const step = [0.005, 0.01, 0.02, 0.05, 0.1].find((size) => spread / size <= 5) ?? 0.2;
  const count = Math.min(Math.round(1 / step), Math.ceil(spread / step - 1e-9));
  return Array.from({ length: count + 1 }, (_, i) => Math.round((1 - (count - i) * step) * 1000) / 1000);
}

/** For the `d` of an SVG path. */
export function linePath(points: readonly Point[]): string {
  return points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

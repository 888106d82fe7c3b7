// How fast photos are read and how long the rest will take: a moving average, so that one slow file does not make the
// remaining time jump.

/** Long enough to be calm, short enough to follow a change from small files to large ones. */
const windowMs = 15_000;
const shortestMs = 1_000;

export class ReadingRate {
  private readonly clock: () => number;
  private moments: { at: number; count: number }[] = [];

  constructor(clock: () => number = () => performance.now()) {
    this.clock = clock;
  }

  add(count: number): void {
    const now = this.clock();
    this.moments.push({ at: now, count });
    this.moments = this.moments.filter(({ at }) => at >= now - windowMs);
  }

  /** Begins anew, after a pause or when reading starts. */
  reset(): void {
    this.moments = [{ at: this.clock(), count: 0 }];
  }

  /** Null until a second has been seen. */
  get photosPerSecond(): number | null {
    const first = this.moments[0];
    const elapsedMs = first ? this.clock() - first.at : 0;
    if (!first || elapsedMs < shortestMs) return null;
    // The first moment's photos were read before it.
    const count = this.moments.slice(1).reduce((sum, moment) => sum + moment.count, 0);
    return count === 0 ? null : (count * 1000) / elapsedMs;
  }

  secondsFor(photoCount: number): number | null {
    const rate = this.photosPerSecond;
    return rate === null ? null : photoCount / rate;
  }
}

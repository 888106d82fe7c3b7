// Whether an automatic search may be thorough: yes, as long as thorough answers come fast enough on this machine.

/** Above this a person feels the wait. */
const MOST_MS = 150;
/** Weight of the newest answer in the running mean. */
const NEWEST = 0.2;

export class AnswerPace {
  private mean = 0;

  get isThorough(): boolean {
    return this.mean < MOST_MS;
  }

  /**
   * A thorough answer took so long. The first one counts only a fifth, like any other: it also warms caches up.
   */
  recordThorough(milliseconds: number): void {
    this.mean += NEWEST * (milliseconds - this.mean);
  }

  /** A quick answer was given instead: the mean fades, so that thorough is tried again when a busy time may be over. */
  recordQuick(): void {
    this.mean *= 0.97;
  }
}

// How much of the computer reading may take: the person's choice, and less than that on battery or when it runs hot.
// Reading asks for a turn before each photo; there are as many turns at a time as the effort allows.
import { setTimeout as delay } from 'node:timers/promises';
import type { Effort as Level } from '../api/library-schemas.ts';
import { powerReader, type PowerState, type ReadPower } from './power.ts';

export interface EffortOptions {
  /** Photos under way at a time, unless it is to be quiet. */
  photosAtOnce: number;
  chosen: Level;
  readPower?: ReadPower;
  /** The effort changed by itself. */
  changed(): void;
}

const powerEveryMs = 20_000;
const longestRestMs = 2000;

export class Effort {
  private readonly options: EffortOptions;
  private readonly readPower: ReadPower;
  private readonly waiting: (() => void)[] = [];
  private timer: NodeJS.Timeout | null = null;
  private power: PowerState = { isOnBattery: false, isHot: false };
  private chosenLevel: Level;
  private underWayCount = 0;
  private readonly stopping = new AbortController();

  constructor(options: EffortOptions) {
    this.options = options;
    this.chosenLevel = options.chosen;
    this.readPower = options.readPower ?? powerReader();
  }

  async start(): Promise<void> {
    await this.look();
    this.timer = setInterval(() => void this.look(), powerEveryMs);
    this.timer.unref();
  }

  /** Ends rests and lets everyone pass: who waits must see that reading ends. */
  stop(): void {
    if (this.timer) clearInterval(this.timer);
    this.stopping.abort();
    this.admit();
  }

  get chosen(): Level {
    return this.chosenLevel;
  }

  choose(level: Level): void {
    this.chosenLevel = level;
    this.admit();
  }

  /** Balanced gives way to battery and heat; full is meant whatever they are. */
  get level(): Level {
    const shouldSpare = this.power.isHot || this.power.isOnBattery;
    return this.chosenLevel === 'balanced' && shouldSpare ? 'quiet' : this.chosenLevel;
  }

  /** Resolves when another photo may be read; the function it gives must be called when that is done. */
  async turn(): Promise<() => void> {
    if (this.underWayCount >= this.turns) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.underWayCount++;
    const began = performance.now();
    return () => void this.end(performance.now() - began);
  }

  private get turns(): number {
    if (this.stopping.signal.aborted) return Infinity;
    return this.level === 'quiet' ? 1 : this.options.photosAtOnce;
  }

  /** Quiet: as long a rest as the work took, so that fans stay off. */
  private async end(workedMs: number): Promise<void> {
    if (this.level === 'quiet') {
      await delay(Math.min(workedMs, longestRestMs), undefined, { signal: this.stopping.signal }).catch(
        () => undefined,
      );
    }
    this.underWayCount--;
    this.admit();
  }

  private admit(): void {
    while (this.underWayCount < this.turns) {
      const next = this.waiting.shift();
      if (next === undefined) return;
      this.underWayCount++;
      next();
    }
  }

  private async look(): Promise<void> {
    const before = this.level;
    this.power = await this.readPower();
    if (this.level === before) return;
    this.admit();
    this.options.changed();
  }
}

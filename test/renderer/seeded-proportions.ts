// Widths and heights as cameras and phones make them, the same in every run.
import type { Proportions } from '../../renderer/layout/justified-rows.ts';

const common: Proportions[] = [
  { width: 4, height: 3 },
  { width: 3, height: 2 },
  { width: 3, height: 4 },
  { width: 16, height: 9 },
  { width: 1, height: 1 },
];

export class SeededProportions {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  many(count: number): Proportions[] {
    return Array.from({ length: count }, () => common[this.next() % common.length] ?? { width: 1, height: 1 });
  }

  private next(): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return this.state >>> 8;
  }
}

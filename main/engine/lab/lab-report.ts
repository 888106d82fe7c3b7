// What the lab's measurements have in common: their options, the library's figures, and times.
import type { IndexState } from '../api/library-schemas.ts';

export interface LabOptions {
  /** Compare every stored feature, without the index. */
  readonly exact?: boolean;
  /** Ask with the whole picture alone, without its turns and crops. */
  readonly whole?: boolean;
  /** Look through the nearest photos for the picture too; the times remain those of the first answer. */
  readonly locate?: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Told what is going on, for a person. */
  readonly onProgress?: ((text: string) => void) | undefined;
}

/** What every report says of the library and the questions. */
export interface LabFigures {
  readonly photoCount: number;
  readonly failureCount: number;
  readonly photosPerSecond: number;
  readonly milliseconds: TimeFigures;
  readonly exact: boolean;
  readonly whole: boolean;
  readonly index: IndexState;
}

export interface Milliseconds {
  readonly describe: number;
  readonly scan: number;
  readonly total: number;
}

export interface TimeFigures {
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  /** The means of the two parts: describing the picture, and scanning the index for all its forms. */
  readonly describe: number;
  readonly scan: number;
}

export function timeFigures(answers: readonly Milliseconds[]): TimeFigures {
  const totals = answers.map(({ total }) => total).sort((a, b) => a - b);
  const quantile = (share: number): number =>
    totals[Math.min(totals.length - 1, Math.floor(share * totals.length))] ?? 0;
  return {
    mean: round(mean(totals), 1),
    p50: round(quantile(0.5), 1),
    p95: round(quantile(0.95), 1),
    describe: round(mean(answers.map(({ describe }) => describe)), 1),
    scan: round(mean(answers.map(({ scan }) => scan)), 1),
  };
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

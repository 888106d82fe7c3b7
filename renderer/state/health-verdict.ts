// What a report of the index's health comes to: where the setting stands, what it finds, and one word for the whole.
import type { HealthReport, MeasuredStep, SearchSetting } from '../../main/engine/api/health-schemas.ts';

export type Verdict = 'good' | 'fast' | 'drifting' | 'training' | 'unmeasured' | 'small';

/** A setting that finds less was chosen for its speed. */
const GOOD_RECALL = 0.9;
/** A measurement holds until the library has grown or shrunk by a tenth. */
const GROWTH = 0.1;
const NEWEST_BINS = 3;

/** Place of the setting among the steps, from 0 (fastest). */
export function placeOfSetting({ setting, steps, automatic, nlist }: HealthReport): number {
  if (setting.kind === 'exact') return steps.length - 1;
  const wanted = setting.kind === 'automatic' ? automatic : Math.max(1, Math.round(setting.share * nlist));
  // As shares the steps of another generation may lie between those of this one.
  const distance = (step: number | null) => (step === null ? Infinity : Math.abs(Math.log(step / wanted)));
  return steps.reduce<number>((best, step, i) => (distance(step) < distance(steps[best] ?? null) ? i : best), 0);
}

export function settingAt({ steps, nlist }: HealthReport, place: number): SearchSetting {
  const step = steps[place] ?? null;
  return step === null ? { kind: 'exact' } : { kind: 'cells', share: step / nlist };
}

/** What was measured of a step, while the index is the one that was measured. */
export function measuredAt({ steps, measurement, generation }: HealthReport, place: number): MeasuredStep | null {
  const step = steps[place];
  if (measurement === null || step === undefined || measurement.generation !== generation.id) return null;
  return measurement.steps.find(({ nprobe }) => nprobe === step) ?? null;
}

/** There is none, or the index or the library is another one by now. */
export function isMeasurementDue({ measurement, generation, photoCount, fewestToMeasure }: HealthReport): boolean {
  if (photoCount < fewestToMeasure) return false;
  if (measurement === null || measurement.generation !== generation.id) return true;
  return Math.abs(photoCount - measurement.photoCount) > GROWTH * measurement.photoCount;
}

/** Loss of the newest photos against that at training; null where there is no course. */
export function newestDrift({ drift }: HealthReport): number | null {
  const newest = drift.ratios.slice(-NEWEST_BINS);
  return newest.length === 0 ? null : newest.reduce((sum, ratio) => sum + ratio, 0) / newest.length;
}

export function verdictOf(report: HealthReport): Verdict {
  const { generation, photoCount, fewestToMeasure, drift } = report;
  if (generation.isTraining) return 'training';
  if (photoCount < fewestToMeasure) return 'small';
  const newest = newestDrift(report);
  if (generation.canTrain && newest !== null && newest > drift.limit) return 'drifting';
  const now = measuredAt(report, placeOfSetting(report));
  if (now === null) return 'unmeasured';
  return now.recall >= GOOD_RECALL ? 'good' : 'fast';
}

// What the two lab commands say and read alike.
import type { LabOptions, TimeFigures } from '../../engine/lab/lab-report.ts';
import type { ParsedOptions } from './command.ts';

export function labOptions(options: ParsedOptions): Pick<LabOptions, 'exact' | 'whole' | 'locate'> {
  return { exact: options.flag('exact'), whole: options.flag('whole'), locate: options.flag('locate') };
}

export function timeLine(report: { milliseconds: TimeFigures; photosPerSecond: number }): string {
  const { p50, p95, describe, scan } = report.milliseconds;
  const parts = `(describing ${describe.toFixed(0)}, scanning ${scan.toFixed(1)} on average)`;
  return `${p50.toFixed(0)} ms a query, p95 ${p95.toFixed(0)} ${parts}; ${report.photosPerSecond.toFixed(0)} photos/s read`;
}

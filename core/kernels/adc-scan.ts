// The plain TypeScript scan: the reference that any faster twin must equal.
import type { AdcScan, AdcScanKernel } from './adc-scan-kernel.ts';

export const plainAdcScan: AdcScanKernel = {
  name: 'TypeScript',
  scan(scan) {
    if (scan.m % 8 === 0) scanByEights(scan);
    else scanOneByOne(scan);
  },
};

// Notation: m parts, ksub centroids a part, p place in the codes, t start of a part's row in the table.
export function scanOneByOne(scan: AdcScan): void {
  const { table, m, ksub, codes, factors, additions, base, offset, count, distances } = scan;
  for (let i = 0, p = 0; i < count; i++) {
    let sum = base;
    for (let j = 0, t = 0; j < m; j++, t += ksub) sum += table[t + codes[p++]!]!;
    distances[i] = offset + additions[i]! + factors[i]! * sum;
  }
}

// Eight lookups a turn in four running sums that do not wait for one another.
function scanByEights(scan: AdcScan): void {
  const { table, m, ksub, codes, factors, additions, base, offset, count, distances } = scan;
  const k2 = 2 * ksub;
  const k3 = 3 * ksub;
  const k4 = 4 * ksub;
  const k5 = 5 * ksub;
  const k6 = 6 * ksub;
  const k7 = 7 * ksub;
  const k8 = 8 * ksub;
  const tableEnd = m * ksub;
  for (let i = 0, p = 0; i < count; i++) {
    let s0 = base;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let t = 0; t < tableEnd; t += k8, p += 8) {
      s0 += table[t + codes[p]!]! + table[t + k4 + codes[p + 4]!]!;
      s1 += table[t + ksub + codes[p + 1]!]! + table[t + k5 + codes[p + 5]!]!;
      s2 += table[t + k2 + codes[p + 2]!]! + table[t + k6 + codes[p + 6]!]!;
      s3 += table[t + k3 + codes[p + 3]!]! + table[t + k7 + codes[p + 7]!]!;
    }
    distances[i] = offset + additions[i]! + factors[i]! * (s0 + s1 + (s2 + s3));
  }
}

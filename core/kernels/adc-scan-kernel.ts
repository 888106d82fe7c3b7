// The one loop that a search spends its time in, behind an interface: plain TypeScript here, a faster twin elsewhere.

export interface AdcScanKernel {
  readonly name: string;

  /**
   * distances[i] = offset + additions[i] + factors[i] * (base + sum over j of table[j * ksub + codes[i * m + j]])
   * for i < count
   *
   * Nothing is checked: the shapes are the caller's duty, and no code byte may reach ksub.
   * Cost O(count m).
   */
  scan(scan: AdcScan): void;
}

export interface AdcScan {
  /** Shape (m, ksub), row-major: what each centroid of each part contributes. */
  readonly table: Float32Array;
  readonly m: number;
  readonly ksub: number;
  /** `count` codes of m bytes, one after another. */
  readonly codes: Uint8Array;
  /** Two numbers that belong to each code. */
  readonly factors: Float32Array;
  readonly additions: Float32Array;
  /** The same for all codes scanned together. */
  readonly base: number;
  readonly offset: number;
  readonly count: number;
  /** Written: `count` of them. */
  readonly distances: Float32Array;
}

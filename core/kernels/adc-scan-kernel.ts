// The one loop that a search spends its time in, behind an interface: plain TypeScript here, a faster twin elsewhere.

export interface AdcScanKernel {
  readonly name: string;

  /**
   * distances[i] = base + constants[i] + sum over j of table[j * ksub + codes[i * m + j]],  i < count
   *
   * Nothing is checked: the shapes are the caller's duty, and no code byte may reach ksub.
   * @param table shape (m, ksub), row-major: what each centroid of each part adds
   * @param codes `count` codes of m bytes, one after another
   * @param constants what each code adds by itself
   * @param distances written, `count` of them
   * Cost O(count m).
   */
  scan(scan: AdcScan): void;
}

export interface AdcScan {
  readonly table: Float32Array;
  readonly m: number;
  readonly ksub: number;
  readonly codes: Uint8Array;
  readonly constants: Float32Array;
  readonly base: number;
  readonly count: number;
  readonly distances: Float32Array;
}

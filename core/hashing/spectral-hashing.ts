// Spectral hashing: bits are signs of the slowest waves along the principal components, long components carrying several.
import { expectInteger, expectVector } from '../checks.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { row } from '../linalg/matrix.ts';
import type { PrincipalComponents } from '../linalg/principal-components.ts';
import type { Hasher } from './hasher.ts';
import { MOST_BITS, packBits } from './hasher.ts';
import type { ComponentHashing } from './pca-hashing.ts';
import { componentsOf } from './pca-hashing.ts';

/** One bit: half a wave count along one component. */
export interface Mode {
  readonly component: number;
  /** 1, 2, 3 ...: half waves over the component's range. */
  readonly halfWaves: number;
}

export class SpectralHasher implements Hasher {
  readonly components: PrincipalComponents;
  /** Least and largest coordinate of the training vectors along each component. */
  readonly lows: Float32Array;
  readonly highs: Float32Array;
  /** The slowest first (b). */
  readonly modes: readonly Mode[];

  constructor(components: PrincipalComponents, lows: Float32Array, highs: Float32Array, bits: number) {
    this.components = components;
    this.lows = lows;
    this.highs = highs;
    this.modes = slowestModes(lows, highs, bits);
  }

  get dimension(): number {
    return this.components.dimension;
  }

  get bits(): number {
    return this.modes.length;
  }

  /** Cost O(D^2) at most. */
  hash(vector: Float32Array): Uint32Array {
    expectVector('vector', vector, this.dimension);
    const coordinates = this.components.apply(vector);
    return packBits(this.bits, (i) => {
      const { component, halfWaves } = this.modes[i]!;
      const length = this.highs[component]! - this.lows[component]!;
      const phase = (halfWaves * Math.PI * (coordinates[component]! - this.lows[component]!)) / length;
      return Math.sin(Math.PI / 2 + phase) > 0;
    });
  }
}

/**
 * Source: Weiss, Torralba, Fergus, "Spectral hashing", NIPS 2008, section 3: where vectors fill a box evenly, the
 * eigenfunctions of the similarity are sin(pi/2 + k pi (x - a) / (c - a)) along each side from a to c, and their
 * eigenvalues fall with k / (c - a) (equations 6 and 7); the b smallest but the constant one become bits.
 * @param vectors (N, D), N at least 2
 * @throws CoreError `too-few-points`, `not-finite`, `parameter`, `memory`, `aborted`. Cost O(N D^2 + D^3)
 */
export async function trainSpectralHashing(
  vectors: Matrix,
  bits: number,
  options: ComponentHashing,
): Promise<SpectralHasher> {
  expectInteger('bits', bits, 1, MOST_BITS);
  const all = await componentsOf(vectors, options);
  const components = all.reduce(Math.min(bits, all.components.rows));
  const count = components.components.rows;
  const [lows, highs] = [new Float32Array(count).fill(Infinity), new Float32Array(count).fill(-Infinity)];
  for (let i = 0; i < vectors.rows; i++) {
    const coordinates = components.apply(row(vectors, i));
    for (let j = 0; j < count; j++) {
      lows[j] = Math.min(lows[j]!, coordinates[j]!);
      highs[j] = Math.max(highs[j]!, coordinates[j]!);
    }
  }
  return new SpectralHasher(components, lows, highs, bits);
}

/** By frequency, which orders the eigenvalues; equal ones by component. Components without length carry no wave. */
function slowestModes(lows: Float32Array, highs: Float32Array, bits: number): Mode[] {
  const modes: (Mode & { frequency: number })[] = [];
  for (let component = 0; component < lows.length; component++) {
    const length = highs[component]! - lows[component]!;
    if (!(length > 0)) continue;
    for (let halfWaves = 1; halfWaves <= bits; halfWaves++) {
      modes.push({ component, halfWaves, frequency: halfWaves / length });
    }
  }
  modes.sort((a, b) => a.frequency - b.frequency || a.component - b.component || a.halfWaves - b.halfWaves);
  return modes.slice(0, bits).map(({ component, halfWaves }) => ({ component, halfWaves }));
}

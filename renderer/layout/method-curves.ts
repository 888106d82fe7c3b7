// The curves of a comparison of methods: points by method, and where their names stand beside the plot.
import type { ComparedMethod, MethodChart } from '../../main/engine/api/method-schemas.ts';
import type { Point, Scale } from './plot.ts';

/** What methods have in common, each with a colour of its own. */
export type MethodFamily = 'bits' | 'codes' | 'vectors';

export interface MethodCurve {
  readonly method: ComparedMethod;
  readonly family: MethodFamily;
  /** Place in its family: which dashes it is drawn with. */
  readonly place: number;
  /** In the order of x. */
  readonly points: readonly Point[];
}

export interface NamePlace {
  readonly method: ComparedMethod;
  readonly y: number;
}

const families: Readonly<Record<MethodFamily, readonly ComparedMethod[]>> = {
  bits: [
    ...(['lsh', 'pca-hashing', 'spectral-hashing', 'itq'] as const),
    ...(['deep-hashing', 'supervised-deep-hashing', 'hamming-embedding'] as const),
  ],
  codes: ['ivfadc', 'adc', 'sdc', 'fast-scan'],
  vectors: ['exact', 'k-d-forest', 'k-means-tree'],
};

export function methodCurves({ points }: MethodChart): MethodCurve[] {
  return (Object.keys(families) as MethodFamily[]).flatMap((family) =>
    families[family]
      .map((method, place) => {
        const own = points.filter((point) => point.method === method).sort((a, b) => a.x - b.x);
        return { method, family, place, points: own };
      })
      .filter((curve) => curve.points.length > 0),
  );
}

/**
 * Beside the end of each curve, as near to it as names of this height allow, and all within the plot as far as they fit.
 * @param up of values to pixels, which grow downwards
 */
export function placeNames(
  curves: readonly MethodCurve[],
  up: Scale,
  { top, bottom, height }: { readonly top: number; readonly bottom: number; readonly height: number },
): NamePlace[] {
  const names = curves
    .map(({ method, points }) => ({ method, y: up(points.at(-1)!.y) }))
    .sort((a, b) => a.y - b.y || (a.method < b.method ? -1 : 1));
  const step = Math.min(height, (bottom - top) / Math.max(1, names.length - 1));
  // Downwards each below the one before it, then upwards from the bottom what went too far.
  const placed: { method: ComparedMethod; y: number }[] = [];
  for (const { method, y } of names)
    placed.push({ method, y: Math.max(y, top, (placed.at(-1)?.y ?? -Infinity) + step) });
  for (let i = placed.length - 1, limit = bottom; i >= 0; i--, limit -= step) {
    placed[i]!.y = Math.min(placed[i]!.y, limit);
  }
  return placed;
}

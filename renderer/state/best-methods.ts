// What a comparison of methods comes to: the best codes, the shortest that suffice, and the quickest search.
import type { ComparedMethod, MethodComparison, MethodRow } from '../../main/engine/api/method-schemas.ts';

/** Of the precision that exact search has: what is lost beyond is hardly noticed. */
const SUFFICIENT = 0.95;
/** Share of the nearest photos that must be among the first ten. */
const GOOD_RECALL = 0.95;
const RANK = 10;

export interface BestMethods {
  /** Exact search: how much of what is right comes first at best. */
  readonly ceiling: MethodRow | null;
  /** Highest mAP of the codes of each length, shortest first. Fast scan is none: it keeps a whole vector beside its code. */
  readonly ofLength: readonly MethodRow[];
  /** The shortest codes with nearly the precision of exact search. */
  readonly shortest: MethodRow | null;
  /** The quickest search that finds the nearest photo nearly always, whatever memory it takes. */
  readonly quickest: MethodRow | null;
}

export function bestMethods({ rows }: Pick<MethodComparison, 'rows'>): BestMethods {
  const ceiling = rows.find(({ method }) => method === 'exact') ?? null;
  const codes = rows.filter(({ bits, isUsual, method }) => bits !== null && isUsual && method !== 'fast-scan');
  const lengths = [...new Set(codes.map(({ bits }) => bits!))].sort((a, b) => a - b);
  const ofLength = lengths.map((bits) =>
    bestBy(
      codes.filter((row) => row.bits === bits),
      ({ mAP }) => mAP,
    )!,
  );
  return {
    ceiling,
    ofLength,
    shortest: ceiling && (ofLength.find(({ mAP }) => mAP >= SUFFICIENT * ceiling.mAP) ?? null),
    quickest: bestBy(
      rows.filter((row) => recallOf(row) >= GOOD_RECALL),
      ({ milliseconds }) => -milliseconds,
    ),
  };
}

/** How often the nearest photo is among the first ten. */
export function recallOf({ recallAt }: MethodRow): number {
  return recallAt.find(({ rank }) => rank === RANK)?.value ?? 0;
}

/** The method that a plot draws attention to. */
export function bestOfPlots({ ofLength }: BestMethods): ComparedMethod | null {
  return ofLength[Math.floor(ofLength.length / 2)]?.method ?? null;
}

function bestBy(rows: readonly MethodRow[], worth: (row: MethodRow) => number): MethodRow | null {
  return rows.reduce<MethodRow | null>((best, row) => (best === null || worth(row) > worth(best) ? row : best), null);
}

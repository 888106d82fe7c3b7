// What the lab can vary: settings that an index is built with, and settings that a built index is asked with.
import { LikenessError } from '../../api/errors.ts';

/** Ways to bits that a scan ranks by Hamming distance. */
export const hashings = [
  ...(['lsh', 'pca-hashing', 'itq', 'spectral-hashing'] as const),
  ...(['deep-hashing', 'supervised-deep-hashing'] as const),
] as const;
export type Hashing = (typeof hashings)[number];

export const methods = [
  ...(['exact', 'pq', 'ivfadc', 'fast-scan'] as const),
  ...hashings,
  ...(['lsh-tables', 'hamming-embedding', 'k-d-forest', 'k-means-tree'] as const),
] as const;
export type Method = (typeof methods)[number];

export const estimators = ['asymmetric', 'symmetric'] as const;
export type Estimator = (typeof estimators)[number];

/** How the components are dealt out to the m parts (TPAMI 2011, section V-C). */
export const groupings = ['natural', 'structured', 'random'] as const;
export type Grouping = (typeof groupings)[number];

/** Only what matters to the method. Notation: m parts, ksub centroids a part, nlist cells, bits of a code. */
export type BuildSettings =
  | { readonly method: 'exact' }
  | {
      readonly method: 'pq';
      readonly m: number;
      readonly ksub: number;
      readonly grouping?: Grouping;
      /** A rotation is learned, by optimised product quantisation; it leaves nothing to group. */
      readonly opq?: true;
      readonly seed: number;
    }
  | {
      readonly method: 'ivfadc';
      readonly m: number;
      readonly ksub: number;
      readonly nlist: number;
      readonly opq?: true;
      readonly seed: number;
    }
  | {
      readonly method: 'fast-scan';
      readonly m: number;
      readonly nlist: number;
      readonly opq?: true;
      readonly seed: number;
    }
  | { readonly method: Hashing; readonly bits: number; readonly seed: number }
  | { readonly method: 'lsh-tables'; readonly bits: number; readonly tables: number; readonly seed: number }
  | { readonly method: 'hamming-embedding'; readonly bits: number; readonly nlist: number; readonly seed: number }
  | { readonly method: 'k-d-forest'; readonly trees: number; readonly seed: number }
  | { readonly method: 'k-means-tree'; readonly branching: number; readonly seed: number };

export interface QuerySettings {
  /** Cells looked into, the paper's w. Of tables of LSH: buckets within one bit less than so many. */
  readonly nprobe?: number;
  readonly estimator?: Estimator;
  /** With the term for the quantiser's own error (section III-C). */
  readonly corrected?: boolean;
  /** Of fast scan: candidates measured again by their 8-bit vectors. Of trees: vectors compared with. */
  readonly candidates?: number;
}

/** The values to go through; an index is built for each combination that its method knows. */
export interface SettingLists {
  readonly method: readonly Method[];
  readonly m: readonly number[];
  readonly ksub: readonly number[];
  readonly nlist: readonly number[];
  readonly grouping: readonly Grouping[];
  readonly opq: readonly boolean[];
  readonly seed: number;
  readonly nprobe: readonly number[];
  readonly estimator: readonly Estimator[];
  readonly corrected: readonly boolean[];
  readonly candidates: readonly number[];
  readonly bits: readonly number[];
  readonly tables: readonly number[];
  readonly trees: readonly number[];
  readonly branching: readonly number[];
}

export function buildsOf(lists: SettingLists): BuildSettings[] {
  const { seed } = lists;
  return lists.method.flatMap((method): BuildSettings[] => {
    switch (method) {
      case 'exact':
        return [{ method }];
      case 'pq':
        return product(lists.m, lists.ksub, lists.opq, lists.grouping)
          .filter(([, , opq, grouping]) => !opq || grouping === lists.grouping[0])
          .map(([m, ksub, opq, grouping]) => {
            return { method, m, ksub, ...(opq ? { opq } : { grouping }), seed };
          });
      case 'ivfadc':
        return product(lists.m, lists.ksub, lists.nlist, lists.opq).map(([m, ksub, nlist, opq]) => {
          return { method, m, ksub, nlist, ...(opq && { opq }), seed };
        });
      case 'fast-scan':
        return product(lists.m, lists.nlist, lists.opq).map(([m, nlist, opq]) => {
          return { method, m, nlist, ...(opq && { opq }), seed };
        });
      case 'lsh-tables':
        return product(lists.bits, lists.tables).map(([bits, tables]) => ({ method, bits, tables, seed }));
      case 'hamming-embedding':
        return product(lists.bits, lists.nlist).map(([bits, nlist]) => ({ method, bits, nlist, seed }));
      case 'k-d-forest':
        return lists.trees.map((trees) => ({ method, trees, seed }));
      case 'k-means-tree':
        return lists.branching.map((branching) => ({ method, branching, seed }));
      case 'lsh':
      case 'pca-hashing':
      case 'itq':
      case 'spectral-hashing':
      case 'deep-hashing':
      case 'supervised-deep-hashing':
        return lists.bits.map((bits) => ({ method, bits, seed }));
    }
  });
}

/** @throws LikenessError `usage` when more cells would be probed than there are, at every value of the list */
export function queriesOf(build: BuildSettings, lists: SettingLists): QuerySettings[] {
  switch (build.method) {
    case 'pq':
      return product(lists.estimator, lists.corrected).map(([estimator, corrected]) => ({ estimator, corrected }));
    case 'ivfadc':
    case 'hamming-embedding':
      return probesOf(build.nlist, lists.nprobe).map((nprobe) => ({ nprobe }));
    case 'fast-scan':
      return product(probesOf(build.nlist, lists.nprobe), lists.candidates).map(([nprobe, candidates]) => ({
        nprobe,
        candidates,
      }));
    case 'lsh-tables':
      return probesOf(build.bits + 1, lists.nprobe).map((nprobe) => ({ nprobe }));
    case 'k-d-forest':
    case 'k-means-tree':
      return lists.candidates.map((candidates) => ({ candidates }));
    case 'exact':
    case 'lsh':
    case 'pca-hashing':
    case 'itq':
    case 'spectral-hashing':
    case 'deep-hashing':
    case 'supervised-deep-hashing':
      return [{}];
  }
}

function probesOf(nlist: number, nprobe: readonly number[]): number[] {
  const possible = nprobe.filter((count) => count <= nlist);
  if (possible.length > 0) return possible;
  throw new LikenessError(
    'usage',
    `There are ${nlist} cells, so ${nprobe.join(', ')} cannot be probed: lower --nprobe.`,
  );
}

type Each<Lists extends readonly (readonly unknown[])[]> = { [i in keyof Lists]: Lists[i][number] };

/** Every combination of one value from each list, the last list changing fastest. */
function product<Lists extends readonly (readonly unknown[])[]>(...lists: Lists): Each<Lists>[] {
  const combinations = lists.reduce<unknown[][]>(
    (before, list) => before.flatMap((values) => list.map((value) => [...values, value])),
    [[]],
  );
  return combinations as Each<Lists>[];
}

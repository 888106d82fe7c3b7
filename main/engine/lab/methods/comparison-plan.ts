// What is to be built and asked so that all methods are compared at equal memory: the settings of each for a code length.
import { chooseProbes, chooseSizes } from '../../../../core/index.ts';
import type { ComparedMethod } from '../../api/method-schemas.ts';
import type { BuildSettings, Hashing, QuerySettings } from '../vectors/index-settings.ts';

export interface PlanOptions {
  /** Of a code. */
  readonly bits: readonly number[];
  readonly methods: readonly ComparedMethod[];
  readonly seed: number;
}

export interface SetSizes {
  readonly baseCount: number;
  readonly learnCount: number;
}

export interface PlannedIndex {
  readonly bits: number | null;
  readonly build: BuildSettings;
  readonly asks: readonly PlannedAsk[];
}

export interface PlannedAsk {
  readonly method: ComparedMethod;
  readonly query: QuerySettings;
  readonly isUsual: boolean;
}

/** With fewer to learn from, parts get 16 centroids, and a code of as many bits twice the parts. */
const FEWEST_FOR_A_BYTE = 256;
const FAST_SCAN_CANDIDATES = 200;
/**
 * Of the cells a Hamming embedding looks into one in so many: signatures are cut at medians of their own cell, and the more
 * cells are compared, the less their numbers of bits mean the same.
 */
const SIGNED_SHARE = 16;
/** FLANN's usual sizes. */
const TREES = 4;
const BRANCHING = 32;
/** What a search may look at, from quick to thorough; those between show what time buys. */
const OTHER_PROBES = [1, 4, 16];
const USUAL_CHECKS = 1000;
const OTHER_CHECKS = [100, 300, 3000];

const hashings: readonly Hashing[] = ['lsh', 'pca-hashing', 'spectral-hashing', 'itq'];
const deepHashings: readonly Hashing[] = ['deep-hashing', 'supervised-deep-hashing'];
/** The longest codes of its authors; what keeps the weights at right angles costs the cube of the length. */
const MOST_DEEP_BITS = 64;

/** Exact search first, then by code length; what other settings cost is asked at the middle length alone. */
export function planComparison({ bits, methods, seed }: PlanOptions, sizes: SetSizes): PlannedIndex[] {
  const wanted = new Set(methods);
  const lengths = [...new Set(bits)].sort((a, b) => a - b);
  const middle = lengths[Math.floor(lengths.length / 2)];
  const plans = [
    exactPlan(),
    ...lengths.flatMap((length) => codePlans(length, seed, sizes, length === middle)),
    ...treePlans(seed, sizes),
  ];
  return plans
    .map((plan) => ({ ...plan, asks: plan.asks.filter(({ method }) => wanted.has(method)) }))
    .filter(({ asks }) => asks.length > 0);
}

function exactPlan(): PlannedIndex {
  return { bits: null, build: { method: 'exact' }, asks: [{ method: 'exact', query: {}, isUsual: true }] };
}

function codePlans(bits: number, seed: number, sizes: SetSizes, withOthers: boolean): PlannedIndex[] {
  const { nlist, nprobe } = cellsFor(sizes);
  const code = sizes.learnCount < FEWEST_FOR_A_BYTE ? { m: bits / 4, ksub: 16 } : { m: bits / 8, ksub: 256 };
  const probes = (method: ComparedMethod, usual: number, query: QuerySettings = {}): PlannedAsk[] => [
    { method, query: { ...query, nprobe: usual }, isUsual: true },
    ...(withOthers ? OTHER_PROBES.filter((count) => count < nprobe && count !== usual) : []).map((count) => {
      return { method, query: { ...query, nprobe: count }, isUsual: false };
    }),
  ];
  return [
    ...[...hashings, ...(bits <= MOST_DEEP_BITS ? deepHashings : [])].map((method) => {
      return { bits, build: { method, bits, seed }, asks: [{ method, query: {}, isUsual: true }] };
    }),
    {
      bits,
      build: { method: 'hamming-embedding', bits, nlist, seed },
      asks: probes('hamming-embedding', Math.ceil(nlist / SIGNED_SHARE)),
    },
    {
      bits,
      build: { method: 'pq', ...code, seed },
      asks: [
        { method: 'sdc', query: { estimator: 'symmetric' }, isUsual: true },
        { method: 'adc', query: { estimator: 'asymmetric' }, isUsual: true },
      ],
    },
    { bits, build: { method: 'ivfadc', ...code, nlist, seed }, asks: probes('ivfadc', nprobe) },
    {
      bits,
      build: { method: 'fast-scan', m: bits / 4, nlist, seed },
      asks: probes('fast-scan', nprobe, { candidates: FAST_SCAN_CANDIDATES }),
    },
  ];
}

function treePlans(seed: number, { baseCount }: SetSizes): PlannedIndex[] {
  const asks = (method: ComparedMethod): PlannedAsk[] => [
    { method, query: { candidates: Math.min(USUAL_CHECKS, baseCount) }, isUsual: true },
    ...OTHER_CHECKS.filter((checks) => checks < baseCount).map((candidates) => {
      return { method, query: { candidates }, isUsual: false };
    }),
  ];
  return [
    { bits: null, build: { method: 'k-d-forest', trees: TREES, seed }, asks: asks('k-d-forest') },
    { bits: null, build: { method: 'k-means-tree', branching: BRANCHING, seed }, asks: asks('k-means-tree') },
  ];
}

/** As the app would have them, and no more than there are vectors to learn them from. */
function cellsFor({ baseCount, learnCount }: SetSizes): { nlist: number; nprobe: number } {
  const { nlist } = chooseSizes(Math.min(baseCount, learnCount));
  return { nlist, nprobe: chooseProbes(baseCount, nlist) };
}

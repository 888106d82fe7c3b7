// What travels about the comparison of search methods: what was compared on what, a row for each measurement, and plots.
import { z } from 'zod';

const count = z.number().int().nonnegative();
const share = z.number().min(0).max(1);

/** In the order in which they are shown: ways to bits, product codes, trees, and the ceiling. */
export const comparedMethods = [
  ...(['lsh', 'pca-hashing', 'spectral-hashing', 'itq', 'deep-hashing', 'supervised-deep-hashing'] as const),
  ...(['hamming-embedding', 'sdc', 'adc', 'ivfadc', 'fast-scan', 'k-d-forest', 'k-means-tree', 'exact'] as const),
] as const;

/** What is right: the true nearest neighbours, or everything with the same label. */
export const methodTruthSchema = z.enum(['neighbours', 'labels']);

const atRankSchema = z.object({ rank: z.number().int().positive(), value: share });

export const methodRowSchema = z.object({
  method: z.enum(comparedMethods),
  /** Of a code; null where the whole vectors are kept. */
  bits: z.number().int().positive().nullable(),
  /** False for the rows that only show what other settings of the same index cost. */
  isUsual: z.boolean(),
  nlist: count.optional(),
  nprobe: count.optional(),
  candidates: count.optional(),
  mAP: share,
  /** Mean share of relevant ones among the first so many. */
  precisionAt: z.array(atRankSchema),
  /** Share of the queries whose nearest neighbour is among the first so many, whatever is relevant. */
  recallAt: z.array(atRankSchema),
  /** Of what differs by at most two bits; null where codes are not compared by bits. */
  withinTwoBits: z.object({ precision: share, recall: share }).nullable(),
  /** Mean interpolated precision at levels of recall. */
  curve: z.array(z.object({ recall: share, precision: share })),
  /** Median time of a search for up to 100. */
  milliseconds: z.number().nonnegative(),
  codesVisited: z.number().nonnegative(),
  /** As it lies in memory, with ids and what else belongs to a code or vector. */
  bytesPerVector: z.number().nonnegative(),
  trainingSeconds: z.number().nonnegative(),
  addingSeconds: z.number().nonnegative(),
});

export const comparedSetSchema = z.object({
  truth: methodTruthSchema,
  baseCount: count,
  learnCount: count,
  queryCount: count,
  dimension: count,
  /** Relevant ones of a query, on average. */
  relevantCount: z.number().nonnegative(),
  /** Ranked answers of a query that mAP and curves look at. */
  depth: count,
  seed: count,
});

/** A method that could not be measured at this length, and why. */
export const leftOutSchema = z.object({
  method: z.enum(comparedMethods),
  bits: z.number().int().positive().nullable(),
  reason: z.string(),
});

export const methodChartSchema = z.object({
  name: z.enum(['map-by-bits', 'precision-at-n', 'recall-by-bytes', 'recall-by-time', 'precision-recall', 'two-bits']),
  /** Code length that the plot is of, where it is of one. */
  bits: z.number().int().positive().nullable(),
  isLogarithmic: z.boolean(),
  points: z.array(z.object({ method: z.enum(comparedMethods), x: z.number(), y: share })),
});

/** A comparison on the library's own photos. */
export const methodComparisonSchema = z.object({
  /** Photos that could be searched then. */
  photoCount: count,
  /** Milliseconds since 1970. */
  comparedAt: z.number(),
  set: comparedSetSchema,
  rows: z.array(methodRowSchema),
  leftOut: z.array(leftOutSchema),
});

export const methodReportSchema = z.object({
  photoCount: count,
  /** Photos that a comparison needs. */
  fewestToCompare: count,
  /** Two folders at least have enough photos to be taken for kinds. */
  hasFolders: z.boolean(),
  isComparing: z.boolean(),
  comparison: methodComparisonSchema.nullable(),
  charts: z.array(methodChartSchema),
});

export const comparingSchema = z.object({
  /** Indexes that were built and asked, of all. */
  doneCount: count,
  totalCount: count,
  method: z.enum(comparedMethods).nullable(),
  bits: z.number().int().positive().nullable(),
  /** Null while nothing can be said yet. */
  secondsLeft: z.number().nonnegative().nullable(),
});

export type MethodComparison = z.infer<typeof methodComparisonSchema>;
export type MethodReport = z.infer<typeof methodReportSchema>;
export type Comparing = z.infer<typeof comparingSchema>;
export type ComparedMethod = (typeof comparedMethods)[number];
export type MethodTruth = z.infer<typeof methodTruthSchema>;
export type MethodRow = z.infer<typeof methodRowSchema>;
export type ComparedSet = z.infer<typeof comparedSetSchema>;
export type LeftOut = z.infer<typeof leftOutSchema>;
export type MethodChart = z.infer<typeof methodChartSchema>;

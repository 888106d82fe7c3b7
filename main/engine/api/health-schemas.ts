// What travels about the index's health: what it is made of, what was measured, and how thoroughly searches look.
import { z } from 'zod';
import { count } from './numbers.ts';

const share = z.number().min(0).max(1);

/** How much of the index a search looks into. A share of the cells outlives a generation, a number of them would not. */
export const searchSettingSchema = z.discriminatedUnion('kind', [
  /** As core/index/sizes.ts says. */
  z.object({ kind: z.literal('automatic') }),
  z.object({ kind: z.literal('cells'), share: z.number().positive().max(1) }),
  /** Every stored feature is compared. */
  z.object({ kind: z.literal('exact') }),
]);

/** Cells that are looked into; null: exact search. */
const nprobe = z.number().int().positive().nullable();

export const measuredStepSchema = z.object({
  nprobe,
  /** Mean share of the true nearest photos that are found. */
  recall: share,
  /** Median time of one look into the index. */
  milliseconds: z.number().nonnegative(),
  /** Mean number of photos whose distance was computed. */
  visitedCount: z.number().nonnegative(),
});

export const measurementSchema = z.object({
  generation: z.number().int(),
  /** Photos that could be searched then. */
  photoCount: count,
  /** Photos of the library that asked. */
  queryCount: count,
  /** Nearest photos that each was to find. */
  neighbourCount: count,
  /** Milliseconds since 1970. */
  measuredAt: z.number(),
  /** From the fastest to the exact one. */
  steps: z.array(measuredStepSchema),
});

export const measuringSchema = z.object({ doneCount: count, totalCount: count });

export const healthReportSchema = z.object({
  photoCount: count,
  model: z.object({ name: z.string(), sha256: z.string() }),
  generation: z.object({
    id: z.number().int(),
    origin: z.enum(['starting', 'own']),
    /** Photos of the library when it was trained; 0 for the starting one. */
    trainedOn: count,
    isTraining: z.boolean(),
    /** Share of the training that runs, or null. */
    trainingProgress: share.nullable(),
    /** Whether `health.retrain` trains; with fewer photos it makes the codes again with the starting codebooks. */
    canTrain: z.boolean(),
  }),
  kernels: z.enum(['relaxed SIMD', 'SIMD', 'TypeScript']),
  nlist: count,
  m: count,
  dimension: count,
  cells: z.object({
    /** Photos in the cells, largest first; where there are very many, each number is the mean of some neighbours. */
    sizes: z.array(z.number().nonnegative()),
    median: z.number().nonnegative(),
    /** Of all photos, in the largest tenth of the cells. */
    largestTenthShare: share,
    emptyCount: count,
  }),
  /** Bytes on disk. */
  space: z.object({
    codes: count,
    /** Of all generations that are there. */
    codebooks: count,
    features: count,
    /** Everything else in the library's file: names, dates, places, words, prints. */
    facts: count,
    /** Small pictures, beside the file: the mean of up to a thousand times their number. */
    thumbnails: count,
  }),
  drift: z.object({
    /** Quantisation error of the photos by order of arrival, against the error at training; empty for few photos. */
    ratios: z.array(z.number().nonnegative()),
    /** Training is due above it. */
    limit: z.number(),
  }),
  setting: searchSettingSchema,
  /** What can be set, from the fastest to exact; and which of them `automatic` comes to. */
  steps: z.array(nprobe),
  automatic: z.number().int().positive(),
  measurement: measurementSchema.nullable(),
  /** Photos that a measurement needs. */
  fewestToMeasure: count,
  isMeasuring: z.boolean(),
});

export const findingCodes = [
  'database',
  'missing-feature',
  'damaged-feature',
  'missing-code',
  'stray-code',
  'damaged-codes',
  'generation',
  'damaged-model',
  'missing-thumbnail',
  'stray-thumbnail',
  'photo-without-file',
  'file-without-photo',
  'file-changed',
] as const;

export const verificationSchema = z.object({
  photoCount: count,
  findings: z.array(z.object({ code: z.enum(findingCodes), message: z.string(), count })),
  isRepaired: z.boolean(),
});

export type SearchSetting = z.infer<typeof searchSettingSchema>;
export type MeasuredStep = z.infer<typeof measuredStepSchema>;
export type Measurement = z.infer<typeof measurementSchema>;
export type Measuring = z.infer<typeof measuringSchema>;
export type HealthReport = z.infer<typeof healthReportSchema>;
export type FindingCode = (typeof findingCodes)[number];
export type CheckedLibrary = z.infer<typeof verificationSchema>;

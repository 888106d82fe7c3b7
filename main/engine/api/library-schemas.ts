// What the page is told of the library as a whole: its folders, what is being read, its index and what could not be read.
import { z } from 'zod';
import { count } from './numbers.ts';

export const rootSchema = z.object({
  id: z.number().int().positive(),
  name: z.string(),
  path: z.string(),
  state: z.enum(['online', 'offline']),
  /** The name of the drive or share that it lies on; null on the computer's own disk. */
  drive: z.string().nullable(),
  isNetwork: z.boolean(),
  isSample: z.boolean(),
  photoCount: count,
  /** Milliseconds since 1970 of the last scan that found the folder. */
  seenAt: z.number().nullable(),
});

/**
 * quiet: one photo at a time, with rests; balanced: all cores, but quiet on battery or when the computer runs hot; full: all
 * cores always.
 */
export const effortSchema = z.enum(['quiet', 'balanced', 'full']);

export const readingSchema = z.object({
  /** refreshing: the metadata of photos is read again; the counts are of those. */
  state: z.enum(['idle', 'scanning', 'reading', 'refreshing', 'paused', 'disk-full']),
  doneCount: count,
  totalCount: count,
  photosPerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  /** What the person chose, and whether that is quiet now. */
  effort: effortSchema,
  isQuiet: z.boolean(),
});

export const indexStateSchema = z.object({
  generation: z.number().int(),
  origin: z.enum(['starting', 'own']),
  state: z.enum(['ready', 'training']),
  nlist: count,
  m: count,
  bytesPerPhoto: z.number(),
  /** What scans run on: 'TypeScript' where the processor or the installation has no faster ones. */
  kernels: z.enum(['relaxed SIMD', 'SIMD', 'TypeScript']),
});

/** A later Likeness brought another model: it describes all photos in the background, and searches go on with the old one. */
export const modelReplacementSchema = z.object({
  /** Names of the models. */
  from: z.string(),
  to: z.string(),
  /** stopped: the new model cannot be used, for the reason in `trouble`. */
  state: z.enum(['describing', 'training', 'stopped']),
  /** Photos that the new model has described. */
  doneCount: count,
  totalCount: count,
  /** Of those, described by their thumbnails because their drive was away: they are described again when it is back. */
  provisionalCount: count,
  trouble: z.string().nullable(),
});

export const libraryStatusSchema = z.object({
  /** Photos known, with or without a feature yet. */
  photoCount: count,
  searchableCount: count,
  failureCount: count,
  offlineRootCount: count,
  roots: z.array(rootSchema),
  reading: readingSchema,
  index: indexStateSchema,
  /** Null unless the model is being replaced. */
  replacement: modelReplacementSchema.nullable(),
  /** What this host can do for the page. */
  host: z.object({
    canChooseFolder: z.boolean(),
    canShowInFolder: z.boolean(),
    canOpenFile: z.boolean(),
    canDragOut: z.boolean(),
  }),
});

export const failureSchema = z.object({
  fileId: z.number().int().positive(),
  name: z.string(),
  path: z.string(),
  code: z.string(),
  message: z.string(),
  triedAt: z.number(),
});

export type Root = z.infer<typeof rootSchema>;
export type Effort = z.infer<typeof effortSchema>;
export type Reading = z.infer<typeof readingSchema>;
export type IndexState = z.infer<typeof indexStateSchema>;
export type ModelReplacementState = z.infer<typeof modelReplacementSchema>;
export type LibraryStatus = z.infer<typeof libraryStatusSchema>;
export type Failure = z.infer<typeof failureSchema>;

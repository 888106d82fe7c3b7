// What the person's folders teach: whether it was learned, what it is worth, and which folders a picture would fit.
import { z } from 'zod';
import { count } from './numbers.ts';

const share = z.number().min(0).max(1);
const worthSchema = z.object({
  /** Share of the photos held back whose own folder is named first. */
  namedFirst: share,
  /** How well photos of the same folder are ranked before others: mean average precision. */
  precision: share,
});

export const folderLessonSchema = z.object({
  learnedAt: z.number(),
  folderCount: count,
  photoCount: count,
  /** Photos that were held back, and tried out. */
  heldBackCount: count,
  /** By what was learned, and by the photos' features as they are. */
  learned: worthSchema,
  unlearned: worthSchema,
  /** Whether folders are named at all: what was learned must be no worse than the features, and right more often than not. */
  isUseful: z.boolean(),
});

export const folderLearningSchema = z.object({
  lesson: folderLessonSchema.nullable(),
  /** Share done; null while nothing is being learned. */
  progress: share.nullable(),
  /** Folders with enough photos to learn from, and how many are needed at the least. */
  folderCount: count,
  fewestFolders: count,
  fewestPhotos: count,
});

/** A folder of the library that a picture would fit. */
export const fittingFolderSchema = z.object({
  path: z.string(),
  name: z.string(),
  /** Share of the nearest photos that lie in it. */
  share,
});

export type FolderLesson = z.infer<typeof folderLessonSchema>;
export type FolderLearningState = z.infer<typeof folderLearningSchema>;
export type FittingFolder = z.infer<typeof fittingFolderSchema>;

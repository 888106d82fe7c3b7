// Photos as the page knows them: ids and what is shown of them; pictures come by URL (pictures.ts), a path only as text to read.
import { z } from 'zod';
import { count } from './numbers.ts';

export const photoId = z.number().int().positive();

export const townSchema = z.object({
  name: z.string(),
  region: z.string().nullable(),
  /** ISO 3166-1, two letters. */
  country: z.string(),
});

export const photoSummarySchema = z.object({
  id: photoId,
  name: z.string(),
  /** Upright pixels. */
  width: count,
  height: count,
  /** Mean colour, '#rrggbb', shown until the thumbnail is there. */
  colour: z.string(),
  takenAt: z.number(),
  offline: z.boolean(),
  /** In or near which it was taken; null where nobody wrote that down, or it is far from every town. */
  town: townSchema.nullable(),
});

export const photoDetailsSchema = photoSummarySchema.extend({
  format: z.string(),
  camera: z.string().nullable(),
  lens: z.string().nullable(),
  /** Minutes that the camera's clock was ahead of UTC; null when nobody wrote it down. */
  takenOffset: z.number().nullable(),
  /** Who told the date: the camera, a program, a sidecar file, or only the file's name or time. */
  takenFrom: z.enum(['exif', 'xmp', 'sidecar', 'name', 'file']),
  /** -1 (rejected), or 1 to 5: the person's, or else the files'. */
  rating: z.number().int().min(-1).max(5).nullable(),
  /** The person gave it here, or took it away; the files may say something else. */
  isOwnRating: z.boolean(),
  title: z.string().nullable(),
  description: z.string().nullable(),
  /** Separated by commas. */
  keywords: z.string().nullable(),
  place: z.object({ latitude: z.number(), longitude: z.number() }).nullable(),
  /** Every file with exactly this content; the first one is what is opened. */
  files: z.array(
    z.object({
      path: z.string(),
      folder: z.string(),
      name: z.string(),
      sizeBytes: count,
      offline: z.boolean(),
      /** The drive to connect; null on the computer's own disk. */
      drive: z.string().nullable(),
    }),
  ),
});

/** A line of a list that a person keeps. */
export const listedFileSchema = z.object({
  name: z.string(),
  folder: z.string(),
  takenAt: z.number(),
  sizeBytes: count,
});

/** A photo's file that the pointer carries to another program, as that one will see it. */
export const draggedFileSchema = z.object({ photoId, name: z.string(), sizeBytes: count });

export const timelinePageSchema = z.object({
  photos: z.array(photoSummarySchema),
  nextCursor: z.string().nullable(),
  totalCount: count,
});

/** Of the photos by date, newest first: enough to lay them out, some thousand at a time. */
export const outlinePartSchema = z.object({
  /** Each day with its number of photos; the last day of the part before may go on. */
  days: z.array(
    z.object({
      /** Midnight of this computer's clock, and when its newest photo was taken. */
      start: z.number(),
      time: z.number(),
      count,
    }),
  ),
  /** Base64 of 32-bit numbers, little-endian, one a photo. */
  ids: z.string(),
  /** Base64 of 16-bit numbers, little-endian: width by height in thousandths. */
  aspects: z.string(),
});

export type Town = z.infer<typeof townSchema>;
export type PhotoSummary = z.infer<typeof photoSummarySchema>;
export type DraggedFile = z.infer<typeof draggedFileSchema>;
export type PhotoDetails = z.infer<typeof photoDetailsSchema>;
export type ListedFile = z.infer<typeof listedFileSchema>;
export type TimelinePage = z.infer<typeof timelinePageSchema>;
export type OutlinePart = z.infer<typeof outlinePartSchema>;

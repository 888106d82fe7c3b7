// What travels between the page and the engine, as zod schemas; the types are inferred so the two cannot disagree.
// Photos travel as ids, pictures by URL (see pictures.ts); a path appears only as text to read.
import { z } from 'zod';

const count = z.number().int().nonnegative();
export const photoId = z.number().int().positive();

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
  host: z.object({ canChooseFolder: z.boolean(), canShowInFolder: z.boolean() }),
});

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
  /** -1 (rejected), or 1 to 5. */
  rating: z.number().int().min(-1).max(5).nullable(),
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

/** A folder inside one of the library, with its files and those below it. */
export const subfolderSchema = z.object({
  name: z.string(),
  path: z.string(),
  fileCount: count,
  hasFolders: z.boolean(),
});

/** A line of a list that a person keeps. */
export const listedFileSchema = z.object({
  name: z.string(),
  folder: z.string(),
  takenAt: z.number(),
  sizeBytes: count,
});

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

export const folderListingSchema = z.object({
  path: z.string(),
  parent: z.string().nullable(),
  folders: z.array(z.object({ name: z.string(), path: z.string() })),
});

export const folderSuggestionSchema = z.object({
  name: z.string(),
  path: z.string(),
  /** Picture files by name, counted for at most a moment; `isComplete` says whether the count ended. */
  photoCount: count,
  isComplete: z.boolean(),
  secondsToRead: z.number(),
});

/** Fractions of the upright picture's width and height. */
export const regionSchema = z
  .object({
    x: z.number().min(0).max(1),
    y: z.number().min(0).max(1),
    width: z.number().min(0.01).max(1),
    height: z.number().min(0.01).max(1),
  })
  .refine((r) => r.x + r.width <= 1.0001 && r.y + r.height <= 1.0001, 'the region must lie inside the picture');

export const queryPictureSchema = z.object({ id: z.string(), name: z.string(), width: count, height: count });

/** A picture that was shown to the engine, or a photo of the library; or the region of it. */
export const askedPictureSchema = z.union([
  z.object({ pictureId: z.string(), region: regionSchema.optional() }),
  z.object({ photoId, region: regionSchema.optional() }),
]);

/** What photos must be to pass; all that is given must hold. */
export const photoFilterSchema = z.object({
  /** Milliseconds since 1970, inclusive. */
  after: z.number().optional(),
  /** Milliseconds since 1970, exclusive. */
  before: z.number().optional(),
  near: z
    .object({
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
      kilometres: z.number().positive(),
      /** What a person calls it; for them to read only. */
      name: z.string().max(200).optional(),
    })
    .optional(),
  /** One of the photo's files lies in this folder or below. */
  folder: z.string().min(1).optional(),
  /** 'jpeg', 'heic', 'png' ... as the photo's details say it. */
  format: z.string().optional(),
  /** A part of its name, in any case of letters. */
  camera: z.string().min(1).optional(),
  lens: z.string().min(1).optional(),
  /** At least so many stars. */
  rating: z.number().int().min(1).max(5).optional(),
  /** One of its files can be opened now. */
  online: z.boolean().optional(),
  /** Beginnings of words in names of files, folders, towns, regions and countries, camera, lens, title, description and keywords. */
  text: z.string().min(1).max(200).optional(),
});

/** What a filter can be set to by choosing among values. */
export const facetSchema = z.enum(['year', 'folder', 'format', 'camera', 'rating', 'online']);

export const facetValueSchema = z.object({
  /** Text to read: '2019', a folder, 'jpeg', a camera, '3' stars and more, 'online'. */
  value: z.string(),
  /** What the filter gets when it is chosen. */
  filter: photoFilterSchema,
  /** Photos that pass it and all other filters. */
  count,
});

/** Of one search, examples and counter-examples together; fewer than are kept for searching. */
export const MOST_PICTURES = 16;

export const searchInputSchema = z.object({
  query: z.union([z.object({ pictureId: z.string() }), z.object({ photoId })]),
  /** Of the query. */
  region: regionSchema.optional(),
  /** Further examples of what is looked for; they count as much as the query. */
  also: z.array(askedPictureSchema).optional(),
  /** Examples of what is not looked for. */
  not: z.array(askedPictureSchema).optional(),
  /** quick: the whole picture; thorough: also its quarter turns and crops; automatic: thorough while it stays under 150 ms. */
  mode: z.enum(['quick', 'thorough', 'automatic']).default('automatic'),
  limit: z.number().int().min(1).max(1000).default(200),
  /** Only photos that pass may answer; as many answers come back as without. */
  filter: photoFilterSchema.optional(),
});

/** What sets a match apart from the picture, or joins it with it. The page and the command line have the words. */
export const matchReasonSchema = z.discriminatedUnion('code', [
  /** The picture shows this share of the photo. */
  z.object({ code: z.literal('cropped'), share: z.number().min(0).max(1) }),
  z.object({ code: z.enum(['rotated', 'mirrored', 'rotated-mirrored', 'part', 'inside-picture']) }),
  /** Of a copy: it has lost its colours; it has at most a quarter of the picture's pixels. */
  z.object({ code: z.enum(['black-and-white', 'small']) }),
  /** Taken on the day of the photo that was shown, by the camera's clock. */
  z.object({ code: z.literal('same-day') }),
]);

/** Photos that are one to a person: copies of each other, or shots of a burst. */
export const matchStackSchema = z.object({
  /** Id of the photo that ranks first among them. */
  id: photoId,
  kind: z.enum(['copies', 'burst']),
});

export const matchSchema = z.object({
  photo: photoSummarySchema,
  /** ADC estimate of the squared L2 distance between unit features, 0 (same) to 4. */
  distance: z.number(),
  /** 0 to 100, for people; see search/closeness.ts. */
  closeness: z.number(),
  kind: z.enum(['same-picture', 'near-copy', 'same-scene', 'alike', 'no-match']),
  /** The most telling first; none where the match's word says it all. */
  reasons: z.array(matchReasonSchema),
  /** Null for a photo that is alone. */
  stack: matchStackSchema.nullable(),
});

export const searchAnswerSchema = z.object({
  matches: z.array(matchSchema),
  searchedCount: count,
  /** Photos that pass the filter; all that can be searched when there is none. */
  passingCount: count,
  totalCount: count,
  offlineRootCount: count,
  /** Whether the words of closeness are those of this library's own photos; until it is large enough they are those shipped. */
  isCalibrated: z.boolean(),
  mode: z.enum(['quick', 'thorough']),
  milliseconds: z.object({ describe: z.number(), scan: z.number(), total: z.number() }),
});

export const failureSchema = z.object({
  fileId: z.number().int().positive(),
  name: z.string(),
  path: z.string(),
  code: z.string(),
  message: z.string(),
  triedAt: z.number(),
});

export type Effort = z.infer<typeof effortSchema>;
export type Root = z.infer<typeof rootSchema>;
export type Reading = z.infer<typeof readingSchema>;
export type IndexState = z.infer<typeof indexStateSchema>;
export type ModelReplacementState = z.infer<typeof modelReplacementSchema>;
export type LibraryStatus = z.infer<typeof libraryStatusSchema>;
export type Town = z.infer<typeof townSchema>;
export type PhotoSummary = z.infer<typeof photoSummarySchema>;
export type PhotoDetails = z.infer<typeof photoDetailsSchema>;
export type Subfolder = z.infer<typeof subfolderSchema>;
export type ListedFile = z.infer<typeof listedFileSchema>;
export type TimelinePage = z.infer<typeof timelinePageSchema>;
export type OutlinePart = z.infer<typeof outlinePartSchema>;
export type FolderListing = z.infer<typeof folderListingSchema>;
export type FolderSuggestion = z.infer<typeof folderSuggestionSchema>;
export type Region = z.infer<typeof regionSchema>;
export type PhotoFilter = z.infer<typeof photoFilterSchema>;
export type Facet = z.infer<typeof facetSchema>;
export type FacetValue = z.infer<typeof facetValueSchema>;
export type QueryPicture = z.infer<typeof queryPictureSchema>;
export type AskedPicture = z.infer<typeof askedPictureSchema>;
export type SearchInput = z.infer<typeof searchInputSchema>;
export type MatchReason = z.infer<typeof matchReasonSchema>;
export type MatchStack = z.infer<typeof matchStackSchema>;
export type Match = z.infer<typeof matchSchema>;
export type SearchAnswer = z.infer<typeof searchAnswerSchema>;
export type Failure = z.infer<typeof failureSchema>;

// A question by pictures and its answer: the pictures that were shown, what is looked for, the matches and why they match.
import { z } from 'zod';
import { photoFilterSchema } from './filter-schemas.ts';
import { fittingFolderSchema } from './folder-learning-schemas.ts';
import { count } from './numbers.ts';
import { photoId, photoSummarySchema } from './photo-schemas.ts';

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
  /** This share of the photo is a part of the picture. */
  z.object({ code: z.literal('part-inside'), share: z.number().min(0).max(1) }),
  z.object({ code: z.enum(['rotated', 'mirrored', 'rotated-mirrored', 'part', 'inside-picture']) }),
  /** Of a copy: it has lost its colours; it has at most a quarter of the picture's pixels. */
  z.object({ code: z.enum(['black-and-white', 'small']) }),
  /** Taken on the day of the photo that was shown, by the camera's clock. */
  z.object({ code: z.literal('same-day') }),
]);

export const pointSchema = z.object({ x: z.number(), y: z.number() });

/** How the picture and a photo that shows a part of it, or of which it shows one, lie over each other. */
export const matchedAreaSchema = z.object({
  /** From the picture to the photo, both in fractions of the upright sides: (x, y) lies at (xx x + xy y + x0, yx x + yy y + y0). */
  map: z.object({
    ...{ xx: z.number(), xy: z.number(), x0: z.number() },
    ...{ yx: z.number(), yy: z.number(), y0: z.number() },
  }),
  /** Corners of what both show, in fractions of the sides, in the same order; and its share of each. */
  inPicture: z.array(pointSchema),
  inPhoto: z.array(pointSchema),
  pictureShare: z.number(),
  photoShare: z.number(),
  /** Places that lie alike, and the share of the detail there that agrees. */
  inliers: count,
  agreement: z.number(),
});

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
  /** Where both show the same; only of photos in which the picture was looked for (`search.locate`) and found. */
  area: matchedAreaSchema.optional(),
});

export const searchAnswerSchema = z.object({
  matches: z.array(matchSchema),
  /** Folders of the library that what is looked for would fit; none before their learning was worth it (folder-learning/). */
  folders: z.array(fittingFolderSchema),
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

/** An answer whose nearest photos were looked through for parts of the picture, as far as that has come. */
export const locatedAnswerSchema = z.object({
  answer: searchAnswerSchema,
  lookedAt: count,
  total: count,
});

export type MatchedArea = z.infer<typeof matchedAreaSchema>;
export type LocatedAnswer = z.infer<typeof locatedAnswerSchema>;
export type Region = z.infer<typeof regionSchema>;
export type QueryPicture = z.infer<typeof queryPictureSchema>;
export type AskedPicture = z.infer<typeof askedPictureSchema>;
export type SearchInput = z.infer<typeof searchInputSchema>;
export type MatchReason = z.infer<typeof matchReasonSchema>;
export type MatchStack = z.infer<typeof matchStackSchema>;
export type Match = z.infer<typeof matchSchema>;
export type SearchAnswer = z.infer<typeof searchAnswerSchema>;

// A picture and a photo side by side, as zod schemas: what each file is, and how the one lies over the other.
import { z } from 'zod';
import { count } from './numbers.ts';
import { photoId } from './photo-schemas.ts';

export const compareInputSchema = z.object({
  picture: z.union([z.object({ pictureId: z.string() }), z.object({ photoId })]),
  photoId,
});

export const comparedSideSchema = z.object({
  name: z.string(),
  format: z.string(),
  /** Upright pixels. */
  width: count,
  height: count,
  sizeBytes: count,
  /** Null where neither the file nor its name tells. */
  takenAt: z.number().nullable(),
  camera: z.string().nullable(),
});

/** (x, y) lies at (xx x + xy y + x0, yx x + yy y + y0), both in fractions of the upright width and height. */
export const overlapMapSchema = z.object({
  ...{ xx: z.number(), xy: z.number(), x0: z.number() },
  ...{ yx: z.number(), yy: z.number(), y0: z.number() },
});

export const overlapSchema = z.object({
  /** From the picture to the photo. */
  map: overlapMapSchema,
  /** The picture is the photo, mirrored left to right if so, then turned clockwise so often. */
  quarterTurns: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  mirrored: z.boolean(),
  /** Degrees beyond the quarter turns, clockwise; 0 where nobody would see them. */
  turn: z.number(),
  /** Which of the two is a part of the other, and its share of the other's area: 1 for the whole. */
  part: z.enum(['picture', 'photo']),
  share: z.number().min(0).max(1),
  /** How well the detail agrees where they overlap, up to 1. */
  agreement: z.number(),
  /** Of the picture against the photo: other colours, or none. */
  colours: z.enum(['same', 'changed', 'removed']),
});

export const comparisonSchema = z.object({
  picture: comparedSideSchema,
  photo: comparedSideSchema,
  /** Null where neither is a copy of the other or of a part of it. */
  overlap: overlapSchema.nullable(),
  /** One camera took them at two moments, however well they lie over each other. */
  areTwoShots: z.boolean(),
});

export type ComparedSide = z.infer<typeof comparedSideSchema>;
export type OverlapMap = z.infer<typeof overlapMapSchema>;
export type Overlap = z.infer<typeof overlapSchema>;
export type Comparison = z.infer<typeof comparisonSchema>;

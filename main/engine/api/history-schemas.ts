// What was searched for before, as it travels between the page and the engine.
import { z } from 'zod';
import { photoFilterSchema } from './filter-schemas.ts';
import { photoSummarySchema } from './photo-schemas.ts';
import { askedPictureSchema, MOST_PICTURES, regionSchema } from './search-schemas.ts';

const role = z.enum(['like', 'not']);

export const rememberedQuestionSchema = z.object({
  /** In the order of the tray; none where only the filter asks. */
  pictures: z.array(z.object({ role, asked: askedPictureSchema })).max(MOST_PICTURES),
  filter: photoFilterSchema,
});

export const pastPictureSchema = z.object({
  /** Shown at `/history/ID/picture` unless it is a photo. */
  id: z.number().int().positive(),
  role,
  region: regionSchema.nullable(),
  name: z.string(),
  /** Null for a picture from outside. */
  photo: photoSummarySchema.nullable(),
});

export const pastQuerySchema = z.object({
  id: z.number().int().positive(),
  /** Milliseconds since 1970. */
  askedAt: z.number(),
  pictures: z.array(pastPictureSchema),
  filter: photoFilterSchema,
});

export type RememberedQuestion = z.infer<typeof rememberedQuestionSchema>;
export type PastPicture = z.infer<typeof pastPictureSchema>;
export type PastQuery = z.infer<typeof pastQuerySchema>;

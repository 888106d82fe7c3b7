// Ratings that a person gives in Likeness, beside those that files carry.
import { z } from 'zod';
import { photoId } from './photo-schemas.ts';

/** 0 to 5 stars; null where the person said nothing, and the files do. */
export const ownRatingSchema = z.number().int().min(0).max(5).nullable();

export const rateInputSchema = z.object({ ids: z.array(photoId).max(10_000), rating: ownRatingSchema });

/** What a person had said of these photos, to give it back. */
export const ratedBeforeSchema = z.object({ rating: ownRatingSchema, ids: z.array(photoId) });

export type OwnRating = z.infer<typeof ownRatingSchema>;
export type RatedBefore = z.infer<typeof ratedBeforeSchema>;

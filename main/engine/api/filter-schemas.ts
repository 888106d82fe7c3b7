// What photos must be to pass a filter, and what a filter can be set to.
import { z } from 'zod';
import { count } from './numbers.ts';

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

export type PhotoFilter = z.infer<typeof photoFilterSchema>;
export type Facet = z.infer<typeof facetSchema>;
export type FacetValue = z.infer<typeof facetValueSchema>;

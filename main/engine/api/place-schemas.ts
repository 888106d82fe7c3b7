// What travels about places, as zod schemas.
import { z } from 'zod';
import { count } from './numbers.ts';
import { photoSummarySchema, townSchema } from './photo-schemas.ts';

const latitude = z.number().min(-90).max(90);
const longitude = z.number().min(-180).max(180);

/** Degrees; west is greater than east across the 180th meridian. */
export const boxSchema = z.object({ south: latitude, north: latitude, west: longitude, east: longitude });

/** Around photos; across the 180th meridian its longitudes go on beyond it. */
export const photosBoxSchema = z.object({ south: z.number(), north: z.number(), west: z.number(), east: z.number() });

/** Photos that lie close together on a map. */
export const photoClusterSchema = z.object({
  /** Their mean. */
  latitude: z.number(),
  longitude: z.number(),
  count,
  /** Where its photos lie. */
  box: photosBoxSchema,
  /** One that stands for all; null when no file shows it any more. */
  photo: photoSummarySchema.nullable(),
});

/** A town, with or without photos. */
export const mapTownSchema = townSchema.extend({
  id: z.number().int().positive(),
  latitude: z.number(),
  longitude: z.number(),
  population: count,
});

/** A town with the photos that were taken in or near it. */
export const placeSchema = mapTownSchema.omit({ population: true }).extend({ count });

export type Box = z.infer<typeof boxSchema>;
export type PhotoCluster = z.infer<typeof photoClusterSchema>;
export type MapTown = z.infer<typeof mapTownSchema>;
export type Place = z.infer<typeof placeSchema>;

// The calls about places: a part of the contract in router.ts.
import { z } from 'zod';
import * as schema from './place-schemas.ts';
import { nothing, procedure } from './procedure.ts';

export const places = {
  /** Photos in a box of the map, those close together on the screen as one. */
  clusters: procedure
    .input(z.object({ box: schema.boxSchema, zoom: z.number().min(0).max(20) }))
    .output(z.array(schema.photoClusterSchema))
    .handler(({ context, input }) => context.engine.places.clusters(input.box, input.zoom)),
  /** Towns with photos, most first. */
  list: procedure
    .input(nothing)
    .output(z.array(schema.placeSchema))
    .handler(({ context }) => context.engine.places.list(2000)),
  /** Around the photos of a town; null when it has none. */
  box: procedure
    .input(z.object({ id: z.number().int().positive() }))
    .output(schema.photosBoxSchema.nullable())
    .handler(({ context, input }) => context.engine.places.box(input.id)),
  /** The largest towns of a box, to write on the map. */
  towns: procedure
    .input(z.object({ box: schema.boxSchema, limit: z.number().int().min(1).max(100) }))
    .output(z.array(schema.mapTownSchema))
    .handler(({ context, input }) => context.engine.places.towns(input.box, input.limit)),
  /** The town of that name, the largest where there are several; null where there is none. */
  find: procedure
    .input(z.object({ name: z.string().min(1).max(200) }))
    .output(schema.mapTownSchema.nullable())
    .handler(({ context, input }) => context.engine.places.find(input.name)),
};

// The calls about the index's health: a part of the contract in router.ts.
import { eventIterator } from '@orpc/server';
import { z } from 'zod';
import * as schema from './health-schemas.ts';
import { nothing, procedure } from './procedure.ts';

export const health = {
  report: procedure
    .input(nothing)
    .output(schema.healthReportSchema)
    .handler(({ context }) => context.engine.health.report()),
  /** Measures in the background, or joins the measurement that runs; ends with it. Who stops listening does not stop it. */
  measure: procedure
    .input(nothing)
    .output(eventIterator(schema.measuringSchema))
    .handler(({ context, signal }) => context.engine.health.measure(signal)),
  cancelMeasuring: procedure
    .input(nothing)
    .output(z.void())
    .handler(({ context }) => context.engine.health.cancelMeasuring()),
  /** How every search looks from now on. */
  setSearch: procedure
    .input(schema.searchSettingSchema)
    .output(z.void())
    .handler(({ context, input }) => {
      context.engine.health.setting = input;
    }),
  /** Trains a generation in the background whether or not it is due; searches go on with the one before. */
  retrain: procedure
    .input(nothing)
    .output(z.void())
    .handler(({ context }) => context.engine.health.retrain()),
  verify: procedure
    .input(z.object({ repair: z.boolean() }))
    .output(schema.verificationSchema)
    .handler(({ context, input }) => context.engine.verify(input)),
};

// The calls about the comparison of search methods: a part of the contract in router.ts.
import { eventIterator } from '@orpc/server';
import { z } from 'zod';
import * as schema from './method-schemas.ts';
import { nothing, procedure } from './procedure.ts';

export const methods = {
  report: procedure
    .input(nothing)
    .output(schema.methodReportSchema)
    .handler(({ context }) => context.engine.methods.report()),
  /** Compares in the background, or joins the comparison that runs; ends with it. Who stops listening does not stop it. */
  compare: procedure
    .input(z.object({ truth: schema.methodTruthSchema }))
    .output(eventIterator(schema.comparingSchema))
    .handler(({ context, input, signal }) => context.engine.methods.compare(input.truth, signal)),
  cancel: procedure
    .input(nothing)
    .output(z.void())
    .handler(({ context }) => context.engine.methods.cancel()),
};

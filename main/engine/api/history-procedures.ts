// The calls about what was searched for before: a part of the contract in router.ts.
import { z } from 'zod';
import { pastQuerySchema, rememberedQuestionSchema } from './history-schemas.ts';
import { nothing, procedure } from './procedure.ts';
import { queryPictureSchema } from './search-schemas.ts';

export const history = {
  /** Newest first. */
  list: procedure
    .input(nothing)
    .output(z.array(pastQuerySchema))
    .handler(({ context }) => context.engine.history.list()),
  /** A question that the person meant: its answer stood for a while. */
  remember: procedure
    .input(rememberedQuestionSchema)
    .output(z.void())
    .handler(({ context, input }) => context.engine.history.remember(input)),
  /** A picture from outside, to be searched with again; kept as those of `search.open` are. */
  openPicture: procedure
    .input(z.object({ id: z.number().int().positive() }))
    .output(queryPictureSchema)
    .handler(({ context, input }) => context.engine.history.openPicture(input.id)),
  clear: procedure
    .input(nothing)
    .output(z.void())
    .handler(({ context }) => context.engine.history.clear()),
};

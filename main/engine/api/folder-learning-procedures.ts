// The calls about what the person's folders teach: a part of the contract in router.ts.
import { eventIterator } from '@orpc/server';
import { z } from 'zod';
import { folderLearningSchema } from './folder-learning-schemas.ts';
import { nothing, procedure } from './procedure.ts';

export const folderLearning = {
  state: procedure
    .input(nothing)
    .output(folderLearningSchema)
    .handler(({ context }) => context.engine.folderLearning.state()),
  /** Learns in the background, or joins the learning that runs; ends with it. Who stops listening does not stop it. */
  learn: procedure
    .input(nothing)
    .output(eventIterator(z.object({ progress: z.number().min(0).max(1) })))
    .handler(({ context, signal }) => context.engine.folderLearning.learn(signal)),
  cancel: procedure
    .input(nothing)
    .output(z.void())
    .handler(({ context }) => context.engine.folderLearning.cancel()),
  /** Removes what was learned; it can be learned again. */
  forget: procedure
    .input(nothing)
    .output(z.void())
    .handler(({ context }) => context.engine.folderLearning.forget()),
};

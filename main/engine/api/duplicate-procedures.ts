// The calls about duplicates: a part of the contract in router.ts.
import { eventIterator } from '@orpc/server';
import { z } from 'zod';
import * as schema from './duplicate-schemas.ts';
import { nothing, procedure } from './procedure.ts';
import { photoId } from './photo-schemas.ts';

const fewPhotos = z.object({ photoIds: z.array(photoId).min(2).max(1000) });

export const duplicates = {
  state: procedure
    .input(nothing)
    .output(schema.duplicateStateSchema)
    .handler(({ context }) => context.engine.duplicates.state()),
  /** Looks for copies from now on, whenever nothing is being read. */
  find: procedure
    .input(nothing)
    .output(z.void())
    .handler(({ context }) => context.engine.duplicates.find()),
  /** What was found is kept. */
  pause: procedure
    .input(nothing)
    .output(z.void())
    .handler(({ context }) => context.engine.duplicates.pause()),
  /** Those with the most bytes to win first. Thumbnails by the photos' ids, as everywhere. */
  groups: procedure
    .input(
      z.object({
        cursor: z.string().optional(),
        limit: z.number().int().min(1).max(500).default(50),
        kind: schema.copyKindSchema.optional(),
      }),
    )
    .output(schema.copyGroupPageSchema)
    .handler(({ context, input }) => context.engine.duplicates.groups(input)),
  /** Other photos that show the same as this one, as far as copies were looked for; the surest first. */
  copiesOf: procedure
    .input(z.object({ photoId }))
    .output(z.array(schema.photoCopySchema))
    .handler(({ context, input }) => context.engine.duplicates.copiesOf(input.photoId)),
  rules: procedure
    .input(nothing)
    .output(schema.keepRulesSchema)
    .handler(({ context }) => context.engine.duplicates.rules),
  setRules: procedure
    .input(schema.keepRulesSchema)
    .output(z.void())
    .handler(({ context, input }) => {
      context.engine.duplicates.rules = input;
    }),
  /** What would be kept and what moved; the sums are of all groups, the groups the first ones. */
  plan: procedure
    .input(schema.removalChoiceSchema.extend({ limit: z.number().int().min(0).max(1000).default(100) }))
    .output(schema.removalPlanSchema)
    .handler(({ context, input }) => context.engine.duplicates.plan(input, input)),
  /** Moves to the system's bin what the plan says, looking at each file once more; one message a file. */
  move: procedure
    .input(schema.removalChoiceSchema)
    .output(eventIterator(schema.removalSchema))
    .handler(({ context, input, signal }) => context.engine.duplicates.move(input, signal)),
  /** Moves every file of these photos to the system's bin; one message a file. */
  movePhotos: procedure
    .input(z.object({ photoIds: z.array(photoId).min(1).max(10_000) }))
    .output(eventIterator(schema.removalSchema))
    .handler(({ context, input, signal }) => context.engine.duplicates.movePhotos(input.photoIds, signal)),
  binned: procedure
    .input(nothing)
    .output(z.array(schema.binnedBatchSchema))
    .handler(({ context }) => context.engine.duplicates.batches()),
  /** Puts the files of a batch back where they were. */
  undo: procedure
    .input(z.object({ batch: z.number().int().positive() }))
    .output(schema.restoredBatchSchema)
    .handler(({ context, input }) => context.engine.duplicates.undo(input.batch)),
  /** These are not duplicates of one another, for ever. */
  keepApart: procedure
    .input(fewPhotos)
    .output(z.void())
    .handler(({ context, input }) => context.engine.duplicates.keepApart(input.photoIds)),
  /** What `keepApart` remembered, the latest decision first. */
  apart: procedure
    .input(nothing)
    .output(z.array(schema.keptApartSchema))
    .handler(({ context }) => context.engine.duplicates.keptApart()),
  /** Takes one decision back. */
  forgetApart: procedure
    .input(schema.keptApartSchema.pick({ decidedAt: true }))
    .output(z.void())
    .handler(({ context, input }) => context.engine.duplicates.forgetKeptApart(input.decidedAt)),
  /** Takes `keepApart` back. */
  allowTogether: procedure
    .input(fewPhotos)
    .output(z.void())
    .handler(({ context, input }) => context.engine.duplicates.allowTogether(input.photoIds)),
  /** Which of these files, and files in these folders, the library has already; one message a file. Adds nothing. */
  have: procedure
    .input(z.object({ paths: z.array(z.string().min(1)).min(1).max(10_000) }))
    .output(eventIterator(schema.haveAnswerSchema))
    .handler(({ context, input, signal }) => context.engine.duplicates.have(input.paths, signal)),
  /** The same of one file by its content, where a page has no path; files of one check know of each other. */
  haveFile: procedure
    .input(z.object({ check: z.uuid(), file: z.instanceof(File) }))
    .output(schema.haveAnswerSchema)
    .handler(({ context, input, signal }) => context.engine.duplicates.haveFile(input, signal)),
};

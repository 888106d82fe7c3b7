// The one contract between page and engine: every call a host can make. Each procedure checks its input and delegates
// in a line; adding a call means one procedure here and its caller. The page imports this file's *type* only.
import { eventIterator } from '@orpc/server';
import { z } from 'zod';
import { compareInputSchema, comparisonSchema } from './compare-schemas.ts';
import { duplicates } from './duplicate-procedures.ts';
import { facetSchema, facetValueSchema, photoFilterSchema } from './filter-schemas.ts';
import { folderLearning } from './folder-learning-procedures.ts';
import { folderListingSchema, folderSuggestionSchema, subfolderSchema } from './folder-schemas.ts';
import { health } from './health-procedures.ts';
import { history } from './history-procedures.ts';
import { effortSchema, failureSchema, libraryStatusSchema, rootSchema } from './library-schemas.ts';
import {
  draggedFileSchema,
  listedFileSchema,
  outlinePartSchema,
  photoDetailsSchema,
  photoId,
  photoSummarySchema,
  timelinePageSchema,
} from './photo-schemas.ts';
import { methods } from './method-procedures.ts';
import { places } from './place-procedures.ts';
import { nothing, procedure } from './procedure.ts';
import { ratedBeforeSchema, rateInputSchema } from './rating-schemas.ts';
import { locatedAnswerSchema, queryPictureSchema, searchAnswerSchema, searchInputSchema } from './search-schemas.ts';

const library = {
  status: procedure
    .input(nothing)
    .output(libraryStatusSchema)
    .handler(({ context }) => context.engine.status.current()),
  /** The status now, and again whenever it changes, at most four times a second. */
  watch: procedure
    .input(nothing)
    .output(eventIterator(libraryStatusSchema))
    .handler(({ context, signal }) => context.engine.status.watch(signal)),
};

const roots = {
  suggest: procedure
    .input(nothing)
    .output(z.array(folderSuggestionSchema))
    .handler(({ context }) => context.engine.folders.suggest()),
  browse: procedure
    .input(z.object({ path: z.string().optional() }))
    .output(folderListingSchema)
    .handler(({ context, input }) => context.engine.folders.list(input.path)),
  /** Asks the person with the system's own dialog; null when they cancelled. */
  choose: procedure
    .input(nothing)
    .output(z.string().nullable())
    .handler(({ context }) => context.engine.host.chooseFolder()),
  add: procedure
    .input(z.object({ path: z.string().min(1) }))
    .output(rootSchema)
    .handler(({ context, input }) => context.engine.addRoot(input.path)),
  addSamples: procedure
    .input(nothing)
    .output(rootSchema)
    .handler(({ context }) => context.engine.addSamples()),
  /** Patterns of names and folders to leave out: see library/exclusions.ts. */
  excluded: procedure
    .input(nothing)
    .output(z.array(z.string()))
    .handler(({ context }) => [...context.engine.exclusions.all()]),
  exclude: procedure
    .input(z.object({ patterns: z.array(z.string()) }))
    .output(z.void())
    .handler(({ context, input }) => context.engine.exclude(input.patterns)),
  /** Forgets the folder and its photos; the files stay where they are. */
  remove: procedure
    .input(z.object({ id: z.number().int().positive() }))
    .output(z.void())
    .handler(({ context, input }) => context.engine.removeRoot(input.id)),
};

const reading = {
  pause: procedure
    .input(nothing)
    .output(z.void())
    .handler(({ context }) => context.engine.pipeline.pause()),
  resume: procedure
    .input(nothing)
    .output(z.void())
    .handler(({ context }) => context.engine.pipeline.resume()),
  setEffort: procedure
    .input(z.object({ effort: effortSchema }))
    .output(z.void())
    .handler(({ context, input }) => context.engine.setEffort(input.effort)),
  failures: procedure
    .input(nothing)
    .output(z.array(failureSchema))
    .handler(({ context }) => context.engine.catalogue.failures()),
  retryFailures: procedure
    .input(nothing)
    .output(z.void())
    .handler(({ context }) => context.engine.retryFailures()),
};

const photos = {
  /** Newest first. What is still to be read in the folder of the filter is read before anything else. */
  timeline: procedure
    .input(
      z.object({
        cursor: z.string().optional(),
        limit: z.number().int().min(1).max(5000).default(1000),
        filter: photoFilterSchema.optional(),
      }),
    )
    .output(timelinePageSchema)
    .handler(({ context, input }) => context.engine.timeline(input)),
  /** All photos that pass, newest first, as little as a page needs to lay them out. The folder of the filter is read first. */
  outline: procedure
    .input(z.object({ filter: photoFilterSchema.optional() }))
    .output(eventIterator(outlinePartSchema))
    .handler(({ context, input, signal }) => context.engine.outline(input, signal)),
  /** What lists show of these photos; those that are gone are left out. */
  summaries: procedure
    .input(z.object({ ids: z.array(photoId).max(1000) }))
    .output(z.array(photoSummarySchema))
    .handler(({ context, input }) => [...context.engine.catalogue.summaries(input.ids).values()]),
  /** How many photos pass, whatever is searched. */
  count: procedure
    .input(z.object({ filter: photoFilterSchema }))
    .output(z.number().int().nonnegative())
    .handler(({ context, input }) => context.engine.catalogue.countPassing(input.filter)),
  /** What one part of the filter could be set to, with the photos that would pass beside all its other parts. */
  facet: procedure
    .input(z.object({ facet: facetSchema, filter: photoFilterSchema }))
    .output(z.array(facetValueSchema))
    .handler(({ context, input }) => context.engine.catalogue.facet(input.facet, input.filter)),
  details: procedure
    .input(z.object({ id: photoId }))
    .output(photoDetailsSchema)
    .handler(({ context, input }) => context.engine.catalogue.details(input.id)),
  /** A person rates photos, or, by null, goes back to what their files say; no file is changed. Answers what was before. */
  rate: procedure
    .input(rateInputSchema)
    .output(z.array(ratedBeforeSchema))
    .handler(({ context, input }) => context.engine.ratings.rate(input.ids, input.rating)),
  /** The folders directly in one of the library. */
  subfolders: procedure
    .input(z.object({ path: z.string().min(1) }))
    .output(z.array(subfolderSchema))
    .handler(({ context, input }) => context.engine.catalogue.subfolders(input.path)),
  /** Names, folders and dates, for a list to keep; a line a file. */
  list: procedure
    .input(z.object({ ids: z.array(photoId).max(10_000) }))
    .output(z.array(listedFileSchema))
    .handler(({ context, input }) => context.engine.catalogue.list(input.ids)),
  showInFolder: procedure
    .input(z.object({ id: photoId }))
    .output(z.void())
    .handler(({ context, input }) => context.engine.outlets.showInFolder(input.id)),
  /** With the system's own program for it. */
  openFile: procedure
    .input(z.object({ id: photoId }))
    .output(z.void())
    .handler(({ context, input }) => context.engine.outlets.open(input.id)),
  /** While the pointer is held down: from now on it carries the files of these photos, out to other programs too. */
  dragOut: procedure
    .input(z.object({ ids: z.array(photoId).min(1).max(1000) }))
    .output(z.array(draggedFileSchema))
    .handler(({ context, input }) => context.engine.outlets.dragOut(input.ids)),
};

const search = {
  /** Takes a picture from the page (dropped, pasted, chosen) and keeps it for searching until the engine stops or 32 newer ones came. */
  open: procedure
    .input(z.object({ picture: z.instanceof(File) }))
    .output(queryPictureSchema)
    .handler(({ context, input }) => context.engine.queries.open(input.picture)),
  openPath: procedure
    .input(z.object({ path: z.string().min(1) }))
    .output(queryPictureSchema)
    .handler(({ context, input }) => context.engine.queries.openPath(input.path)),
  run: procedure
    .input(searchInputSchema)
    .output(searchAnswerSchema)
    .handler(({ context, input, signal }) => context.engine.search.run(input, signal)),
  /**
   * The answer again, with its nearest photos, and those nearest to parts of the picture, looked through for the picture: originals
   * of crops, collages and screenshots move ahead. Comes whenever one was found, and at the end.
   */
  locate: procedure
    .input(searchInputSchema)
    .output(eventIterator(locatedAnswerSchema))
    .handler(({ context, input, signal }) => context.engine.locating.locate(input, signal)),
  /** How a picture, or a photo, lies over a photo, and what both files are. */
  compare: procedure
    .input(compareInputSchema)
    .output(comparisonSchema)
    .handler(({ context, input, signal }) => context.engine.comparisons.compare(input, signal)),
};

export const router = {
  library,
  roots,
  reading,
  photos,
  search,
  history,
  duplicates,
  health,
  folderLearning,
  methods,
  places,
};

export type Router = typeof router;

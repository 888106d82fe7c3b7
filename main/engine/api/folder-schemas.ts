// Folders: of the computer, to choose one, and of the library, to go about it.
import { z } from 'zod';
import { count } from './numbers.ts';

/** A folder inside one of the library, with its files and those below it. */
export const subfolderSchema = z.object({
  name: z.string(),
  path: z.string(),
  fileCount: count,
  hasFolders: z.boolean(),
});

export const folderListingSchema = z.object({
  path: z.string(),
  parent: z.string().nullable(),
  folders: z.array(z.object({ name: z.string(), path: z.string() })),
});

export const folderSuggestionSchema = z.object({
  name: z.string(),
  path: z.string(),
  /** Picture files by name, counted for at most a moment; `isComplete` says whether the count ended. */
  photoCount: count,
  isComplete: z.boolean(),
  secondsToRead: z.number(),
});

export type Subfolder = z.infer<typeof subfolderSchema>;
export type FolderListing = z.infer<typeof folderListingSchema>;
export type FolderSuggestion = z.infer<typeof folderSuggestionSchema>;

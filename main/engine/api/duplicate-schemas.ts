// What travels about duplicates: groups, rules, plans, what went to the bin, and which files of a card are known already.
import { z } from 'zod';
import { errorCodes } from './errors.ts';
import { count } from './numbers.ts';
import { photoId, photoSummarySchema } from './photo-schemas.ts';

const fileId = z.number().int().positive();

/**
 * exact: the same bytes; same-picture: the whole of it, upright, as large or resized; near-copy: turned, mirrored, cut,
 * written on, recoloured.
 */
export const copyKindSchema = z.enum(['exact', 'same-picture', 'near-copy']);

export const duplicateStateSchema = z.object({
  /** Whether copies are looked for, now and of photos that come later. */
  isOn: z.boolean(),
  isSearching: z.boolean(),
  /** Photos looked at since the search began, and those left. */
  doneCount: count,
  leftCount: count,
  groupCount: count,
  /** Another number than before says that the groups, or files in them, changed. */
  version: count,
  /** Whether this system lets Likeness take files out of its bin again. */
  canUndo: z.boolean(),
});

export const copyGroupSchema = z.object({
  id: photoId,
  /** That of the copy which differs most. */
  kind: copyKindSchema,
  /** Of all its files but the largest. */
  bytes: count,
  /** The one in the middle first: each other was held against it, pixel by pixel. */
  photos: z.array(
    z.object({
      photo: photoSummarySchema,
      format: z.string(),
      /** To the photo in the middle; null for that one. */
      relation: z
        .object({
          kind: z.enum(['same-picture', 'near-copy']),
          /** Whether it shows a part of the other, or the other a part of it, and how large a part of the area. */
          isPart: z.boolean(),
          share: z.number(),
          quarterTurns: z.number().int(),
          mirrored: z.boolean(),
          /** Of the pixels, up to 1. */
          agreement: z.number(),
        })
        .nullable(),
      /** Several are exact copies of one another. */
      files: z.array(
        z.object({ id: fileId, path: z.string(), sizeBytes: count, modifiedAt: z.number(), offline: z.boolean() }),
      ),
    }),
  ),
});

/** Another photo that shows the same. */
export const photoCopySchema = z.object({ photo: photoSummarySchema, kind: copyKindSchema.exclude(['exact']) });

export const copyGroupPageSchema = z.object({
  groups: z.array(copyGroupSchema),
  nextCursor: z.string().nullable(),
  totalCount: count,
  bytes: count,
  /** Groups of each kind, whichever was asked for. */
  countByKind: z.object({ exact: count, 'same-picture': count, 'near-copy': count }),
});

const folder = z.string().min(1);

/** Which of several copies is kept: main/engine/duplicates/keep-rules.ts. */
export const keepRulesSchema = z.object({
  /** The first rule that makes a difference decides. */
  order: z.array(z.enum(['largest', 'oldest', 'folder', 'format'])).default(['folder', 'largest', 'format', 'oldest']),
  /** For the rule `folder`, the preferred one first. */
  folders: z.array(folder).max(100).default([]),
  /** For the rule `format`. */
  formats: z.array(z.string()).max(50).default([]),
  /** Nothing in them, or below, is ever moved. */
  protectedFolders: z.array(folder).max(100).default([]),
});

export const removalChoiceSchema = z.object({
  /** All groups when absent. */
  groupIds: z.array(photoId).max(100_000).optional(),
  /** Only groups of this kind. */
  groupKind: copyKindSchema.optional(),
  /** Copies that may go. A near-copy never goes when it shows more than what is kept. */
  kinds: z.array(copyKindSchema).default(['exact', 'same-picture']),
  /** The library's own when absent. */
  rules: keepRulesSchema.optional(),
  /** What a person chose file by file goes before kinds and rules; only what is offline or protected stays anyhow. */
  keep: z.array(fileId).max(100_000).optional(),
  bin: z.array(fileId).max(100_000).optional(),
});

/**
 * not-compared: a copy of the photo in the middle, but not found to be one of what is kept; shows-more: what is kept may be
 * only a part of it; from-camera: what is kept has lost the camera's own record; chosen: the person keeps it; nothing-kept: all
 * of the group were chosen for the bin.
 */
export const stayReasonSchema = z.enum([
  'offline',
  'protected',
  'kind-not-chosen',
  'not-compared',
  'shows-more',
  'from-camera',
  'chosen',
  'nothing-kept',
]);

const plannedFile = z.object({ fileId, photoId, path: z.string(), sizeBytes: count });

export const removalPlanSchema = z.object({
  /** Groups from which something would go. */
  groupCount: count,
  moveCount: count,
  moveBytes: count,
  stayCount: count,
  groups: z.array(
    z.object({
      id: photoId,
      /** Null when no file of the group is at hand. */
      kept: plannedFile.nullable(),
      /** Each with the file that stays in its place. */
      moved: z.array(plannedFile.extend({ keptId: fileId })),
      staying: z.array(plannedFile.extend({ reason: stayReasonSchema })),
    }),
  ),
});

/**
 * Why a file was left where it is. Going: unknown to the library by now, gone from its place, changed in size, date or
 * content, unreadable, refused by the system's bin. Coming back: the bin never said where it lies, was emptied, another file
 * is in its place, or it could not be moved.
 */
export const leftReasonSchema = z.object({
  code: z.enum([
    ...(['unknown', 'gone', 'changed', 'unreadable', 'bin-refused'] as const),
    ...(['bin-silent', 'bin-emptied', 'place-taken', 'not-restored'] as const),
  ]),
  /** Said of the file that was to stay in its place. */
  isOfKept: z.boolean(),
  /** The system's own code, such as EACCES. */
  system: z.string().nullable(),
});

export const leftFileSchema = z.object({ path: z.string(), reason: leftReasonSchema });

export const removalSchema = z.object({
  /** For `undo`. */
  batch: count,
  doneCount: count,
  totalCount: count,
  path: z.string(),
  sizeBytes: count,
  /** Why it stays; null when it lies in the bin now. */
  reason: leftReasonSchema.nullable(),
});

export const binnedBatchSchema = z.object({
  batch: count,
  fileCount: count,
  bytes: count,
  binnedAt: z.number(),
  canUndo: z.boolean(),
});

export const restoredBatchSchema = z.object({
  restoredCount: count,
  left: z.array(leftFileSchema),
});

/** One decision of a person: none of these photos is a duplicate of another. */
export const keptApartSchema = z.object({
  /** Milliseconds since 1970; no two decisions share it. */
  decidedAt: z.number().int(),
  photos: z.array(photoSummarySchema),
  /** Photos of it that are not in the library now. */
  missingCount: count,
});

export const haveAnswerSchema = z.object({
  path: z.string(),
  name: z.string(),
  kind: z.enum(['exact', 'same-picture', 'near-copy', 'new', 'unreadable']),
  /** The photo of the library. */
  photo: photoSummarySchema.nullable(),
  /** Why it could not be read: a code and a sentence (errors.ts). */
  failure: z.object({ code: z.enum(errorCodes), message: z.string() }).nullable(),
  /** An earlier file of this check with the same bytes. */
  sameAs: z.string().nullable(),
  /** Of a file that is new, its small picture: its address is `/checked/ID/thumbnail`. */
  picture: z.object({ id: z.string(), width: count, height: count, colour: z.string() }).nullable(),
  doneCount: count,
  totalCount: count,
});

export type CopyKind = z.infer<typeof copyKindSchema>;
export type DuplicateState = z.infer<typeof duplicateStateSchema>;
export type PhotoCopy = z.infer<typeof photoCopySchema>;
export type CopyGroup = z.infer<typeof copyGroupSchema>;
export type CopyGroupPage = z.infer<typeof copyGroupPageSchema>;
export type KeepRules = z.infer<typeof keepRulesSchema>;
export type RemovalChoice = z.infer<typeof removalChoiceSchema>;
export type StayReason = z.infer<typeof stayReasonSchema>;
export type RemovalPlan = z.infer<typeof removalPlanSchema>;
export type LeftReason = z.infer<typeof leftReasonSchema>;
export type LeftFile = z.infer<typeof leftFileSchema>;
export type Removal = z.infer<typeof removalSchema>;
export type BinnedBatch = z.infer<typeof binnedBatchSchema>;
export type RestoredBatch = z.infer<typeof restoredBatchSchema>;
export type KeptApart = z.infer<typeof keptApartSchema>;
export type CheckedPicture = NonNullable<z.infer<typeof haveAnswerSchema>['picture']>;
export type HaveAnswer = z.infer<typeof haveAnswerSchema>;

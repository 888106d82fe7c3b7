// Which of several copies is kept: a person's rules in their order, the next one where the one before makes no difference.
import { isInside } from '../library/roots.ts';
import type { KeepRules } from '../api/duplicate-schemas.ts';

/** A file as the rules see it. */
export interface CopyFile {
  readonly id: number;
  readonly photoId: number;
  readonly path: string;
  readonly sizeBytes: number;
  /** Upright pixels of the picture. */
  readonly width: number;
  readonly height: number;
  readonly format: string;
  /** Milliseconds since 1970: of the photo, and of the file. */
  readonly takenAt: number;
  readonly modifiedAt: number;
  readonly offline: boolean;
  /** A camera wrote its name into it. */
  readonly hasCamera: boolean;
}

type Preference = (a: CopyFile, b: CopyFile) => number;

/** The file to keep first. Of files that no rule tells apart the one that came first. */
export function orderByRules(files: readonly CopyFile[], rules: KeepRules): CopyFile[] {
  const preferences = rules.order.map((rule) => preferenceOf(rule, rules));
  return files.toSorted((a, b) => {
    for (const prefer of preferences) {
      const difference = prefer(a, b);
      if (difference !== 0) return difference;
    }
    return a.id - b.id;
  });
}

export function isProtected({ path }: CopyFile, { protectedFolders }: KeepRules): boolean {
  return protectedFolders.some((folder) => isInside(path, folder));
}

/** Negative when the first is rather kept. */
function preferenceOf(rule: KeepRules['order'][number], { folders, formats }: KeepRules): Preference {
  switch (rule) {
    case 'largest':
      return (a, b) => b.width * b.height - a.width * a.height || b.sizeBytes - a.sizeBytes;
    case 'oldest':
      return (a, b) => a.takenAt - b.takenAt || a.modifiedAt - b.modifiedAt;
    case 'folder':
      return byPlace(folders, ({ path }, folder) => isInside(path, folder));
    case 'format':
      return byPlace(formats, (file, format) => file.format === format);
  }
}

/** By the first entry of the list that holds; files for which none does come last. */
function byPlace(list: readonly string[], holds: (file: CopyFile, entry: string) => boolean): Preference {
  const place = (file: CopyFile): number => {
    const found = list.findIndex((entry) => holds(file, entry));
    return found < 0 ? list.length : found;
  };
  return (a, b) => place(a) - place(b);
}

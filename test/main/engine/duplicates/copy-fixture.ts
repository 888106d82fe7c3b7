// A file of a group, small and plain unless it is said otherwise.
import type { CopyPair } from '../../../../main/engine/duplicates/copy-rows.ts';
import type { CopyFile } from '../../../../main/engine/duplicates/keep-rules.ts';

export function copyFile(id: number, facts: Partial<CopyFile> = {}): CopyFile {
  return {
    ...{ id, photoId: id, path: `/photos/${id}.jpg`, sizeBytes: 1000, width: 10, height: 10, format: 'jpeg' },
    ...{ takenAt: 0, modifiedAt: 0, offline: false, hasCamera: false, ...facts },
  };
}

export function copyPair(firstId: number, secondId: number, facts: Partial<CopyPair> = {}): CopyPair {
  return {
    ...{ firstId, secondId, kind: 'same-picture', part: 'first', share: 1 },
    ...{ quarterTurns: 0, mirrored: false, agreement: 0.99, ...facts },
  };
}

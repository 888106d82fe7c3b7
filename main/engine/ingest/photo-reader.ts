// Reads one file: its content's hash, and, unless that content is known already, its description. A file of a size never met
// before cannot hold a known content: the describing process then reads it once, for both.
import { lstat } from 'node:fs/promises';
import { LikenessError } from '../api/errors.ts';
import type { Files, PendingFile } from '../library/files.ts';
import { hashContent } from './content-hash.ts';
import type { DescribedPhoto, Describer } from './describer.ts';
import { toFileError } from './file-errors.ts';

export type ReadOutcome =
  | { kind: 'described'; file: PendingFile; photo: DescribedPhoto }
  /** The same bytes were read before: moved, renamed or copied. */
  | { kind: 'known'; file: PendingFile; photoId: number }
  | { kind: 'failed'; file: PendingFile; error: LikenessError }
  /** Not what the scan saw: changed, or gone. The next scan tells. */
  | { kind: 'stale'; file: PendingFile };

/** Beyond it, a file is not held in memory whole, several at a time, but hashed in chunks and decoded from its path. */
const wholeLimitBytes = 64 * 2 ** 20;

export interface PhotoReaderOptions {
  files: Files;
  describer: Describer;
  photoIdOfHash: (hash: Uint8Array) => number | undefined;
}

export class PhotoReader {
  private readonly files: Files;
  private readonly describer: Describer;
  private readonly photoIdOfHash: PhotoReaderOptions['photoIdOfHash'];

  constructor({ files, describer, photoIdOfHash }: PhotoReaderOptions) {
    this.files = files;
    this.describer = describer;
    this.photoIdOfHash = photoIdOfHash;
  }

  /** @throws AbortError; LikenessError `cancelled`, `model-damaged`, which are no fault of the file */
  async read(file: PendingFile, signal: AbortSignal): Promise<ReadOutcome> {
    try {
      const outcome = await this.readContent(file, signal);
      return (await isUnchanged(file)) ? outcome : { kind: 'stale', file };
    } catch (thrown) {
      signal.throwIfAborted();
      const error = toFileError(thrown);
      if (error.code === 'cancelled' || error.code === 'model-damaged') throw error;
      // A file that is being written, or that lies on a disk just unplugged, is not a bad file.
      return (await isUnchanged(file)) ? { kind: 'failed', file, error } : { kind: 'stale', file };
    }
  }

  private async readContent(file: PendingFile, signal: AbortSignal): Promise<ReadOutcome> {
    const { path, sidecarPath: sidecar } = file;
    if (file.size === 0)
      throw new LikenessError('picture-damaged', 'The file is empty: copy it again from its source.');
    if (file.size <= wholeLimitBytes && !this.files.mayBeKnown(file))
      return { kind: 'described', file, photo: await this.describer.describePhoto({ path, sidecar }, signal) };
    const hash = await hashContent(path, signal);
    const photoId = this.photoIdOfHash(hash);
    if (photoId !== undefined) return { kind: 'known', file, photoId };
    return { kind: 'described', file, photo: await this.describer.describePhoto({ path, hash, sidecar }, signal) };
  }
}

async function isUnchanged({ path, size, modifiedAt }: PendingFile): Promise<boolean> {
  const now = await lstat(path).catch(() => null);
  return now !== null && now.size === size && now.mtimeMs === modifiedAt;
}

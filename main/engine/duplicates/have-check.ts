// 'Which of these do I already have?': holds files that are not in the library against it, without adding them.
import { lstat, mkdtemp, opendir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { LikenessError, toLikenessError } from '../api/errors.ts';
import type { HaveAnswer } from '../api/duplicate-schemas.ts';
import { hashContent } from '../ingest/content-hash.ts';
import type { DescribedPhoto } from '../ingest/describer.ts';
import { toFileError } from '../ingest/file-errors.ts';
import { isPhotoFolderName, isPictureName } from '../ingest/picture-files.ts';
import type { Catalogue } from '../library/catalogue.ts';
import { toHexColour } from '../library/photo-summary.ts';
import { hexOf } from '../library/thumbnails.ts';
import type { CheckedPictures } from './checked-pictures.ts';
import { type CompareParts, findCopies } from './compare-photo.ts';
import type { PictureFacts } from './verdict.ts';

export interface HaveCheckParts extends CompareParts {
  readonly catalogue: Catalogue;
  readonly checked: CheckedPictures;
  readonly filesAtOnce: number;
}

type FileAnswer = Omit<HaveAnswer, 'doneCount' | 'totalCount'>;

export class HaveCheck {
  private readonly parts: HaveCheckParts;
  /** Of the check whose files come one by one. */
  private latest: { check: string; firstOf: Map<string, string> } | null = null;

  constructor(parts: HaveCheckParts) {
    this.parts = parts;
  }

  /**
   * One answer a file, in the order of folders and names; the signal ends it. @param paths files and folders
   * @throws LikenessError `file-missing` for a path where nothing lies
   */
  async *check(paths: readonly string[], signal?: AbortSignal): AsyncGenerator<HaveAnswer> {
    const files = await listPictures(paths, signal);
    const firstOf = new Map<string, string>();
    const underWay: Promise<FileAnswer>[] = [];
    let next = 0;
    for (let doneCount = 1; doneCount <= files.length && !signal?.aborted; doneCount++) {
      while (next < files.length && underWay.length < this.parts.filesAtOnce) {
        const path = files[next++]!;
        const answer = this.answer({ path, shownAs: path }, firstOf, signal);
        answer.catch(() => undefined); // heard of when its turn comes, if it comes
        underWay.push(answer);
      }
      yield { ...(await underWay.shift()!), doneCount, totalCount: files.length };
    }
  }

  /** One file by its content: its name stands for its path. It lies on disk while it is looked at. */
  async checkFile({ check, file }: { check: string; file: File }, signal?: AbortSignal): Promise<HaveAnswer> {
    if (this.latest?.check !== check) this.latest = { check, firstOf: new Map() };
    const { firstOf } = this.latest;
    const folder = await mkdtemp(join(tmpdir(), 'likeness-have-'));
    try {
      const path = join(folder, 'file');
      await writeFile(path, new Uint8Array(await file.arrayBuffer()), { mode: 0o600 });
      const answer = await this.answer({ path, shownAs: file.name }, firstOf, signal);
      return { ...answer, doneCount: 1, totalCount: 1 };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async answer(
    { path, shownAs }: { path: string; shownAs: string },
    firstOf: Map<string, string>,
    signal?: AbortSignal,
  ): Promise<FileAnswer> {
    const facts = { path: shownAs, name: basename(shownAs), photo: null, failure: null, sameAs: null, picture: null };
    try {
      const hash = await hashContent(path, signal);
      const known = this.parts.catalogue.photoIdOfHash(hash);
      if (known !== undefined) return { ...facts, kind: 'exact', photo: this.summary(known) };
      const sameAs = firstOf.get(hexOf(hash)) ?? null;
      if (sameAs !== null) return { ...facts, kind: 'new', sameAs };
      firstOf.set(hexOf(hash), shownAs);
      const described = await this.parts.describer.describePhoto({ path, hash }, signal);
      const [copy] = await this.copiesOf(described, signal);
      if (copy === undefined) return { ...facts, kind: 'new', picture: await this.pictureOf(described) };
      return { ...facts, kind: copy.kind, photo: this.summary(copy.photoId) };
    } catch (thrown) {
      signal?.throwIfAborted();
      const error = toFileError(thrown);
      if (error.code === 'cancelled') throw error;
      const { code, message } = error;
      return { ...facts, kind: 'unreadable', failure: { code, message } };
    }
  }

  /** The whole picture first, then what agrees best. */
  private async copiesOf(
    described: DescribedPhoto,
    signal?: AbortSignal,
  ): Promise<{ photoId: number; kind: 'same-picture' | 'near-copy' }[]> {
    const { feature, thumbnail } = described;
    const picture = { feature, facts: this.factsOf(described), thumbnail: { bytes: thumbnail } };
    const copies = await findCopies(this.parts, picture, () => true, signal);
    return copies
      .map(({ photoId, verdict: { kind, agreement } }) => ({ photoId, kind, agreement }))
      .sort(
        (a, b) => Number(b.kind === 'same-picture') - Number(a.kind === 'same-picture') || b.agreement - a.agreement,
      );
  }

  private factsOf({ print, metadata: { taken, camera } }: DescribedPhoto): PictureFacts {
    const shotAt = taken?.from === 'exif' ? taken.at : null;
    return { print, shotAt, camera: camera === null ? null : this.parts.rows.cameraId(camera) };
  }

  private async pictureOf({ thumbnail, width, height, colour }: DescribedPhoto): Promise<HaveAnswer['picture']> {
    return { id: await this.parts.checked.keep(thumbnail), width, height, colour: toHexColour(colour) };
  }

  private summary(photoId: number): HaveAnswer['photo'] {
    return this.parts.catalogue.summaries([photoId]).get(photoId) ?? null;
  }
}

/** Files that were named are taken as they are; folders are searched for names of pictures. Links are not followed. */
async function listPictures(paths: readonly string[], signal?: AbortSignal): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const found = await lstat(path).catch(() => null);
    if (found === null) {
      throw new LikenessError('file-missing', `There is nothing at ${path}. Check the name, or connect its disk.`);
    }
    if (found.isDirectory()) await addPictures(path, files, signal);
    else files.push(path);
  }
  return files;
}

async function addPictures(folder: string, files: string[], signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const folders: string[] = [];
  const names: string[] = [];
  try {
    for await (const entry of await opendir(folder)) {
      if (entry.isDirectory() && isPhotoFolderName(entry.name)) folders.push(entry.name);
      else if (entry.isFile() && isPictureName(entry.name)) names.push(entry.name);
    }
  } catch (thrown) {
    throw new LikenessError(
      'folder-unreadable',
      `The folder ${folder} cannot be read: ${toLikenessError(thrown).message}`,
    );
  }
  for (const name of names.sort()) files.push(join(folder, name));
  for (const name of folders.sort()) await addPictures(join(folder, name), files, signal);
}

// Bytes for the addresses that a page may ask: `/photos/ID/thumbnail`, `/photos/ID/picture`, `/photos/ID/original`,
// `/queries/ID/picture`, `/checked/ID/thumbnail`, `/history/ID/picture`.
// An address names an id and never a path, so there is nothing to escape from.
import { readFile } from 'node:fs/promises';
import { LikenessError, toLikenessError } from './api/errors.ts';
import type { CheckedPictures } from './duplicates/checked-pictures.ts';
import type { Describer } from './ingest/describer.ts';
import type { Catalogue, PhotoFile } from './library/catalogue.ts';
import type { ThumbnailStore } from './library/thumbnails.ts';
import type { History } from './search/history.ts';
import type { Queries } from './search/queries.ts';

export interface PictureReply {
  status: 200 | 400 | 404;
  mimeType: string;
  bytes: Uint8Array;
}

export interface PicturesOptions {
  catalogue: Catalogue;
  thumbnails: ThumbnailStore;
  queries: Queries;
  describer: Describer;
  checked: CheckedPictures;
  history: Pick<History, 'picture'>;
}

type PictureAddress =
  | { kind: 'thumbnail'; photoId: number }
  | { kind: 'photo' | 'original'; photoId: number }
  | { kind: 'query'; queryId: string }
  | { kind: 'past'; id: number }
  | { kind: 'checked'; id: string };

const photoKinds = { thumbnail: 'thumbnail', picture: 'photo', original: 'original' } as const;

/** What every browser shows as it is; the rest is sent as a JPEG made on the way. */
const shownByBrowsers = new Set(['jpeg', 'png', 'webp', 'avif', 'gif']);
/** The longer side of such a JPEG: sharp on a large screen. */
const renderedSide = 2560;

export class Pictures {
  private readonly options: PicturesOptions;

  constructor(options: PicturesOptions) {
    this.options = options;
  }

  /** @param pathname of the address, without query: `/photos/12/thumbnail` */
  async answer(pathname: string, signal?: AbortSignal): Promise<PictureReply> {
    const address = parseAddress(pathname);
    if (!address) return refusal(400, 'There is no such picture address.');
    try {
      switch (address.kind) {
        case 'thumbnail':
          return await this.thumbnail(address.photoId);
        case 'photo':
          return await this.photo(address.photoId, signal);
        case 'original':
          return await this.original(address.photoId);
        case 'past':
          return jpeg(this.options.history.picture(address.id));
        case 'query':
          return jpeg(await this.render(this.options.queries.source(address.queryId), signal));
        case 'checked':
          return jpeg(await this.options.checked.read(address.id));
      }
    } catch (thrown) {
      return refusal(404, toLikenessError(thrown).message);
    }
  }

  private async thumbnail(photoId: number): Promise<PictureReply> {
    const bytes = await this.options.thumbnails.read(this.options.catalogue.hashOf(photoId));
    return bytes
      ? jpeg(bytes)
      : refusal(404, 'This photo has no thumbnail; `likeness verify --repair` makes a new one.');
  }

  private async photo(photoId: number, signal?: AbortSignal): Promise<PictureReply> {
    const { format, files } = this.options.catalogue.details(photoId);
    const { path } = atHand(files);
    if (!shownByBrowsers.has(format)) return jpeg(await this.render({ path }, signal));
    return { status: 200, mimeType: `image/${format}`, bytes: await readFile(path) };
  }

  private async original(photoId: number): Promise<PictureReply> {
    const { path } = atHand(this.options.catalogue.filesOf(photoId));
    return { status: 200, mimeType: 'application/octet-stream', bytes: await readFile(path) };
  }

  private render(source: Parameters<Describer['render']>[0], signal?: AbortSignal): Promise<Uint8Array> {
    return this.options.describer.render(source, { maxSide: renderedSide }, signal);
  }
}

function atHand(files: readonly PhotoFile[]): PhotoFile {
  const file = files.find(({ offline }) => !offline);
  if (!file) throw new LikenessError('file-missing', 'The file is not there at the moment; connect its disk first.');
  return file;
}

function parseAddress(pathname: string): PictureAddress | null {
  const photo = /^\/photos\/([1-9]\d{0,14})\/(thumbnail|picture|original)$/.exec(pathname);
  if (photo) return { kind: photoKinds[photo[2] as keyof typeof photoKinds], photoId: Number(photo[1]) };
  const checked = /^\/checked\/([0-9a-f-]{36})\/thumbnail$/.exec(pathname);
  if (checked) return { kind: 'checked', id: checked[1]! };
  const past = /^\/history\/([1-9]\d{0,14})\/picture$/.exec(pathname);
  if (past) return { kind: 'past', id: Number(past[1]) };
  const query = /^\/queries\/([0-9a-zA-Z-]{1,64})\/picture$/.exec(pathname);
  return query ? { kind: 'query', queryId: query[1]! } : null;
}

function jpeg(bytes: Uint8Array): PictureReply {
  return { status: 200, mimeType: 'image/jpeg', bytes };
}

function refusal(status: 400 | 404, sentence: string): PictureReply {
  return { status, mimeType: 'text/plain; charset=utf-8', bytes: new TextEncoder().encode(sentence) };
}

// The pictures that people search with: the 32 most recent ones are kept, each described once, when it comes.
import { createHash, randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { LikenessError } from '../api/errors.ts';
import type { QueryPicture, Region } from '../api/search-schemas.ts';
import { hashContent } from '../ingest/content-hash.ts';
import type { DescribedQuery, PictureSource } from '../ingest/describe-protocol.ts';
import type { PhotoIndex } from '../index/photo-index.ts';
import type { Describer } from '../ingest/describer.ts';
import type { AnswerPace } from './answer-pace.ts';

const KEPT_COUNT = 32;
/** The largest files of cameras and scanners; beyond, a mistake is likelier than a picture. */
const MOST_BYTES = 512 * 2 ** 20;

/** A described picture, and how long that took: part of the answer's time, although it lies before the search. */
export interface TimedDescription {
  readonly described: DescribedQuery;
  readonly milliseconds: number;
  /** By `performance.now()`. */
  readonly endedAt: number;
}

interface KeptPicture {
  readonly picture: QueryPicture;
  readonly source: PictureSource;
  /** SHA-256 of the file, which tells whether the library has exactly it. */
  readonly hash: Uint8Array;
  whole: TimedDescription;
}

/** A picture from outside with what was described of it, as history keeps it. */
export interface ShownPicture extends Pick<DescribedQuery, 'width' | 'height' | 'print' | 'model'> {
  readonly name: string;
  /** SHA-256 of its file. */
  readonly hash: Uint8Array;
  /** Of the whole picture. */
  readonly feature: Float32Array;
  /** A small JPEG of it. */
  readonly bytes: Uint8Array;
}

export interface QueriesOptions {
  describer: Describer;
  index: Pick<PhotoIndex, 'modelSha256'>;
  pace: AnswerPace;
}

export class Queries {
  private readonly describer: Describer;
  private readonly index: Pick<PhotoIndex, 'modelSha256'>;
  private readonly pace: AnswerPace;
  /** Oldest first. */
  private readonly kept = new Map<string, KeptPicture>();

  constructor({ describer, index, pace }: QueriesOptions) {
    this.describer = describer;
    this.index = index;
    this.pace = pace;
  }

  /** @throws LikenessError `not-a-picture`, `picture-damaged`, `picture-too-large` */
  async open(picture: File): Promise<QueryPicture> {
    if (picture.size > MOST_BYTES) throw tooLarge(picture.name);
    const bytes = new Uint8Array(await picture.arrayBuffer());
    if (bytes.length === 0) throw notAPicture({ bytes });
    const hash = createHash('sha256').update(bytes).digest();
    return this.keep(picture.name || 'Pasted picture', { bytes }, hash);
  }

  /**
   * @param options.thorough what the search will be, if that is known already; else what an automatic one would be
   * @throws LikenessError `file-missing`, `file-unreadable` and those of `open`
   */
  async openPath(path: string, { thorough }: { thorough?: boolean } = {}): Promise<QueryPicture> {
    return this.keep(basename(path), { path }, await hashPicture(path), thorough);
  }

  /** Where the picture's pixels are. @throws LikenessError `query-missing` */
  source(id: string): PictureSource {
    return this.find(id).source;
  }

  /** As its file is called. @throws LikenessError `query-missing` */
  name(id: string): string {
    return this.find(id).picture.name;
  }

  /** SHA-256 of the picture's file. @throws LikenessError `query-missing` */
  hash(id: string): Uint8Array {
    return this.find(id).hash;
  }

  /** @throws LikenessError `query-missing` */
  shown(id: string): Omit<ShownPicture, 'bytes'> & { source: PictureSource } {
    const { picture, source, hash, whole } = this.find(id);
    const { width, height, print, model, variants } = whole.described;
    return { name: picture.name, source, hash, width, height, print, model, feature: variants[0]!.feature };
  }

  /** Keeps a picture again that was kept before: what was described of its file counts, not that of the small picture. */
  async restore({ name, hash, bytes, width, height, print, model, feature }: ShownPicture): Promise<QueryPicture> {
    for (const { picture, hash: other } of this.kept.values()) if (Buffer.compare(hash, other) === 0) return picture;
    const source = { bytes };
    const whole = await this.time(source, { thorough: true });
    const { described } = whole;
    const variants = described.variants.map((variant, i) => (i === 0 ? { ...variant, feature } : variant));
    const before = described.model === model ? { print, variants } : {};
    return this.add(name, source, hash, { ...whole, described: { ...described, width, height, ...before } });
  }

  /** @throws LikenessError `query-missing` and those of describing */
  async describe(
    id: string,
    { region, thorough }: { region: Region | undefined; thorough: boolean },
    signal?: AbortSignal,
  ): Promise<TimedDescription> {
    const kept = this.find(id);
    if (region !== undefined) return this.time(kept.source, { region, thorough }, signal);
    const isOfReplacedModel = kept.whole.described.model !== this.index.modelSha256;
    if (isOfReplacedModel || (thorough && kept.whole.described.variants.length === 1)) {
      kept.whole = await this.time(kept.source, { thorough }, signal);
    }
    return kept.whole;
  }

  private async keep(
    name: string,
    source: PictureSource,
    hash: Uint8Array,
    thorough = this.pace.isThorough,
  ): Promise<QueryPicture> {
    return this.add(name, source, hash, await this.time(source, { thorough }));
  }

  private add(name: string, source: PictureSource, hash: Uint8Array, whole: TimedDescription): QueryPicture {
    const { width, height } = whole.described;
    const picture = { id: randomUUID(), name, width, height };
    this.kept.set(picture.id, { picture, source, hash, whole });
    if (this.kept.size > KEPT_COUNT) this.kept.delete(this.kept.keys().next().value!);
    return picture;
  }

  private find(id: string): KeptPicture {
    const kept = this.kept.get(id);
    if (kept === undefined) {
      throw new LikenessError('query-missing', 'This picture is no longer kept for searching. Show it again.');
    }
    return kept;
  }

  private async time(
    source: PictureSource,
    options: { region?: Region; thorough: boolean },
    signal?: AbortSignal,
  ): Promise<TimedDescription> {
    const started = performance.now();
    try {
      const described = await this.describer.describeQuery(source, options, signal);
      const endedAt = performance.now();
      return { described, milliseconds: endedAt - started, endedAt };
    } catch (thrown) {
      throw thrown instanceof LikenessError && thrown.code === 'not-a-picture' ? notAPicture(source, thrown) : thrown;
    }
  }
}

async function hashPicture(path: string): Promise<Uint8Array> {
  try {
    return await hashContent(path);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOENT') {
      throw new LikenessError('file-missing', `There is no file ${path}.`, { cause: thrown });
    }
    if (code === 'EISDIR') {
      throw new LikenessError('not-a-picture', `${path} is a folder. Name one picture in it.`, { cause: thrown });
    }
    throw new LikenessError('file-unreadable', `${path} cannot be read (${code ?? String(thrown)}).`, {
      cause: thrown,
    });
  }
}

function tooLarge(name: string): LikenessError {
  return new LikenessError(
    'picture-too-large',
    `${name} is too large to search with. Save a smaller copy and show that.`,
  );
}

/** A file is named: it may be one of several that were asked with. */
function notAPicture(source: PictureSource, cause?: LikenessError): LikenessError {
  const what = 'path' in source ? basename(source.path) : 'This';
  return new LikenessError(
    'not-a-picture',
    `${what} is not a picture that Likeness can read. Try JPEG, PNG, WebP, AVIF, GIF or TIFF.`,
    { cause },
  );
}

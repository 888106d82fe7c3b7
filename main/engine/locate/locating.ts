// 'Where is the original of this crop, collage or screenshot?': the nearest photos of an answer, and those nearest to parts of the
// picture, are looked through for it by their places, in threads, behind the answer that is shown.
import type { IdSet } from '../../../core/index.ts';
import type { LocatedAnswer, Match, SearchAnswer, SearchInput } from '../api/search-schemas.ts';
import type { PhotoIndex } from '../index/photo-index.ts';
import type { DescribedParts, PictureSource } from '../ingest/describe-protocol.ts';
import type { Describer } from '../ingest/describer.ts';
import type { Catalogue } from '../library/catalogue.ts';
import type { ThumbnailStore } from '../library/thumbnails.ts';
import type { Queries } from '../search/queries.ts';
import type { Search } from '../search/search.ts';
import { KeptPlaces } from './kept-places.ts';
import { isCertain, type LocatedPhoto, withLocated } from './located-matches.ts';
import { type LookedThrough, PlaceThreads } from './place-threads.ts';

export interface LocatingParts {
  readonly search: Pick<Search, 'run'>;
  readonly catalogue: Catalogue;
  readonly index: PhotoIndex;
  readonly describer: Describer;
  readonly queries: Queries;
  readonly thumbnails: ThumbnailStore;
}

/** Of the answer's first photos. */
const MOST_OF_ANSWER = 50;
/** Of those nearest to each part of the picture. */
const MOST_OF_PART = 6;
/** What is not found by then is not waited for. */
const DEADLINE_MS = 15_000;

type Candidate = Pick<Match, 'distance'> & { readonly photoId: number };

export class Locating {
  private readonly parts: LocatingParts;
  private readonly kept = new KeptPlaces();
  private readonly threads = new PlaceThreads();
  /** The one before: one picture is looked for at a time. */
  private last: Promise<void> = Promise.resolve();

  constructor(parts: LocatingParts) {
    this.parts = parts;
  }

  /**
   * The answer to the same question whenever something was located in it, and at the end.
   * @throws LikenessError as `Search.run`, and those of describing. Cost: about 2 s of two cores, less for photos that were looked at
   * before; the event loop is not held up.
   */
  async *locate(input: SearchInput, signal?: AbortSignal): AsyncGenerator<LocatedAnswer> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = this.last;
    this.last = promise;
    await before;
    try {
      yield* this.lookThrough(input, signal);
    } finally {
      this.threads.rest();
      resolve();
    }
  }

  /** The answer with all that was located. @throws as `locate` */
  async locateAll(input: SearchInput, signal?: AbortSignal): Promise<SearchAnswer> {
    let last: SearchAnswer | null = null;
    for await (const { answer } of this.locate(input, signal)) last = answer;
    return last!; // it ends with the whole answer
  }

  async stop(): Promise<void> {
    await this.threads.stop();
  }

  private async *lookThrough(input: SearchInput, signal?: AbortSignal): AsyncGenerator<LocatedAnswer> {
    const answer = await this.parts.search.run(input, signal);
    const until = performance.now() + DEADLINE_MS;
    const parts = await this.parts.describer.describeParts(this.sourceOf(input), input.region, signal);
    const candidates = this.candidatesOf(answer, parts, input);
    const located = new Map<number, LocatedPhoto>();
    await this.threads.show(parts.grey);
    let lookedAt = 0;
    while (lookedAt < candidates.length && performance.now() < until) {
      signal?.throwIfAborted();
      const some = candidates.slice(lookedAt, lookedAt + this.threads.photosAtOnce);
      lookedAt += some.length;
      const count = located.size;
      for (const [id, photo] of await this.locateIn(some, answer, signal)) located.set(id, photo);
      const isLast = lookedAt === candidates.length;
      if (located.size > count && !isLast)
        yield { answer: withLocated(answer, located), lookedAt, total: candidates.length };
    }
    yield { answer: withLocated(answer, located), lookedAt, total: candidates.length };
  }

  private sourceOf({ query }: SearchInput): PictureSource {
    if ('pictureId' in query) return this.parts.queries.source(query.pictureId);
    const { catalogue, thumbnails } = this.parts;
    const file = catalogue.filesOf(query.photoId).find(({ offline }) => !offline);
    return { path: file?.path ?? thumbnails.pathFor(catalogue.hashOf(query.photoId)) };
  }

  /** Those that came first anywhere come first. */
  private candidatesOf(answer: SearchAnswer, { model, features }: DescribedParts, input: SearchInput): Candidate[] {
    const { index, catalogue } = this.parts;
    const first = answer.matches
      .filter(({ kind }) => kind !== 'same-picture')
      .slice(0, MOST_OF_ANSWER)
      .map(({ photo, distance }) => ({ photoId: photo.id, distance }));
    const allowed = input.filter && catalogue.photoIdsPassing(input.filter);
    const silent = new Set(
      [input.query, ...(input.also ?? []), ...(input.not ?? [])].flatMap((asked) =>
        'photoId' in asked ? [asked.photoId] : [],
      ),
    );
    const identical = answer.matches.filter(({ kind }) => kind === 'same-picture').map(({ photo }) => photo.id);
    for (const id of identical) silent.add(id);
    // Features of two models cannot be compared: the answer's own photos remain.
    const ofParts = model === index.modelSha256 ? features.map((feature) => this.nearestTo(feature, allowed)) : [];
    const ranked = interleaved([first, ...ofParts]).filter(({ photoId }) => !silent.has(photoId));
    return [...new Map(ranked.toReversed().map((candidate) => [candidate.photoId, candidate])).values()].toReversed();
  }

  private nearestTo(feature: Float32Array, allowed: IdSet | undefined): Candidate[] {
    const { ids, distances } = this.parts.index.search(feature, { k: MOST_OF_PART, allowed });
    return Array.from(ids, (photoId, i) => ({ photoId, distance: Math.max(0, distances[i]!) }));
  }

  private async locateIn(
    candidates: readonly Candidate[],
    answer: SearchAnswer,
    signal: AbortSignal | undefined,
  ): Promise<[number, LocatedPhoto][]> {
    const hashes = this.parts.catalogue.hashes(candidates.map(({ photoId }) => photoId));
    const photos = candidates.flatMap((candidate): LookedThrough<Candidate>[] => {
      const hash = hashes.get(candidate.photoId);
      if (hash === undefined) return [];
      const path = this.parts.thumbnails.pathFor(hash);
      const places = this.kept.get(Buffer.from(hash).toString('hex'));
      return [{ id: candidate, places, pixels: () => this.parts.describer.grey(path, signal) }];
    });
    const found: [number, LocatedPhoto][] = [];
    for (const { id, findings } of await this.threads.lookThrough(photos)) {
      if (findings === null) continue;
      this.kept.keep(Buffer.from(hashes.get(id.photoId)!).toString('hex'), findings.places);
      if (findings.area === null || !isCertain(findings.area)) continue;
      const match = this.matchOf(id, answer);
      if (match !== null) found.push([id.photoId, { area: findings.area, match }]);
    }
    return found;
  }

  /** Null for a photo that was removed meanwhile. */
  private matchOf({ photoId, distance }: Candidate, answer: SearchAnswer): Match | null {
    const known = answer.matches.find(({ photo }) => photo.id === photoId);
    if (known !== undefined) return known;
    const photo = this.parts.catalogue.summaries([photoId]).get(photoId);
    return photo ? { photo, distance, closeness: 0, kind: 'no-match', reasons: [], stack: null } : null;
  }
}

/** The first of each list, then the second of each. */
function interleaved<One>(lists: readonly (readonly One[])[]): One[] {
  const longest = Math.max(...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, i) => lists.flatMap((list) => list.slice(i, i + 1))).flat();
}

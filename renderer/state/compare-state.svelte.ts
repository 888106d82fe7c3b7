// Two pictures held against each other: what was shown and a photo of those it was opened among, how the one lies over the other,
// and how far the person has gone in.
import type { Comparison } from '../../main/engine/api/compare-schemas.ts';
import type { PhotoSummary } from '../../main/engine/api/photo-schemas.ts';
import type { Match } from '../../main/engine/api/search-schemas.ts';
import type { EngineClient } from '../connection.ts';
import { toFailure, type Failure } from '../failure.ts';
import { type View, wholeView } from '../layout/compare.ts';
import { overlapOf } from '../layout/area-overlap.ts';
import { PhotoQuery, type Query } from './query.svelte.ts';
import { nameOf, type SearchState } from './search-state.svelte.ts';

/** In the order of their keys, 1 to 4. */
export const compareModes = ['side', 'swipe', 'blink', 'difference'] as const;
export type CompareMode = (typeof compareModes)[number];

/** A photo to compare with, and why it was found; null where nothing was searched. */
export interface ComparedPhoto {
  readonly photo: PhotoSummary;
  readonly match: Match | null;
}

export interface CompareOptions {
  /** What it can be held against: of several, the first that the photo is a copy of. */
  readonly pictures: readonly Query[];
  readonly photos: readonly ComparedPhoto[];
  readonly index: number;
  /** Shows the photo where it came from. */
  readonly reveal?: (photoId: number) => void;
}

export class CompareState {
  photos: readonly ComparedPhoto[] = $state.raw([]);
  index = $state(0);
  /** Null while nothing is compared. */
  picture: Query | null = $state.raw(null);
  private compared: Comparison | null = $state.raw(null);
  failure: Failure | null = $state.raw(null);
  mode: CompareMode = $state('side');
  wantsAlign = $state(true);
  view: View = $state.raw(wholeView);
  /** Two photos of the library, neither of which was shown. */
  isPair = $state(false);

  /** Whether the matched area is framed. */
  showsArea = $state(true);

  readonly isOpen = $derived(this.picture !== null);
  readonly current = $derived(this.isOpen ? (this.photos[this.index] ?? null) : null);
  readonly hasPrevious = $derived(this.index > 0);
  readonly hasNext = $derived(this.index < this.photos.length - 1);
  /** Where the search located the one in the other. */
  readonly area = $derived.by(() =>
    this.picture === this.options?.pictures[0] ? (this.current?.match?.area ?? null) : null,
  );
  /** What laying them over each other did not find, matched places may have. */
  readonly comparison = $derived.by((): Comparison | null => {
    const { compared, area } = this;
    if (compared === null || compared.overlap !== null || area === null) return compared;
    return { ...compared, overlap: overlapOf(area, compared.picture, compared.photo) };
  });
  readonly overlap = $derived(this.comparison?.overlap ?? null);
  readonly isAligned = $derived(this.wantsAlign && this.overlap !== null);

  private readonly client: EngineClient;
  private readonly search: SearchState;
  private options: CompareOptions | null = null;
  private asking: AbortController | null = null;

  constructor(client: EngineClient, search: SearchState) {
    this.client = client;
    this.search = search;
  }

  open(options: CompareOptions): void {
    if (options.pictures.length === 0) return;
    this.options = options;
    this.photos = options.photos;
    this.mode = 'side';
    this.wantsAlign = true;
    this.isPair = false;
    this.goTo(options.index);
  }

  openPair(first: PhotoSummary, second: PhotoSummary): void {
    this.open({ pictures: [new PhotoQuery(first)], photos: [{ photo: second, match: null }], index: 0 });
    this.isPair = true;
  }

  close(): void {
    if (this.current !== null) this.options?.reveal?.(this.current.photo.id);
    this.asking?.abort();
    this.picture = null;
    this.compared = null;
    this.options = null;
  }

  move(step: number): void {
    const index = this.index + step;
    if (index >= 0 && index < this.photos.length) this.goTo(index);
  }

  private goTo(index: number): void {
    this.index = index;
    this.view = wholeView;
    this.compared = null;
    this.failure = null;
    this.picture = this.options?.pictures[0] ?? null;
    void this.compare();
  }

  private async compare(): Promise<void> {
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    const { photo } = this.photos[this.index]!;
    const pictures = this.options?.pictures ?? [];
    try {
      let first: Comparison | null = null;
      for (const picture of pictures) {
        const comparison = await this.compareWith(picture, photo.id, asking.signal);
        if (asking.signal.aborted) return;
        first ??= comparison;
        if (comparison.overlap === null) continue;
        this.picture = picture;
        this.compared = comparison;
        return;
      }
      this.compared = first;
    } catch (thrown) {
      if (!asking.signal.aborted) this.failure = toFailure(thrown);
    }
  }

  private compareWith(picture: Query, photoId: number, signal: AbortSignal): Promise<Comparison> {
    return this.search.whileOpen([picture], signal, () =>
      this.client.search.compare({ picture: nameOf(picture), photoId }, { signal }),
    );
  }
}

// Marking the part of a picture that matters: the box as it is drawn, and the photos closest to it while it changes.
import type { Match, Region } from '../../main/engine/api/search-schemas.ts';
import { isWhole } from '../layout/region.ts';
import type { SearchState } from './search-state.svelte.ts';
import { setRegion, type TrayPicture } from './question.ts';

/** The closest photos are asked for at most so often, in milliseconds. */
const pace = 120;
const shown = 12;

export class RegionState {
  picture: TrayPicture | null = $state.raw(null);
  box: Region | null = $state.raw(null);
  closest: readonly Match[] = $state.raw([]);

  private readonly search: SearchState;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private asking: AbortController | null = null;

  constructor(search: SearchState) {
    this.search = search;
  }

  open(picture: TrayPicture): void {
    this.picture = picture;
    this.box = picture.region;
    this.closest = this.search.answer?.matches.slice(0, shown) ?? [];
  }

  /** @param box null for the whole picture */
  change(box: Region | null): void {
    this.box = box;
    this.timer ??= setTimeout(() => {
      this.timer = null;
      void this.preview();
    }, pace);
  }

  /** Searches with the box; nothing happens when it is what was asked with before. */
  async accept(): Promise<void> {
    const { picture, box } = this;
    this.close();
    if (picture === null) return;
    const region = box === null || isWhole(box) ? null : box;
    if (region !== picture.region) await this.search.ask(setRegion(this.search.question, picture, region));
  }

  close(): void {
    this.picture = null;
    this.asking?.abort();
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  /** A preview that fails shows the last one that did not: the search itself will say what is wrong. */
  private async preview(): Promise<void> {
    const { picture } = this;
    if (picture === null) return;
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    try {
      const question = setRegion(this.search.question, picture, this.box);
      const { matches } = await this.search.preview(question, shown, asking.signal);
      if (!asking.signal.aborted) this.closest = matches;
    } catch {
      return;
    }
  }
}

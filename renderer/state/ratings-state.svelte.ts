// Stars that a person gives to photos, by keys and by hand: told in a toast, and taken back from there.
import type { OwnRating, RatedBefore } from '../../main/engine/api/rating-schemas.ts';
import type { EngineClient } from '../connection.ts';
import { toFailure } from '../failure.ts';
import { wording } from '../wording.ts';
import type { NoticeState } from './notice-state.svelte.ts';
import { inParts } from './photo-commands.ts';

export interface RatingsOptions {
  readonly client: EngineClient;
  readonly notice: NoticeState;
  /** Photos may pass a filter now that did not before, or the other way round. */
  rated(): void;
}

export class RatingsState {
  /** Changes with every rating: what is shown of one is asked again. */
  edition = $state(0);
  /** What was given last, until it is taken back. */
  last: { readonly ids: readonly number[]; readonly rating: OwnRating } | null = $state.raw(null);
  private readonly options: RatingsOptions;

  constructor(options: RatingsOptions) {
    this.options = options;
  }

  /** @param rating null goes back to what the files say */
  async rate(ids: readonly number[], rating: OwnRating): Promise<void> {
    const before: RatedBefore[] = [];
    const isDone = await this.attempt(async () => before.push(...(await this.give(ids, rating))));
    const count = before.reduce((sum, group) => sum + group.ids.length, 0);
    if (!isDone || count === 0) return;
    this.last = { ids, rating };
    const words = wording.rating;
    this.options.notice.show({
      tone: 'ok',
      sentence: rating === null ? words.asFiles(count) : words.given(rating, count),
      undo: () => void this.giveBack(before),
    });
  }

  private giveBack(before: readonly RatedBefore[]): Promise<boolean> {
    this.last = null;
    return this.attempt(async () => {
      for (const { ids, rating } of before) await this.give(ids, rating);
      this.options.notice.show({ tone: 'ok', sentence: wording.rating.asBefore });
    });
  }

  private async give(ids: readonly number[], rating: OwnRating): Promise<RatedBefore[]> {
    const before: RatedBefore[] = [];
    for (const some of inParts(ids)) before.push(...(await this.options.client.photos.rate({ ids: some, rating })));
    return before;
  }

  private async attempt(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (thrown) {
      this.options.notice.show({ tone: 'bad', sentence: toFailure(thrown).sentence });
      return false;
    } finally {
      this.edition++;
      this.options.rated();
    }
  }
}

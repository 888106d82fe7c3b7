// Stars that a person gives to photos, by keys and by hand: told in a toast, taken back there and by the key of undo.
import type { OwnRating, RatedBefore } from '../../main/engine/api/rating-schemas.ts';
import type { EngineClient } from '../connection.ts';
import { toFailure } from '../failure.ts';
import { wording } from '../wording.ts';
import type { NoticeState } from './notice-state.svelte.ts';
import { inParts } from './photo-commands.ts';

interface Step {
  readonly ids: readonly number[];
  readonly rating: OwnRating;
  readonly before: readonly RatedBefore[];
  /** What was on the screen: a question that was asked since is taken back before. */
  readonly question: unknown;
}

const mostSteps = 30;

export interface RatingsOptions {
  readonly client: EngineClient;
  readonly notice: NoticeState;
  question(): unknown;
  /** Photos may pass a filter now that did not before, or the other way round. */
  rated(): void;
}

export class RatingsState {
  /** Changes with every rating: what is shown of one is asked again. */
  edition = $state(0);
  /** What was given last, until it is taken back. */
  last: { readonly ids: readonly number[]; readonly rating: OwnRating } | null = $state.raw(null);
  private done: readonly Step[] = [];
  private undone: readonly Step[] = [];
  private readonly options: RatingsOptions;

  constructor(options: RatingsOptions) {
    this.options = options;
  }

  /** @param rating null goes back to what the files say */
  async rate(ids: readonly number[], rating: OwnRating): Promise<void> {
    if (await this.take(ids, rating)) this.undone = [];
  }

  /** @returns whether there was something to take back that is younger than the question on the screen */
  undo(): boolean {
    const step = this.done.at(-1);
    if (step === undefined || step.question !== this.options.question()) return false;
    this.done = this.done.slice(0, -1);
    this.undone = [...this.undone, step];
    this.last = null;
    void this.attempt(async () => {
      for (const { ids, rating } of step.before) await this.give(ids, rating);
      this.options.notice.show({ tone: 'ok', sentence: wording.rating.asBefore });
    });
    return true;
  }

  /** Gives again what `undo` took back last. */
  redo(): boolean {
    const step = this.undone.at(-1);
    if (step === undefined || step.question !== this.options.question()) return false;
    this.undone = this.undone.slice(0, -1);
    void this.take(step.ids, step.rating);
    return true;
  }

  private async take(ids: readonly number[], rating: OwnRating): Promise<boolean> {
    const before: RatedBefore[] = [];
    const question = this.options.question();
    const isDone = await this.attempt(async () => before.push(...(await this.give(ids, rating))));
    const count = before.reduce((sum, group) => sum + group.ids.length, 0);
    if (!isDone || count === 0) return false;
    this.done = [...this.done, { ids, rating, before, question }].slice(-mostSteps);
    this.last = { ids, rating };
    const { given, asFiles } = wording.rating;
    const sentence = rating === null ? asFiles(count) : given(rating, count);
    this.options.notice.show({ tone: 'ok', sentence, undo: () => void this.undo() });
    return true;
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

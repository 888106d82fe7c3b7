// Looks for the original of a crop, a collage or a screenshot behind the answer that is shown, where that has no sure copy.
import type { Match, SearchAnswer } from '../../main/engine/api/search-schemas.ts';
import { withLocated } from '../layout/with-located.ts';
import { isLike, type Question } from './question.ts';
import type { SearchState } from './search-state.svelte.ts';

export class LocatingState {
  isLooking = $state(false);
  lookedAt = $state(0);
  total = $state(0);
  /** Whether the matched areas are drawn on the photos. */
  showsAreas = $state(true);
  private located: readonly Match[] = $state.raw([]);
  /** Found while the person looks further down: shown when asked for. */
  private waiting: readonly Match[] = $state.raw([]);
  private lookedFor: Question | null = $state.raw(null);
  private looking: AbortController | null = null;
  private readonly search: SearchState;

  readonly waitingCount = $derived.by(() => {
    const shown = this.located.map(({ photo }) => photo.id);
    return this.waiting.filter(({ photo }) => !shown.includes(photo.id)).length;
  });
  readonly locatedCount = $derived.by(() => this.located.length);

  constructor(search: SearchState) {
    this.search = search;
  }

  /** The matches of an answer to the present question, with what was located. */
  matchesOf(answer: SearchAnswer | null): readonly Match[] {
    const matches = answer?.matches ?? [];
    return this.lookedFor === this.search.question ? withLocated(matches, this.located) : matches;
  }

  /** Called when there is an answer; once for each question. @param isAtTop whether what is found may come onto the screen */
  start(answer: SearchAnswer, isAtTop: () => boolean): void {
    const { question } = this.search;
    if (this.lookedFor === question) return;
    this.stop();
    this.lookedFor = question;
    if (isWorthIt(question, answer)) void this.look(question, isAtTop);
  }

  /** What waits comes onto the screen. */
  showWaiting(): void {
    this.located = this.waiting;
  }

  stop(): void {
    this.looking?.abort();
    this.looking = null;
    this.lookedFor = null;
    this.located = [];
    this.waiting = [];
    this.isLooking = false;
  }

  private async look(question: Question, isAtTop: () => boolean): Promise<void> {
    const looking = new AbortController();
    this.looking = looking;
    this.isLooking = true;
    this.lookedAt = this.total = 0;
    try {
      for await (const { answer, lookedAt, total } of await this.search.locate(question, looking.signal)) {
        if (looking.signal.aborted) return;
        this.lookedAt = lookedAt;
        this.total = total;
        this.waiting = answer.matches.filter(({ area }) => area !== undefined);
        if (isAtTop()) this.showWaiting();
      }
    } catch {
      // The answer that is shown stays as it is; another question looks again.
    } finally {
      if (this.looking === looking) this.isLooking = false;
    }
  }
}

/** A picture from outside, or a part of one, that has no sure copy: what lies in a picture may not be all that does. */
function isWorthIt(question: Question, answer: SearchAnswer): boolean {
  const [asked] = question.pictures.filter(isLike);
  if (asked === undefined || (asked.query.source === 'photo' && asked.region === null)) return false;
  const isSure = ({ kind, reasons }: Match): boolean =>
    kind === 'same-picture' || (kind === 'near-copy' && !reasons.some(({ code }) => code === 'inside-picture'));
  return !answer.matches.some(isSure);
}

// The way through what was asked; nothing asked stands for the library. Back and forward as in a browser.
import { releaseQuery, type Query } from './query.svelte.ts';
import { nothingAsked, type Question } from './question.ts';

const longest = 100;

export class QuestionHistory {
  private entries: Question[] = [nothingAsked];
  private position = 0;

  get canGoBack(): boolean {
    return this.position > 0;
  }

  get canGoForward(): boolean {
    return this.position < this.entries.length - 1;
  }

  /** Goes on to a new entry; what lay ahead is forgotten. */
  push(question: Question): void {
    if (question === this.entries[this.position]) return;
    const forgotten = this.entries.splice(this.position + 1);
    this.entries.push(question);
    if (this.entries.length > longest) forgotten.push(...this.entries.splice(0, 1));
    this.position = this.entries.length - 1;
    this.release(forgotten);
  }

  /** Moves one step if there is one; undefined when there is none. */
  step(direction: -1 | 1): Question | undefined {
    const entry = this.entries[this.position + direction];
    if (entry !== undefined) this.position += direction;
    return entry;
  }

  /** Pictures that no entry can bring back give their memory back. */
  private release(forgotten: readonly Question[]): void {
    const kept = new Set(this.entries.flatMap(queriesOf));
    forgotten
      .flatMap(queriesOf)
      .filter((query) => !kept.has(query))
      .forEach(releaseQuery);
  }
}

function queriesOf({ pictures }: Question): Query[] {
  return pictures.map(({ query }) => query);
}

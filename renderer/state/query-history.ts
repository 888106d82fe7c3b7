// The way through the searches: null stands for the library without a search. Back and forward as in a browser.
import { releaseQuery, type Query } from './query.svelte.ts';

const longest = 100;

export class QueryHistory {
  private entries: (Query | null)[] = [null];
  private position = 0;

  get canGoBack(): boolean {
    return this.position > 0;
  }

  get canGoForward(): boolean {
    return this.position < this.entries.length - 1;
  }

  /** Goes on to a new entry; what lay ahead is forgotten. */
  push(query: Query | null): void {
    if (query === null && this.entries[this.position] === null) return;
    this.entries.splice(this.position + 1).forEach(releaseQuery);
    this.entries.push(query);
    if (this.entries.length > longest) releaseQuery(this.entries.shift() ?? null);
    this.position = this.entries.length - 1;
  }

  /** Moves one step if there is one; undefined when there is none. */
  step(direction: -1 | 1): Query | null | undefined {
    const position = this.position + direction;
    if (position < 0 || position >= this.entries.length) return undefined;
    this.position = position;
    return this.entries[position];
  }
}

// The filters of the question on the screen: what they are set to, what each could be set to, and how many photos pass.
import type { Facet, FacetValue, PhotoFilter } from '../../main/engine/api/filter-schemas.ts';
import type { EngineClient } from '../connection.ts';
import { readTyped } from '../input/date-words.ts';
import { boxAround } from '../layout/map-geometry.ts';
import { MapState } from './map-state.svelte.ts';
import { changeFilter, isFiltered } from './question.ts';
import type { SearchState } from './search-state.svelte.ts';

/** Parts of the filter that are one thing to a person, in the order of the bar. */
export const filterParts = {
  date: ['after', 'before'],
  place: ['near'],
  folder: ['folder'],
  format: ['format'],
  camera: ['camera'],
  lens: ['lens'],
  rating: ['rating'],
  online: ['online'],
  text: ['text'],
} as const satisfies Record<string, readonly (keyof PhotoFilter)[]>;

export type FilterPart = keyof typeof filterParts;

/** Without this part so many photos would pass. */
export interface Relief {
  part: FilterPart;
  count: number;
}

/** Kilometres around a town that was typed. */
const aroundTown = 50;

type FilterChange = Parameters<typeof changeFilter>[1];

export class FiltersState {
  /** Photos that pass, whatever is searched; null until they are counted. */
  passingCount: number | null = $state(null);
  /** When no photo passes: what to take away so that most do. */
  relief: Relief | null = $state.raw(null);

  readonly filter = $derived.by(() => this.search.question.filter);
  readonly isActive = $derived.by(() => isFiltered(this.search.question));
  readonly setParts = $derived.by(() => partsOf(this.filter));

  private readonly client: EngineClient;
  private readonly search: SearchState;

  constructor(client: EngineClient, search: SearchState) {
    this.client = client;
    this.search = search;
  }

  /** A step that can be undone. Parts that are undefined no longer filter. */
  change(change: FilterChange): void {
    void this.search.ask(changeFilter(this.search.question, change));
  }

  clear(part: FilterPart): void {
    this.change(without(part));
  }

  clearAll(): void {
    this.change(Object.assign({}, ...this.setParts.map(without)) as FilterChange);
  }

  /**
   * Dates become the date filter. All other words are looked for in names, cameras, titles and places; when no photo has them
   * and they name a town, photos around it are.
   */
  async type(text: string): Promise<void> {
    const { span, words } = readTyped(text);
    const dates = span ?? {};
    if (words === '') return this.change(dates);
    const { question } = this.search;
    const near = await this.placeMeantBy(words).catch(() => null); // then the words are looked for, which tells what is wrong
    if (question !== this.search.question) return;
    this.change(near ? { ...dates, near } : { ...dates, text: words });
  }

  private async placeMeantBy(words: string): Promise<PhotoFilter['near'] | null> {
    if ((await this.client.photos.count({ filter: { text: words } })) > 0) return null;
    const town = await this.client.places.find({ name: words });
    return town && { latitude: town.latitude, longitude: town.longitude, kilometres: aroundTown, name: town.name };
  }

  /** A map for the place filter, of its own. */
  openMap(): MapState {
    const { near } = this.filter;
    return new MapState(this.client, near && boxAround(near));
  }

  /** What a filter could be set to; asked when it is opened. */
  values(facet: Facet): Promise<FacetValue[]> {
    return this.client.photos.facet({ facet, filter: this.filter });
  }

  /** Counts what passes now; to be called whenever the filter or the library changed. */
  async count(): Promise<void> {
    const { filter } = this;
    if (!this.isActive) {
      this.passingCount = null;
      this.relief = null;
      return;
    }
    const passing = await this.client.photos.count({ filter });
    const relief = passing === 0 ? await this.findRelief(filter) : null;
    if (filter !== this.filter) return;
    this.passingCount = passing;
    this.relief = relief;
  }

  private async findRelief(filter: PhotoFilter): Promise<Relief | null> {
    const parts = partsOf(filter);
    if (parts.length < 2) return null;
    const reliefs = await Promise.all(
      parts.map(async (part) => {
        const rest = Object.fromEntries(Object.entries(filter).filter(([key]) => !isOf(part, key)));
        return { part, count: await this.client.photos.count({ filter: rest }) };
      }),
    );
    const best = reliefs.reduce((most, each) => (each.count > most.count ? each : most));
    return best.count > 0 ? best : null;
  }
}

export function partsOf(filter: PhotoFilter): FilterPart[] {
  return (Object.keys(filterParts) as FilterPart[]).filter((part) =>
    Object.keys(filter).some((key) => isOf(part, key)),
  );
}

function isOf(part: FilterPart, key: string): boolean {
  return (filterParts[part] as readonly string[]).includes(key);
}

function without(part: FilterPart): FilterChange {
  return Object.fromEntries(filterParts[part].map((key) => [key, undefined]));
}

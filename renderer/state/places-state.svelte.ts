// The places of the library: the map, and the list of towns with photos beside it.
import type { PhotoFilter } from '../../main/engine/api/filter-schemas.ts';
import type { Place } from '../../main/engine/api/place-schemas.ts';
import type { EngineClient } from '../connection.ts';
import { toFailure } from '../failure.ts';
import { circleAround } from '../layout/map-geometry.ts';
import { MapState } from './map-state.svelte.ts';

export type Near = NonNullable<PhotoFilter['near']>;

export class PlacesState {
  readonly map: MapState;
  /** Null until they are listed. */
  list: Place[] | null = $state.raw(null);
  failure: string | null = $state(null);
  /** Pressing on the map draws a circle instead of moving it. */
  isDrawing = $state(false);

  private readonly client: EngineClient;

  constructor(client: EngineClient) {
    this.client = client;
    this.map = new MapState(client);
  }

  /** To be called when the view opens and when the library changed. */
  async refresh(): Promise<void> {
    try {
      const [list] = await Promise.all([this.client.places.list({}), this.map.refresh()]);
      this.list = list;
      this.failure = null;
    } catch (thrown) {
      this.failure = toFailure(thrown).sentence;
    }
  }

  /** The circle around the photos of a town; null when it has none any more, or the engine did not answer. */
  async circleOf(place: Place): Promise<Near | null> {
    try {
      const box = await this.client.places.box({ id: place.id });
      this.failure = null;
      return box && { ...circleAround(box), name: place.name };
    } catch (thrown) {
      this.failure = toFailure(thrown).sentence;
      return null;
    }
  }
}

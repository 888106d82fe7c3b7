// What one map shows: photos and towns of the part of the world that it looks at.
import type { Box, MapTown, PhotoCluster } from '../../main/engine/api/place-schemas.ts';
import type { EngineClient } from '../connection.ts';
import { toFailure } from '../failure.ts';
import { boxOnGlobe } from '../layout/map-geometry.ts';

export interface MapLook {
  box: Box;
  zoom: number;
}

const mostTowns = 60;

export class MapState {
  clusters: PhotoCluster[] = $state.raw([]);
  towns: MapTown[] = $state.raw([]);
  failure: string | null = $state(null);
  /** Kept, so that coming back finds the same part of the world. */
  begin: Box | null = null;
  private look: MapLook | null = null;

  private readonly client: EngineClient;
  private readonly hasPhotos: boolean;

  /**
   * @param box what it begins with; else the whole world
   * @param options.hasPhotos false for a map of towns alone
   */
  constructor(client: EngineClient, box?: Box, { hasPhotos = true } = {}) {
    this.client = client;
    this.begin = box ?? null;
    this.hasPhotos = hasPhotos;
  }

  /** The map looks elsewhere. An answer to an earlier look that comes late is not shown. */
  async show(look: MapLook): Promise<void> {
    this.look = look;
    this.begin = look.box;
    const box = boxOnGlobe(look.box);
    try {
      const [clusters, towns] = await Promise.all([
        this.hasPhotos ? this.client.places.clusters({ box, zoom: look.zoom }) : [],
        this.client.places.towns({ box, limit: mostTowns }),
      ]);
      if (this.look !== look) return;
      this.clusters = clusters;
      this.towns = towns;
      this.failure = null;
    } catch (thrown) {
      if (this.look === look) this.failure = toFailure(thrown).sentence;
    }
  }

  /** The library changed: the same part again. */
  async refresh(): Promise<void> {
    if (this.look) await this.show({ ...this.look });
  }
}

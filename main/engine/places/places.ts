// The places of the library: photos on a map, the towns that they were taken in, and towns of the world to look for.
import type Database from 'better-sqlite3';
import type { MapTown, PhotoCluster, Place } from '../api/place-schemas.ts';
import type { Catalogue } from '../library/catalogue.ts';
import { type Box, Gazetteer } from './gazetteer.ts';
import { readClusters } from './place-clusters.ts';
import { PlaceNaming } from './place-naming.ts';

export interface PlacesOptions {
  database: Database.Database;
  catalogue: Catalogue;
  /** The folder `resources`. */
  resources: string;
}

export class Places {
  private readonly database: Database.Database;
  private readonly catalogue: Catalogue;
  private readonly gazetteer: Gazetteer;
  private readonly naming: PlaceNaming;

  constructor({ database, catalogue, resources }: PlacesOptions) {
    this.database = database;
    this.catalogue = catalogue;
    this.gazetteer = new Gazetteer(resources);
    this.naming = new PlaceNaming({ database, gazetteer: this.gazetteer });
  }

  /** To be called whenever photos were stored: gives them the names of their towns. */
  wake(): void {
    this.naming.wake();
  }

  stop(): void {
    this.naming.stop();
  }

  /** Those with most photos first. Cost: see place-clusters.ts. */
  clusters(box: Box, zoom: number): PhotoCluster[] {
    const clusters = readClusters(this.database, box, zoom);
    const photos = this.catalogue.summaries(clusters.map(({ photoId }) => photoId));
    return clusters.map(({ photoId, ...cluster }) => ({ ...cluster, photo: photos.get(photoId) ?? null }));
  }

  /** Towns with photos, most first. Cost: a walk over the index of places, 0.05 s at a million photos. */
  list(limit: number): Place[] {
    return this.database
      .prepare<[number], Place>(
        `SELECT place.id, name, region, country, latitude, longitude, count
         FROM (SELECT place_id, count(*) AS count FROM photo INDEXED BY photo_by_place WHERE place_id > 0 GROUP BY place_id)
         JOIN place ON place.id = place_id ORDER BY count DESC, name LIMIT ?`,
      )
      .all(limit);
  }

  /**
   * Around the photos of a town, whose longitudes may lie beyond the 180th meridian; null when it has none.
   * Cost: the rows of its photos.
   */
  box(id: number): Box | null {
    const { south, ...others } = this.database
      .prepare<[number], { [Side in keyof Box]: number | null }>(
        `SELECT min(latitude) AS south, max(latitude) AS north, min(middle + eastwards) AS west, max(middle + eastwards) AS east
         FROM (SELECT photo.latitude, place.longitude AS middle, mod(photo.longitude - place.longitude + 540, 360) - 180 AS eastwards
               FROM photo INDEXED BY photo_by_place JOIN place ON place.id = place_id
               WHERE place_id = ? AND place_id > 0)`,
      )
      .get(id)!;
    return south === null ? null : ({ south, ...others } as Box);
  }

  /** The largest towns of a box, to write on a map. */
  towns(box: Box, count: number): MapTown[] {
    return this.gazetteer.largestIn(box, count);
  }

  /** The town of that name, with or without photos. */
  find(text: string): MapTown | null {
    return this.gazetteer.find(text);
  }
}

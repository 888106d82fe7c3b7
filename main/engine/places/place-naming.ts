// Gives photos with coordinates the name of their town. What is left to do stands in the rows (photo_to_name), so it goes on after
// any interruption; words and names follow by triggers (migrations/012-places.sql).
import type Database from 'better-sqlite3';
import { countryWords, type Gazetteer, type Town } from './gazetteer.ts';

interface UnnamedPhoto {
  id: number;
  latitude: number;
  longitude: number;
}

/** Some milliseconds at a time, so that nobody waits for it. */
const usualBatch = 100;

export class PlaceNaming {
  private readonly database: Database.Database;
  private readonly gazetteer: Gazetteer;
  private waiting: NodeJS.Immediate | null = null;
  private isStopped = false;

  constructor({ database, gazetteer }: { database: Database.Database; gazetteer: Gazetteer }) {
    this.database = database;
    this.gazetteer = gazetteer;
  }

  /** To be called whenever photos were stored: names some at once, the others one batch after another. */
  wake(): void {
    if (this.waiting !== null || this.isStopped) return;
    if (this.nameSome() < usualBatch) return;
    this.waiting = setImmediate(() => {
      this.waiting = null;
      this.wake();
    });
  }

  stop(): void {
    this.isStopped = true;
    if (this.waiting !== null) clearImmediate(this.waiting);
  }

  /** @returns how many were looked up; fewer than `limit` when none is left */
  nameSome(limit = usualBatch): number {
    const photos = this.database
      .prepare<[number], UnnamedPhoto>(
        `SELECT id, latitude, longitude FROM photo INDEXED BY photo_to_name
         WHERE place_id IS NULL AND latitude IS NOT NULL AND longitude IS NOT NULL LIMIT ?`,
      )
      .all(limit);
    if (photos.length === 0) return 0;
    const setPlace = this.database.prepare('UPDATE photo SET place_id = ? WHERE id = ?');
    this.database.transaction(() => {
      for (const { id, latitude, longitude } of photos) {
        const town = this.gazetteer.nearest(latitude, longitude);
        if (town) this.keep(town);
        setPlace.run(town?.id ?? 0, id);
      }
    })();
    return photos.length;
  }

  private keep({ id, name, region, country, latitude, longitude }: Town): void {
    const words = [name, region, ...countryWords(country)].filter((word) => word !== null).join(' ');
    this.database
      .prepare(
        `INSERT INTO place (id, name, region, country, latitude, longitude, words) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO NOTHING`,
      )
      .run(id, name, region, country, latitude, longitude, words);
  }
}

// Ratings that a person gives to photos. They are kept by content beside what the files say, which stay as they are; triggers
// have photo.rating follow (migrations/016-own-ratings.sql).
import type Database from 'better-sqlite3';
import type { OwnRating, RatedBefore } from '../api/rating-schemas.ts';

export class OwnRatings {
  private readonly database: Database.Database;

  constructor(database: Database.Database) {
    this.database = database;
  }

  /**
   * All or none of them. Photos that are gone are left out.
   * @param rating null goes back to what the files say
   * @returns what the person had said before, with the photos of each rating: given back, they are as they were
   */
  rate(ids: readonly number[], rating: OwnRating): RatedBefore[] {
    const listed = JSON.stringify(ids);
    return this.database.transaction(() => {
      const before = this.read(listed);
      if (rating === null) this.forget(listed);
      else this.give(listed, rating);
      return before;
    })();
  }

  private read(listed: string): RatedBefore[] {
    return this.database
      .prepare<[string], { rating: OwnRating; ids: string }>(
        `SELECT own_rating.rating, json_group_array(photo.id) AS ids
         FROM json_each(?) AS listed CROSS JOIN photo ON photo.id = listed.value LEFT JOIN own_rating USING (content_hash)
         GROUP BY own_rating.rating`,
      )
      .all(listed)
      .map((group) => ({ rating: group.rating, ids: JSON.parse(group.ids) as number[] }));
  }

  private give(listed: string, rating: number): void {
    this.database
      .prepare(
        `INSERT INTO own_rating (content_hash, rating, file_rating)
         SELECT content_hash, ?, photo.rating FROM json_each(?) AS listed CROSS JOIN photo ON photo.id = listed.value WHERE true
         ON CONFLICT (content_hash) DO UPDATE SET rating = excluded.rating`,
      )
      .run(rating, listed);
  }

  private forget(listed: string): void {
    this.database
      .prepare(
        `DELETE FROM own_rating WHERE content_hash IN
           (SELECT content_hash FROM json_each(?) AS listed CROSS JOIN photo ON photo.id = listed.value)`,
      )
      .run(listed);
  }
}

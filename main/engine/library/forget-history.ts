// Takes what was searched for out of a library, also from the pages that it lay on.
import type Database from 'better-sqlite3';

export function forgetHistory(database: Database.Database): void {
  const before = database.pragma('secure_delete', { simple: true }) as number;
  database.pragma('secure_delete = ON');
  try {
    database.transaction(() => database.exec('DELETE FROM past_query; DELETE FROM shown_picture'))();
  } finally {
    database.pragma(`secure_delete = ${before}`);
  }
}

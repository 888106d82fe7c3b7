// What the person set for this library, kept in it: by name, each with its schema and what holds until it is set.
import type Database from 'better-sqlite3';
import { type Effort, effortSchema } from '../api/schemas.ts';

export class Settings {
  private readonly database: Database.Database;

  constructor(database: Database.Database) {
    this.database = database;
  }

  get effort(): Effort {
    return effortSchema.catch('balanced').parse(this.read('effort'));
  }

  set effort(effort: Effort) {
    this.database
      .prepare(
        'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      )
      .run('effort', effort);
  }

  private read(name: string): string | undefined {
    return this.database.prepare<[string], string>('SELECT value FROM setting WHERE name = ?').pluck().get(name);
  }
}

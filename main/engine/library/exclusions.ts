// Names and folders that the person does not want in the library, as patterns: `*.png`, `Screenshots`, `Archive/2003/**`.
import { matchesGlob } from 'node:path';
import type Database from 'better-sqlite3';
import { LikenessError } from '../api/errors.ts';

const longestPattern = 200;
const mostPatterns = 200;

export class Exclusions {
  private readonly database: Database.Database;
  private patterns: string[];

  constructor(database: Database.Database) {
    this.database = database;
    this.patterns = database.prepare<[], string>('SELECT pattern FROM exclusion ORDER BY pattern').pluck().all();
  }

  all(): readonly string[] {
    return this.patterns;
  }

  /** Replaces all patterns. @throws LikenessError `usage` for one that is empty, too long or climbs out of the folder */
  set(patterns: readonly string[]): void {
    const wanted = [...new Set(patterns.map(normalise))].sort();
    if (wanted.length > mostPatterns) throw new LikenessError('usage', `At most ${mostPatterns} patterns can be kept.`);
    this.database.transaction(() => {
      this.database.prepare('DELETE FROM exclusion').run();
      const insert = this.database.prepare('INSERT INTO exclusion (pattern) VALUES (?)');
      for (const pattern of wanted) insert.run(pattern);
    })();
    this.patterns = wanted;
  }

  /**
   * A pattern without a slash is a name, wherever it lies; with one, a path from the photo folder on. Case does not count,
   * because it does not on most people's disks.
   * @param path relative to the root, `/` between parts
   */
  excludes(path: string): boolean {
    const lower = path.toLowerCase();
    const name = lower.slice(lower.lastIndexOf('/') + 1);
    return this.patterns.some((pattern) => matchesGlob(pattern.includes('/') ? lower : name, pattern.toLowerCase()));
  }
}

function normalise(pattern: string): string {
  const plain = pattern.trim().replaceAll('\\', '/').replace(/^\.?\/|\/$/g, ''); // prettier-ignore
  if (plain === '' || plain.length > longestPattern || plain.split('/').includes('..')) {
    throw new LikenessError(
      'usage',
      `“${pattern}” is no pattern for photos or folders. Write a name such as Screenshots, *.png or Archive/2003/**.`,
    );
  }
  return plain;
}

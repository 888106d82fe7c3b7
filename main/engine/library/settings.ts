// What the person set for this library, kept in it: by name, each with its schema and what holds until it is set.
import type Database from 'better-sqlite3';
import { z } from 'zod';
import { type KeepRules, keepRulesSchema } from '../api/duplicate-schemas.ts';
import { type Measurement, measurementSchema, type SearchSetting, searchSettingSchema } from '../api/health-schemas.ts';
import { type MethodComparison, methodComparisonSchema } from '../api/method-schemas.ts';
import { type Effort, effortSchema } from '../api/library-schemas.ts';

const calibrationSchema = z.object({
  /** SHA-256 of the model whose features were measured. */
  model: z.string(),
  /** Photos of the library then. */
  photoCount: z.number(),
  /** Cosines that half and three quarters of the pairs stay below. */
  median: z.number(),
  upper: z.number(),
});

/** What search/closeness-calibration.ts measured: nobody sets it. */
export type CalibrationFigures = z.infer<typeof calibrationSchema>;

export class Settings {
  private readonly database: Database.Database;

  constructor(database: Database.Database) {
    this.database = database;
  }

  get effort(): Effort {
    return effortSchema.catch('balanced').parse(this.read('effort'));
  }

  set effort(effort: Effort) {
    this.write('effort', effort);
  }

  /** Whether a person asked for duplicates: then copies of later photos are looked for too. */
  get findsDuplicates(): boolean {
    return this.read('find-duplicates') === 'yes';
  }

  set findsDuplicates(isWanted: boolean) {
    this.write('find-duplicates', isWanted ? 'yes' : 'no');
  }

  get keepRules(): KeepRules {
    return keepRulesSchema.catch(keepRulesSchema.parse({})).parse(JSON.parse(this.read('keep-rules') ?? '{}'));
  }

  set keepRules(rules: KeepRules) {
    this.write('keep-rules', JSON.stringify(rules));
  }

  /** How much of the index a search looks into. */
  get search(): SearchSetting {
    const automatic = { kind: 'automatic' } as const;
    return searchSettingSchema.catch(automatic).parse(JSON.parse(this.read('search') ?? 'null'));
  }

  set search(setting: SearchSetting) {
    this.write('search', JSON.stringify(setting));
  }

  /** What was last measured of the index. */
  get measurement(): Measurement | null {
    return measurementSchema
      .nullable()
      .catch(null)
      .parse(JSON.parse(this.read('measurement') ?? 'null'));
  }

  set measurement(measurement: Measurement) {
    this.write('measurement', JSON.stringify(measurement));
  }

  /** How the search methods last compared. */
  get methodComparison(): MethodComparison | null {
    return methodComparisonSchema
      .nullable()
      .catch(null)
      .parse(JSON.parse(this.read('method-comparison') ?? 'null'));
  }

  set methodComparison(comparison: MethodComparison) {
    this.write('method-comparison', JSON.stringify(comparison));
  }

  get calibration(): CalibrationFigures | null {
    return calibrationSchema
      .nullable()
      .catch(null)
      .parse(JSON.parse(this.read('closeness-calibration') ?? 'null'));
  }

  set calibration(figures: CalibrationFigures | null) {
    this.write('closeness-calibration', JSON.stringify(figures));
  }

  private write(name: string, value: string): void {
    this.database
      .prepare(
        'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      )
      .run(name, value);
  }

  private read(name: string): string | undefined {
    return this.database.prepare<[string], string>('SELECT value FROM setting WHERE name = ?').pluck().get(name);
  }
}

// Which model answers in a library, and which one came with this Likeness. Where they differ, the shipped one is to replace the
// other: ingest/model-replacement.ts.
import type Database from 'better-sqlite3';
import { answeringModel, modelsBut, registerModel, removeModel, setAnsweringModel } from '../index/model-rows.ts';
import { readModelCard } from '../ingest/model-file.ts';
import { type AvailableModel, KeptModels } from './kept-models.ts';

export type { AvailableModel };

export class LibraryModels {
  readonly shipped: AvailableModel;
  private readonly database: Database.Database;
  private readonly kept: KeptModels;
  private present: AvailableModel;

  /**
   * A library whose model was not kept, or whose copy is damaged, is answered by the shipped one at once, as far as that has
   * described the photos.
   * @param resources the folder that came with Likeness. @throws LikenessError `model-damaged`
   */
  static async open(
    { database, folder }: { database: Database.Database; folder: string },
    resources: string,
  ): Promise<LibraryModels> {
    const shipped = { resources, card: readModelCard(resources) };
    const kept = new KeptModels(folder);
    const row = answeringModel(database);
    const isReplaced = row !== undefined && row.sha256 !== shipped.card.sha256;
    const old = isReplaced ? await kept.find(row.sha256) : null;
    if (isReplaced && old === null) setAnsweringModel(database, registerModel(database, shipped.card));
    return new LibraryModels(database, kept, shipped, old ?? shipped);
  }

  private constructor(database: Database.Database, kept: KeptModels, shipped: AvailableModel, present: AvailableModel) {
    this.database = database;
    this.kept = kept;
    this.shipped = shipped;
    this.present = present;
  }

  get answering(): AvailableModel {
    return this.present;
  }

  get isReplacing(): boolean {
    return this.present !== this.shipped;
  }

  /** Photos that the shipped model has described. */
  get shippedFeatureCount(): number {
    return this.database
      .prepare<[string], number>(
        'SELECT coalesce(sum(count), 0) FROM feature_tally WHERE model_id = (SELECT id FROM model WHERE sha256 = ?)',
      )
      .pluck()
      .get(this.shipped.card.sha256)!;
  }

  /** Copies the shipped model into the library, so that a later Likeness can go on answering with it. */
  async keepShipped(): Promise<void> {
    await this.kept.keep(this.shipped);
  }

  /** Of the shipped model; that of another was looked at when the library was opened. Cost: it is read. */
  async isCopyDamaged(): Promise<boolean> {
    const { sha256 } = this.shipped.card;
    return (await this.kept.has(sha256)) && (await this.kept.find(sha256)) === null;
  }

  async keepShippedAgain(): Promise<void> {
    await this.kept.remove(this.shipped.card.sha256);
    await this.keepShipped();
  }

  /** The rows say from now on that the shipped model answers: one transaction. */
  answerWithShipped(): void {
    setAnsweringModel(this.database, registerModel(this.database, this.shipped.card));
    this.present = this.shipped;
  }

  /** Forgets what belongs to models that neither answer nor are to. */
  async removeOthers(): Promise<void> {
    const needed = [this.present.card.sha256, this.shipped.card.sha256];
    for (const { id } of modelsBut(this.database, needed)) await removeModel(this.database, id);
    await this.kept.removeAllBut(needed);
  }
}

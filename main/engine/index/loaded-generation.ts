// A generation in memory with the codes made by it: what a search scans. There is one, and a second while it is built.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import type { CellCodes, Parallel } from '../../../core/index.ts';
import { CoreError, FeatureEncoder, IdSet, InvertedFile, IvfadcSearcher } from '../../../core/index.ts';
import { pick } from './code-block.ts';
import { CodeStore } from './code-store.ts';
import { CodesByCell } from './codes-by-cell.ts';
import type { FeatureStore } from './feature-store.ts';
import type { StoredGeneration } from './generation-store.ts';

/** Photos coded between two turns of the event loop: some hundredths of a second. */
const CODED_BETWEEN_TURNS = 100;
/** Photos coded before their blocks are written: the more, the fewer times a block is written. */
const CODED_BETWEEN_WRITES = 8192;

/** Rows first, memory after the commit: `writeRow` and `removeRow` belong inside a transaction, `publish` and `unpublish` behind it. */
export class LoadedGeneration {
  readonly stored: StoredGeneration;
  readonly invertedFile: InvertedFile;
  readonly searcher: IvfadcSearcher;
  readonly codes: CodeStore;
  private readonly database: Database.Database;
  private readonly encoder: FeatureEncoder;
  private readonly isPhoto;
  /** Of the ids in memory: with their number it tells whether these are the photos that have features. */
  private idSum = 0;

  constructor(stored: StoredGeneration, database: Database.Database, cores: Parallel) {
    this.stored = stored;
    this.database = database;
    this.codes = new CodeStore(database, { id: stored.id, m: stored.generation.m });
    this.isPhoto = database.prepare<[number]>('SELECT 1 FROM photo WHERE id = ?');
    this.invertedFile = new InvertedFile(stored.generation, cores.kernels);
    this.encoder = new FeatureEncoder(this.invertedFile.placed);
    this.searcher = new IvfadcSearcher(this.invertedFile, { parallel: cores });
  }

  get id(): number {
    return this.stored.id;
  }

  /** Gives the memory back; nothing may be asked of it afterwards. */
  release(): void {
    this.encoder.release();
    this.searcher.release();
    this.invertedFile.release();
  }

  /**
   * Reads the blocks there are. One that is damaged or does not fit the generation is dropped: `complete` makes its codes
   * again. @returns how many were dropped
   */
  load(): number {
    const unsound: number[] = [];
    for (const { id, codes } of this.codes.blocks()) {
      if (codes === null || !this.accepts(codes)) unsound.push(id);
    }
    this.database.transaction(() => {
      for (const id of unsound) this.codes.removeBlock(id);
    })();
    return unsound.length;
  }

  encode(photoId: number, feature: Float32Array): CellCodes {
    const { cell, code } = this.encoder.encode(feature);
    return { cell, ids: Uint32Array.of(photoId), codes: code };
  }

  /** Of one photo, in place of the code it has. */
  writeRow(code: CellCodes): void {
    this.removeRow(code.ids[0]!);
    this.codes.append(code);
  }

  publish(code: CellCodes): void {
    this.unpublish(code.ids[0]!);
    this.add(code);
  }

  /** The photo must not have been changed before within the same transaction: memory says where its code lies. */
  removeRow(photoId: number): void {
    const cell = this.invertedFile.cellOf(photoId);
    if (cell !== undefined) this.codes.remove(photoId, cell);
  }

  unpublish(photoId: number): void {
    if (this.invertedFile.remove(photoId)) this.idSum -= photoId;
  }

  /**
   * Stores codes made elsewhere. A photo written meanwhile keeps the code it has, which is of its newest feature; one
   * removed meanwhile gets none.
   */
  store(batches: readonly CellCodes[]): void {
    const isWanted = (id: number): boolean => !this.invertedFile.has(id) && this.isPhoto.get(id) !== undefined;
    const wanted = batches.map((batch) => pick(batch, isWanted)).filter(({ ids }) => ids.length > 0);
    this.database.transaction(() => {
      for (const batch of wanted) this.codes.append(batch);
    })();
    for (const batch of wanted) this.add(batch);
  }

  /** Whether the photos in memory are those that have features: by their number and the sum of their ids, which costs little. */
  isComplete(features: FeatureStore): boolean {
    const { count, idSum } = features.tally();
    return count === this.invertedFile.size && idSum === this.idSum;
  }

  /** Codes the photos that have a feature and no code, and drops codes without a feature; others get their turn meanwhile. */
  async complete(features: FeatureStore): Promise<void> {
    let sizeBefore = -1;
    // Features cut short cannot be coded: a pass that changed nothing has done what can be done.
    while (!this.isComplete(features) && this.invertedFile.size !== sizeBefore) {
      sizeBefore = this.invertedFile.size;
      const ids = features.ids();
      this.dropAllBut(new IdSet(ids));
      await this.codeAll(
        ids.filter((id) => !this.invertedFile.has(id)),
        features,
      );
    }
  }

  private async codeAll(photoIds: readonly number[], features: FeatureStore): Promise<void> {
    const { dimension, m } = this.stored.generation;
    const gathered = new CodesByCell(m, Math.min(photoIds.length, CODED_BETWEEN_WRITES));
    for (const [i, photoId] of photoIds.entries()) {
      const feature = features.read(photoId);
      if (feature?.length === dimension) gathered.add(photoId, this.encoder.encode(feature));
      if (gathered.isFull) this.store(gathered.take());
      if ((i + 1) % CODED_BETWEEN_TURNS === 0) await nextTurn();
    }
    this.store(gathered.take());
  }

  private dropAllBut(present: IdSet): void {
    const strays = this.ids().filter((id) => !present.has(id));
    this.database.transaction(() => {
      for (const id of strays) this.removeRow(id);
    })();
    for (const id of strays) this.unpublish(id);
  }

  private ids(): number[] {
    return Array.from({ length: this.stored.generation.nlist }, (_, cell) => [
      ...this.invertedFile.read(cell).ids,
    ]).flat();
  }

  private accepts(codes: CellCodes): boolean {
    try {
      this.add(codes);
      return true;
    } catch (thrown) {
      if (thrown instanceof CoreError && thrown.code !== 'memory') return false;
      throw thrown;
    }
  }

  private add(codes: CellCodes): void {
    this.invertedFile.append(codes);
    for (const id of codes.ids) this.idSum += id;
  }
}

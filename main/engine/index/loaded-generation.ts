// A generation in memory with the codes made by it: what a search scans. There is one, and a second while it is built.
import type Database from 'better-sqlite3';
import type { CellCode } from '../../../core/index.ts';
import { fromBytes, InvertedFile, IvfadcSearcher } from '../../../core/index.ts';
import type { CodeStore } from './code-store.ts';
import type { FeatureStore } from './feature-store.ts';
import type { StoredGeneration } from './generation-store.ts';

export interface PhotoCode extends CellCode {
  readonly photoId: number;
}

/** Rows first, memory after the commit: `writeRow` belongs inside a transaction, `publish` behind it. */
export class LoadedGeneration {
  readonly stored: StoredGeneration;
  readonly invertedFile: InvertedFile;
  readonly searcher: IvfadcSearcher;
  private readonly database: Database.Database;
  private readonly codes: CodeStore;

  constructor(stored: StoredGeneration, database: Database.Database, codes: CodeStore) {
    this.stored = stored;
    this.database = database;
    this.codes = codes;
    this.invertedFile = new InvertedFile(stored.generation);
    this.searcher = new IvfadcSearcher(this.invertedFile);
  }

  get id(): number {
    return this.stored.id;
  }

  /** Reads the codes there are. One that does not fit the generation is dropped, and made again by `codeMissing`. */
  load(): void {
    const unfit: number[] = [];
    for (const code of this.codes.all(this.id)) {
      if (this.fits(code)) this.publish(code);
      else unfit.push(code.photoId);
    }
    for (const photoId of unfit) this.codes.remove(photoId);
  }

  encode(photoId: number, feature: Float32Array): PhotoCode {
    return { photoId, ...this.stored.generation.encode(feature) };
  }

  /** Returns false, and writes nothing, when there is no such photo. */
  writeRow(code: PhotoCode): boolean {
    return this.codes.write(this.id, code.photoId, code);
  }

  publish(code: PhotoCode): void {
    this.invertedFile.update(code.photoId, code);
  }

  /**
   * Stores codes made elsewhere; returns how many. A photo written meanwhile keeps the code it has, which is of its
   * newest feature; one removed meanwhile gets none.
   */
  store(codes: readonly PhotoCode[]): number {
    const fresh = codes.filter(({ photoId }) => !this.invertedFile.has(photoId));
    const written = this.database.transaction(() => fresh.filter((code) => this.writeRow(code)))();
    for (const code of written) this.publish(code);
    return written.length;
  }

  /** Codes photos that have a feature and no code, all or up to `limit` of them; returns how many. */
  codeMissing(features: FeatureStore, limit?: number): number {
    const missing = features.uncoded(this.id, limit);
    return this.store(missing.map(({ photoId, bytes }) => this.encode(photoId, fromBytes(bytes))));
  }

  private fits({ cell, code }: CellCode): boolean {
    const { m, nlist, ksub } = this.stored.generation;
    return code.length === m && cell >= 0 && cell < nlist && (ksub === 256 || code.every((byte) => byte < ksub));
  }
}

// The codes in SQLite: one row a photo and generation, written in the same transaction as the photo itself.
import type Database from 'better-sqlite3';
import type { CellCode } from '../../../core/index.ts';

interface CodeRow {
  photo_id: number;
  cell: number;
  data: Buffer;
}

export class CodeStore {
  private readonly upsert;
  private readonly deleteOne;
  private readonly selectGeneration;

  constructor(database: Database.Database) {
    // The SELECT leaves out a photo that was removed while its code was being made elsewhere.
    this.upsert = database.prepare<[number, number, Buffer, number]>(
      `INSERT OR REPLACE INTO code (generation_id, photo_id, cell, data)
       SELECT ?, id, ?, ? FROM photo WHERE id = ?`,
    );
    this.deleteOne = database.prepare<[number]>('DELETE FROM code WHERE photo_id = ?');
    this.selectGeneration = database.prepare<[number], CodeRow>(
      'SELECT photo_id, cell, data FROM code WHERE generation_id = ?',
    );
  }

  /** False when there is no such photo. */
  write(generationId: number, photoId: number, { cell, code }: CellCode): boolean {
    const data = Buffer.from(code.buffer, code.byteOffset, code.byteLength);
    return this.upsert.run(generationId, cell, data, photoId).changes === 1;
  }

  /** Of every generation. */
  remove(photoId: number): void {
    this.deleteOne.run(photoId);
  }

  *all(generationId: number): Generator<CellCode & { photoId: number }> {
    for (const { photo_id, cell, data } of this.selectGeneration.iterate(generationId)) {
      yield { photoId: photo_id, cell, code: data };
    }
  }
}

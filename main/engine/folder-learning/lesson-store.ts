// What was learned from the folders, in SQLite: one lesson at a time, with its codes. Rows of another model or another way of
// learning mean nothing and are removed when they are met.
import type Database from 'better-sqlite3';
import { DeepHasher } from '../../../core/index.ts';
import type { FolderLesson } from '../api/folder-learning-schemas.ts';
import { folderLessonSchema } from '../api/folder-learning-schemas.ts';
import type { Learned } from './learning-worker.ts';

/** Goes up when what is learned, or from what, changes its meaning. */
const VERSION = 1;

export interface StoredLesson {
  readonly lesson: FolderLesson;
  readonly hasher: DeepHasher;
}

interface LessonRow {
  readonly version: number;
  readonly model: string;
  readonly hasher: Uint8Array;
  readonly report: string;
}

export class LessonStore {
  private readonly database: Database.Database;

  constructor(database: Database.Database) {
    this.database = database;
  }

  /** Null when there is none of this model that can be believed. */
  read(model: string): StoredLesson | null {
    const row = this.database.prepare<[], LessonRow>('SELECT version, model, hasher, report FROM folder_lesson').get();
    if (!row) return null;
    try {
      if (row.version !== VERSION || row.model !== model) throw new Error('of another model or version');
      const lesson = folderLessonSchema.parse(JSON.parse(row.report));
      return { lesson, hasher: DeepHasher.deserialise(row.hasher) };
    } catch {
      this.remove();
      return null;
    }
  }

  /** In one transaction, in the place of the one before. A photo that left the library meanwhile gets no code. */
  write(model: string, lesson: FolderLesson, { hasher, photoIds, photoCodes }: Learned): void {
    const addLesson = this.database.prepare(
      'INSERT INTO folder_lesson (id, version, model, hasher, report, created_at) VALUES (1, ?, ?, ?, ?, ?)',
    );
    const addCode = this.database.prepare(
      'INSERT INTO folder_code (photo_id, code) SELECT id, ? FROM photo WHERE id = ?',
    );
    this.database.transaction(() => {
      this.clear();
      addLesson.run(VERSION, model, Buffer.from(hasher), JSON.stringify(lesson), lesson.learnedAt);
      photoIds.forEach((photoId, i) => addCode.run(toBytes(photoCodes[i]!), photoId));
    })();
  }

  codes(): { photoId: number; code: Uint32Array }[] {
    return this.database
      .prepare<[], { photoId: number; code: Uint8Array }>('SELECT photo_id AS photoId, code FROM folder_code')
      .all()
      .map(({ photoId, code }) => ({ photoId, code: new Uint32Array(code.slice().buffer) }));
  }

  remove(): void {
    this.database.transaction(() => this.clear())();
  }

  private clear(): void {
    this.database.prepare('DELETE FROM folder_lesson').run();
    this.database.prepare('DELETE FROM folder_code').run();
  }
}

function toBytes(code: Uint32Array): Buffer {
  return Buffer.from(code.buffer, code.byteOffset, code.byteLength);
}

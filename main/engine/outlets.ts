// Photos leave Likeness for other programs: shown in their folder, opened, dragged out. The page names ids; the paths go to the
// host alone (host.ts).
import { lstat } from 'node:fs/promises';
import { LikenessError } from './api/errors.ts';
import type { DraggedFile } from './api/photo-schemas.ts';
import type { EngineHost } from './host.ts';
import type { Catalogue, PhotoFile } from './library/catalogue.ts';
import type { ThumbnailStore } from './library/thumbnails.ts';

export interface OutletsOptions {
  readonly catalogue: Pick<Catalogue, 'filesOf' | 'hashOf'>;
  readonly thumbnails: Pick<ThumbnailStore, 'read'>;
  readonly host: EngineHost;
}

export class Outlets {
  private readonly options: OutletsOptions;

  constructor(options: OutletsOptions) {
    this.options = options;
  }

  /** @throws LikenessError `file-missing` */
  async showInFolder(photoId: number): Promise<void> {
    const { path } = await this.fileOf(photoId);
    await this.options.host.showInFolder(path);
  }

  /** With the program that the system has for it. @throws LikenessError `file-missing`, `program-missing` */
  async open(photoId: number): Promise<void> {
    const { path, name } = await this.fileOf(photoId);
    try {
      await this.options.host.openFile(path);
    } catch (thrown) {
      const sentence = `No program on this computer could open ${name}. Show it in its folder and choose one there.`;
      throw new LikenessError('program-missing', sentence, { cause: thrown });
    }
  }

  /**
   * Photos whose files are away are left out. @returns what the pointer carries, so that the page knows it when it is let go
   * over the page itself @throws LikenessError `file-missing` when none is at hand
   */
  async dragOut(photoIds: readonly number[]): Promise<DraggedFile[]> {
    const found = await Promise.allSettled(photoIds.map((id) => this.fileOf(id)));
    const dragged = photoIds.flatMap((photoId, i) => {
      const one = found[i]!;
      return one.status === 'fulfilled' ? [{ photoId, file: one.value }] : [];
    });
    const [first] = dragged;
    if (first === undefined) throw fileMissing();
    const { catalogue, thumbnails, host } = this.options;
    const icon = (await thumbnails.read(catalogue.hashOf(first.photoId))) ?? new Uint8Array();
    await host.dragOut(
      dragged.map(({ file }) => file.path),
      icon,
    );
    return dragged.map(({ photoId, file: { name, sizeBytes } }) => ({ photoId, name, sizeBytes }));
  }

  private async fileOf(photoId: number): Promise<PhotoFile> {
    for (const file of this.options.catalogue.filesOf(photoId)) {
      if (file.offline) continue;
      const found = await lstat(file.path).catch(() => null);
      if (found?.isFile()) return file;
    }
    throw fileMissing();
  }
}

function fileMissing(): LikenessError {
  return new LikenessError('file-missing', 'The file is not there at the moment; connect its disk first.');
}

// The photos that were fetched last, each with the edition of the library it is of.
import type { PhotoSummary } from '../../main/engine/api/photo-schemas.ts';

/** About two megabytes. */
const mostKept = 10_000;

export class KeptPhotos {
  private readonly kept = new Map<number, { photo: PhotoSummary; edition: number }>();

  get(id: number): PhotoSummary | undefined {
    return this.kept.get(id)?.photo;
  }

  isOf(edition: number, id: number): boolean {
    return this.kept.get(id)?.edition === edition;
  }

  keep(photo: PhotoSummary, edition: number): void {
    this.kept.delete(photo.id);
    this.kept.set(photo.id, { photo, edition });
    if (this.kept.size <= mostKept) return;
    const oldest = this.kept.keys().next();
    if (oldest.done !== true) this.kept.delete(oldest.value);
  }
}

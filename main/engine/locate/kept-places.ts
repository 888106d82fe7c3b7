// The places of the photos that were looked at last: who asks about one collage asks about the same photos again.
import type { PhotoPlaces } from '../../../core/index.ts';

/** At most 70 kB a photo (400 places of 144 bytes, and a small picture): 14 MB. To find them again costs some 30 ms a photo. */
const MOST = 200;

export class KeptPlaces {
  /** By the hash of the photo's content, in hexadecimal; the one that was wanted last comes last. */
  private readonly kept = new Map<string, PhotoPlaces>();

  get(hash: string): PhotoPlaces | undefined {
    const places = this.kept.get(hash);
    if (places !== undefined) this.keep(hash, places);
    return places;
  }

  keep(hash: string, places: PhotoPlaces): void {
    this.kept.delete(hash);
    this.kept.set(hash, places);
    if (this.kept.size > MOST) this.kept.delete(this.kept.keys().next().value!);
  }
}

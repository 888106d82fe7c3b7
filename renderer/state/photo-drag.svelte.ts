// Photos of a wall under the pointer. The desktop carries their files itself, so that every other program takes them; a browser
// carries their ids within the page, and the file of one photo out of it. Either way the page knows its own photos again.
import type { DraggedFile, PhotoSummary } from '../../main/engine/api/photo-schemas.ts';
import type { EngineClient } from '../connection.ts';
import { photoDragType, type Offer } from '../input/offer.ts';
import { originalOf } from '../pictures.ts';

/** Files that one drag carries. */
const mostDragged = 1000;

export interface PhotoDragOptions {
  readonly client: EngineClient;
  /** Of the selection that the photo belongs to, or the photo alone. */
  idsWith(photo: PhotoSummary, limit: number): number[];
  canDragOut(): boolean;
  tell(thrown: unknown): void;
}

export class PhotoDrag {
  /** The desktop carries photos of this page. */
  isUnderWay = $state(false);
  private carried: Promise<readonly DraggedFile[]> = Promise.resolve([]);
  private readonly options: PhotoDragOptions;

  constructor(options: PhotoDragOptions) {
    this.options = options;
  }

  /** @param event dragstart */
  begin(event: DragEvent, photo: PhotoSummary): void {
    const ids = this.options.idsWith(photo, mostDragged);
    if (!this.options.canDragOut()) return carryInPage(event, photo, ids);
    event.preventDefault();
    this.isUnderWay = true;
    this.carried = this.options.client.photos.dragOut({ ids }).catch((thrown: unknown) => {
      this.options.tell(thrown);
      return [];
    });
  }

  /** The pointer moves with no button held: whatever was dragged was let go. */
  end(): void {
    this.isUnderWay = false;
  }

  /** What was dropped, as photos of the library where it is what this page let go. */
  async recognise(offer: Offer): Promise<Offer> {
    if (offer.kind !== 'pictures' || !this.isUnderWay) return offer;
    this.end();
    const carried = await this.carried;
    const photoIds = offer.files.map(
      ({ name, size }) => carried.find((file) => file.name === name && file.sizeBytes === size)?.photoId,
    );
    return photoIds.every((id) => id !== undefined) ? { kind: 'photos', photoIds } : offer;
  }
}

function carryInPage({ dataTransfer }: DragEvent, photo: PhotoSummary, ids: readonly number[]): void {
  dataTransfer?.setData(photoDragType, ids.join(' '));
  const address = new URL(originalOf(photo), location.href).href;
  dataTransfer?.setData('DownloadURL', `application/octet-stream:${photo.name}:${address}`);
}

// The photo that is open large, among its neighbours on the wall it was opened from.
import type { PhotoCopy } from '../../main/engine/api/duplicate-schemas.ts';
import type { PhotoDetails, PhotoSummary } from '../../main/engine/api/photo-schemas.ts';
import type { Box } from '../../main/engine/api/place-schemas.ts';
import type { EngineClient } from '../connection.ts';
import { toFailure, type Failure } from '../failure.ts';
import type { PhotoList } from '../layout/photo-list.ts';
import { MapState } from './map-state.svelte.ts';
import { ViewerZoom } from './viewer-zoom.svelte.ts';
import type { WallState } from './wall-state.svelte.ts';

/** Photos before and after the open one that are made ready. */
const neighbours = 20;

/** What the viewer needs of the wall it was opened from. */
type ViewedWall = Pick<WallState, 'reveal'> & { readonly layout: PhotoList<PhotoSummary> };

export class ViewerState {
  photos: PhotoList<PhotoSummary> = $state.raw([]);
  index = $state(0);
  isOpen = $state(false);
  /** The facts at the right, and the neighbours below: as the person left them. */
  isInfoOpen = $state(false);
  isStripOpen = $state(false);
  readonly zoom = new ViewerZoom();
  details: PhotoDetails | null = $state.raw(null);
  /** Of the photo that was open before, until those of this one are there. */
  lastDetails: PhotoDetails | null = $state.raw(null);
  failure: Failure | null = $state.raw(null);
  /** How copying the way to the open photo's file went. */
  copying: 'no' | 'done' | 'failed' = $state('no');

  readonly photo = $derived(this.isOpen ? (this.photos.at(this.index) ?? null) : null);
  readonly hasPrevious = $derived(this.index > 0);
  readonly hasNext = $derived(this.index < this.photos.length - 1);

  private readonly client: EngineClient;
  private wall: ViewedWall | null = null;
  /** The photo of the wall that others are shown instead of. */
  private leftId: number | null = null;

  constructor(client: EngineClient) {
    this.client = client;
  }

  open(wall: ViewedWall, index: number): void {
    this.wall = wall;
    this.photos = wall.layout;
    this.isOpen = true;
    this.goTo(index);
  }

  /** Leads back to the wall, to the photo that was seen last. */
  close(): void {
    const seenId = this.leftId ?? this.photo?.id;
    if (seenId !== undefined) this.wall?.reveal(seenId);
    this.leftId = null;
    this.isOpen = false;
    this.details = null;
    this.lastDetails = null;
  }

  move(step: number): void {
    const index = this.index + step;
    if (index >= 0 && index < this.photos.length) this.goTo(index);
  }

  /** Opens the system's file manager; only where the host can. */
  showInFolder(): Promise<void> {
    return this.attempt((id) => this.client.photos.showInFolder({ id }));
  }

  /** In the program that the system has for it; only where the host can. */
  openFile(): Promise<void> {
    return this.attempt((id) => this.client.photos.openFile({ id }));
  }

  /** Other photos instead of the neighbours; closing leads back to the one that was open before them. */
  openAmong(photos: readonly PhotoSummary[], index: number): void {
    this.leftId ??= this.photo?.id ?? null;
    this.photos = photos;
    this.goTo(index);
  }

  copiesOf(photoId: number): Promise<readonly PhotoCopy[]> {
    return this.client.duplicates.copiesOf({ photoId });
  }

  /** A map of the towns around. */
  mapOf(box: Box): MapState {
    return new MapState(this.client, box, { hasPhotos: false });
  }

  /** What is known of the open photo may have changed. */
  renewDetails(): void {
    if (this.photo !== null) void this.loadDetails(this.photo.id);
  }

  async copyPath(): Promise<void> {
    const path = this.details?.files[0]?.path;
    if (path === undefined) return;
    try {
      await navigator.clipboard.writeText(path);
      this.copying = 'done';
    } catch {
      this.copying = 'failed';
    }
  }

  private async attempt(work: (id: number) => Promise<void>): Promise<void> {
    if (this.photo === null) return;
    try {
      await work(this.photo.id);
    } catch (thrown) {
      this.failure = toFailure(thrown);
    }
  }

  private goTo(index: number): void {
    this.index = index;
    this.details = null;
    this.failure = null;
    this.copying = 'no';
    this.photos.want?.(Math.max(0, index - neighbours), Math.min(index + neighbours + 1, this.photos.length));
    this.zoom.reset();
    if (this.photo === null) return;
    this.zoom.photo = this.photo;
    void this.loadDetails(this.photo.id);
  }

  private async loadDetails(id: number): Promise<void> {
    try {
      const details = await this.client.photos.details({ id });
      if (this.photo?.id === id) this.details = this.lastDetails = details;
    } catch (thrown) {
      if (this.photo?.id === id) this.failure = toFailure(thrown);
    }
  }
}

// A picture and a photo held side by side: the facts of both, and how the one lies over the other where they are copies.
import { stat } from 'node:fs/promises';
import type { Comparison, ComparedSide, Overlap } from '../api/compare-schemas.ts';
import { isCopy, MOST_COLOUR_CHANGE } from './verdict.ts';
import type { OverlaidPictures, PictureSource } from '../ingest/describe-protocol.ts';
import type { Describer } from '../ingest/describer.ts';
import type { Catalogue } from '../library/catalogue.ts';
import type { ThumbnailStore } from '../library/thumbnails.ts';
import type { Queries } from '../search/queries.ts';

export interface ComparisonParts {
  readonly catalogue: Catalogue;
  readonly describer: Describer;
  readonly queries: Queries;
  readonly thumbnails: ThumbnailStore;
}

export interface CompareInput {
  readonly picture: { readonly pictureId: string } | { readonly photoId: number };
  readonly photoId: number;
}

/** Degrees that a person would see; less is how exactly turns are known. */
const LEAST_TURN = 0.5;
/** Levels of red and blue beside green, below which a picture has no colours. */
const GREY = 1.5;

export class Comparisons {
  private readonly parts: ComparisonParts;

  constructor(parts: ComparisonParts) {
    this.parts = parts;
  }

  /**
   * @throws LikenessError `query-missing`, `photo-missing`, and those of describing
   * Cost: a decode of the picture, and 0.1 to 0.3 s of laying them over each other.
   */
  async compare({ picture, photoId }: CompareInput, signal?: AbortSignal): Promise<Comparison> {
    const first = 'pictureId' in picture ? this.parts.queries.source(picture.pictureId) : this.small(picture.photoId);
    const overlaid = await this.parts.describer.overlay({ first, second: this.small(photoId) }, signal);
    const side =
      'pictureId' in picture
        ? await this.sideOfQuery(picture.pictureId, overlaid.facts)
        : this.sideOfPhoto(picture.photoId);
    const photo = this.sideOfPhoto(photoId);
    return { picture: side, photo, overlap: toOverlap(overlaid), areTwoShots: areTwoShots(side, photo) };
  }

  /** The thumbnail is there when the drive is not. */
  private small(photoId: number): PictureSource {
    return { path: this.parts.thumbnails.pathFor(this.parts.catalogue.hashOf(photoId)) };
  }

  private sideOfPhoto(photoId: number): ComparedSide {
    const { name, width, height, format, takenAt, takenFrom, camera, files } = this.parts.catalogue.details(photoId);
    const isRecorded = takenFrom !== 'file';
    const sizeBytes = files[0]?.sizeBytes ?? 0;
    return { name, width, height, format, sizeBytes, takenAt: isRecorded ? takenAt : null, camera };
  }

  private async sideOfQuery(pictureId: string, facts: OverlaidPictures['facts']): Promise<ComparedSide> {
    const source = this.parts.queries.source(pictureId);
    const sizeBytes = 'bytes' in source ? source.bytes.length : (await stat(source.path)).size;
    return { name: this.parts.queries.name(pictureId), ...facts, sizeBytes };
  }
}

function toOverlap({ overlay, colours }: OverlaidPictures): Overlap | null {
  if (overlay === null || !isCopy(overlay)) return null;
  const { map, quarterTurns, mirrored, turn, part, share, agreement } = overlay;
  // A picture that was turned clockwise lies turned the other way in the photo.
  const clockwise = part === 'first' ? -turn : turn;
  return {
    ...{ map, quarterTurns, mirrored, turn: Math.abs(turn) < LEAST_TURN ? 0 : clockwise },
    ...{ part: part === 'first' ? 'picture' : 'photo', share: Math.min(1, share), agreement },
    colours: toColours(colours),
  };
}

function toColours(colours: OverlaidPictures['colours']): Overlap['colours'] {
  if (colours === null || colours.change <= MOST_COLOUR_CHANGE) return 'same';
  return colours.first <= GREY ? 'removed' : 'changed';
}

/** Two moments of one camera are two photos, however well they lie over each other. */
function areTwoShots(first: ComparedSide, second: ComparedSide): boolean {
  const isKnown = first.takenAt !== null && second.takenAt !== null && first.camera !== null;
  return isKnown && first.camera === second.camera && first.takenAt !== second.takenAt;
}

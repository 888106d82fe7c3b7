// The photos of one day of the timeline, as a wall and the viewer go through them.
import type { PhotoSummary } from '../../main/engine/api/photo-schemas.ts';
import type { Outline, OutlineDay } from '../layout/outline.ts';
import type { PhotoList } from '../layout/photo-list.ts';
import type { PhotoSummaries } from './photo-summaries.svelte.ts';

export class DayPhotos implements PhotoList<PhotoSummary> {
  readonly id: string;
  readonly time: number;
  readonly length: number;
  private readonly outline: Outline;
  private readonly day: OutlineDay;
  private readonly summaries: PhotoSummaries;

  constructor(outline: Outline, day: OutlineDay, summaries: PhotoSummaries) {
    this.id = `day-${day.start}`;
    this.time = day.time;
    this.length = day.end - day.first;
    this.outline = outline;
    this.day = day;
    this.summaries = summaries;
  }

  /** A photo that is still to come has no name. */
  at(index: number): PhotoSummary | undefined {
    const id = this.outline.ids[this.day.first + index];
    if (id === undefined || index < 0 || index >= this.length) return undefined;
    return this.summaries.get(id) ?? this.placeholder(id, index);
  }

  idAt(index: number): number | undefined {
    return this.outline.ids[this.day.first + index];
  }

  aspectAt(index: number): number {
    return (this.outline.aspects[this.day.first + index] ?? 1000) / 1000;
  }

  placeOf(id: number): number {
    const place = this.outline.placeOf(id);
    return place >= this.day.first && place < this.day.end ? place - this.day.first : -1;
  }

  want(first: number, end: number): void {
    this.summaries.want(this.outline.ids.subarray(this.day.first + first, this.day.first + end));
  }

  private placeholder(id: number, index: number): PhotoSummary {
    const width = Math.round(this.aspectAt(index) * 1000);
    return {
      id,
      name: '',
      width,
      height: 1000,
      colour: 'var(--sunken)',
      takenAt: this.time,
      offline: false,
      town: null,
    };
  }
}

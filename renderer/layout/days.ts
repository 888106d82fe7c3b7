// The library as days, newest first.
import type { PhotoSummary } from '../../main/engine/api/schemas.ts';

export interface Day {
  /** 'YYYY-M-D' in local time. */
  id: string;
  time: number;
  photos: PhotoSummary[];
}

/** Photos come sorted by time, newest first, and stay in this order. */
export function groupByDay(photos: readonly PhotoSummary[]): Day[] {
  const days: Day[] = [];
  for (const photo of photos) {
    const id = dayOf(photo.takenAt);
    const last = days.at(-1);
    if (last?.id === id) last.photos.push(photo);
    else days.push({ id, time: photo.takenAt, photos: [photo] });
  }
  return days;
}

function dayOf(time: number): string {
  const date = new Date(time);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

// The outline holds what the pages of the timeline hold, photo by photo, whatever it is filtered by and however it is cut.
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { Random } from '../../../../core/index.ts';
import type { PhotoFilter } from '../../../../main/engine/api/filter-schemas.ts';
import type { OutlinePart } from '../../../../main/engine/api/photo-schemas.ts';
import { migrate } from '../../../../main/engine/library/migrate.ts';
import { readOutline } from '../../../../main/engine/library/outline.ts';
import { readTimelinePage } from '../../../../main/engine/library/timeline.ts';
import { PhotoInsertion } from '../../../bench/million-library.ts';

const photoCount = 8000;
const database = new Database(':memory:');
migrate(database, { backups: '' });
const photos = new PhotoInsertion(database, new Random(1), photoCount);
database.transaction(() => {
  for (let i = 0; i < photoCount; i++) photos.insert(i);
})();
database.exec('UPDATE photo SET width = 1000 + id % 4000; DELETE FROM file WHERE photo_id % 97 = 0');

async function outlineOf(filter: PhotoFilter, photosPerTurn?: number): Promise<OutlinePart[]> {
  const parts: OutlinePart[] = [];
  for await (const part of readOutline(database, { filter, photosPerTurn })) parts.push(part);
  return parts;
}

function timelineOf(filter: PhotoFilter) {
  const found: { id: number; width: number; height: number; takenAt: number }[] = [];
  let cursor: string | undefined;
  do {
    const page = readTimelinePage(database, { limit: 5000, filter, cursor });
    found.push(...page.photos);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

const bytesOf = (text: string): ArrayBuffer => Uint8Array.from(Buffer.from(text, 'base64')).buffer;
const idsOf = (parts: readonly OutlinePart[]) => parts.flatMap(({ ids }) => [...new Uint32Array(bytesOf(ids))]);

const filters: PhotoFilter[] = [
  {},
  { format: 'jpeg' },
  { rating: 4 },
  { after: Date.UTC(2010, 0), before: Date.UTC(2015, 0) },
  { camera: 'Canon', after: Date.UTC(2010, 0) },
  { text: 'nothing has this word' },
];

it.each(filters)('names the photos that pass, in the order of the timeline: %j', async (filter) => {
  const expected = timelineOf(filter).map(({ id }) => id);
  expect(idsOf(await outlineOf(filter))).toEqual(expected);
  expect(idsOf(await outlineOf(filter, 701))).toEqual(expected);
});

it('gives proportions and days', async () => {
  const expected = timelineOf({});
  const parts = await outlineOf({}, 1500);
  const aspects = parts.flatMap((part) => [...new Uint16Array(bytesOf(part.aspects))]);
  expected.forEach(({ width, height }, i) => expect(aspects[i]).toBe(Math.round((1000 * width) / height)));
  let place = 0;
  for (const { start, time, count } of parts.flatMap(({ days }) => days)) {
    expect(expected[place]?.takenAt).toBe(time);
    for (const { takenAt } of expected.slice(place, place + count)) {
      expect(new Date(takenAt).toDateString()).toBe(new Date(start).toDateString());
    }
    place += count;
  }
  expect(place).toBe(expected.length);
});

it('ends when it is no longer wanted', async () => {
  const stopping = new AbortController();
  const parts: OutlinePart[] = [];
  for await (const part of readOutline(database, { photosPerTurn: 500 }, stopping.signal)) {
    parts.push(part);
    stopping.abort();
  }
  expect(idsOf(parts)).toHaveLength(500);
});

import { afterEach, describe, expect, test } from 'vitest';
import type { PhotoFilter } from '../../../main/engine/api/filter-schemas.ts';
import type { OutlinePart } from '../../../main/engine/api/photo-schemas.ts';
import { TimelineState } from '../../../renderer/state/timeline-state.svelte.ts';
import { deferred, fakeClient, outlinePart, photo } from '../fake-engine.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const midnight = (day: number) => new Date(2019, 8, day).getTime();

let timeline: TimelineState | null = null;
afterEach(() => timeline?.stop());

/** A library whose outline comes in these parts. */
function timelineOf(parts: () => AsyncIterable<OutlinePart>, summaries = (ids: number[]) => ids.map(photo)) {
  const calls: number[][] = [];
  const client = fakeClient({
    photos: {
      outline: ((input: { filter: PhotoFilter }) => Promise.resolve(Object.assign(parts(), input))) as never,
      summaries: ({ ids }: { ids: number[] }) => {
        calls.push(ids);
        return Promise.resolve(summaries(ids));
      },
    },
  });
  timeline = new TimelineState(client);
  return { timeline, calls };
}

const idsOf = (state: TimelineState) =>
  state.days.map((day) => Array.from({ length: day.length }, (_, index) => day.at(index)?.id));

async function* partsOf(...parts: OutlinePart[]) {
  for (const part of parts) yield await Promise.resolve(part);
}

describe('the timeline', () => {
  test('puts the days together from the parts of the outline', async () => {
    const { timeline } = timelineOf(
      () =>
      partsOf(outlinePart([[midnight(15), [9, 8]], [midnight(14), [7]]]), outlinePart([[midnight(14), [6]]])), // prettier-ignore
    );
    timeline.refresh();
    await settled();
    expect(idsOf(timeline)).toEqual([[9, 8], [7, 6]]); // prettier-ignore
    expect([timeline.length, timeline.state]).toEqual([4, 'ready']);
    expect(timeline.days[1]?.aspectAt(1)).toBeCloseTo(1.333, 3);
  });

  test('lays photos out before it has them, and asks for those that are looked at', async () => {
    const { timeline, calls } = timelineOf(() => partsOf(outlinePart([[midnight(15), [5, 4, 3, 2, 1]]])));
    timeline.refresh();
    await settled();
    const day = timeline.days[0];
    expect(day?.at(3)).toMatchObject({ id: 2, name: '' });
    day?.want(2, 4);
    await settled();
    expect(calls).toEqual([[3, 2]]);
    expect(day?.at(3)?.name).toBe('photo-2.jpg');
    expect(day?.at(0)?.name).toBe('');
    day?.want(2, 4);
    await settled();
    expect(calls).toHaveLength(1);
  });

  test('asks again for what is on the screen when the library changed, and shows the old meanwhile', async () => {
    let name = 'before.jpg';
    const { timeline } = timelineOf(
      () => partsOf(outlinePart([[midnight(15), [1]]])),
      (ids) => ids.map((id) => ({ ...photo(id), name })),
    );
    timeline.refresh();
    await settled();
    timeline.days[0]?.want(0, 1);
    await settled();
    expect(timeline.days[0]?.at(0)?.name).toBe('before.jpg');
    name = 'after.jpg';
    timeline.show({ rating: 1 });
    timeline.days[0]?.want(0, 1);
    expect(timeline.days[0]?.at(0)?.name).toBe('before.jpg');
    await settled();
    expect(timeline.days[0]?.at(0)?.name).toBe('after.jpg');
  });

  test('leaves the wall alone when nothing moved', async () => {
    const { timeline } = timelineOf(() => partsOf(outlinePart([[midnight(15), [2, 1]]])));
    timeline.refresh();
    await settled();
    const { outline } = timeline;
    timeline.show({ rating: 1 });
    await settled();
    expect(timeline.outline).toBe(outline);
  });

  test('forgets a list that comes after another was asked for', async () => {
    const late = deferred<OutlinePart>();
    let isFirst = true;
    const { timeline } = timelineOf(async function* () {
      const wasFirst = isFirst;
      isFirst = false;
      yield wasFirst ? await late.promise : outlinePart([[midnight(15), [7]]]);
    });
    timeline.refresh();
    await settled();
    timeline.show({ rating: 5 });
    await settled();
    late.resolve(outlinePart([[midnight(15), [3, 2, 1]]]));
    await settled();
    expect(idsOf(timeline)).toEqual([[7]]);
    expect(timeline.state).toBe('ready');
  });

  test('says what went wrong and can be asked again', async () => {
    let isBroken = true;
    const { timeline } = timelineOf(async function* () {
      if (isBroken) throw new Error('gone');
      yield await Promise.resolve(outlinePart([[midnight(15), [1]]]));
    });
    timeline.refresh();
    await settled();
    expect(timeline.failure?.code).toBe('internal');
    timeline.stop();
    isBroken = false;
    timeline.refresh();
    await settled();
    expect(timeline.failure).toBeNull();
  });
});

// How evenly the page draws while it is scrolled, and whose fault a late frame is: a page that works too long is told from a
// computer that had other things to do by the processor time of the page's own threads (Chromium's trace).
import { setTimeout as wait } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';

/** What a person does on the way: nothing, down evenly, a fling, the rail dragged from end to end, keys held down. */
export type Journey = 'rest' | 'wheel' | 'fling' | 'rail' | 'keys';

/** Later than this a frame is seen to be late. */
export const lateMs = 50;

export interface LateFrame {
  /** Milliseconds since the frame before. */
  length: number;
  /** Of them, those in which the page's busier thread (that of its scripts, that which puts layers together) was on a processor. */
  own: number;
}

/**
 * The page worked longer than a frame may take, and for most of the time. While other programs hold a frame up, what a person
 * does goes on, and the work of several frames gathers in one: then the page worked long, but not for most of it.
 */
export function isByItsOwnFault({ length, own }: LateFrame): boolean {
  return own > lateMs && own > length / 2;
}

export interface Frames {
  /** Milliseconds from frame to frame, ascending. */
  frames: number[];
  late: LateFrame[];
  /** Processor time of the longest task of the page's thread, in milliseconds. */
  longestTask: number;
  /** How far the wall went, in pixels. */
  distance: number;
}

export async function measureFrames(page: Page, journey: Journey, seconds: number): Promise<Frames> {
  const session = await page.context().newCDPSession(page);
  const endTrace = await trace(session);
  await page.evaluate(() => {
    const asked = { isOver: false };
    const frame = () => asked.isOver || requestAnimationFrame(frame);
    requestAnimationFrame(frame);
    Object.assign(window, { asked });
  });
  const distance = await travel(page, session, journey, seconds);
  await page.evaluate(() => ((window as unknown as { asked: { isOver: boolean } }).asked.isOver = true));
  const events = await endTrace();
  await session.detach();
  return { ...framesOf(events), distance };
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  args: { name?: string };
  /** Microseconds: when it began, how long it took, and how long of that it was on a processor. */
  ts: number;
  dur?: number;
  tdur?: number;
}

async function trace(session: CDPSession): Promise<() => Promise<TraceEvent[]>> {
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', {
    traceConfig: { includedCategories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'] },
  });
  return async () => {
    const isComplete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
    await session.send('Tracing.end');
    await isComplete;
    return events;
  };
}

function framesOf(events: readonly TraceEvent[]): Omit<Frames, 'distance'> {
  const page = busiestPage(events);
  const tasksOf = (thread: string): TraceEvent[] => {
    const is = events.find(({ name, pid, args }) => name === 'thread_name' && pid === page && args.name === thread);
    return events.filter(
      ({ name, pid, tid }) => pid === page && tid === is?.tid && name === 'ThreadControllerImpl::RunTask',
    );
  };
  const threads = [tasksOf('CrRendererMain'), tasksOf('Compositor')];
  const times = events
    .filter(({ name, pid }) => name === 'FireAnimationFrame' && pid === page)
    .map(({ ts }) => ts)
    .sort((a, b) => a - b);
  // Several callbacks of one frame follow each other closely.
  const gaps = times.slice(1).map((end, i) => ({ begin: times[i]!, end, length: (end - times[i]!) / 1000 }));
  const frames = gaps.filter(({ length }) => length > 4);
  return {
    frames: frames.map(({ length }) => length).sort((a, b) => a - b),
    late: frames
      .filter(({ length }) => length > lateMs)
      .map(({ begin, end, length }) => ({
        length,
        own: Math.max(...threads.map((tasks) => processorTime(tasks, begin, end))),
      })),
    longestTask: Math.max(0, ...threads[0]!.map(({ tdur = 0 }) => tdur / 1000)),
  };
}

/** A browser has pages of its own. */
function busiestPage(events: readonly TraceEvent[]): number | undefined {
  const counts = Map.groupBy(
    events.filter(({ name }) => name === 'FireAnimationFrame'),
    ({ pid }) => pid,
  );
  return [...counts].sort(([, a], [, b]) => b.length - a.length)[0]?.[0];
}

/** Milliseconds; of a task that lies partly in the span, that part. */
function processorTime(tasks: readonly TraceEvent[], begin: number, end: number): number {
  let time = 0;
  for (const { ts, dur = 0, tdur = 0 } of tasks) {
    const inside = Math.min(end, ts + dur) - Math.max(begin, ts);
    if (inside > 0) time += (tdur * inside) / dur;
  }
  return time / 1000;
}

/** @returns pixels */
async function travel(page: Page, session: CDPSession, journey: Journey, seconds: number): Promise<number> {
  if (journey === 'keys') return holdKeys(page, session, seconds);
  if (journey !== 'rest') return travelByPointer(page, journey, seconds);
  await wait(1000 * seconds);
  return 0;
}

/** In the page, a step each frame, so that what drives it costs nothing. */
function travelByPointer(page: Page, journey: 'wheel' | 'fling' | 'rail', seconds: number): Promise<number> {
  return page.evaluate(
    ([way, length]) =>
      new Promise<number>((resolve) => {
        const scroller = document.querySelector('.scroller')!;
        const rail = document.querySelector('.rail')!;
        const scale = rail.querySelector('.scale')!.getBoundingClientRect();
        const begun = performance.now();
        let went = 0;
        let last = scroller.scrollTop;
        const point = (type: string, share: number) =>
          rail.dispatchEvent(
            new PointerEvent(type, { bubbles: true, clientX: scale.x, clientY: scale.y + share * scale.height }),
          );
        const step = () => {
          const share = (performance.now() - begun) / (1000 * length);
          went += Math.abs(scroller.scrollTop - last);
          last = scroller.scrollTop;
          if (share >= 1) return resolve(went);
          if (way === 'rail') point(share < 0.02 ? 'pointerdown' : 'pointermove', 0.5 - 0.5 * Math.cos(share * 6.283));
          else scroller.scrollTop += way === 'fling' ? 2000 : 60;
          requestAnimationFrame(step);
        };
        Object.assign(rail.querySelector('.scale')!, { setPointerCapture: () => undefined }); // of a pointer that is none
        step();
      }),
    [journey, seconds] as const,
  );
}

/** So often a held key repeats. */
const repeatMs = 33;

/** As a keyboard repeats them, but none before the last one was answered: else those that wait would all be one task. */
async function holdKeys(page: Page, session: CDPSession, seconds: number): Promise<number> {
  const top = () => page.evaluate(() => document.querySelector('.scroller')!.scrollTop);
  const begun = await top();
  await page.locator('[role="gridcell"][tabindex="0"]').first().focus();
  const until = performance.now() + 1000 * seconds;
  for (let i = 0; performance.now() < until; i++) {
    const [key, code] = i % 5 === 4 ? (['PageDown', 34] as const) : (['ArrowDown', 40] as const);
    const event = { type: 'rawKeyDown', key, code: key, windowsVirtualKeyCode: code } as const;
    await Promise.all([session.send('Input.dispatchKeyEvent', event), wait(repeatMs)]);
  }
  return (await top()) - begun;
}

/** '300 frames over 412000 px: median 16.7 ms, 95 in 100 under 17.1, longest 33.4; 2 above 50 ms, …' */
export function inWords({ frames, late, longestTask, distance }: Frames): string {
  const at = (share: number) =>
    (frames[Math.min(frames.length - 1, Math.floor(share * frames.length))] ?? 0).toFixed(1);
  const own = late.map((frame) => `${frame.length.toFixed(0)} (${frame.own.toFixed(0)})`).join(', ');
  return (
    `${frames.length} frames over ${Math.round(distance)} px: median ${at(0.5)} ms, 95 in 100 under ${at(0.95)}, ` +
    `longest ${at(1)}; ${late.length} above ${lateMs} ms (of them the page's own): ${own || 'none'}; ` +
    `longest task ${longestTask.toFixed(0)} ms of processor`
  );
}

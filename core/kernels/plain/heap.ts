// The heap of a scan (layout: ../heap.ts) as the plain kernels keep it.
import { HEAP_HEADER_BYTES } from '../heap.ts';
import type { Views } from './views.ts';

// Notation: h place of the heap's header, e of its first entry, both counted in words.

/** No distance above this can be kept any more. */
export function thresholdOf({ floats }: Views, heap: number): number {
  return floats[(heap >>> 2) + 3]!;
}

export function isAllowed({ words }: Views, allowed: number, id: number): boolean {
  return allowed === 0 || (words[(allowed >>> 2) + (id >>> 5)]! & (1 << (id & 31))) !== 0;
}

/** Keeps it if it is among the nearest; `distance` must be at most the threshold. @returns the threshold from now on */
export function offerTo(views: Views, heap: number, distance: number, id: number): number {
  const { words, floats } = views;
  const h = heap >>> 2;
  const kept = Math.max(0, Math.fround(distance));
  if (words[h + 1]! < words[h]!) siftUp(views, heap, words[h + 1]!++, kept, id);
  else if (isWorse(views, heap, 0, kept, id)) siftDown(views, heap, kept, id);
  if (words[h + 1] === words[h]) floats[h + 3] = floats[h + HEAP_HEADER_BYTES / 4 + 1]!;
  return floats[h + 3]!;
}

export function offer(
  views: Views,
  distances: number,
  ids: number,
  count: number,
  allowed: number,
  heap: number,
): void {
  const { words, floats } = views;
  let threshold = thresholdOf(views, heap);
  for (let i = 0, d = distances >>> 2; i < count; i++, d++) {
    if (!(floats[d]! <= threshold)) continue;
    const id = ids === 0 ? i : words[(ids >>> 2) + i]!;
    if (isAllowed(views, allowed, id)) threshold = offerTo(views, heap, floats[d]!, id);
  }
}

/** Its entries are at their places already. */
export function settleHeap(_views: Views, _heap: number): void {}

export function sortHeap({ words, floats }: Views, heap: number): void {
  const e = (heap + HEAP_HEADER_BYTES) >>> 2;
  const count = words[(heap >>> 2) + 1]!;
  const ids = Uint32Array.from({ length: count }, (_, i) => words[e + 2 * i]!);
  const distances = Float32Array.from(ids, (_, i) => floats[e + 2 * i + 1]!);
  const order = Uint32Array.from(ids, (_, i) => i);
  order.sort((a, b) => distances[a]! - distances[b]! || ids[a]! - ids[b]!);
  order.forEach((from, i) => {
    words[e + 2 * i] = ids[from]!;
    floats[e + 2 * i + 1] = distances[from]!;
  });
}

/** Whether the kept entry at `place` comes after the given one. */
function isWorse({ words, floats }: Views, heap: number, place: number, distance: number, id: number): boolean {
  const at = ((heap + HEAP_HEADER_BYTES) >>> 2) + 2 * place;
  const kept = floats[at + 1]!;
  return kept > distance || (kept === distance && words[at]! > id);
}

function siftUp(views: Views, heap: number, from: number, distance: number, id: number): void {
  let place = from;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    if (isWorse(views, heap, parent, distance, id)) break;
    copy(views, heap, parent, place);
    place = parent;
  }
  put(views, heap, place, distance, id);
}

function siftDown(views: Views, heap: number, distance: number, id: number): void {
  const { words, floats } = views;
  const e = (heap + HEAP_HEADER_BYTES) >>> 2;
  const count = words[(heap >>> 2) + 1]!;
  let place = 0;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= count) break;
    const sibling = e + 2 * (child + 1);
    if (child + 1 < count && !isWorse(views, heap, child, floats[sibling + 1]!, words[sibling]!)) child++;
    if (!isWorse(views, heap, child, distance, id)) break;
    copy(views, heap, child, place);
    place = child;
  }
  put(views, heap, place, distance, id);
}

function copy({ words }: Views, heap: number, from: number, to: number): void {
  const e = (heap + HEAP_HEADER_BYTES) >>> 2;
  words[e + 2 * to] = words[e + 2 * from]!;
  words[e + 2 * to + 1] = words[e + 2 * from + 1]!;
}

function put({ words, floats }: Views, heap: number, place: number, distance: number, id: number): void {
  const e = (heap + HEAP_HEADER_BYTES) >>> 2;
  words[e + 2 * place] = id;
  floats[e + 2 * place + 1] = distance;
}

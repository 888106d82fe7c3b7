// The heap of a scan: u64 entries, distance above id, worst on top (layout: ../heap.ts).

const LIMIT: usize = 8;
const ENTRIES: usize = 16;

function entryAt(heap: usize, place: usize): usize {
  return heap + ENTRIES + (place << 3);
}

/** No distance above this can be kept any more. */
export function thresholdOf(heap: usize): f32 {
  return load<f32>(heap, 12);
}

export function isAllowed(allowed: usize, id: u32): bool {
  return allowed === 0 || ((load<u32>(allowed + ((id >> 5) << 2)) >> (id & 31)) & 1) !== 0;
}

/** Keeps it for now if it may be among the nearest. Returns the threshold from now on. */
export function offerTo(heap: usize, distance: f32, id: u32): f32 {
  const entry = ((<u64>reinterpret<u32>(max<f32>(0, distance))) << 32) | (<u64>id);
  if (entry <= load<u64>(heap, LIMIT)) {
    const count: usize = load<u32>(heap, 4);
    store<u64>(entryAt(heap, count), entry);
    store<u32>(heap, <u32>(count + 1), 4);
    if (count + 1 === 2 * load<u32>(heap)) settleHeap(heap);
  }
  return thresholdOf(heap);
}

/** The one whose id is at `position` of `ids`, if the filter lets it through. */
export function offerPosition(
  heap: usize,
  distance: f32,
  ids: usize,
  position: usize,
  allowed: usize,
  threshold: f32,
): f32 {
  const id = ids === 0 ? <u32>position : load<u32>(ids + (position << 2));
  return isAllowed(allowed, id) ? offerTo(heap, distance, id) : threshold;
}

export function offer(distances: usize, ids: usize, count: usize, allowed: usize, heap: usize): void {
  let threshold = thresholdOf(heap);
  let i: usize = 0;
  for (; i + 4 <= count; i += 4) {
    const four = v128.load(distances + (i << 2));
    if (!v128.any_true(f32x4.le(four, f32x4.splat(threshold)))) continue;
    for (let j: usize = i; j < i + 4; j++) {
      const distance = load<f32>(distances + (j << 2));
      if (distance <= threshold) threshold = offerPosition(heap, distance, ids, j, allowed, threshold);
    }
  }
  for (; i < count; i++) {
    const distance = load<f32>(distances + (i << 2));
    if (distance <= threshold) threshold = offerPosition(heap, distance, ids, i, allowed, threshold);
  }
}

/** Throws away what is not among the nearest k, and lowers the limit to the worst of those. */
export function settleHeap(heap: usize): void {
  const capacity: usize = load<u32>(heap);
  const count: usize = load<u32>(heap, 4);
  if (count < capacity) return;
  const end = heap + ENTRIES + (capacity << 3);
  if (count > capacity) selectLeast(heap + ENTRIES, heap + ENTRIES + (count << 3), end);
  let worst = load<u64>(heap, ENTRIES);
  for (let place = heap + ENTRIES + 8; place < end; place += 8) worst = max<u64>(worst, load<u64>(place));
  store<u64>(heap, worst, LIMIT);
  store<u32>(heap, <u32>capacity, 4);
}

/** Reorders the entries from `first` to `last` so that none before `middle` is above one behind (Hoare's selection). */
function selectLeast(first: usize, last: usize, middle: usize): void {
  while (last - first > 8) {
    const place = partition(first, last);
    if (place === middle) return;
    if (place < middle) first = place + 8;
    else last = place;
  }
}

/** Brings what is below a chosen entry before it, and the rest behind. Returns its place. */
function partition(first: usize, last: usize): usize {
  const end = last - 8;
  medianToEnd(first, first + (((end - first) >> 4) << 3), end);
  const pivot = load<u64>(end);
  let place = first;
  // Without a branch, which would be guessed wrong every other time: each entry changes places, and the place moves on
  // only for those below.
  for (let i = first; i < end; i += 8) {
    const entry = load<u64>(i);
    store<u64>(i, load<u64>(place));
    store<u64>(place, entry);
    place += (<usize>(entry < pivot)) << 3;
  }
  swap(place, end);
  return place;
}

/** The middle of three entries, that no order of theirs makes the selection slow. */
function medianToEnd(a: usize, b: usize, end: usize): void {
  if (load<u64>(b) < load<u64>(a)) swap(a, b);
  if (load<u64>(end) < load<u64>(a)) swap(a, end);
  if (load<u64>(b) < load<u64>(end)) swap(b, end);
}

function swap(a: usize, b: usize): void {
  const entry = load<u64>(a);
  store<u64>(a, load<u64>(b));
  store<u64>(b, entry);
}

/** Quicksort; short stretches by insertion. */
export function sortHeap(heap: usize): void {
  settleHeap(heap);
  sort(heap + ENTRIES, entryAt(heap, load<u32>(heap, 4)));
}

function sort(first: usize, last: usize): void {
  while (last - first > 128) {
    const place = partition(first, last);
    if (place - first < last - place) {
      sort(first, place);
      first = place + 8;
    } else {
      sort(place + 8, last);
      last = place;
    }
  }
  for (let i = first + 8; i < last; i += 8) {
    const entry = load<u64>(i);
    let place = i;
    for (; place > first && load<u64>(place - 8) > entry; place -= 8) store<u64>(place, load<u64>(place - 8));
    store<u64>(place, entry);
  }
}

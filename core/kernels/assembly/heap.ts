// The heap of a scan: u64 entries, distance above id, worst on top (layout: ../heap.ts).

const ENTRIES: usize = 16;

function entryAt(heap: usize, place: usize): usize {
  return heap + ENTRIES + (place << 3);
}

/** No distance above this can be kept any more. */
export function thresholdOf(heap: usize): f32 {
  return load<u32>(heap, 4) < load<u32>(heap) ? load<f32>(heap, 8) : load<f32>(heap, ENTRIES + 4);
}

export function isAllowed(allowed: usize, id: u32): bool {
  return allowed === 0 || ((load<u32>(allowed + ((id >> 5) << 2)) >> (id & 31)) & 1) !== 0;
}

/** Keeps it if it is among the nearest; `distance` is at most the threshold. Returns the threshold from now on. */
export function offerTo(heap: usize, distance: f32, id: u32): f32 {
  const entry = ((<u64>reinterpret<u32>(max<f32>(0, distance))) << 32) | (<u64>id);
  const count = <usize>load<u32>(heap, 4);
  if (count < load<u32>(heap)) {
    store<u32>(heap, <u32>(count + 1), 4);
    siftUp(heap, count, entry);
  } else if (entry < load<u64>(heap, ENTRIES)) {
    siftDown(heap, count, entry);
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

/** Heapsort: the worst of those left goes to their end. */
export function sortHeap(heap: usize): void {
  for (let left: usize = load<u32>(heap, 4); left > 1; left--) {
    const worst = load<u64>(heap, ENTRIES);
    const last = load<u64>(entryAt(heap, left - 1));
    siftDown(heap, left - 1, last);
    store<u64>(entryAt(heap, left - 1), worst);
  }
}

function siftUp(heap: usize, from: usize, entry: u64): void {
  let place = from;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    const above = load<u64>(entryAt(heap, parent));
    if (above >= entry) break;
    store<u64>(entryAt(heap, place), above);
    place = parent;
  }
  store<u64>(entryAt(heap, place), entry);
}

/** Puts the entry in place of the top. */
function siftDown(heap: usize, count: usize, entry: u64): void {
  let place: usize = 0;
  for (;;) {
    let child: usize = 2 * place + 1;
    if (child >= count) break;
    let below = load<u64>(entryAt(heap, child));
    if (child + 1 < count) {
      const sibling = load<u64>(entryAt(heap, child + 1));
      if (sibling > below) {
        below = sibling;
        child++;
      }
    }
    if (below <= entry) break;
    store<u64>(entryAt(heap, place), below);
    place = child;
  }
  store<u64>(entryAt(heap, place), entry);
}

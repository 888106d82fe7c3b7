// Takes the bytes out of a scan that only keep its data from looking like markers (ITU-T T.81, B.1.1.5), and turns each byte's
// bits round: then the next bits are the lowest of a word as a processor loads it.

const ALL_ONES: u8 = 0xff;

/** Where the last call stopped: at a marker, or at the end of the file. */
export let markerPlace: usize = 0;

/** Copies the data up to the next marker. Returns the end of the copy, behind which up to 16 bytes may be overwritten. */
export function unstuff(source: usize, end: usize, target: usize): usize {
  const ones = i8x16.splat(<i8>ALL_ONES);
  while (source + 16 <= end) {
    const bytes = v128.load(source);
    v128.store(target, turned(bytes));
    const found = i8x16.bitmask(i8x16.eq(bytes, ones));
    const plain: usize = found === 0 ? 16 : ctz<u32>(<u32>found);
    source += plain;
    target += plain;
    if (plain === 16) continue;
    if (source + 1 === end) break;
    const next = load<u8>(source, 1);
    if (next === 0)
      target++; // the byte itself is copied already, and is the same turned round
    else if (next !== ALL_ONES) return stopAt(source, target);
    source += next === 0 ? 2 : 1; // of several, all but the last are fill
  }
  return unstuffLast(source, end, target);
}

/** Byte by byte. */
function unstuffLast(source: usize, end: usize, target: usize): usize {
  while (source < end) {
    const byte = load<u8>(source);
    if (byte === ALL_ONES) {
      const next: u8 = source + 1 < end ? load<u8>(source, 1) : 1;
      if (next === ALL_ONES) {
        source++;
        continue;
      }
      if (next !== 0) return stopAt(source, target);
      source++;
    }
    store<u8>(target++, <u8>i8x16.extract_lane_u(turned(i8x16.splat(<i8>byte)), 0));
    source++;
  }
  return stopAt(source, target);
}

/** Every byte's bits the other way round, four at a time. */
export function turned(bytes: v128): v128 {
  const four = i8x16(0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15);
  const low = i8x16.swizzle(four, v128.and(bytes, i8x16.splat(15)));
  return v128.or(i8x16.shl(low, 4), i8x16.swizzle(four, i8x16.shr_u(bytes, 4)));
}

function stopAt(source: usize, target: usize): usize {
  markerPlace = source;
  return target;
}

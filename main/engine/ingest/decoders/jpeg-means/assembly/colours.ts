// From YCbCr to RGB in whole numbers, as libjpeg does it. (JFIF 1.02; jdcolor.c)
import { Component, Scan } from './layout';

// Notation: factors times 2^16, as in T.871.
const RED_CR: i32 = 91881;
const GREEN_CB: i32 = -22554;
const GREEN_CR: i32 = -46802;
const BLUE_CB: i32 = 116130;
const HALF: i32 = 1 << 15;

/** Of three planes. Those of colour may have half the samples, across (`shiftX` 1) and down (`shiftY` 1). */
export function toRgb(scan: Scan, width: u32, height: u32, shiftX: u32, shiftY: u32, out: usize): void {
  const luminance = changetype<Component>(scan.components);
  const blueness = changetype<Component>(scan.components + offsetof<Component>());
  const redness = changetype<Component>(scan.components + 2 * offsetof<Component>());
  for (let y: u32 = 0; y < height; y++) {
    const light = luminance.plane + y * luminance.stride;
    const blue = blueness.plane + (y >> shiftY) * blueness.stride;
    const red = redness.plane + (y >> shiftY) * redness.stride;
    for (let x: u32 = 0; x < width; x++, out += 3) {
      const level = <i32>load<u8>(light + x);
      const cb = <i32>load<u8>(blue + (x >> shiftX)) - 128;
      const cr = <i32>load<u8>(red + (x >> shiftX)) - 128;
      store<u8>(out, clamped(level + ((RED_CR * cr + HALF) >> 16)));
      store<u8>(out, clamped(level + ((GREEN_CB * cb + GREEN_CR * cr + HALF) >> 16)), 1);
      store<u8>(out, clamped(level + ((BLUE_CB * cb + HALF) >> 16)), 2);
    }
  }
}

function clamped(level: i32): u8 {
  return <u8>min<i32>(255, max<i32>(0, level));
}

// The tables that a query is turned into, once, so that a scan only looks up and adds.
import type { Views } from './views.ts';

export function distanceTable(
  { floats }: Views,
  query: number,
  codebooks: number,
  m: number,
  ksub: number,
  dsub: number,
  table: number,
): void {
  const t = table >>> 2;
  for (let entry = 0, c = codebooks >>> 2; entry < m * ksub; entry++) {
    const part = (query >>> 2) + Math.floor(entry / ksub) * dsub;
    let distance = 0;
    for (let i = part; i < part + dsub; i++, c++) distance += (floats[i]! - floats[c]!) ** 2;
    floats[t + entry] = distance;
  }
}

export function productTable(
  { floats }: Views,
  query: number,
  codebooks: number,
  m: number,
  ksub: number,
  dsub: number,
  table: number,
): void {
  const t = table >>> 2;
  for (let entry = 0, c = codebooks >>> 2; entry < m * ksub; entry++) {
    const part = (query >>> 2) + Math.floor(entry / ksub) * dsub;
    let product = 0;
    for (let i = part; i < part + dsub; i++, c++) product += floats[i]! * floats[c]!;
    floats[t + entry] = product;
  }
}

const ROW = 16;
const LARGEST_ENTRY = 63;

// Each step is rounded to a float as SIMD lanes round it, so that the bytes are the same in every kernel.
export function quantiseTable(
  { floats, bytes }: Views,
  terms: number,
  products: number,
  factor: number,
  M: number,
  byteTable: number,
): void {
  const f = Math.fround(factor);
  const entry = (i: number): number => {
    const product = Math.fround(f * floats[(products >>> 2) + i]!);
    return terms === 0 ? product : Math.fround(floats[(terms >>> 2) + i]! + product);
  };
  const smallest = new Float32Array(M);
  let sum = 0;
  let span = 0;
  for (let j = 0; j < M; j++) {
    let least = Infinity;
    let most = -Infinity;
    for (let i = j * ROW; i < (j + 1) * ROW; i++) {
      least = Math.min(least, entry(i));
      most = Math.max(most, entry(i));
    }
    smallest[j] = least;
    sum += least;
    span = Math.max(span, Math.fround(most - least));
  }
  const steps = span > 0 ? Math.fround(LARGEST_ENTRY / span) : 0;
  for (let i = 0; i < M * ROW; i++) {
    const above = Math.fround(entry(i) - smallest[i >>> 4]!);
    bytes[byteTable + i] = Math.min(LARGEST_ENTRY, Math.floor(Math.fround(Math.fround(above * steps) + 0.5)));
  }
  floats[(byteTable >>> 2) + 4 * M] = span / LARGEST_ENTRY;
  floats[(byteTable >>> 2) + 4 * M + 1] = sum;
}

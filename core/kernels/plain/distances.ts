// Distances and inner products of whole vectors: of floats, and of the bytes that features are kept in.
import { dot } from '../../linalg/dot.ts';
import { squaredDistance } from '../../linalg/squared-distance.ts';
import { byteRecordBytes } from '../byte-records.ts';
import type { Views } from './views.ts';

export function innerProducts(
  { floats }: Views,
  query: number,
  rows: number,
  count: number,
  D: number,
  out: number,
): void {
  for (let i = 0; i < count; i++) floats[(out >>> 2) + i] = dot(floats, query >>> 2, floats, (rows >>> 2) + i * D, D);
}

export function squaredDistances(
  { floats }: Views,
  query: number,
  rows: number,
  count: number,
  D: number,
  out: number,
): void {
  for (let i = 0; i < count; i++) {
    floats[(out >>> 2) + i] = squaredDistance(floats, query >>> 2, floats, (rows >>> 2) + i * D, D);
  }
}

export function multiply(
  views: Views,
  points: number,
  N: number,
  rows: number,
  K: number,
  D: number,
  out: number,
): void {
  for (let i = 0; i < N; i++) innerProducts(views, points + 4 * i * D, rows, K, D, out + 4 * i * K);
}

const BYTE_LIMIT = 128;

export function toShorts({ floats, shorts }: Views, query: number, D: number, out: number): number {
  const limit = Math.min(32_767, Math.floor(2 ** 31 / (BYTE_LIMIT * D)) - 1);
  const q = query >>> 2;
  let largest = 0;
  for (let i = 0; i < D; i++) largest = Math.max(largest, Math.abs(floats[q + i]!));
  const scale = Math.fround(largest / limit);
  for (let i = 0; i < D; i++) {
    const short = scale > 0 ? Math.floor(floats[q + i]! / scale + 0.5) : 0;
    shorts[(out >>> 1) + i] = Math.max(-limit, Math.min(limit, short));
  }
  return scale;
}

export function byteDistances(
  { shorts, signedBytes, words, floats }: Views,
  query: number,
  queryScale: number,
  queryNorm: number,
  records: number,
  addresses: number,
  bases: number,
  count: number,
  D: number,
  out: number,
): void {
  const q = query >>> 1;
  for (let i = 0; i < count; i++) {
    const record = addresses === 0 ? records + i * byteRecordBytes(D) : words[(addresses >>> 2) + i]!;
    let product = 0;
    for (let j = 0, b = record + 8; j < D; j++, b++) product = (product + shorts[q + j]! * signedBytes[b]!) | 0;
    const scale = 2 * queryScale * floats[record >>> 2]!;
    const base = addresses === 0 ? queryNorm : queryNorm + floats[(bases >>> 2) + i]!;
    floats[(out >>> 2) + i] = Math.max(0, base + floats[(record >>> 2) + 1]! - scale * product);
  }
}

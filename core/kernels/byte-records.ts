// How a vector of bytes lies in memory for `byteDistances`, all of it together, so that measuring one takes few cache lines:
// a scale s and the squared norm that goes with it, both f32, then its components b, i8 (D), filled up to whole floats.
import type { KernelMemory } from './kernel-memory.ts';
import { bytesAt, floatsAt, signedBytesAt } from './kernel-memory.ts';

const HEADER_BYTES = 8;

/** Bytes from one record to the next. */
export function byteRecordBytes(D: number): number {
  return HEADER_BYTES + ((D + 3) & ~3);
}

export function writeByteRecord(
  memory: KernelMemory,
  address: number,
  { scale, components }: { readonly scale: number; readonly components: Int8Array },
  norm: number,
): void {
  const header = floatsAt(memory, address, 2);
  header[0] = scale;
  header[1] = norm;
  signedBytesAt(memory, address + HEADER_BYTES, components.length).set(components);
}

/** Where the first record is at `address`: the one at place `from` goes to place `to`. */
export function copyByteRecord(memory: KernelMemory, address: number, D: number, from: number, to: number): void {
  const length = byteRecordBytes(D);
  bytesAt(memory, address + length * to, length).set(bytesAt(memory, address + length * from, length));
}

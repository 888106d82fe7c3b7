// A grey picture in the kernel memory, where the kernels blur it and look through it.
import type { LightPicture } from '../describe/light-picture.ts';
import { floatsAt, type KernelMemory } from '../kernels/kernel-memory.ts';
import type { KernelRoom } from '../kernels/kernel-room.ts';

export interface PlacedPicture {
  readonly width: number;
  readonly height: number;
  /** Of its pixels, f32, row by row. */
  readonly address: number;
}

/** A place for a picture of that size. @throws CoreError `memory` */
export function roomFor(width: number, height: number, room: KernelRoom): PlacedPicture {
  return { width, height, address: room.floats(width * height) };
}

/** As it lies there: valid until the next allocation. */
export function pixelsOf({ width, height, address }: PlacedPicture, memory: KernelMemory): LightPicture {
  return { width, height, data: floatsAt(memory, address, width * height) };
}

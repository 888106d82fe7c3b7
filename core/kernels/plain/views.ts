// The kernel memory as typed arrays, for the plain kernels: address a is element a >>> 2 of a float, a of a byte.
import type { KernelMemory } from '../kernel-memory.ts';

export interface Views {
  readonly buffer: ArrayBufferLike;
  readonly bytes: Uint8Array;
  readonly signedBytes: Int8Array;
  readonly shorts: Int16Array;
  readonly integers: Int32Array;
  readonly words: Uint32Array;
  readonly floats: Float32Array;
}

/** Gives the views of the memory as it is now; they are made anew only after it has grown. */
export function viewsOf(memory: KernelMemory): () => Views {
  let views = makeViews(memory.buffer);
  return () => {
    const { buffer } = memory;
    if (buffer !== views.buffer) views = makeViews(buffer);
    return views;
  };
}

function makeViews(buffer: ArrayBufferLike): Views {
  return {
    buffer,
    bytes: new Uint8Array(buffer),
    signedBytes: new Int8Array(buffer),
    shorts: new Int16Array(buffer),
    integers: new Int32Array(buffer),
    words: new Uint32Array(buffer),
    floats: new Float32Array(buffer),
  };
}

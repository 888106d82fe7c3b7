// The part of libheif's C interface that is used here, as its WebAssembly build offers it: numbers in, numbers out.
// (libheif 1.23, libheif/api/libheif/heif_*.h; what returns a heif_error there takes a pointer to one first)
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** An address in the module's memory, or 0. */
export type Pointer = number;

export interface Libheif {
  /** Renewed when the memory grows: never to be kept over a call. */
  HEAPU8: Uint8Array;
  HEAPU32: Uint32Array;
  _malloc(size: number): Pointer;
  _free(pointer: Pointer): void;
  _heif_context_alloc(): Pointer;
  _heif_context_free(context: Pointer): void;
  _heif_context_read_from_memory_without_copy(e: Pointer, context: Pointer, data: Pointer, size: number, o: 0): void;
  _heif_context_get_primary_image_handle(e: Pointer, context: Pointer, handle: Pointer): void;
  _heif_image_handle_release(handle: Pointer): void;
  _heif_image_handle_get_width(handle: Pointer): number;
  _heif_image_handle_get_height(handle: Pointer): number;
  _heif_image_handle_has_alpha_channel(handle: Pointer): number;
  _heif_image_handle_is_premultiplied_alpha(handle: Pointer): number;
  _heif_image_handle_get_raw_color_profile_size(handle: Pointer): number;
  _heif_image_handle_get_raw_color_profile(e: Pointer, handle: Pointer, profile: Pointer): void;
  _heif_image_handle_get_list_of_metadata_block_IDs(h: Pointer, type: Pointer, ids: Pointer, count: number): number;
  _heif_image_handle_get_metadata_size(handle: Pointer, id: number): number;
  _heif_image_handle_get_metadata(e: Pointer, handle: Pointer, id: number, block: Pointer): void;
  _heif_decode_image(e: Pointer, handle: Pointer, image: Pointer, colourspace: number, chroma: number, o: 0): void;
  _heif_image_release(image: Pointer): void;
  _heif_image_get_width(image: Pointer, channel: number): number;
  _heif_image_get_height(image: Pointer, channel: number): number;
  _heif_image_get_plane_readonly(image: Pointer, channel: number, stride: Pointer): Pointer;
}

const folder = 'libheif-js/libheif-wasm';

/** A new instance with a memory of its own. The package is CommonJS and looks for its binary in ways a bundle would break. */
export async function loadLibheif(): Promise<Libheif> {
  const require = createRequire(import.meta.url);
  const create = require(`${folder}/libheif.js`) as (options: object) => Libheif;
  // What the library says besides its errors is of no use to anybody.
  const silence = { print: () => undefined, printErr: () => undefined };
  return create({ wasmBinary: await readFile(require.resolve(`${folder}/libheif.wasm`)), ...silence });
}

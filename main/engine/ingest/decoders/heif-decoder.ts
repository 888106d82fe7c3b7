// HEIC and other HEIF pictures that are compressed with HEVC, by libheif. It puts grids together and applies the turns, mirrors
// and crops of the file; the EXIF orientation repeats them and is not to be applied again (ISO/IEC 23008-12, annex A).
import { type DecodedPixels, type WasmJob, wasmPixelLimit } from './decoded-pixels.ts';
import { withoutOffset } from './exif-offset.ts';
import { type Libheif, loadLibheif, type Pointer } from './libheif.ts';
import { makeTiffPicture } from './tiff-picture.ts';

const colourspaceRgb = 1;
const chromaRgb = 10;
const chromaRgba = 11;
const channelInterleaved = 10;
/** Of one heif_error: code, subcode, message. */
const errorBytes = 12;
const longestBlock = 1 << 20;

export class HeifDecoder {
  private readonly heif: Libheif;
  private readonly error: Pointer;
  /** Where calls put a pointer or a number. */
  private readonly result: Pointer;

  private constructor(heif: Libheif) {
    this.heif = heif;
    this.error = heif._malloc(errorBytes);
    this.result = heif._malloc(8);
  }

  static async load(): Promise<HeifDecoder> {
    return new HeifDecoder(await loadLibheif());
  }

  /** The primary picture. After an error this decoder must not be used again: what the call had taken is not given back. */
  decode({ bytes: file }: Pick<WasmJob, 'bytes'>): DecodedPixels {
    const { heif } = this;
    const context = heif._heif_context_alloc();
    const bytes = heif._malloc(file.length);
    if (bytes === 0) throw new Error('HEIF: out of memory');
    heif.HEAPU8.set(file, bytes);
    heif._heif_context_read_from_memory_without_copy(this.error, context, bytes, file.length, 0);
    this.check();
    heif._heif_context_get_primary_image_handle(this.error, context, this.result);
    const handle = this.takeResult();
    const exif = this.readExif(handle);
    const tiff = this.decodePixels(handle);
    heif._heif_image_handle_release(handle);
    heif._heif_context_free(context);
    heif._free(bytes);
    return { tiff, exif, heapBytes: heif.HEAPU8.length };
  }

  private decodePixels(handle: Pointer): DecodedPixels['tiff'] {
    const { heif } = this;
    const declared = heif._heif_image_handle_get_width(handle) * heif._heif_image_handle_get_height(handle);
    if (declared > wasmPixelLimit) throw new Error('HEIF: image too large');
    const channels = heif._heif_image_handle_has_alpha_channel(handle) ? 4 : 3;
    const isPremultiplied = heif._heif_image_handle_is_premultiplied_alpha(handle) !== 0;
    const profile = this.readProfile(handle);
    const chroma = channels === 4 ? chromaRgba : chromaRgb;
    heif._heif_decode_image(this.error, handle, this.result, colourspaceRgb, chroma, 0);
    const image = this.takeResult();
    const width = heif._heif_image_get_width(image, channelInterleaved);
    const height = heif._heif_image_get_height(image, channelInterleaved);
    const plane = heif._heif_image_get_plane_readonly(image, channelInterleaved, this.result);
    const stride = this.takeResult();
    const { bytes, pixels } = makeTiffPicture({ width, height, channels, isPremultiplied, profile });
    const rowBytes = width * channels;
    for (let row = 0; row < height; row++) {
      const start = plane + row * stride;
      pixels.set(heif.HEAPU8.subarray(start, start + rowBytes), row * rowBytes);
    }
    heif._heif_image_release(image);
    return bytes;
  }

  private readProfile(handle: Pointer): Uint8Array | undefined {
    const size = this.heif._heif_image_handle_get_raw_color_profile_size(handle);
    if (size === 0 || size > longestBlock) return undefined;
    return this.readBlock(size, (block) =>
      this.heif._heif_image_handle_get_raw_color_profile(this.error, handle, block),
    );
  }

  private readExif(handle: Pointer): DecodedPixels['exif'] {
    const { heif } = this;
    const type = heif._malloc(5);
    heif.HEAPU8.set(Buffer.from('Exif\0'), type);
    const count = heif._heif_image_handle_get_list_of_metadata_block_IDs(handle, type, this.result, 1);
    heif._free(type);
    if (count === 0) return undefined;
    const id = this.takeResult();
    const size = heif._heif_image_handle_get_metadata_size(handle, id);
    if (size < 8 || size > longestBlock) return undefined;
    const block = this.readBlock(size, (place) => heif._heif_image_handle_get_metadata(this.error, handle, id, place));
    return withoutOffset(block);
  }

  private readBlock(size: number, read: (place: Pointer) => void): Uint8Array<ArrayBuffer> {
    const place = this.heif._malloc(size);
    read(place);
    this.check();
    const block = Uint8Array.from(this.heif.HEAPU8.subarray(place, place + size));
    this.heif._free(place);
    return block;
  }

  /** @returns the pointer or number that the last call put into `result` */
  private takeResult(): number {
    this.check();
    return this.heif.HEAPU32[this.result >> 2]!;
  }

  private check(): void {
    const { HEAPU8, HEAPU32 } = this.heif;
    if (HEAPU32[this.error >> 2] === 0) return;
    const message = HEAPU32[(this.error >> 2) + 2]!;
    const end = HEAPU8.indexOf(0, message);
    throw new Error(`HEIF: ${Buffer.from(HEAPU8.subarray(message, end)).toString()}`);
  }
}

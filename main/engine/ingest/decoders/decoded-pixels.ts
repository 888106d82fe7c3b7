// What goes to the WebAssembly decoders and what they give: shared by wasm-decoders.ts and its workers.

export type WasmFormat = 'heif' | 'jxl' | 'jpeg';

export interface WasmJob {
  format: WasmFormat;
  /** Shared with the thread where they lie in a SharedArrayBuffer, else copied. */
  bytes: Uint8Array;
  /** What the pixels are to be handed on with. */
  orientation?: number | undefined;
  profile?: Uint8Array | undefined;
}

export interface DecodedPixels {
  /** An uncompressed TIFF (tiff-picture.ts); upright but for a JPEG's, which says its orientation. */
  tiff: Uint8Array<ArrayBuffer>;
  /** The EXIF block, beginning with its TIFF header, when there is one. */
  exif: Uint8Array<ArrayBuffer> | undefined;
  /** Memory that the decoder has taken and will not give back. */
  heapBytes: number;
}

export type WasmReply = { kind: 'decoded'; pixels: DecodedPixels } | { kind: 'failed'; message: string };

/** Larger than any phone's; what these decoders take for a pixel, ten to twenty bytes, must fit beside other photos. */
export const wasmPixelLimit = 210_000_000;

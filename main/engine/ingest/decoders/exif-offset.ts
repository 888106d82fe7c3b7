// HEIF and JPEG XL put before an EXIF block how many bytes to skip to its TIFF header. (ISO/IEC 23008-12, annex A.2.1)

/** @returns undefined when there is nothing behind the offset */
export function withoutOffset(block: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  if (block.length < 4) return undefined;
  const start = 4 + new DataView(block.buffer, block.byteOffset).getUint32(0);
  return start < block.length ? Uint8Array.from(block.subarray(start)) : undefined;
}

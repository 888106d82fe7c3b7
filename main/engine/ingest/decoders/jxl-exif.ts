// The EXIF block of a JPEG XL file, plain or compressed with Brotli. (ISO/IEC 18181-2, sections 9.4 and 9.8)
import { brotliDecompressSync } from 'node:zlib';
import { withoutOffset } from './exif-offset.ts';
import { findBox, readBoxes } from './iso-boxes.ts';

const longestBlock = 1 << 20;

/** Beginning with its TIFF header; undefined when there is none, or a damaged one: the picture is one all the same. */
export function readJxlExif(file: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const boxes = readBoxes(file); // a bare codestream has none
  const plain = findBox(boxes, 'Exif');
  const packed = boxes.find(({ type, content }) => type === 'brob' && isExif(content))?.content.subarray(4);
  const block = plain ?? (packed && unpack(packed));
  return block && block.length <= longestBlock ? withoutOffset(block) : undefined;
}

function isExif(content: Uint8Array): boolean {
  return String.fromCharCode(...content.subarray(0, 4)) === 'Exif';
}

function unpack(packed: Uint8Array): Uint8Array | undefined {
  try {
    return brotliDecompressSync(packed, { maxOutputLength: longestBlock });
  } catch {
    return undefined;
  }
}

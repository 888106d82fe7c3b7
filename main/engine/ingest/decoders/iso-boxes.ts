// The boxes that HEIF, JPEG XL and CR3 files consist of. (ISO/IEC 14496-12, section 4.2)

export interface Box {
  /** Four characters. */
  type: string;
  /** What the box holds, without its header. */
  content: Uint8Array;
}

/** Real files have some dozens beside each other. */
const mostBoxes = 4096;

/** The boxes that stand beside each other in `bytes`; those behind a box that does not fit are not found. */
export function readBoxes(bytes: Uint8Array): Box[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const boxes: Box[] = [];
  for (let start = 0; start + 8 <= bytes.length && boxes.length < mostBoxes;) {
    const { size, headerBytes } = readSize(view, start);
    if (size < headerBytes || start + size > bytes.length) break;
    const type = String.fromCharCode(...bytes.subarray(start + 4, start + 8));
    boxes.push({ type, content: bytes.subarray(start + headerBytes, start + size) });
    start += size;
  }
  return boxes;
}

function readSize(view: DataView, start: number): { size: number; headerBytes: number } {
  const size = view.getUint32(start);
  if (size === 0) return { size: view.byteLength - start, headerBytes: 8 }; // to the end of the file
  if (size !== 1) return { size, headerBytes: 8 };
  if (start + 16 > view.byteLength) return { size: 0, headerBytes: 16 };
  return { size: Number(view.getBigUint64(start + 8)), headerBytes: 16 };
}

export function findBox(boxes: Box[], type: string): Uint8Array | undefined {
  return boxes.find((box) => box.type === type)?.content;
}

// A photo's identity: the SHA-256 of its file's bytes. Paths and dates change; the content is what was described.
import { createHash, hash as hashOf } from 'node:crypto';
import { open } from 'node:fs/promises';

/** Four chunks a photo: each costs the calling thread a turn beside the hash. */
const chunkBytes = 1 << 20;
/** Chunks not in use: a new one for every file would keep the garbage collector busier than the hash the processor. */
const spareChunks: Buffer[] = [];

/** Reads the file once, in chunks, so that memory stays flat. @throws the system's error; `AbortError` */
export async function hashContent(path: string, signal?: AbortSignal): Promise<Uint8Array> {
  const hash = createHash('sha256');
  const file = await open(path);
  const chunk = spareChunks.pop() ?? Buffer.allocUnsafeSlow(chunkBytes);
  try {
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(chunk, 0, chunkBytes);
      if (bytesRead === 0) return hash.digest();
      hash.update(chunk.subarray(0, bytesRead));
    }
  } finally {
    spareChunks.push(chunk);
    await file.close();
  }
}

export interface FileContent {
  bytes: Uint8Array;
  hash: Uint8Array;
  /** To be called when the bytes are no longer looked at: the next file is read into the same memory. */
  release: () => void;
}

/** Holds most photos. Buffers of this size wait for the next file; larger files get one of their own. */
const fileBufferBytes = 1 << 23;
const spareFiles: Buffer<SharedArrayBuffer>[] = [];

/** The whole file and its hash by one reading: for files that fit in memory several at a time. @throws the system's error */
export async function readContent(path: string): Promise<FileContent> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const buffer = takeBuffer(size);
    let length = 0;
    // One read, unless the system gives less than asked for: every one more would queue behind other files' decoding.
    for (;;) {
      const { bytesRead } = await file.read(buffer, length, size - length);
      length += bytesRead;
      if (bytesRead === 0 || length === size) break;
    }
    const bytes = buffer.subarray(0, length);
    return { bytes, hash: hashOf('sha256', bytes, 'buffer'), release: () => giveBack(buffer) };
  } finally {
    await file.close();
  }
}

/**
 * Megabytes a photo in fresh memory cost the system a page at a time, and the garbage collector a round every few photos. Threads
 * that decode look at the same memory.
 */
function takeBuffer(byteLength: number): Buffer<SharedArrayBuffer> {
  const spare = byteLength <= fileBufferBytes ? spareFiles.pop() : undefined;
  return spare ?? Buffer.from(new SharedArrayBuffer(Math.max(byteLength, fileBufferBytes)));
}

function giveBack(buffer: Buffer<SharedArrayBuffer>): void {
  if (buffer.length === fileBufferBytes) spareFiles.push(buffer);
}

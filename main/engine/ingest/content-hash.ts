// A photo's identity: the SHA-256 of its file's bytes. Paths and dates change; the content is what was described.
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

const chunkBytes = 1 << 18;
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

// A photo's identity: the SHA-256 of its file's bytes. Paths and dates change; the content is what was described.
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

const chunkBytes = 1 << 20;

/** Reads the file once, in chunks, so that memory stays flat. @throws the system's error; `AbortError` */
export async function hashContent(path: string, signal?: AbortSignal): Promise<Uint8Array> {
  const hash = createHash('sha256');
  const file = await open(path);
  try {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(chunk, 0, chunkBytes);
      if (bytesRead === 0) return hash.digest();
      hash.update(chunk.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

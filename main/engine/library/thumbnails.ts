// The thumbnail store: one JPEG per content, named by its hash and spread over 256 folders. A file appears whole or not at
// all: it is written aside, then renamed. What a crash leaves is swept away by thumbnails-under-way.ts.
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export class ThumbnailStore {
  private readonly folder: string;

  constructor(libraryFolder: string) {
    this.folder = join(libraryFolder, 'thumbnails');
  }

  /** One at a time of the same content. */
  async write(hash: Uint8Array, jpeg: Uint8Array): Promise<void> {
    const path = this.pathOf(hexOf(hash));
    const part = partOf(path);
    await mkdir(dirname(path), { recursive: true });
    try {
      await writeFile(part, jpeg);
      await rename(part, path);
    } catch (thrown) {
      await rm(part, { force: true });
      throw thrown;
    }
  }

  async read(hash: Uint8Array): Promise<Uint8Array | undefined> {
    try {
      return await readFile(this.pathOf(hexOf(hash)));
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw thrown;
    }
  }

  /** Where the thumbnail of a content lies, if it is there. */
  pathFor(hash: Uint8Array): string {
    return this.pathOf(hexOf(hash));
  }

  async remove(hash: Uint8Array): Promise<void> {
    await rm(this.pathOf(hexOf(hash)), { force: true });
  }

  /** Takes away what was not finished, and the thumbnail itself when nobody asks for it. */
  async sweep(hash: Uint8Array, { isWanted }: { isWanted: boolean }): Promise<void> {
    await rm(partOf(this.pathOf(hexOf(hash))), { force: true });
    if (!isWanted) await this.remove(hash);
  }

  /** Every file of the store, with the content hash in hexadecimal that its name says, or null for debris. */
  async *list(): AsyncGenerator<{ hash: string | null; path: string }> {
    for (const shard of await readdirOrNothing(this.folder)) {
      for (const name of await readdirOrNothing(join(this.folder, shard))) {
        const hash = /^([0-9a-f]{64})\.jpg$/.exec(name)?.[1] ?? null;
        yield { hash, path: join(this.folder, shard, name) };
      }
    }
  }

  private pathOf(hash: string): string {
    return join(this.folder, hash.slice(0, 2), `${hash}.jpg`);
  }
}

function partOf(path: string): string {
  return `${path}.part`;
}

export function hexOf(hash: Uint8Array): string {
  return Buffer.from(hash).toString('hex');
}

async function readdirOrNothing(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw thrown;
  }
}

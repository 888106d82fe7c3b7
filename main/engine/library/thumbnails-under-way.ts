// Which thumbnails are ahead of the catalogue at this moment, in a file: they are written before their photos are stored, and
// removed after. An engine that is killed in between leaves the list, and the next one removes what belongs to no photo.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hexOf, type ThumbnailStore } from './thumbnails.ts';

export class ThumbnailsUnderWay {
  private readonly path: string;
  /** How many times each hash is under way. */
  private readonly counts = new Map<string, number>();

  constructor(libraryFolder: string) {
    this.path = join(libraryFolder, 'thumbnails-under-way');
  }

  /** Before the first of them is written, or its photo removed. Cost: one small file. @throws the system's errors */
  begin(hashes: readonly Uint8Array[]): void {
    if (hashes.length === 0) return;
    for (const hash of hashes.map(hexOf)) this.counts.set(hash, (this.counts.get(hash) ?? 0) + 1);
    this.save();
  }

  /** Thumbnails and catalogue agree again; the file follows with the next ones, for it may name too many. */
  end(hashes: readonly Uint8Array[]): void {
    for (const hash of hashes.map(hexOf)) {
      const count = this.counts.get(hash)! - 1;
      if (count > 0) this.counts.set(hash, count);
      else this.counts.delete(hash);
    }
  }

  /** What a killed engine left. Cost: a look for each photo of its last batches. */
  async sweep(thumbnails: ThumbnailStore, isPhoto: (hash: Uint8Array) => boolean): Promise<void> {
    for (const hash of this.read()) await thumbnails.sweep(hash, { isWanted: isPhoto(hash) });
    rmSync(this.path, { force: true });
  }

  private read(): Buffer[] {
    try {
      const lines = readFileSync(this.path, 'utf8').split('\n');
      return lines.filter((line) => /^[0-9a-f]{64}$/.test(line)).map((line) => Buffer.from(line, 'hex'));
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return []; // the last engine ended by itself
      throw thrown;
    }
  }

  /** Whole or not at all: a kill may come while it is written. */
  private save(): void {
    const part = `${this.path}.part`;
    writeFileSync(part, [...this.counts.keys()].join('\n'));
    renameSync(part, this.path);
  }
}

// Small pictures of files that a check found to be new: on no page yet but that of the check, so they lie in a folder for the
// time being and go when the engine stops.
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LikenessError } from '../api/errors.ts';

/** More than any memory card holds on one screen's way; about 40 kB each. */
const MOST_KEPT = 10_000;

export class CheckedPictures {
  private folder: Promise<string> | null = null;
  /** Oldest first. */
  private readonly ids = new Set<string>();

  /** @param jpeg the thumbnail @returns the id of its address */
  async keep(jpeg: Uint8Array): Promise<string> {
    const id = randomUUID();
    this.folder ??= mkdtemp(join(tmpdir(), 'likeness-checked-'));
    await writeFile(join(await this.folder, id), jpeg, { mode: 0o600 });
    this.ids.add(id);
    if (this.ids.size > MOST_KEPT) await this.forget(this.ids.values().next().value!);
    return id;
  }

  /** @throws LikenessError `query-missing` */
  async read(id: string): Promise<Uint8Array> {
    const bytes = this.folder !== null && this.ids.has(id) ? await readFile(join(await this.folder, id)) : null;
    if (bytes === null) throw new LikenessError('query-missing', 'This picture is no longer kept. Check it again.');
    return bytes;
  }

  async stop(): Promise<void> {
    this.ids.clear();
    if (this.folder !== null) await rm(await this.folder, { recursive: true, force: true });
    this.folder = null;
  }

  private async forget(id: string): Promise<void> {
    this.ids.delete(id);
    await rm(join(await this.folder!, id), { force: true });
  }
}

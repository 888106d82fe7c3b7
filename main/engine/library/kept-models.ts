// The models that a library was made with, copied into it: `models/SHA-256/`, laid out as the program's `resources`. A later
// Likeness ships another model, and until that one has described every photo, queries are still described by the kept one.
import { access, copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ModelCard, readModel, readModelCard } from '../ingest/model-file.ts';

/** A model with the codebooks made for it: `model/` and `codebooks/` in a folder. */
export interface AvailableModel {
  readonly resources: string;
  readonly card: ModelCard;
}

const cardsAndCodebooks = [
  join('model', 'model.json'),
  join('codebooks', 'starting-generation.bin'),
  join('codebooks', 'starting-generation.json'),
];

export class KeptModels {
  private readonly folder: string;

  constructor(libraryFolder: string) {
    this.folder = join(libraryFolder, 'models');
  }

  /** Null when it was never kept, or is damaged. Cost: the file is read whole. */
  async find(sha256: string): Promise<AvailableModel | null> {
    const resources = join(this.folder, sha256);
    try {
      const card = readModelCard(resources);
      if (card.sha256 !== sha256) return null;
      await readModel(resources, card);
      return { resources, card };
    } catch {
      return null;
    }
  }

  /** Whole or not. */
  async has(sha256: string): Promise<boolean> {
    return exists(join(this.folder, sha256));
  }

  /** Under its name only when it is whole. @throws LikenessError `model-damaged`; the system's errors, such as a full disk */
  async keep({ resources, card }: AvailableModel): Promise<void> {
    const kept = join(this.folder, card.sha256);
    if (await this.has(card.sha256)) return;
    const bytes = await readModel(resources, card);
    const unfinished = `${kept}.part`;
    await rm(unfinished, { recursive: true, force: true });
    for (const folder of ['model', 'codebooks']) await mkdir(join(unfinished, folder), { recursive: true });
    for (const path of cardsAndCodebooks) await copyFile(join(resources, path), join(unfinished, path));
    await writeFile(join(unfinished, 'model', card.file), bytes);
    await rename(unfinished, kept);
  }

  async remove(sha256: string): Promise<void> {
    await rm(join(this.folder, sha256), { recursive: true, force: true });
  }

  async removeAllBut(sha256s: readonly string[]): Promise<void> {
    for (const name of await this.names()) if (!sha256s.includes(name)) await this.remove(name);
  }

  private async names(): Promise<string[]> {
    try {
      return await readdir(this.folder);
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return []; // none was ever kept
      throw thrown;
    }
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

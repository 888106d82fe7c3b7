// The CNN's file and its card (resources/model). The bytes that are checked are the bytes that are loaded.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { LikenessError } from '../api/errors.ts';

const modelCardSchema = z.object({
  file: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string(),
  dimension: z.number().int().positive(),
  /** Pixels a side. */
  inputSize: z.number().int().positive(),
});

export type ModelCard = z.infer<typeof modelCardSchema>;

/** @throws LikenessError `model-damaged` */
export function readModelCard(resources: string): ModelCard {
  const path = join(resources, 'model', 'model.json');
  try {
    return modelCardSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (thrown) {
    throw modelDamaged(path, 'is missing or damaged', thrown);
  }
}

/** @throws LikenessError `model-damaged` when the file is missing or is not the one that the card names */
export async function readModel(resources: string, card: ModelCard): Promise<Uint8Array> {
  const path = join(resources, 'model', card.file);
  const bytes = await readFile(path).catch((thrown: unknown) => {
    throw modelDamaged(path, 'cannot be read', thrown);
  });
  if (createHash('sha256').update(bytes).digest('hex') !== card.sha256) {
    throw modelDamaged(path, 'is not the one that Likeness came with (wrong SHA-256)');
  }
  return bytes;
}

function modelDamaged(path: string, what: string, cause?: unknown): LikenessError {
  return new LikenessError(
    'model-damaged',
    `The model file ${path} ${what}. Install Likeness again; your library stays as it is.`,
    {
      cause,
    },
  );
}

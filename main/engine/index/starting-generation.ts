// The generation that ships with Likeness, so that the first photo can be searched at once (made by resources/codebooks).
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Generation } from '../../../core/index.ts';
import { parseGeneration } from '../../../core/index.ts';
import { LikenessError } from '../api/errors.ts';

/**
 * @param resources the folder that holds `codebooks/starting-generation.bin`
 * @param modelSha256 codebooks made for the features of another model would answer nonsense
 * @throws LikenessError `codebook-damaged` when they are missing, damaged or of another model
 */
export async function readStartingGeneration(resources: string, modelSha256: string): Promise<Generation> {
  const folder = join(resources, 'codebooks');
  let card: unknown;
  let generation: Generation;
  try {
    card = JSON.parse(await readFile(join(folder, 'starting-generation.json'), 'utf8'));
    generation = parseGeneration(await readFile(join(folder, 'starting-generation.bin')));
  } catch (thrown) {
    throw new LikenessError(
      'codebook-damaged',
      `The starting codebooks in ${folder} are missing or damaged. Install Likeness again; your library stays as it is.`,
      { cause: thrown },
    );
  }
  const made = (card as { model?: { sha256?: unknown } }).model?.sha256;
  if (made !== modelSha256) {
    throw new LikenessError(
      'codebook-damaged',
      `The starting codebooks in ${folder} were made for another model. Install Likeness again; your library stays as it is.`,
    );
  }
  return generation;
}

// A comparison on a folder of labelled photos: each is described by the app's CNN through the whole pipeline, or by GIST.
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import type { Kernels } from '../../../../core/index.ts';
import { GistDescriber } from '../../../../core/index.ts';
import { LikenessError } from '../../api/errors.ts';
import { LabLibrary } from '../lab-library.ts';
import { readGroups } from '../truth-csv.ts';
import type { ComparisonSet } from './compare-methods.ts';
import type { LabelledVector } from './labelled-vectors.ts';
import { labelledComparison } from './labelled-vectors.ts';

export const photoFeatures = ['cnn', 'gist'] as const;
export type PhotoFeature = (typeof photoFeatures)[number];

export interface PhotoComparison {
  readonly folder: string;
  /** CSV: file (relative to the folder), group, and if it likes role ('query' rows ask). */
  readonly truth: string;
  readonly distractors: readonly string[];
  readonly features: PhotoFeature;
  readonly seed: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((text: string) => void) | undefined;
}

interface PhotoFile {
  readonly path: string;
  readonly label: string | null;
  readonly asks: boolean;
}

/** Side of the square that GIST describes: as the authors'. */
const GIST_SIDE = 128;

/** @throws LikenessError `usage` for a truth that does not fit, and those of reading */
export async function readPhotoComparison(
  comparison: PhotoComparison,
  kernels: Kernels,
): Promise<{ set: ComparisonSet; missingCount: number }> {
  const folder = resolve(comparison.folder);
  const labelled = await readGroups(comparison.truth);
  const files: PhotoFile[] = [
    ...labelled.map(({ file, group, asks }) => ({ path: join(folder, file), label: group, asks })),
    ...(await distractorFiles(comparison.distractors)),
  ];
  const vectors = comparison.features === 'cnn' ? await byNetwork(files, comparison) : await byGist(files, comparison);
  const set = labelledComparison(vectors, kernels, { seed: comparison.seed });
  return { set, missingCount: files.length - vectors.length };
}

async function distractorFiles(folders: readonly string[]): Promise<PhotoFile[]> {
  const files: PhotoFile[] = [];
  for (const folder of folders.map((each) => resolve(each))) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((thrown: unknown) => {
      throw new LikenessError('folder-missing', `The folder ${folder} cannot be read.`, { cause: thrown });
    });
    for (const entry of entries.filter((each) => each.isFile())) {
      files.push({ path: join(entry.parentPath, entry.name), label: null, asks: false });
    }
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A photo that lies there twice counts once. */
async function byNetwork(files: readonly PhotoFile[], comparison: PhotoComparison): Promise<LabelledVector[]> {
  const { folder, distractors, signal, onProgress } = comparison;
  const library = await LabLibrary.make([resolve(folder), ...distractors], {
    signal,
    ...(onProgress && { onProgress }),
  });
  try {
    const seen = new Set<number>();
    const vectors: LabelledVector[] = [];
    for (const { path, label, asks } of files) {
      const photoId = await library.photoIdOf(path);
      const vector = photoId === undefined || seen.has(photoId) ? null : library.engine.index.feature(photoId);
      if (vector === null) continue;
      seen.add(photoId!);
      vectors.push({ vector, label, asks });
    }
    return vectors;
  } finally {
    await library.remove();
  }
}

async function byGist(files: readonly PhotoFile[], { signal, onProgress }: PhotoComparison): Promise<LabelledVector[]> {
  const describer = new GistDescriber(GIST_SIDE);
  const vectors: LabelledVector[] = [];
  for (const [i, { path, label, asks }] of files.entries()) {
    if (signal?.aborted) throw new LikenessError('cancelled', 'Stopped.');
    onProgress?.(`Describing ${i + 1} of ${files.length} photos`);
    const pixels = await greySquare(path).catch(() => null);
    if (pixels !== null) vectors.push({ vector: describer.describe([pixels]), label, asks });
  }
  return vectors;
}

function greySquare(path: string): Promise<Uint8Array> {
  return sharp(path)
    .autoOrient()
    .resize(GIST_SIDE, GIST_SIDE, { fit: 'fill' })
    .greyscale()
    .extractChannel(0)
    .raw()
    .toBuffer();
}

// The places of photos and their descriptors, as the lab measures with them: every photo is decoded, made small and described.
import { join } from 'node:path';
import sharp from 'sharp';
import type { Kernels, Keypoint, Matrix } from '../../../../core/index.ts';
import { asMatrix, extractSift, rootSift } from '../../../../core/index.ts';
import type { GroupRow } from '../truth-csv.ts';

export interface LocalPhoto {
  readonly group: string;
  readonly asks: boolean;
  readonly keypoints: readonly Keypoint[];
  /** RootSIFT, (keypoints, 128). */
  readonly descriptors: Matrix;
}

export interface LocalReading {
  readonly folder: string;
  /** Photos are made smaller until their longer side has so many pixels. */
  readonly side: number;
  /** The strongest so many keypoints of a photo are kept. */
  readonly most: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((text: string) => void) | undefined;
}

/** In the order of the truth; null for files that are not there or cannot be read. */
export async function readLocalPhotos(
  truth: readonly GroupRow[],
  reading: LocalReading,
  kernels: Kernels,
): Promise<(LocalPhoto | null)[]> {
  const photos: (LocalPhoto | null)[] = [];
  for (const { file, group, asks } of truth) {
    reading.signal?.throwIfAborted();
    reading.onProgress?.(`Describing the places of ${photos.length + 1} of ${truth.length} photos`);
    const described = await describePlaces(join(reading.folder, file), reading, kernels).catch(() => null);
    photos.push(described && { group, asks, ...described });
  }
  return photos;
}

async function describePlaces(
  path: string,
  { side, most }: LocalReading,
  kernels: Kernels,
): Promise<Pick<LocalPhoto, 'keypoints' | 'descriptors'>> {
  const { data, info } = await sharp(path)
    .autoOrient()
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .greyscale()
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const picture = { width: info.width, height: info.height, data: Float32Array.from(data) };
  const { keypoints, descriptors } = extractSift(kernels, picture, { most });
  return { keypoints, descriptors: rootSift(descriptors) };
}

/** All rows after one another, and of which photo each is: its place in the list. */
export function joinDescriptors(photos: readonly LocalPhoto[]): { readonly all: Matrix; readonly owners: Uint32Array } {
  const rows = photos.reduce((sum, { descriptors }) => sum + descriptors.rows, 0);
  const all = asMatrix(new Float32Array(rows * 128), 128);
  const owners = new Uint32Array(rows);
  let at = 0;
  for (const [photo, { descriptors }] of photos.entries()) {
    all.data.set(descriptors.data, at * 128);
    owners.fill(photo, at, at + descriptors.rows);
    at += descriptors.rows;
  }
  return { all, owners };
}

// Hashing along principal components: the directions that vary most are cut at their mean.
import type { Abort } from '../abort.ts';
import { expectInteger } from '../checks.ts';
import { dot } from '../linalg/dot.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { row } from '../linalg/matrix.ts';
import type { PrincipalComponents } from '../linalg/principal-components.ts';
import { trainPrincipalComponents } from '../linalg/principal-components.ts';
import type { Parallel } from '../parallel.ts';
import { ProjectionHasher } from './projection-hasher.ts';

export interface ComponentHashing {
  readonly parallel: Parallel;
  readonly abort?: Abort | undefined;
  /** Those of the vectors, where they are known already: they cost most of the training. */
  readonly components?: PrincipalComponents | undefined;
}

/**
 * Bit i is the sign of the i-th principal coordinate, so b is at most D. The later bits say little, as their components
 * vary little: what ITQ and spectral hashing mend. Source: Wang, Kumar, Chang, "Semi-supervised hashing for scalable
 * image retrieval", CVPR 2010, section 3.3 without labels.
 * @param vectors (N, D), N at least 2
 * @throws CoreError `too-few-points`, `not-finite`, `parameter`, `memory`, `aborted`. Cost O(N D^2 + D^3)
 */
export async function trainPcaHashing(
  vectors: Matrix,
  bits: number,
  options: ComponentHashing,
): Promise<ProjectionHasher> {
  expectInteger('bits', bits, 1, vectors.columns);
  const components = (await componentsOf(vectors, options)).reduce(bits);
  return new ProjectionHasher(components.components, thresholdsAtMean(components.components, components));
}

/** All principal components of the vectors. @throws as `trainPrincipalComponents` */
export async function componentsOf(
  vectors: Matrix,
  { parallel, abort, components }: ComponentHashing,
): Promise<PrincipalComponents> {
  return components ?? (await trainPrincipalComponents(vectors, parallel, abort));
}

/** What each plane's product is for the mean: a plane through the mean has it on both sides. */
export function thresholdsAtMean(planes: Matrix, { mean }: Pick<PrincipalComponents, 'mean'>): Float32Array {
  return Float32Array.from({ length: planes.rows }, (_, i) => dot(row(planes, i), 0, mean, 0, mean.length));
}

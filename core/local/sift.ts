// SIFT: the places of a picture that are found again when it is turned, scaled or lit otherwise, and 128 numbers for each.
// Source: Lowe, 'Distinctive image features from scale-invariant keypoints', IJCV 2004.
import { expectInteger, expectLength } from '../checks.ts';
import type { LightPicture } from '../describe/light-picture.ts';
import { type Extremum, findExtrema } from './find-extrema.ts';
import { orientationsAt } from './orientations.ts';
import { buildScaleSpace, FIRST_SIGMA, LEVELS, type Octave } from './scale-space.ts';
import { describePlace, SIFT_LENGTH } from './sift-descriptor.ts';

export interface Keypoint {
  /** In pixels of the picture; pixel (0, 0) has its middle there. */
  readonly x: number;
  readonly y: number;
  /** The blur, sigma in pixels of the picture, at which it stands out. */
  readonly scale: number;
  /** Radians, clockwise from the x axis, 0 to 2 pi. */
  readonly angle: number;
  /** |D|, of a picture from 0 to 1: the larger the more stable. */
  readonly strength: number;
}

export interface LocalFeatures {
  readonly keypoints: readonly Keypoint[];
  /** (keypoints, 128), row-major: a vector of length one times 512. */
  readonly descriptors: Uint8Array;
}

export interface SiftOptions {
  /** Keep no more than the strongest so many; all by default. */
  readonly most?: number;
  /** Least contrast |D| times 3, of a picture from 0 to 1; 0.04 by default, where Lowe's section 4 has 0.09. */
  readonly contrast?: number;
  /** Largest ratio of principal curvatures; 10 by default (section 4.1). */
  readonly edgeRatio?: number;
}

/** A keypoint with the octave and level in which it is described. */
interface Found {
  readonly keypoint: Keypoint;
  readonly octave: Octave;
  readonly nearestLevel: number;
}

/**
 * Coarser octaves come later. A place with two orientations is two keypoints.
 * @param picture 0 to 255, at least 12 pixels each way. Cost: for 512 x 384 some 0.3 s with a thousand keypoints, 0.5 s with three.
 * @throws CoreError `shape`, `parameter`
 */
export function extractSift(picture: LightPicture, options: SiftOptions = {}): LocalFeatures {
  expectInteger('width of a picture', picture.width, 12, 8192);
  expectInteger('height of a picture', picture.height, 12, 8192);
  expectLength('pixels of a picture', picture.data, picture.width * picture.height);
  const limits = { contrast: options.contrast ?? 0.04, edgeRatio: options.edgeRatio ?? 10 };
  const all = buildScaleSpace(picture).flatMap((octave) =>
    findExtrema(octave, limits).flatMap((extremum) => withOrientations(octave, extremum)),
  );
  const found = strongest(withoutRepeats(all), options.most ?? Infinity);
  const descriptors = new Uint8Array(found.length * SIFT_LENGTH);
  for (const [i, { keypoint, octave, nearestLevel }] of found.entries()) {
    const into = descriptors.subarray(i * SIFT_LENGTH, (i + 1) * SIFT_LENGTH);
    const { x, y, scale, angle } = keypoint;
    const inOctave = { x: x / octave.pixel, y: y / octave.pixel, scale: scale / octave.pixel, angle };
    describePlace(octave.levels[nearestLevel]!, inOctave, into);
  }
  return { keypoints: found.map(({ keypoint }) => keypoint), descriptors };
}

function withOrientations(octave: Octave, { x, y, level, nearestLevel, strength }: Extremum): Found[] {
  const scale = FIRST_SIGMA * 2 ** (level / LEVELS);
  const { pixel } = octave;
  return orientationsAt(octave.levels[nearestLevel]!, x, y, scale).map((angle) => ({
    keypoint: { x: x * pixel, y: y * pixel, scale: scale * pixel, angle, strength },
    ...{ octave, nearestLevel },
  }));
}

/** Neighbouring pixels may lead to the same extremum. */
function withoutRepeats(found: readonly Found[]): Found[] {
  const seen = new Set<string>();
  return found.filter(({ keypoint: { x, y, scale, angle } }) => {
    const key = `${x} ${y} ${scale} ${angle}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** In the order they were found. */
function strongest(found: readonly Found[], most: number): readonly Found[] {
  if (found.length <= most) return found;
  const ranked = found.toSorted((a, b) => b.keypoint.strength - a.keypoint.strength);
  const kept = new Set(ranked.slice(0, most));
  return found.filter((one) => kept.has(one));
}

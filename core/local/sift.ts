// SIFT: the places of a picture that are found again when it is turned, scaled or lit otherwise, and 128 numbers for each.
// Source: Lowe, 'Distinctive image features from scale-invariant keypoints', IJCV 2004.
import { expectInteger, expectLength } from '../checks.ts';
import type { LightPicture } from '../describe/light-picture.ts';
import { KernelRoom } from '../kernels/kernel-room.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { type Extremum, type ExtremumLimits, findExtrema } from './find-extrema.ts';
import { orientationScratchBytes, orientationsAt } from './orientations.ts';
import { buildScaleSpace, differencesOf, FIRST_SIGMA, LEVELS, type Octave } from './scale-space.ts';
import { describePlace, descriptorScratchBytes, SIFT_LENGTH } from './sift-descriptor.ts';

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
  /**
   * Cells a side over which those `most` are spread: the strongest of every cell come before the second strongest of any, so
   * that writing, which stands out most, leaves room for what lies beside it. 1 by default.
   */
  readonly spread?: number;
  /** Least contrast |D| times 3, of a picture from 0 to 1; 0.04 by default, where Lowe's section 4 has 0.09. */
  readonly contrast?: number;
  /** Largest ratio of principal curvatures; 10 by default (section 4.1). */
  readonly edgeRatio?: number;
  /** Begin at twice the picture's size; true by default. Without it a quarter of the time finds a third of the keypoints, the larger ones. */
  readonly doubled?: boolean;
}

/** A keypoint with the octave and level in which it is described. */
interface Found {
  readonly keypoint: Keypoint;
  /** In pixels of the octave. */
  readonly x: number;
  readonly y: number;
  readonly strength: number;
  readonly octave: Octave;
  readonly nearestLevel: number;
}

interface FoundExtremum extends Extremum {
  readonly octave: Octave;
}

/**
 * Coarser octaves come later. A place with two orientations is two keypoints.
 * @param picture 0 to 255, at least 12 pixels each way
 * @throws CoreError `shape`, `parameter`, `memory`. Cost: see core/README.md
 */
export function extractSift(kernels: Kernels, picture: LightPicture, options: SiftOptions = {}): LocalFeatures {
  expectInteger('width of a picture', picture.width, 12, 8192);
  expectInteger('height of a picture', picture.height, 12, 8192);
  expectLength('pixels of a picture', picture.data, picture.width * picture.height);
  const room = new KernelRoom(kernels.memory);
  try {
    return new Extraction(kernels, room, options.most ?? Infinity).run(picture, options);
  } finally {
    room.release();
  }
}

/** The work on one picture, whose octaves lie in the kernel memory until it ends. */
class Extraction {
  private readonly kernels: Kernels;
  private readonly room: KernelRoom;
  private readonly most: number;

  constructor(kernels: Kernels, room: KernelRoom, most: number) {
    this.kernels = kernels;
    this.room = room;
    this.most = most;
  }

  run(picture: LightPicture, { contrast = 0.04, edgeRatio = 10, doubled, spread = 1 }: SiftOptions): LocalFeatures {
    const octaves = buildScaleSpace(this.kernels, picture, this.room, { doubled });
    // The weaker ones would be cut from the keypoints in any case.
    const all = this.extremaOf(octaves, { contrast, edgeRatio });
    const extrema = strongest(all, this.most, (one) => cellOf(one, picture, spread));
    const { width, height } = octaves[0]?.levels[0] ?? picture;
    const longer = Math.max(width, height);
    const scratch = this.room.bytes(Math.max(orientationScratchBytes(longer), descriptorScratchBytes(longer)));
    const found = extrema.flatMap((extremum) => this.withOrientations(extremum, scratch));
    return this.describe(
      strongest(withoutRepeats(found), this.most, (one) => cellOf(one, picture, spread)),
      scratch,
    );
  }

  private extremaOf(octaves: readonly Octave[], limits: ExtremumLimits): FoundExtremum[] {
    // The first octave is the largest.
    const { width = 0, height = 0 } = octaves[0]?.levels[0] ?? {};
    const places = Array.from({ length: LEVELS + 2 }, () => this.room.floats(width * height));
    const peaks = this.room.floats(width * height);
    return octaves.flatMap((octave) => {
      const differences = differencesOf(this.kernels, octave, places);
      return findExtrema(this.kernels, differences, peaks, limits).map((extremum) => ({ ...extremum, octave }));
    });
  }

  private withOrientations({ octave, nearestLevel, ...extremum }: FoundExtremum, scratch: number): Found[] {
    const scale = FIRST_SIGMA * 2 ** (extremum.level / LEVELS);
    const { x, y, strength } = extremum;
    const { pixel, levels } = octave;
    return orientationsAt(this.kernels, levels[nearestLevel]!, { x, y, scale }, scratch).map((angle) => ({
      keypoint: { x: x * pixel, y: y * pixel, scale: scale * pixel, angle, strength },
      ...{ octave, nearestLevel, strength, x, y },
    }));
  }

  private describe(found: readonly Found[], scratch: number): LocalFeatures {
    const descriptors = new Uint8Array(found.length * SIFT_LENGTH);
    for (const [i, { keypoint, octave, nearestLevel }] of found.entries()) {
      const into = descriptors.subarray(i * SIFT_LENGTH, (i + 1) * SIFT_LENGTH);
      const { x, y, scale, angle } = keypoint;
      const inOctave = { x: x / octave.pixel, y: y / octave.pixel, scale: scale / octave.pixel, angle };
      describePlace(this.kernels, octave.levels[nearestLevel]!, inOctave, scratch, into);
    }
    return { keypoints: found.map(({ keypoint }) => keypoint), descriptors };
  }
}

/** Neighbouring pixels may lead to the same extremum. */
function withoutRepeats(found: readonly Found[]): Found[] {
  const seen = new Set<string>();
  return found.filter(({ keypoint: { x, y, scale, angle } }) => {
    const key = `${x} ${y} ${scale} ${angle}`;
    return !seen.has(key) && seen.add(key);
  });
}

function cellOf(
  { x, y, octave }: { readonly x: number; readonly y: number; readonly octave: Octave },
  { width, height }: LightPicture,
  spread: number,
): number {
  const place = (at: number, side: number) => Math.min(spread - 1, Math.floor((at * octave.pixel * spread) / side));
  return place(y, height) * spread + place(x, width);
}

/** In the order they were found: the strongest of each cell, then the second strongest, until there are enough. */
function strongest<One extends { readonly strength: number }>(
  found: readonly One[],
  most: number,
  cell: (one: One) => number,
): readonly One[] {
  if (found.length <= most) return found;
  const ranked = found.toSorted((a, b) => b.strength - a.strength);
  const rank = new Map<One, number>();
  const counts = new Map<number, number>();
  for (const one of ranked) {
    const count = counts.get(cell(one)) ?? 0;
    rank.set(one, count);
    counts.set(cell(one), count + 1);
  }
  const kept = new Set(ranked.toSorted((a, b) => rank.get(a)! - rank.get(b)!).slice(0, most));
  return found.filter((one) => kept.has(one));
}

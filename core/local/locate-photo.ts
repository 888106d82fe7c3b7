// 'Where is the original of this crop, collage or screenshot?': whether a photo shows a part of the picture, or the picture a part
// of it, and where in both. Matched places tell how they lie over each other, pixels whether they then show the same.
// Source: Lowe, IJCV 2004, section 7; Philbin et al., CVPR 2007.
import { type AffineMap, inFractions, inverted, seenThrough } from '../describe/affine-map.ts';
import { halved, type LightPicture, smoothed } from '../describe/light-picture.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { Random } from '../random.ts';
import { type AgreeingArea, BLOCK_SIDE, findAgreeingArea } from './agreeing-area.ts';
import { areaOf, clipPolygon, type Point } from './clip-polygon.ts';
import { type LocalPlaces, toPlaces } from './local-places.ts';
import { PlaceMatcher } from './place-matcher.ts';
import { extractSift } from './sift.ts';
import { verifyGeometry } from './verify-geometry.ts';

/** What is kept of a photo, to look whether pictures lie in it: about 70 kB. */
export interface PhotoPlaces extends LocalPlaces {
  /** Of the picture that the places were found in. */
  readonly width: number;
  readonly height: number;
  /** Of at most `SMALL_SIDE` pixels a side, for comparing pixels; 0 to 255. */
  readonly small: { readonly width: number; readonly height: number; readonly data: Uint8Array };
}

/** How a photo and the picture lie over each other, and where they show the same. */
export interface MatchedArea {
  /** From fractions of the picture's sides to fractions of the photo's. */
  readonly map: AffineMap;
  /** Corners of what both show, in fractions of the sides, in the same order; and its share of each. */
  readonly inPicture: readonly Point[];
  readonly inPhoto: readonly Point[];
  readonly pictureShare: number;
  readonly photoShare: number;
  /** Matched places that lie alike. */
  readonly inliers: number;
  /** Share of the blocks with a pattern that agree in the area, and how many have one. */
  readonly agreement: number;
  readonly patternCount: number;
}

/** The strongest places of a thumbnail, and of a picture that may hold several photos. */
const MOST_OF_PHOTO = 400;
const MOST_OF_PICTURE = 2000;
/** Cells a side over which they are spread. */
const SPREAD = 8;
/** A picture of fewer pixels a side is looked at at twice its size. */
const SMALL_PICTURE = 500;
const SMALL_SIDE = 160;
/** Pixels of the photo. */
const TOLERANCE = 4;
/** Fewer are not looked at by their pixels. */
const LEAST_INLIERS = 5;

/** @param picture at least 12 pixels each way. @throws CoreError `shape`, `parameter`, `memory`. Cost: some 30 ms for 512 x 384 */
export function describePhotoPlaces(kernels: Kernels, picture: LightPicture): PhotoPlaces {
  const features = extractSift(kernels, picture, { most: MOST_OF_PHOTO, spread: SPREAD, doubled: false });
  const { width, height, data } = shrunk(picture, (side) => side <= SMALL_SIDE);
  const small = { width, height, data: Uint8Array.from(data, Math.round) };
  return { ...toPlaces(features), width: picture.width, height: picture.height, small };
}

/** Looks for one picture in photos, one after the other. Its descriptors lie in the kernel memory until `release`. */
export class PhotoLocator {
  private readonly picture: LightPicture;
  private readonly matcher: PlaceMatcher;
  /** Of the picture, each half the size of the one before. */
  private readonly sizes: readonly LightPicture[];

  /** @throws CoreError `shape`, `parameter`, `memory`. Cost: some 150 ms for 1024 x 768 */
  constructor(kernels: Kernels, picture: LightPicture) {
    this.picture = picture;
    const doubled = Math.max(picture.width, picture.height) < SMALL_PICTURE;
    const features = extractSift(kernels, picture, { most: MOST_OF_PICTURE, spread: SPREAD, doubled });
    this.matcher = new PlaceMatcher(kernels, toPlaces(features));
    this.sizes = halvings(picture);
  }

  /** Null where fewer than `LEAST_INLIERS` places lie alike, or no pixels agree. Cost: 5 to 20 ms */
  locate(photo: PhotoPlaces): MatchedArea | null {
    const pairs = this.matcher.match(photo);
    const geometry = verifyGeometry(pairs, { random: new Random(1), tolerance: TOLERANCE });
    if (geometry === null || geometry.inliers.length < LEAST_INLIERS) return null;
    const map = inFractions(geometry.map, this.picture, photo);
    const area = this.agreeingArea(map, photo.small);
    if (area === null) return null;
    const inPhoto = cornersInPhoto(map, area, photo.small);
    const back = inverted(map);
    const inPicture = inPhoto.map((point) => applied(back, point));
    return {
      ...{ map, inPicture, inPhoto, pictureShare: areaOf(inPicture), photoShare: areaOf(inPhoto) },
      ...{ inliers: geometry.inliers.length, agreement: area.agreement, patternCount: area.patternCount },
    };
  }

  release(): void {
    this.matcher.release();
  }

  /** In the small photo's pixels, held against the picture of the size at which it shows the photo about as large. */
  private agreeingArea(map: AffineMap, { width, height, data }: PhotoPlaces['small']): AgreeingArea | null {
    const photo = smoothed({ width, height, data: Float32Array.from(data) });
    const back = inverted(map);
    const perPixel = ({ width: side }: LightPicture): number => (Math.hypot(back.xx, back.xy) * side) / width;
    const picture = this.sizes.find((size) => perPixel(size) < 1.5) ?? this.sizes.at(-1)!;
    return findAgreeingArea(photo, seenThrough(inPixels(back, photo, picture), smoothed(picture), photo));
  }
}

function halvings(picture: LightPicture): LightPicture[] {
  const sizes = [picture];
  while (Math.min(sizes.at(-1)!.width, sizes.at(-1)!.height) >= 24) sizes.push(halved(sizes.at(-1)!));
  return sizes;
}

function shrunk(picture: LightPicture, isSmall: (longerSide: number) => boolean): LightPicture {
  let small = picture;
  while (!isSmall(Math.max(small.width, small.height))) small = halved(small);
  return small;
}

/** The picture's sides as they lie in the photo, cut to the photo and to where blocks agree; a block at the border is the border. */
function cornersInPhoto(map: AffineMap, area: AgreeingArea, { width, height }: PhotoPlaces['small']): Point[] {
  const picture = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ].map(([x, y]) => applied(map, { x: x!, y: y! }));
  const [across, down] = [picture.map(({ x }) => x * width), picture.map(({ y }) => y * height)];
  const near = BLOCK_SIDE * 1.25;
  const lower = (edge: number, all: number[]): number =>
    edge - Math.max(0, Math.min(...all)) < near ? -Infinity : edge;
  const upper = (edge: number, all: number[], side: number): number =>
    Math.min(side, Math.max(...all)) - edge < near ? Infinity : edge;
  const agreeing = {
    left: Math.max(0, lower(area.left, across) / width),
    right: Math.min(1, upper(area.right, across, width) / width),
    top: Math.max(0, lower(area.top, down) / height),
    bottom: Math.min(1, upper(area.bottom, down, height) / height),
  };
  return clipPolygon(picture, agreeing);
}

function applied({ xx, xy, x0, yx, yy, y0 }: AffineMap, { x, y }: Point): Point {
  return { x: xx * x + xy * y + x0, y: yx * x + yy * y + y0 };
}

/** The opposite of `inFractions`. */
function inPixels(
  { xx, xy, x0, yx, yy, y0 }: AffineMap,
  first: { readonly width: number; readonly height: number },
  second: { readonly width: number; readonly height: number },
): AffineMap {
  const map = {
    ...{ xx: (xx * second.width) / first.width, xy: (xy * second.width) / first.height },
    ...{ yx: (yx * second.height) / first.width, yy: (yy * second.height) / first.height },
  };
  return {
    ...map,
    x0: x0 * second.width - (1 - map.xx - map.xy) / 2,
    y0: y0 * second.height - (1 - map.yx - map.yy) / 2,
  };
}

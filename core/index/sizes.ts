// The written-down rule that turns a library's size into the sizes of its index. Why these: core/README.md.

export interface IndexSizes {
  /** Coarse cells. */
  readonly nlist: number;
  /** Parts of a residual, and bytes of a code. */
  readonly m: number;
  /** Centroids a part. */
  readonly ksub: number;
  /** Features to train on: a random sample of this many where there are more, which would cost time and gain little. */
  readonly trainingCount: number;
}

/** A byte's worth: fewer centroids would leave bits of the stored code unused. */
const KSUB = 256;
/** Fewer training points a centroid than this, and it fits the sample instead of the library (FAISS warns below it). */
const FEWEST_POINTS_PER_CENTROID = 39;
const SMALLEST_NLIST = 16;
const LARGEST_NLIST = 65_536;
/** Code lengths by library size, for parts of 2, 4 and 8 of 512 components: 13, 64 and 64 MB (a million) at most. */
const CODE_LENGTHS = [
  { upTo: 50_000, m: 256 },
  { upTo: 500_000, m: 128 },
  { upTo: Infinity, m: 64 },
];
/** A scan of this many codes takes a few milliseconds: below it there is nothing to gain by looking at fewer. */
const CODES_ALWAYS_SCANNED = 20_000;

/**
 * nlist: the power of two nearest (by ratio) to 2 sqrt(N), or to N / 39 where that is smaller, within 16 .. 65,536:
 * 16 cells below 883 photos, 32 at 1,000, 256 at 10,000, 1024 at 250,000, 2048 at a million. 2 sqrt(N) balances
 * choosing cells (nlist distances) against scanning them (nprobe N / nlist codes).
 * m: 256 up to 50,000 photos, 128 up to 500,000, 64 above: as near to lossless as memory lets it be. For a dimension
 * that these do not divide, its largest divisor below them.
 */
export function chooseSizes(photoCount: number, dimension = 512): IndexSizes {
  const cells = Math.min(2 * Math.sqrt(photoCount), photoCount / FEWEST_POINTS_PER_CENTROID);
  const nlist = clamp(2 ** Math.round(Math.log2(Math.max(cells, 1))), SMALLEST_NLIST, LARGEST_NLIST);
  const m = largestDivisor(dimension, CODE_LENGTHS.find(({ upTo }) => photoCount <= upTo)!.m);
  const enough = FEWEST_POINTS_PER_CENTROID * Math.max(nlist, KSUB);
  return { nlist, m, ksub: KSUB, trainingCount: Math.min(photoCount, enough) };
}

/**
 * How many cells a search looks into: so many that it sees about 20,000 codes, and at least a sixteenth of all cells.
 * Recall first. A photo near the border of its cell is missed when the neighbouring cell is not probed; with nprobe =
 * nlist, which this gives up to 20,000 photos, nothing is missed but what quantisation blurs. Beyond, a sixteenth: of
 * 100,000 SIFT descriptors, 64 of 1024 cells hold 99 % of the nearest neighbours (FAISS, recall@100 at m = 16).
 */
export function chooseProbes(photoCount: number, nlist: number): number {
  const forCodes = Math.ceil((CODES_ALWAYS_SCANNED / Math.max(photoCount, 1)) * nlist);
  return clamp(Math.max(forCodes, Math.ceil(nlist / 16)), 1, nlist);
}

/** From this many photos on a library's own generation is worth having. */
export const PHOTOS_FOR_OWN_GENERATION = 1000;
/** nlist doubles when the library grows fourfold: that is when another generation has something to gain. */
const GROWTH = 4;
/** New photos that lose a quarter more than the training ones did are of another kind than those. */
export const DRIFT = 1.25;
/** ... but until the library has grown by a tenth, training again would see hardly anything new. */
const GROWTH_FOR_DRIFT = 1.1;

export interface GenerationAge {
  /** Photos of this library when its own generation was trained; 0 while it has none and uses the starting one. */
  readonly trainedOn: number;
  readonly photoCount: number;
  /** See `TrainingRecord`. */
  readonly errorAtTraining: number;
  /** See `RecentError`; undefined when too few photos came in. */
  readonly recentError?: number | undefined;
}

/** Whether the library should train a generation now: its first at 1,000 photos, then after growth or drift. */
export function shouldRetrain({ trainedOn, photoCount, errorAtTraining, recentError }: GenerationAge): boolean {
  if (photoCount < PHOTOS_FOR_OWN_GENERATION) return false;
  if (photoCount >= GROWTH * trainedOn) return true;
  if (recentError === undefined || photoCount < GROWTH_FOR_DRIFT * trainedOn) return false;
  return recentError > DRIFT * errorAtTraining;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

function largestDivisor(dimension: number, most: number): number {
  let divisor = Math.min(dimension, most);
  while (dimension % divisor !== 0) divisor--;
  return divisor;
}

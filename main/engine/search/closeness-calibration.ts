// The borders of closeness for one library: how near its own photos lie that have nothing to do with each other. A library of
// one photographer's mountains has nearer strangers than one of everything, and 'alike' begins where strangers end.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import { dot, Random } from '../../../core/index.ts';
import type { PhotoIndex } from '../index/photo-index.ts';
import { type CalibrationFigures, type Settings } from '../library/settings.ts';
import { type ClosenessScale, shippedScale, toDistance } from './closeness.ts';

export interface CalibrationParts {
  readonly database: Database.Database;
  readonly settings: Pick<Settings, 'calibration'>;
  readonly index: Pick<PhotoIndex, 'feature' | 'modelSha256' | 'searchableCount'>;
}

/** Smaller libraries keep the shipped borders. */
export const FEWEST_PHOTOS = 500;
/** Pairs of so many photos are measured: 180,000 pairs, in which even a hundredth is known to some percent. */
const SAMPLE = 600;
/** A library that grew by half is measured anew. */
const GROWTH = 1.5;
const SEED = 19_093;
const DAY_MS = 86_400_000;
/** Photos compared with all before them between two turns of the event loop: some milliseconds. */
const ROWS_A_TURN = 8;

// Strangers are told by the middle of all pairs, not by its end: the end is where scenes and bursts of the library lie. By
// `npm run bench -- closeness` on Holidays and 500 other photos (385,881 pairs) half of the pairs have a cosine below 0.016
// and three quarters below 0.055; the shipped borders lie so many times the distance between these two above the first.
// What it does, by the same command with --strangers (questions that have nothing to do with the library): how many of them
// find a photo called alike or nearer, and how many photos of Holidays miss the nearest other one of their scene.
//   library                       strangers: shipped, own     missed: shipped, own
//   Holidays and 500 others       objects   0.180  0.176      0.172  0.183
//   500 others                    objects   0.167  0.122
//   objects of 49 kinds           photos    0.099  0.055
//   Holidays and 1,225 objects    photos    0.200  0.168      0.172  0.214
//   Holidays and 720 of 6 kinds   objects   0.016  0.012      0.172  0.299
// The last is why the bounds are narrow: a sixth of the library shows one kind, and its middle is no longer that of strangers.
// With nine tenths instead of three quarters and wide bounds 0.389 were missed there.
const SHIPPED: Pick<CalibrationFigures, 'median' | 'upper'> = { median: 0.016, upper: 0.055 };
/** What no library moves a border beyond: in one that is a single scene from end to end the middle tells of no strangers. */
const BOUNDS = { copies: [0.6, 0.77], sameScene: [0.47, 0.62], alike: [0.33, 0.44] } as const;

interface SampledPhoto {
  readonly feature: Float32Array;
  /** By the camera's clock; null where nobody knows. */
  readonly shotAt: number | null;
}

export class ClosenessCalibration {
  private readonly parts: CalibrationParts;
  private figures: CalibrationFigures | null;
  private measuring: Promise<void> | null = null;
  private isStopped = false;

  constructor(parts: CalibrationParts) {
    this.parts = parts;
    this.figures = parts.settings.calibration;
  }

  /** Measuring, when it is due, begins behind the answer that asks: the next one has it. */
  get scale(): ClosenessScale {
    if (this.isDue) void this.measure();
    return this.isCalibrated ? scaleOf(this.figures!) : shippedScale;
  }

  get isCalibrated(): boolean {
    return this.figures?.model === this.parts.index.modelSha256;
  }

  /** Resolves when what is due is measured. */
  measure(): Promise<void> {
    if (!this.isDue) return this.measuring ?? Promise.resolve();
    this.measuring ??= this.run().finally(() => (this.measuring = null));
    return this.measuring;
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.measuring;
  }

  private get isDue(): boolean {
    const { searchableCount } = this.parts.index;
    if (this.isStopped || searchableCount < FEWEST_PHOTOS) return false;
    return !this.isCalibrated || searchableCount >= GROWTH * this.figures!.photoCount;
  }

  private async run(): Promise<void> {
    const { modelSha256, searchableCount } = this.parts.index;
    const cosines = await cosinesOfStrangers(readSample(this.parts), () => this.isStopped);
    if (this.isStopped || cosines.length === 0 || this.parts.index.modelSha256 !== modelSha256) return;
    const at = (share: number): number => cosines[Math.floor(share * cosines.length)]!;
    this.figures = { model: modelSha256, photoCount: searchableCount, median: at(0.5), upper: at(0.75) };
    this.parts.settings.calibration = this.figures;
  }
}

export function scaleOf({ median, upper }: Pick<CalibrationFigures, 'median' | 'upper'>): ClosenessScale {
  const stretch = (upper - median) / (SHIPPED.upper - SHIPPED.median);
  const border = (name: keyof ClosenessScale): number => {
    const shipped = 1 - shippedScale[name] / 2;
    const [least, most] = BOUNDS[name];
    return toDistance(Math.min(most, Math.max(least, median + (shipped - SHIPPED.median) * stretch)));
  };
  return { copies: border('copies'), sameScene: border('sameScene'), alike: border('alike') };
}

/** Photos drawn over all ids; the same library gives the same ones. */
function readSample({ database, index }: CalibrationParts): SampledPhoto[] {
  const [least, most] = database.prepare<[], [number, number]>('SELECT min(id), max(id) FROM photo').raw().get()!;
  const select = database.prepare<[number], { id: number; takenAt: number; takenFrom: string }>(
    'SELECT id, taken_at AS takenAt, taken_from AS takenFrom FROM photo WHERE id >= ? ORDER BY id LIMIT 1',
  );
  const random = new Random(SEED);
  const drawn = new Map<number, SampledPhoto>();
  for (let draw = 0; draw < SAMPLE; draw++) {
    const row = select.get(least + Math.floor(random.next() * (most - least + 1)));
    if (row === undefined || drawn.has(row.id)) continue;
    const feature = index.feature(row.id);
    if (feature !== null) drawn.set(row.id, { feature, shotAt: row.takenFrom === 'exif' ? row.takenAt : null });
  }
  return [...drawn.values()];
}

/** Of all pairs but those known to be of one day, ascending. */
async function cosinesOfStrangers(photos: readonly SampledPhoto[], isStopped: () => boolean): Promise<Float32Array> {
  const cosines = new Float32Array((photos.length * (photos.length - 1)) / 2);
  let count = 0;
  for (const [i, photo] of photos.entries()) {
    for (const other of photos.slice(0, i)) {
      if (isOfOneDay(photo, other)) continue;
      cosines[count++] = dot(photo.feature, 0, other.feature, 0, photo.feature.length);
    }
    if (i % ROWS_A_TURN === 0) await nextTurn();
    if (isStopped()) break;
  }
  return cosines.subarray(0, count).sort();
}

function isOfOneDay(one: SampledPhoto, other: SampledPhoto): boolean {
  return one.shotAt !== null && other.shotAt !== null && Math.abs(one.shotAt - other.shotAt) < DAY_MS;
}

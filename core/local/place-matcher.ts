// Which places of many pictures look like one of a picture that stays the same: RootSIFT descriptors, whose inner products the
// kernels compute, and the ratio test. Source: Lowe, IJCV 2004, section 7.1.
import { floatsAt } from '../kernels/kernel-memory.ts';
import { KernelRoom } from '../kernels/kernel-room.ts';
import type { Kernels } from '../kernels/kernels.ts';
import type { PlacePair } from './fit-map.ts';
import { type LocalPlaces, placeCount } from './local-places.ts';
import { LARGEST_RATIO } from './match-descriptors.ts';
import { rootSift } from './root-sift.ts';
import { SIFT_LENGTH } from './sift-descriptor.ts';

/** Rows whose products are computed together. */
const BATCH = 64;

export class PlaceMatcher {
  private readonly kernels: Kernels;
  private readonly room: KernelRoom;
  private readonly asking: LocalPlaces;
  private readonly rows: number;
  private readonly queries: number;
  private readonly products: number;

  /** @param asking the picture that stays; its descriptors lie in the kernel memory until `release`. @throws CoreError `memory` */
  constructor(kernels: Kernels, asking: LocalPlaces) {
    this.kernels = kernels;
    this.asking = asking;
    this.room = new KernelRoom(kernels.memory);
    this.rows = this.room.copy(rootSift(asking.descriptors).data);
    this.queries = this.room.floats(BATCH * SIFT_LENGTH);
    this.products = this.room.floats(BATCH * placeCount(asking));
  }

  /**
   * For each place of the other picture the nearest one here, where the next is farther by far; one pair a place here, the nearest.
   * From here to there. Cost O(places places 128)
   */
  match(other: LocalPlaces, ratio = LARGEST_RATIO): PlacePair[] {
    const nearest = new Map<number, { second: number; distance: number }>();
    const count = placeCount(other);
    const descriptors = rootSift(other.descriptors).data;
    for (let from = 0; from < count; from += BATCH) {
      const to = Math.min(count, from + BATCH);
      this.multiply(descriptors.subarray(from * SIFT_LENGTH, to * SIFT_LENGTH), to - from);
      for (let i = from; i < to; i++) {
        const { first, distance, next } = this.nearestTwo(i - from);
        if (first < 0 || !(distance < ratio * ratio * next) || distance >= (nearest.get(first)?.distance ?? Infinity))
          continue;
        nearest.set(first, { second: i, distance });
      }
    }
    return [...nearest].map(([first, { second }]) => pairOf(this.asking.places, first, other.places, second));
  }

  release(): void {
    this.room.release();
  }

  private multiply(descriptors: Float32Array, count: number): void {
    floatsAt(this.kernels.memory, this.queries, descriptors.length).set(descriptors);
    this.kernels.multiply(this.queries, count, this.rows, placeCount(this.asking), SIFT_LENGTH, this.products);
  }

  /** Squared distances of vectors of length one, by their products. */
  private nearestTwo(row: number): { first: number; distance: number; next: number } {
    const count = placeCount(this.asking);
    const products = floatsAt(this.kernels.memory, this.products + 4 * row * count, count);
    let [first, most, second] = [-1, -Infinity, -Infinity];
    for (let i = 0; i < count; i++) {
      const product = products[i]!;
      if (product > most) [first, most, second] = [i, product, most];
      else if (product > second) second = product;
    }
    return { first, distance: 2 - 2 * most, next: 2 - 2 * second };
  }
}

function pairOf(from: Float32Array, i: number, to: Float32Array, j: number): PlacePair {
  const [x, y, scale, angle] = from.subarray(4 * i, 4 * i + 4) as unknown as [number, number, number, number];
  const [toX, toY, toScale, toAngle] = to.subarray(4 * j, 4 * j + 4) as unknown as [number, number, number, number];
  return { x, y, toX, toY, change: { scale: toScale / scale, turn: toAngle - angle } };
}

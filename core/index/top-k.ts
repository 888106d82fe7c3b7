// The k nearest of a stream of distances, in bounded space.
/**
 * A binary heap with the worst of the kept on top. Order is by distance, then by id, so that what is kept does not
 * depend on the order of offers. Cost O(log k) for an offer that is kept, O(1) otherwise.
 */
export class TopK {
  readonly capacity: number;
  private readonly distances: Float32Array;
  private readonly ids: Uint32Array;
  private length = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.distances = new Float32Array(capacity);
    this.ids = new Uint32Array(capacity);
  }

  get isFull(): boolean {
    return this.length === this.capacity;
  }

  /** No distance above this can be kept any more; a scan tests it before it offers. */
  get threshold(): number {
    if (!this.isFull) return Infinity;
    return this.capacity === 0 ? -Infinity : this.distances[0]!;
  }

  offer(distance: number, id: number): void {
    if (!this.isFull) {
      this.siftUp(this.length++, Math.fround(distance), id);
    } else if (this.capacity > 0 && this.isWorse(0, Math.fround(distance), id)) {
      this.siftDown(Math.fround(distance), id);
    }
  }

  /** Nearest first. Cost O(k log k). */
  sorted(): { ids: Uint32Array; distances: Float32Array } {
    const order = Uint32Array.from({ length: this.length }, (_, i) => i);
    order.sort((a, b) => this.distances[a]! - this.distances[b]! || this.ids[a]! - this.ids[b]!);
    const ids = Uint32Array.from(order, (i) => this.ids[i]!);
    return { ids, distances: Float32Array.from(order, (i) => this.distances[i]!) };
  }

  /** Whether the kept entry at `place` comes after the given one. */
  private isWorse(place: number, distance: number, id: number): boolean {
    const kept = this.distances[place]!;
    return kept > distance || (kept === distance && this.ids[place]! > id);
  }

  private siftUp(from: number, distance: number, id: number): void {
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (this.isWorse(parent, distance, id)) break;
      this.copy(parent, place);
      place = parent;
    }
    this.put(place, distance, id);
  }

  private siftDown(distance: number, id: number): void {
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= this.length) break;
      const sibling = child + 1;
      if (sibling < this.length && this.isWorse(sibling, this.distances[child]!, this.ids[child]!)) child = sibling;
      if (!this.isWorse(child, distance, id)) break;
      this.copy(child, place);
      place = child;
    }
    this.put(place, distance, id);
  }

  private copy(from: number, to: number): void {
    this.put(to, this.distances[from]!, this.ids[from]!);
  }

  private put(place: number, distance: number, id: number): void {
    this.distances[place] = distance;
    this.ids[place] = id;
  }
}

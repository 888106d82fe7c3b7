// All photos of a list by date, as numbers: ids, proportions, and the days they lie on. Six bytes a photo.
import type { OutlinePart } from '../../main/engine/api/photo-schemas.ts';

export interface OutlineDay {
  /** Midnight; days differ by it. */
  start: number;
  /** When its newest photo was taken. */
  time: number;
  /** Its photos are `first` up to, not including, `end`. */
  first: number;
  end: number;
}

export class Outline {
  readonly ids: Uint32Array;
  /** Width by height in thousandths. */
  readonly aspects: Uint16Array;
  readonly days: readonly OutlineDay[];
  private asked = { id: 0, place: -1 };

  constructor(ids: Uint32Array, aspects: Uint16Array, days: readonly OutlineDay[]) {
    this.ids = ids;
    this.aspects = aspects;
    this.days = days;
  }

  get length(): number {
    return this.ids.length;
  }

  /** -1 for a photo that is not in it. Asked for the same photo again and again, it looks once. */
  placeOf(id: number): number {
    if (this.asked.id !== id) this.asked = { id, place: this.ids.indexOf(id) };
    return this.asked.place;
  }

  isSameAs(other: Outline): boolean {
    return (
      isSame(this.ids, other.ids) &&
      isSame(this.aspects, other.aspects) &&
      this.days.length === other.days.length &&
      this.days.every((day, index) => day.start === other.days[index]?.start && day.end === other.days[index].end)
    );
  }
}

/** A loop: a function called for each of a million numbers takes ten times as long. */
function isSame(one: Uint32Array | Uint16Array, two: Uint32Array | Uint16Array): boolean {
  if (one.length !== two.length) return false;
  for (let i = 0; i < one.length; i++) if (one[i] !== two[i]) return false;
  return true;
}

/** Puts an outline together from its parts, as they come. */
export class OutlineBuilder {
  private ids = new Uint32Array(4096);
  private aspects = new Uint16Array(4096);
  private readonly days: OutlineDay[] = [];
  length = 0;

  add(part: OutlinePart): void {
    const ids = new Uint32Array(fromBase64(part.ids));
    const aspects = new Uint16Array(fromBase64(part.aspects));
    this.makeRoom(this.length + ids.length);
    this.ids.set(ids, this.length);
    this.aspects.set(aspects, this.length);
    for (const { start, time, count } of part.days) {
      const last = this.days.at(-1);
      if (last?.start === start) last.end += count;
      else this.days.push({ start, time, first: last?.end ?? 0, end: (last?.end ?? 0) + count });
    }
    this.length += ids.length;
  }

  /** What has come so far; it does not change when more comes. */
  outline(): Outline {
    const days = this.days.map((day) => ({ ...day }));
    return new Outline(this.ids.slice(0, this.length), this.aspects.slice(0, this.length), days);
  }

  private makeRoom(length: number): void {
    if (length <= this.ids.length) return;
    const size = Math.max(length, 2 * this.ids.length);
    const [ids, aspects] = [new Uint32Array(size), new Uint16Array(size)];
    ids.set(this.ids);
    aspects.set(this.aspects);
    [this.ids, this.aspects] = [ids, aspects];
  }
}

function fromBase64(text: string): ArrayBuffer {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes.buffer;
}

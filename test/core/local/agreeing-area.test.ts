import { describe, expect, it } from 'vitest';
import { BLOCK_SIDE, findAgreeingArea } from '../../../core/local/agreeing-area.ts';
import { Random } from '../../../core/random.ts';
import { blurred } from './made-pictures.ts';

function clouds(seed: number, width = 96, height = 64) {
  const random = new Random(seed);
  const data = Float32Array.from({ length: width * height }, () => 255 * random.next());
  return blurred({ width, height, data }, 1.5);
}

describe('where two pictures that lie over each other show the same', () => {
  const picture = clouds(1);

  it('is all of it, where the one is the other, lighter and with less contrast', () => {
    const area = findAgreeingArea(picture, picture.data.map((value) => 30 + value / 2))!; // prettier-ignore
    expect(area).toMatchObject({ left: 0, top: 0, right: 96, bottom: 64, agreement: 1, patternCount: 96 });
  });

  it('is the rectangle that shows the same, among something else', () => {
    const other = clouds(2).data;
    const inside = (p: number) => p % 96 >= 16 && p % 96 < 64 && Math.floor(p / 96) >= 24;
    const seen = picture.data.map((value, p) => (inside(p) ? value : other[p]!));
    const area = findAgreeingArea(picture, seen)!;
    expect(area).toMatchObject({ left: 16, top: 24, right: 64, bottom: 64 });
    expect(area.agreement).toBe(1);
  });

  it('counts what differs inside it', () => {
    const other = clouds(2).data;
    const first = (p: number) =>
      Math.abs((p % 96) - 44) < BLOCK_SIDE / 2 && Math.abs(Math.floor(p / 96) - 28) < BLOCK_SIDE / 2;
    const area = findAgreeingArea(picture, picture.data.map((value, p) => (first(p) ? other[p]! : value)))!; // prettier-ignore
    expect(area.patternCount).toBe(96);
    expect(area.agreement).toBeCloseTo(95 / 96, 5);
  });

  it('is nowhere in another picture, in a plain one, or where nothing lies under it', () => {
    expect(findAgreeingArea(picture, clouds(3).data)?.patternCount ?? 0).toBeLessThan(4);
    const plain = { width: 96, height: 64, data: new Float32Array(96 * 64).fill(90) };
    expect(findAgreeingArea(plain, plain.data)).toBeNull();
    expect(findAgreeingArea(picture, new Float32Array(96 * 64).fill(NaN))).toBeNull();
  });
});

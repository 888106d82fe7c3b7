import { describe, expect, it } from 'vitest';
import { Whitening } from '../../../../core/describe/gist/whiten.ts';
import { Random } from '../../../../core/random.ts';

const side = 32;
const whitening = new Whitening(side);
const random = new Random(8);
const texture = Float32Array.from({ length: side * side }, () => 100 + 20 * random.normal());

function spread(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

describe('whitening', () => {
  it('makes a plain picture zero', () => {
    const [plain] = whitening.whiten([new Float32Array(side * side).fill(77)]);
    expect(Math.max(...plain!.map(Math.abs))).toBeLessThan(1e-9);
  });

  it('takes out a shadow over half of the picture', () => {
    const shaded = texture.map((value, p) => value * (p % side < 16 ? 0.4 : 1));
    const halves = (picture: ArrayLike<number>) => {
      const mean = (keep: (x: number) => boolean) => {
        const values = Array.from(picture).filter((_, p) => keep(p % side));
        return values.reduce((sum, value) => sum + value, 0) / values.length;
      };
      return mean((x) => x >= 16) - mean((x) => x < 16);
    };
    const logarithm = shaded.map((value) => Math.log(1 + value));
    const [whitened] = whitening.whiten([shaded]);
    const isLeft = Math.abs(halves(whitened!) / spread(whitened!));
    const wasThere = Math.abs(halves(logarithm) / spread(Float64Array.from(logarithm)));
    expect(isLeft).toBeLessThan(wasThere / 3);
  });

  it('makes strong and faint textures nearly as strong', () => {
    const faint = texture.map((value) => 100 + (value - 100) / 4);
    const [strong, weak] = [whitening.whiten([texture])[0]!, whitening.whiten([faint])[0]!];
    expect(spread(strong) / spread(weak)).toBeLessThan(3);
    expect(spread(strong) / spread(weak)).toBeGreaterThan(1);
  });

  it('divides all channels by the same contrast', () => {
    const [first, second] = whitening.whiten([texture, texture]);
    expect([...first!]).toEqual([...second!]);
  });
});

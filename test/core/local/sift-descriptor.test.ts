import { describe, expect, it } from 'vitest';
import type { LightPicture } from '../../../core/describe/light-picture.ts';
import { describePlace, descriptorScratchBytes, SIFT_LENGTH } from '../../../core/local/sift-descriptor.ts';
import { Random } from '../../../core/random.ts';
import { everyKernels } from '../kernels/placed.ts';
import { blurred, placed, turned } from './made-pictures.ts';

const random = new Random(3);
const cloudy = blurred(
  { width: 81, height: 81, data: Float32Array.from({ length: 81 * 81 }, () => 255 * random.next()) },
  2.5,
);

/** Cosine of the angle between two descriptors. */
function likeness(a: Uint8Array, b: Uint8Array): number {
  const product = (x: Uint8Array, y: Uint8Array) => x.reduce((sum, value, i) => sum + value * y[i]!, 0);
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
}

describe.each(everyKernels)('a SIFT descriptor, by kernels of $name', (kernels) => {
  const scratch = kernels.memory.allocate(descriptorScratchBytes(200));

  function descriptorOf(picture: LightPicture, angle = 0): Uint8Array {
    const into = new Uint8Array(SIFT_LENGTH);
    const place = { x: (picture.width - 1) / 2, y: (picture.height - 1) / 2, scale: 2, angle };
    describePlace(kernels, placed(picture, kernels), place, scratch, into);
    return into;
  }

  it('has length one, in 512ths', () => {
    const length = Math.hypot(...descriptorOf(cloudy));
    expect(length / 512).toBeGreaterThan(0.98);
    expect(length / 512).toBeLessThan(1.02);
  });

  it('does not change with brightness and contrast', () => {
    const changed = { ...cloudy, data: cloudy.data.map((value) => 40 + 0.5 * value) };
    expect(likeness(descriptorOf(cloudy), descriptorOf(changed))).toBeGreaterThan(0.9999);
  });

  it('turns with its place', () => {
    const { picture } = turned(cloudy, 37);
    expect(likeness(descriptorOf(cloudy), descriptorOf(picture, (37 * Math.PI) / 180))).toBeGreaterThan(0.97);
    expect(likeness(descriptorOf(cloudy), descriptorOf(picture))).toBeLessThan(0.9);
  });

  it('has all of a slope in the direction of its orientation', () => {
    const plane = { width: 81, height: 81, data: Float32Array.from({ length: 81 * 81 }, (_, p) => 2 * (p % 81)) };
    const inBins = Array.from({ length: 8 }, (_, bin) => descriptorOf(plane).filter((_, i) => i % 8 === bin));
    expect(inBins[0]!.every((value) => value > 0)).toBe(true);
    expect(inBins.slice(1).every((values) => values.every((value) => value === 0))).toBe(true);
  });

  it('is zero where nothing is to be seen', () => {
    const plain = { width: 81, height: 81, data: new Float32Array(81 * 81).fill(50) };
    expect(descriptorOf(plain).every((value) => value === 0)).toBe(true);
  });
});

import { describe, expect, test } from 'vitest';
import { shiftFor, tallest } from '../../../renderer/layout/scroll-shift.ts';

describe('a wall taller than a page can be', () => {
  const height = 50_000_000;

  test('is reached everywhere, within what can be scrolled to', () => {
    let shift = 0;
    for (let top = 0; top <= height - 900; top += 37_000) {
      shift = shiftFor(top, shift, height);
      expect(top - shift).toBeGreaterThanOrEqual(0);
      expect(top - shift).toBeLessThanOrEqual(tallest);
    }
    expect(shift).toBe(height - tallest);
  });

  test('stays while a person reads', () => {
    const shift = shiftFor(25_000_000, 0, height);
    expect(shiftFor(25_001_000, shift, height)).toBe(shift);
  });

  test('one that fits is not shifted', () => {
    expect(shiftFor(4_000_000, 0, 5_000_000)).toBe(0);
    expect(shiftFor(4_000_000, 9_000_000, 5_000_000)).toBe(0);
  });
});

import { crc32 as zlibCrc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Random, crc32 } from '../../../core/index.ts';

describe('crc32', () => {
  it('equals zlib’s', () => {
    const random = new Random(1);
    for (const length of [0, 1, 9, 1000]) {
      const bytes = Uint8Array.from({ length }, () => random.integer(256));
      expect(crc32(bytes)).toBe(zlibCrc32(bytes));
    }
  });
});

import { describe, expect, it } from 'vitest';
import { CoreError, crc32, parseGeneration, serialiseGeneration } from '../../../core/index.ts';
import { featureLike } from '../vectors.ts';
import { DIMENSION, filledSearcher, smallGeneration } from './generations.ts';
import { row } from '../../../core/index.ts';

const generation = await smallGeneration();
const bytes = serialiseGeneration(generation);

/** The bytes with one header field changed and the header's checksum made right again. */
function withField(offset: number, value: number): Uint8Array {
  const changed = bytes.slice();
  const view = new DataView(changed.buffer);
  view.setUint32(offset, value, true);
  view.setUint32(76, crc32(changed.subarray(0, 76)), true);
  return changed;
}

function errorOf(damaged: Uint8Array): CoreError {
  try {
    parseGeneration(damaged);
  } catch (error) {
    if (error instanceof CoreError) return error;
    throw error;
  }
  throw new Error('the damage went unnoticed');
}

describe('the stored form of a generation', () => {
  it('gives back the same generation, and the same bytes again', () => {
    const parsed = parseGeneration(bytes);
    expect(parsed).toEqual(generation);
    expect(serialiseGeneration(parsed)).toEqual(bytes);
  });

  it('gives the same answers to searches', () => {
    const features = featureLike(300, DIMENSION, 2);
    const before = filledSearcher(generation, features);
    const after = filledSearcher(parseGeneration(bytes), features);
    for (let i = 0; i < 20; i++) {
      const query = row(featureLike(20, DIMENSION, 3), i);
      expect(after.search(query, { k: 10, nprobe: 3 })).toEqual(before.search(query, { k: 10, nprobe: 3 }));
    }
  });

  it('is read from the middle of a larger buffer', () => {
    const larger = new Uint8Array(bytes.length + 7);
    larger.set(bytes, 3);
    expect(parseGeneration(larger.subarray(3, 3 + bytes.length))).toEqual(generation);
  });

  it('is refused when cut short, wherever', () => {
    for (const length of [0, 3, 79, 80, 100, bytes.length - 1]) {
      expect(errorOf(bytes.subarray(0, length)).code).toBe('damaged');
    }
  });

  it('is refused when any byte is changed', () => {
    for (let i = 0; i < bytes.length; i += i < 80 ? 1 : 97) {
      const changed = bytes.slice();
      changed[i]! ^= 0x20;
      expect(['damaged', 'version']).toContain(errorOf(changed).code);
    }
  });

  it('is refused when written by a later release', () => {
    const error = errorOf(withField(4, 2));
    expect(error).toMatchObject({ code: 'version', message: 'generation: version: expected at most 1, received 2' });
  });

  it.each([
    ['magic', 0, 0, 'these bytes are not a generation'],
    ['version 0', 4, 0, 'generation: version: expected 1, received 0'],
    ['dimension', 8, 0, 'generation: dimension: expected 1 to 65536, received 0'],
    ['nlist', 12, 70_000, 'generation: nlist: expected 1 to 65536, received 70000'],
    ['m', 16, 5, 'generation: m: expected a divisor of 24, received 5'],
    ['ksub', 20, 257, 'generation: ksub: expected 1 to 256, received 257'],
    ['error', 36, 0xffffffff, 'generation: error at training: expected a finite number from 0, received NaN'],
    ['unit length', 40, 2, 'generation: unit length: expected 0 or 1, received 2'],
    ['section tag', 44, 1, 'section COAR is not where it should be'],
    ['section offset', 48, 4_000_000_000, 'section COAR: expected an end within'],
    ['section length', 68, 8, 'section BOOK: expected 3072 bytes, received 8'],
    ['section checksum', 56, 1, 'section COAR does not match its checksum'],
  ])('is refused for its %s, by name', (_, offset, value, message) => {
    expect(errorOf(withField(offset, value)).message).toContain(message);
  });
});

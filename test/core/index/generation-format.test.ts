import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  CoreError,
  Generation,
  Permutation,
  ProductQuantiser,
  Random,
  Rotation,
  asMatrix,
  crc32,
  parseGeneration,
  serialiseGeneration,
} from '../../../core/index.ts';
import { featureLike } from '../vectors.ts';
import { DIMENSION, filledSearcher, smallGeneration } from './generations.ts';
import { row } from '../../../core/index.ts';

const generation = await smallGeneration();
const bytes = serialiseGeneration(generation);
/** With two sections: the coarse centroids and the codebooks. */
const HEADER_CRC_AT = 80;
const HEADER_BYTES = 84;

/** The bytes with one header field changed and the header's checksum made right again. */
function withField(offset: number, value: number): Uint8Array {
  const changed = bytes.slice();
  const view = new DataView(changed.buffer);
  view.setUint32(offset, value, true);
  view.setUint32(HEADER_CRC_AT, crc32(changed.subarray(0, HEADER_CRC_AT)), true);
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
    for (const length of [0, 3, 47, 48, HEADER_BYTES - 1, HEADER_BYTES, HEADER_BYTES + 100, bytes.length - 1]) {
      expect(errorOf(bytes.subarray(0, length)).code).toBe('damaged');
    }
  });

  it('is refused when any byte is changed', () => {
    for (let i = 0; i < bytes.length; i += i < HEADER_BYTES ? 1 : 97) {
      const changed = bytes.slice();
      changed[i]! ^= 0x20;
      expect(['damaged', 'version']).toContain(errorOf(changed).code);
    }
  });

  it('is refused when written by a later release', () => {
    const error = errorOf(withField(4, 3));
    expect(error).toMatchObject({ code: 'version', message: 'generation: version: expected at most 2, received 3' });
  });

  it.each([
    ['magic', 0, 0, 'these bytes are not a generation'],
    ['version 0', 4, 0, 'generation: version: expected 1 to 2, received 0'],
    ['dimension', 8, 0, 'generation: dimension: expected 1 to 65536, received 0'],
    ['nlist', 12, 70_000, 'generation: nlist: expected 1 to 65536, received 70000'],
    ['m', 16, 5, 'generation: m: expected a divisor of 24, received 5'],
    ['ksub', 20, 257, 'generation: ksub: expected 1 to 256, received 257'],
    ['error', 36, 0xffffffff, 'generation: error at training: expected a finite number from 0, received NaN'],
    ['unit length', 40, 2, 'generation: unit length: expected 0 or 1, received 2'],
    ['number of sections', 44, 17, 'generation: sections: expected at most 16, received 17'],
    ['section tag', 48, 1, 'section COAR is missing'],
    ['section offset', 52, 4_000_000_000, 'section COAR: expected an end within'],
    ['section length', 72, 8, 'section BOOK: expected 3072 bytes, received 8'],
    ['section checksum', 60, 1, 'section COAR does not match its checksum'],
  ])('is refused for its %s, by name', (_, offset, value, message) => {
    expect(errorOf(withField(offset, value)).message).toContain(message);
  });

  it('keeps what stands before the quantiser: an order of components, or a rotation', () => {
    const { coarse, quantiser, training } = generation;
    const swap = Float32Array.from({ length: DIMENSION ** 2 }, (_, at) => {
      const [i, j] = [Math.floor(at / DIMENSION), at % DIMENSION];
      return j === (i ^ 1) ? 1 : 0;
    });
    const transforms = [Permutation.random(DIMENSION, new Random(1)), new Rotation(asMatrix(swap, DIMENSION))];
    for (const transform of transforms) {
      const turned = new ProductQuantiser(DIMENSION, quantiser.m, quantiser.ksub, quantiser.codebooks, transform);
      const whole = new Generation(coarse, turned, training);
      expect(parseGeneration(serialiseGeneration(whole))).toEqual(whole);
    }
  });

  it('reads what the first version wrote', () => {
    const first = versionOne(generation);
    expect(parseGeneration(first)).toEqual(generation);
    for (const length of [0, 79, 80, first.length - 1]) expect(errorOf(first.subarray(0, length)).code).toBe('damaged');
    for (let i = 0; i < first.length; i += i < 80 ? 1 : 97) {
      const changed = first.slice();
      changed[i]! ^= 0x20;
      expect(['damaged', 'version']).toContain(errorOf(changed).code);
    }
  });

  it('reads the starting generation that is shipped', () => {
    const shipped = readFileSync(new URL('../../../resources/codebooks/starting-generation.bin', import.meta.url));
    expect(parseGeneration(shipped)).toMatchObject({ dimension: 512, nlist: 16, ksub: 256 });
  });
});

/** As version 1 laid it out: the table of its two sections at 44, the header's checksum at 76. */
function versionOne({ dimension, nlist, m, ksub, coarse, quantiser, training }: Generation): Uint8Array {
  const sections = [coarse.data, quantiser.codebooks].map((floats) => new Uint8Array(floats.buffer));
  const [coarseBytes, bookBytes] = sections as [Uint8Array, Uint8Array];
  const written = new Uint8Array(80 + coarseBytes.length + bookBytes.length);
  const view = new DataView(written.buffer);
  const word = (at: number, value: number): void => view.setUint32(at, value, true);
  [0x4e474b4c, 1, dimension, nlist, m, ksub, training.seed, training.trainedOn].forEach((v, i) => word(4 * i, v));
  view.setFloat64(32, training.errorAtTraining, true);
  word(40, training.unitLength ? 1 : 0);
  const entries = [0x52414f43, 80, coarseBytes.length, crc32(coarseBytes)];
  entries.push(0x4b4f4f42, 80 + coarseBytes.length, bookBytes.length, crc32(bookBytes));
  entries.forEach((value, i) => word(44 + 4 * i, value));
  word(76, crc32(written.subarray(0, 76)));
  written.set(coarseBytes, 80);
  written.set(bookBytes, 80 + coarseBytes.length);
  return written;
}

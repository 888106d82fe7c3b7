// A generation as one block of bytes, to be stored in a library or shipped as a file; and back, believing nothing.
//
// Layout, version 1, all numbers little-endian:
//    0  u32  magic "LKGN"           24  u32  seed
//    4  u32  version                28  u32  features trained on
//    8  u32  dimension D            32  f64  quantisation error at training
//   12  u32  nlist                  40  u32  1 for features of length one, otherwise 0
//   16  u32  m                      44  2 x (u32 tag, u32 offset, u32 bytes, u32 CRC-32): the sections
//   20  u32  ksub                   76  u32  CRC-32 of bytes 0 .. 75
//                                   80  sections "COAR" f32 (nlist, D) and "BOOK" f32 (m, ksub, D / m), back to back
import { CoreError, unexpected } from '../errors.ts';
import { asMatrix } from '../linalg/matrix.ts';
import { ProductQuantiser } from '../quantise/product-quantiser.ts';
import { crc32 } from './crc-32.ts';
import { Generation } from './generation.ts';

const MAGIC = tagOf('LKGN');
const VERSION = 1;
const SECTIONS_START = 44;
const SECTION_ENTRY_BYTES = 16;
const HEADER_CRC_START = 76;
const HEADER_BYTES = 80;
/** Sizes beyond these are no index of ours: refused before memory is taken for them. */
const LARGEST_DIMENSION = 65_536;
const LARGEST_NLIST = 65_536;

/** The bytes of a generation: 80 and 4 D (nlist + ksub). */
export function serialiseGeneration(generation: Generation): Uint8Array {
  const { dimension, nlist, m, ksub, training } = generation;
  const sections: readonly (readonly [number, Float32Array])[] = [
    [tagOf('COAR'), generation.coarse.data],
    [tagOf('BOOK'), generation.quantiser.codebooks],
  ];
  const bytes = new Uint8Array(HEADER_BYTES + 4 * dimension * (nlist + ksub));
  const view = new DataView(bytes.buffer);
  const fields = [MAGIC, VERSION, dimension, nlist, m, ksub, training.seed, training.trainedOn];
  fields.forEach((field, i) => view.setUint32(4 * i, field, true));
  view.setFloat64(32, training.errorAtTraining, true);
  view.setUint32(40, training.unitLength ? 1 : 0, true);
  let offset = HEADER_BYTES;
  sections.forEach(([tag, floats], s) => {
    for (let i = 0; i < floats.length; i++) view.setFloat32(offset + 4 * i, floats[i]!, true);
    const section = bytes.subarray(offset, offset + 4 * floats.length);
    const entry = [tag, offset, section.length, crc32(section)];
    entry.forEach((field, i) => view.setUint32(SECTIONS_START + s * SECTION_ENTRY_BYTES + 4 * i, field, true));
    offset += section.length;
  });
  view.setUint32(HEADER_CRC_START, crc32(bytes.subarray(0, HEADER_CRC_START)), true);
  return bytes;
}

/** @throws CoreError `damaged`, or `version` for a generation written by a later release, naming the field at fault */
export function parseGeneration(bytes: Uint8Array): Generation {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  expectOurHeader(bytes, view);
  const field = (name: string, offset: number, most: number): number => {
    const value = view.getUint32(offset, true);
    if (value < 1 || value > most) throw unexpected('damaged', `generation: ${name}`, `1 to ${most}`, value);
    return value;
  };
  const dimension = field('dimension', 8, LARGEST_DIMENSION);
  const nlist = field('nlist', 12, LARGEST_NLIST);
  const m = field('m', 16, dimension);
  const ksub = field('ksub', 20, 256);
  if (dimension % m !== 0) throw unexpected('damaged', 'generation: m', `a divisor of ${dimension}`, m);
  const errorAtTraining = view.getFloat64(32, true);
  if (!(errorAtTraining >= 0 && errorAtTraining < Infinity)) {
    throw unexpected('damaged', 'generation: error at training', 'a finite number from 0', errorAtTraining);
  }
  const unitLength = view.getUint32(40, true);
  if (unitLength > 1) throw unexpected('damaged', 'generation: unit length', '0 or 1', unitLength);
  const coarse = readSection(bytes, view, { name: 'COAR', place: 0, length: nlist * dimension });
  const codebooks = readSection(bytes, view, { name: 'BOOK', place: 1, length: ksub * dimension });
  const quantiser = new ProductQuantiser(dimension, m, ksub, codebooks);
  return new Generation(asMatrix(coarse, dimension), quantiser, {
    seed: view.getUint32(24, true),
    trainedOn: view.getUint32(28, true),
    errorAtTraining,
    unitLength: unitLength === 1,
  });
}

function expectOurHeader(bytes: Uint8Array, view: DataView): void {
  if (bytes.length < HEADER_BYTES) {
    throw unexpected('damaged', 'generation', `at least ${HEADER_BYTES} bytes`, bytes.length);
  }
  if (view.getUint32(0, true) !== MAGIC) throw new CoreError('damaged', 'generation: these bytes are not a generation');
  const version = view.getUint32(4, true);
  if (version > VERSION) throw unexpected('version', 'generation: version', `at most ${VERSION}`, version);
  if (version < VERSION) throw unexpected('damaged', 'generation: version', String(VERSION), version);
  if (view.getUint32(HEADER_CRC_START, true) !== crc32(bytes.subarray(0, HEADER_CRC_START))) {
    throw new CoreError('damaged', 'generation: the header does not match its checksum');
  }
}

/** A section's floats. @param section `place` in the section table, `length` in floats */
function readSection(
  bytes: Uint8Array,
  view: DataView,
  section: { readonly name: string; readonly place: number; readonly length: number },
): Float32Array {
  const what = `generation: section ${section.name}`;
  const entry = SECTIONS_START + section.place * SECTION_ENTRY_BYTES;
  const [tag, offset, byteLength, crc] = [0, 4, 8, 12].map((at) => view.getUint32(entry + at, true)) as Entry;
  if (tag !== tagOf(section.name)) throw new CoreError('damaged', `${what} is not where it should be`);
  if (byteLength !== 4 * section.length) throw unexpected('damaged', what, `${4 * section.length} bytes`, byteLength);
  if (offset < HEADER_BYTES || offset + byteLength > bytes.length) {
    throw unexpected('damaged', what, `an end within ${bytes.length} bytes`, offset + byteLength);
  }
  if (crc32(bytes.subarray(offset, offset + byteLength)) !== crc) {
    throw new CoreError('damaged', `${what} does not match its checksum`);
  }
  return Float32Array.from({ length: section.length }, (_, i) => view.getFloat32(offset + 4 * i, true));
}

type Entry = [tag: number, offset: number, byteLength: number, crc: number];

/** Four letters as they stand in the file, read as a little-endian number. */
function tagOf(letters: string): number {
  return [3, 2, 1, 0].reduce((tag, i) => tag * 256 + letters.charCodeAt(i), 0);
}

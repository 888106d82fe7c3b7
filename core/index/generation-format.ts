// A generation as one block of bytes, to be stored in a library or shipped as a file; and back, believing nothing.
//
// Layout, version 2, all numbers little-endian:
//    0  u32  magic "LKGN"           24  u32  seed
//    4  u32  version                28  u32  features trained on
//    8  u32  dimension D            32  f64  quantisation error at training
//   12  u32  nlist                  40  u32  1 for features of length one, otherwise 0
//   16  u32  m                      44  u32  number of sections, n
//   20  u32  ksub                   48  n x (u32 tag, u32 offset, u32 bytes, u32 CRC-32): the sections
//                                   48 + 16 n  u32  CRC-32 of all before; then the sections, back to back:
//
//   "COAR" f32 (nlist, D)           "BOOK" f32 (m, ksub, D / m)
//   and where the quantiser has one of them: "ROTA" f32 (D, D), a rotation; "ORDE" u32 (D), an order of the components
//
// Version 1 is the same with exactly the first two sections, and no number of them: their table begins at 44.
import { CoreError, unexpected } from '../errors.ts';
import { asMatrix } from '../linalg/matrix.ts';
import type { OrthogonalTransform } from '../linalg/orthogonal-transform.ts';
import { Permutation, Rotation } from '../linalg/orthogonal-transform.ts';
import { ProductQuantiser } from '../quantise/product-quantiser.ts';
import { crc32 } from './crc-32.ts';
import { Generation } from './generation.ts';

const MAGIC = tagOf('LKGN');
const VERSION = 2;
const SECTION_COUNT_AT = 44;
const SECTIONS_AT = 48;
const SECTION_ENTRY_BYTES = 16;
const VERSION_1 = { version: 1, sectionCount: 2, sectionsAt: 44 };
const MOST_SECTIONS = 16;
/** Sizes beyond these are no index of ours: refused before memory is taken for them. */
const LARGEST_DIMENSION = 65_536;
const LARGEST_NLIST = 65_536;

type SectionName = 'COAR' | 'BOOK' | 'ROTA' | 'ORDE';
type Section = readonly [SectionName, Float32Array | Uint32Array];

/** The bytes of a generation: 4 D (nlist + ksub), 4 D^2 of a rotation, and some hundred. */
export function serialiseGeneration(generation: Generation): Uint8Array {
  const { dimension, nlist, m, ksub, training } = generation;
  const sections = sectionsOf(generation);
  const headerBytes = SECTIONS_AT + SECTION_ENTRY_BYTES * sections.length + 4;
  const bytes = new Uint8Array(sections.reduce((sum, [, values]) => sum + values.byteLength, headerBytes));
  const view = new DataView(bytes.buffer);
  const fields = [MAGIC, VERSION, dimension, nlist, m, ksub, training.seed, training.trainedOn];
  fields.forEach((field, i) => view.setUint32(4 * i, field, true));
  view.setFloat64(32, training.errorAtTraining, true);
  view.setUint32(40, training.unitLength ? 1 : 0, true);
  view.setUint32(SECTION_COUNT_AT, sections.length, true);
  let offset = headerBytes;
  sections.forEach(([name, values], s) => {
    if (values instanceof Float32Array) values.forEach((value, i) => view.setFloat32(offset + 4 * i, value, true));
    else values.forEach((value, i) => view.setUint32(offset + 4 * i, value, true));
    const section = bytes.subarray(offset, offset + values.byteLength);
    const entry = [tagOf(name), offset, section.length, crc32(section)];
    entry.forEach((field, i) => view.setUint32(SECTIONS_AT + s * SECTION_ENTRY_BYTES + 4 * i, field, true));
    offset += section.length;
  });
  view.setUint32(headerBytes - 4, crc32(bytes.subarray(0, headerBytes - 4)), true);
  return bytes;
}

function sectionsOf({ coarse, quantiser }: Generation): Section[] {
  const { codebooks, transform } = quantiser;
  const sections: Section[] = [
    ['COAR', coarse.data],
    ['BOOK', codebooks],
  ];
  if (transform instanceof Rotation) sections.push(['ROTA', transform.matrix.data]);
  if (transform instanceof Permutation) sections.push(['ORDE', transform.order]);
  return sections;
}

/** @throws CoreError `damaged`, or `version` for a generation written by a later release, naming the field at fault */
export function parseGeneration(bytes: Uint8Array): Generation {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { sectionCount, sectionsAt } = readVersion(bytes, view);
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
  const sections = new Sections(bytes, view, sectionsAt, sectionCount);
  const coarse = sections.floats('COAR', nlist * dimension);
  const codebooks = sections.floats('BOOK', ksub * dimension);
  const quantiser = new ProductQuantiser(dimension, m, ksub, codebooks, readTransform(sections, dimension));
  return new Generation(asMatrix(coarse, dimension), quantiser, {
    seed: view.getUint32(24, true),
    trainedOn: view.getUint32(28, true),
    errorAtTraining,
    unitLength: unitLength === 1,
  });
}

function readTransform(sections: Sections, dimension: number): OrthogonalTransform | null {
  try {
    if (sections.has('ROTA')) return new Rotation(asMatrix(sections.floats('ROTA', dimension ** 2), dimension));
    return sections.has('ORDE') ? new Permutation(sections.words('ORDE', dimension)) : null;
  } catch (error) {
    if (error instanceof CoreError) throw new CoreError('damaged', `generation: ${error.message}`);
    throw error;
  }
}

/** Where the sections are, once the header is known to be ours and whole. */
function readVersion(bytes: Uint8Array, view: DataView): { sectionCount: number; sectionsAt: number } {
  expectBytes(bytes, SECTIONS_AT);
  if (view.getUint32(0, true) !== MAGIC) throw new CoreError('damaged', 'generation: these bytes are not a generation');
  const version = view.getUint32(4, true);
  if (version > VERSION) throw unexpected('version', 'generation: version', `at most ${VERSION}`, version);
  if (version < 1) throw unexpected('damaged', 'generation: version', `1 to ${VERSION}`, version);
  const layout =
    version === VERSION_1.version
      ? VERSION_1
      : { sectionCount: view.getUint32(SECTION_COUNT_AT, true), sectionsAt: SECTIONS_AT };
  if (layout.sectionCount > MOST_SECTIONS) {
    throw unexpected('damaged', 'generation: sections', `at most ${MOST_SECTIONS}`, layout.sectionCount);
  }
  const crcAt = layout.sectionsAt + SECTION_ENTRY_BYTES * layout.sectionCount;
  expectBytes(bytes, crcAt + 4);
  if (view.getUint32(crcAt, true) !== crc32(bytes.subarray(0, crcAt))) {
    throw new CoreError('damaged', 'generation: the header does not match its checksum');
  }
  return layout;
}

function expectBytes(bytes: Uint8Array, least: number): void {
  if (bytes.length < least) throw unexpected('damaged', 'generation', `at least ${least} bytes`, bytes.length);
}

/** The table of sections; a section is checked when it is read. */
class Sections {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  /** Where a section's entry in the table is, by its tag. */
  private readonly entries = new Map<number, number>();

  constructor(bytes: Uint8Array, view: DataView, tableAt: number, count: number) {
    this.bytes = bytes;
    this.view = view;
    for (let s = 0; s < count; s++) {
      const entry = tableAt + s * SECTION_ENTRY_BYTES;
      this.entries.set(view.getUint32(entry, true), entry);
    }
  }

  has(name: SectionName): boolean {
    return this.entries.has(tagOf(name));
  }

  floats(name: SectionName, length: number): Float32Array {
    const offset = this.find(name, 4 * length);
    const floats = new Float32Array(length);
    for (let i = 0; i < length; i++) floats[i] = this.view.getFloat32(offset + 4 * i, true);
    return floats;
  }

  words(name: SectionName, length: number): Uint32Array {
    const offset = this.find(name, 4 * length);
    return Uint32Array.from({ length }, (_, i) => this.view.getUint32(offset + 4 * i, true));
  }

  /** Where a section begins that is there, as long as it should be, and undamaged. */
  private find(name: SectionName, expectedBytes: number): number {
    const what = `generation: section ${name}`;
    const entry = this.entries.get(tagOf(name));
    if (entry === undefined) throw new CoreError('damaged', `${what} is missing`);
    const offset = this.view.getUint32(entry + 4, true);
    const byteLength = this.view.getUint32(entry + 8, true);
    const crc = this.view.getUint32(entry + 12, true);
    if (byteLength !== expectedBytes) throw unexpected('damaged', what, `${expectedBytes} bytes`, byteLength);
    const end = offset + byteLength;
    if (end > this.bytes.length) {
      throw unexpected('damaged', what, `an end within ${this.bytes.length} bytes`, end);
    }
    if (crc32(this.bytes.subarray(offset, end)) !== crc) {
      throw new CoreError('damaged', `${what} does not match its checksum`);
    }
    return offset;
  }
}

/** Four letters as they stand in the file, read as a little-endian number. */
function tagOf(letters: string): number {
  return [3, 2, 1, 0].reduce((tag, i) => tag * 256 + letters.charCodeAt(i), 0);
}

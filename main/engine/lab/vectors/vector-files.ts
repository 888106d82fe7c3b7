// Vectors and neighbour lists in the formats of the TEXMEX collections (corpus-texmex.irisa.fr): fvecs (float32), bvecs
// (bytes) and ivecs (int32). Each row is led by its length, a little-endian 32-bit integer, and nothing else frames them.
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Matrix } from '../../../../core/index.ts';
import { LikenessError } from '../../api/errors.ts';

export interface ReadingOptions {
  /** Rows to read at most; all by default. */
  readonly most?: number | undefined;
  /** What the rows must have, when it is known from another file. */
  readonly dimension?: number | undefined;
}

/** Row i holds the ids of the nearest vectors to query i, nearest first. */
export interface Neighbours {
  /** Shape (rows, columns). */
  readonly data: Int32Array;
  readonly rows: number;
  readonly columns: number;
}

interface Format {
  readonly componentBytes: number;
  /** Writes the components of a row that begins `at` into `row`. */
  decode(bytes: DataView, at: number, row: { [i: number]: number; readonly length: number }): void;
}

const FLOATS: Format = {
  componentBytes: 4,
  decode(bytes, at, row) {
    for (let i = 0; i < row.length; i++) row[i] = bytes.getFloat32(at + 4 * i, true);
  },
};
const BYTES: Format = {
  componentBytes: 1,
  decode(bytes, at, row) {
    for (let i = 0; i < row.length; i++) row[i] = bytes.getUint8(at + i);
  },
};
const INTEGERS: Format = {
  componentBytes: 4,
  decode(bytes, at, row) {
    for (let i = 0; i < row.length; i++) row[i] = bytes.getInt32(at + 4 * i, true);
  },
};

/** No descriptor is longer; a larger length means that these are other bytes. */
const LARGEST_DIMENSION = 65_536;
/** A length before each row. */
const HEADER_BYTES = 4;
const CHUNK_BYTES = 1 << 20;

/**
 * The rows of an fvecs or bvecs file (told by its name), in shared memory, so that worker threads read them in place.
 * @returns shape (rows, D)
 * @throws LikenessError `usage` for another format or dimension; `file-missing`, `file-unreadable`; `vectors-damaged` for
 * a file that breaks off, mixes dimensions or holds a component that is no number
 */
export async function readVectors(path: string, { most, dimension }: ReadingOptions = {}): Promise<Matrix> {
  const format = { '.fvecs': FLOATS, '.bvecs': BYTES }[extname(path).toLowerCase()];
  if (format === undefined) throw new LikenessError('usage', `Vectors come as .fvecs or .bvecs; ${path} is neither.`);
  return readRows(path, format, { most, dimension }, (length) => new Float32Array(new SharedArrayBuffer(4 * length)));
}

/** The rows of an ivecs file. @returns shape (rows, columns). @throws as `readVectors` */
export async function readNeighbours(path: string, { most }: Pick<ReadingOptions, 'most'> = {}): Promise<Neighbours> {
  if (extname(path).toLowerCase() !== '.ivecs') {
    throw new LikenessError('usage', `Neighbours come as .ivecs, which ${path} is not.`);
  }
  return readRows(path, INTEGERS, { most }, (length) => new Int32Array(length));
}

async function readRows<Data extends Float32Array | Int32Array>(
  path: string,
  format: Format,
  { most = Infinity, dimension }: ReadingOptions,
  allocate: (length: number) => Data,
): Promise<{ data: Data; rows: number; columns: number }> {
  const file = await open(path, 'r').catch((thrown: unknown) => {
    throw cannotOpen(path, thrown);
  });
  try {
    const { size } = await file.stat();
    const columns = await readDimension(file, path);
    if (dimension !== undefined && columns !== dimension) {
      throw new LikenessError('usage', `${path} holds vectors of ${columns} components; ${dimension} were expected.`);
    }
    const stride = HEADER_BYTES + columns * format.componentBytes;
    const rows = Math.min(Math.floor(size / stride), most);
    const data = allocate(rows * columns);
    await decodeRows(file, path, format, { data, rows, columns });
    if (rows < most && size % stride !== 0) {
      const rest = `${size % stride} bytes follow, where a row takes ${stride}`;
      throw damaged(`${path} breaks off after ${rows} whole rows: ${rest}. Fetch the file again.`);
    }
    return { data, rows, columns };
  } finally {
    await file.close();
  }
}

async function readDimension(file: FileHandle, path: string): Promise<number> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
  if (bytesRead < HEADER_BYTES) throw damaged(`${path} holds no vector: ${bytesRead} bytes are not even a length.`);
  const columns = buffer.readInt32LE(0);
  if (columns < 1 || columns > LARGEST_DIMENSION) {
    throw damaged(`${path} is no file of vectors: its first row claims to have ${columns} components.`);
  }
  return columns;
}

/** Chunk by chunk: a file may be larger than what should lie in memory twice. */
async function decodeRows(
  file: FileHandle,
  path: string,
  format: Format,
  { data, rows, columns }: { data: Float32Array | Int32Array; rows: number; columns: number },
): Promise<void> {
  const stride = HEADER_BYTES + columns * format.componentBytes;
  const rowsPerChunk = Math.max(1, Math.floor(CHUNK_BYTES / stride));
  const chunk = Buffer.alloc(Math.min(rowsPerChunk, Math.max(1, rows)) * stride);
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
  for (let first = 0; first < rows; first += rowsPerChunk) {
    const count = Math.min(rowsPerChunk, rows - first);
    const { bytesRead } = await file.read(chunk, 0, count * stride, first * stride);
    if (bytesRead < count * stride) throw damaged(`${path} became shorter while it was read.`);
    for (let i = 0; i < count; i++) {
      const found = view.getInt32(i * stride, true);
      if (found !== columns) {
        throw damaged(`${path} mixes dimensions: row ${first + i} claims ${found} components, row 0 has ${columns}.`);
      }
      const row = data.subarray((first + i) * columns, (first + i + 1) * columns);
      format.decode(view, i * stride + HEADER_BYTES, row);
      if (!row.every(Number.isFinite))
        throw damaged(`${path} holds a component that is no number, in row ${first + i}.`);
    }
  }
}

function cannotOpen(path: string, thrown: unknown): LikenessError {
  const reason = (thrown as NodeJS.ErrnoException).code;
  if (reason === 'ENOENT') return new LikenessError('file-missing', `There is no file ${path}.`, { cause: thrown });
  return new LikenessError('file-unreadable', `${path} cannot be read (${reason}).`, { cause: thrown });
}

function damaged(sentence: string): LikenessError {
  return new LikenessError('vectors-damaged', sentence);
}

// Writes what vector-files.ts reads: neighbour lists for the cache of true neighbours, vectors for other programs to measure on.
import { open } from 'node:fs/promises';
import type { Matrix } from '../../../../core/index.ts';
import type { Neighbours } from './vector-files.ts';

const CHUNK_ROWS = 4096;

/** fvecs: for each row its length as int32, then its components as float32, little-endian. */
export async function writeVectors(path: string, { data, rows, columns }: Matrix): Promise<void> {
  await writeRows(path, rows, columns, (bytes, at, i) => bytes.setFloat32(at, data[i]!, true));
}

/** ivecs: the same with int32. */
export async function writeNeighbours(path: string, { data, rows, columns }: Neighbours): Promise<void> {
  await writeRows(path, rows, columns, (bytes, at, i) => bytes.setInt32(at, data[i]!, true));
}

async function writeRows(
  path: string,
  rows: number,
  columns: number,
  writeComponent: (bytes: DataView, at: number, i: number) => void,
): Promise<void> {
  const stride = 4 + 4 * columns;
  const file = await open(path, 'w');
  try {
    for (let first = 0; first < rows; first += CHUNK_ROWS) {
      const count = Math.min(CHUNK_ROWS, rows - first);
      const bytes = new DataView(new ArrayBuffer(count * stride));
      for (let i = 0; i < count; i++) {
        bytes.setInt32(i * stride, columns, true);
        for (let j = 0; j < columns; j++) writeComponent(bytes, i * stride + 4 + 4 * j, (first + i) * columns + j);
      }
      await file.writeFile(bytes);
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

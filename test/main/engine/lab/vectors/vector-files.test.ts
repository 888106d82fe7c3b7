import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Random, asMatrix } from '../../../../../core/index.ts';
import { readNeighbours, readVectors } from '../../../../../main/engine/lab/vectors/vector-files.ts';
import { writeNeighbours, writeVectors } from '../../../../../main/engine/lab/vectors/vector-writing.ts';
import { byteRow, floatRow, integerRow, temporaryFolder, writeFileOf } from './vector-fixture.ts';

const fault = (code: string, part: string) => ({ code, message: expect.stringContaining(part) as string });

describe('a file of vectors', () => {
  it('is read as it was written, also when it is longer than one chunk', async () => {
    const random = new Random(1);
    const data = Float32Array.from({ length: 5000 * 96 }, () => random.normal());
    const path = join(temporaryFolder(), 'many.fvecs');
    await writeVectors(path, asMatrix(data, 96));
    const read = await readVectors(path);
    expect([read.rows, read.columns]).toEqual([5000, 96]);
    expect(Buffer.from(read.data.buffer).equals(Buffer.from(data.buffer))).toBe(true);
  });

  it('of bytes gives the same numbers', async () => {
    const { data, rows, columns } = await readVectors(writeFileOf('a.bvecs', byteRow(0, 7, 255), byteRow(1, 2, 3)));
    expect([...data, rows, columns]).toEqual([0, 7, 255, 1, 2, 3, 2, 3]);
  });

  it('lies in shared memory, where worker threads read it', async () => {
    const { data } = await readVectors(writeFileOf('a.fvecs', floatRow(1)));
    expect(data.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it('may be read in part, whatever stands behind', async () => {
    const path = writeFileOf('a.fvecs', floatRow(1, 2), floatRow(3, 4), floatRow(5));
    expect([...(await readVectors(path, { most: 2 })).data]).toEqual([1, 2, 3, 4]);
    expect((await readVectors(path, { most: 1 })).rows).toBe(1);
  });

  it('that breaks off within a row says so, and where', async () => {
    const path = writeFileOf('a.fvecs', floatRow(1, 2), floatRow(3, 4).subarray(0, 9));
    await expect(readVectors(path)).rejects.toMatchObject(fault('vectors-damaged', 'breaks off after 1 whole rows'));
    const first = writeFileOf('b.bvecs', byteRow(1, 2, 3).subarray(0, 5));
    await expect(readVectors(first)).rejects.toMatchObject(fault('vectors-damaged', 'breaks off after 0'));
  });

  it('that mixes dimensions names the first row that differs', async () => {
    const path = writeFileOf('a.fvecs', floatRow(1, 2), floatRow(3, 4, 5, 6, 7), floatRow(8));
    await expect(readVectors(path)).rejects.toMatchObject(fault('vectors-damaged', 'row 1 claims 5 components'));
  });

  it('of another dimension than is wanted names both', async () => {
    const path = writeFileOf('a.fvecs', floatRow(1, 2));
    const expected = fault('usage', 'vectors of 2 components; 3 were expected');
    await expect(readVectors(path, { dimension: 3 })).rejects.toMatchObject(expected);
  });

  it('that holds no vector, other bytes, or NaN is refused', async () => {
    await expect(readVectors(writeFileOf('a.fvecs'))).rejects.toMatchObject(fault('vectors-damaged', 'no vector'));
    const picture = writeFileOf('a.fvecs', Buffer.from('\u0089PNG and more'));
    await expect(readVectors(picture)).rejects.toMatchObject(fault('vectors-damaged', 'no file of vectors'));
    for (const wrong of [0, -1]) {
      const path = writeFileOf('a.fvecs', integerRow(1).fill(wrong));
      await expect(readVectors(path)).rejects.toMatchObject({ code: 'vectors-damaged' });
    }
    const path = writeFileOf('a.fvecs', floatRow(1, 2), floatRow(3, NaN));
    await expect(readVectors(path)).rejects.toMatchObject(fault('vectors-damaged', 'no number, in row 1'));
  });

  it('that is not there, is a folder, or is named otherwise is refused', async () => {
    const folder = temporaryFolder();
    await expect(readVectors(join(folder, 'a.fvecs'))).rejects.toMatchObject({ code: 'file-missing' });
    await expect(readVectors(join(folder, 'a.npy'))).rejects.toMatchObject({ code: 'usage' });
    await expect(readNeighbours(join(folder, 'a.fvecs'))).rejects.toMatchObject({ code: 'usage' });
  });
});

describe('a file of neighbours', () => {
  it('is read as it was written', async () => {
    const path = join(temporaryFolder(), 'a.ivecs');
    const neighbours = { data: Int32Array.of(5, 0, 2_000_000_000, 3, 1, 4), rows: 2, columns: 3 };
    await writeNeighbours(path, neighbours);
    expect(await readNeighbours(path)).toEqual(neighbours);
    expect((await readNeighbours(path, { most: 1 })).rows).toBe(1);
  });
});

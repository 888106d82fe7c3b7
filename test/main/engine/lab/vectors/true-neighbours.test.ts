import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadKernels, ExactSearcher, FloatRows, row } from '../../../../../core/index.ts';
import { cachedNeighbours, findNeighbours } from '../../../../../main/engine/lab/vectors/true-neighbours.ts';
import { normalVectors } from '../../../../core/vectors.ts';
import { temporaryFolder } from './vector-fixture.ts';

// Sizes that leave an unfinished block of vectors and of queries.
const base = normalVectors(700, 12, 1);
const queries = normalVectors(37, 12, 2);
const depth = 15;
const kernels = await loadKernels(null);

describe('the true neighbours', () => {
  it('are those of exact search, in its order', async () => {
    const exact = new ExactSearcher(new FloatRows(12));
    for (let id = 0; id < base.rows; id++) exact.add(id, row(base, id));
    const { data, rows, columns } = await findNeighbours({ base, queries, depth, kernels });
    expect([rows, columns]).toEqual([37, 15]);
    for (let i = 0; i < rows; i++) {
      const { ids } = exact.search(row(queries, i), { k: depth });
      expect([...data.subarray(i * depth, (i + 1) * depth)]).toEqual([...ids]);
    }
  });

  it('cannot be more than there are vectors', async () => {
    await expect(findNeighbours({ base, queries, depth: 701, kernels })).rejects.toMatchObject({ code: 'usage' });
  });

  it('are given up when asked to', async () => {
    const stopped = AbortSignal.abort();
    const stopping = AbortSignal.timeout(10);
    for (const signal of [stopped, stopping]) {
      await expect(findNeighbours({ base, queries, depth, kernels, signal })).rejects.toMatchObject({
        code: 'cancelled',
      });
    }
  });
});

describe('the cache', () => {
  it('computes for the same data once', async () => {
    const folder = join(temporaryFolder(), 'made', 'on demand');
    const computed = await cachedNeighbours({ base, queries, depth, kernels }, folder);
    const [name, ...others] = await readdir(folder);
    expect(others).toEqual([]);
    const { mtimeMs } = await stat(join(folder, name!));
    expect((await cachedNeighbours({ base, queries, depth, kernels }, folder)).data).toEqual(computed.data);
    expect((await stat(join(folder, name!))).mtimeMs).toBe(mtimeMs);
  });

  it('tells one changed component, fewer vectors, and another depth', async () => {
    const folder = temporaryFolder();
    const changed = { ...base, data: base.data.slice() };
    changed.data[8399]! += 0.5;
    const fewer = { data: base.data.subarray(0, 600 * 12), rows: 600, columns: 12 };
    await cachedNeighbours({ base, queries, depth, kernels }, folder);
    await cachedNeighbours({ base: changed, queries, depth, kernels }, folder);
    await cachedNeighbours({ base: fewer, queries, depth, kernels }, folder);
    await cachedNeighbours({ base, queries, depth: 5, kernels }, folder);
    expect(await readdir(folder)).toHaveLength(4);
  });

  it('makes a damaged file anew', async () => {
    const folder = temporaryFolder();
    const computed = await cachedNeighbours({ base, queries, depth, kernels }, folder);
    const path = join(folder, (await readdir(folder))[0]!);
    const bytes = await readFile(path);
    for (const damage of [bytes.subarray(0, 100), bytes.subarray(0, 64 * 3), Buffer.from(bytes).fill(0xff, 4, 8)]) {
      await writeFile(path, damage);
      expect((await cachedNeighbours({ base, queries, depth, kernels }, folder)).data).toEqual(computed.data);
      expect((await readFile(path)).equals(bytes)).toBe(true);
    }
  });
});

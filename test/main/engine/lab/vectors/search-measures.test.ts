import { describe, expect, it } from 'vitest';
import type { Answer, AskedQuery } from '../../../../../main/engine/lab/vectors/search-measures.ts';
import { measureSearch, summarise } from '../../../../../main/engine/lab/vectors/search-measures.ts';

const firstTen = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
/** The true neighbours of every query: 0, then 1, and so on to 9. */
const truthOf = (rows: number) => ({ data: Int32Array.from(Array(rows).fill(firstTen).flat()), rows, columns: 10 });
const answer = (ids: number[], milliseconds = 1): AskedQuery => {
  return { ids: Uint32Array.from(ids), visitedCount: 100, probedCount: 4, milliseconds };
};
const strangers = (count: number) => Array.from({ length: count }, (_, i) => 1000 + i);

describe('recall@R', () => {
  it('counts the queries whose nearest neighbour is among the first R', () => {
    const lists = [[0], [...strangers(1), 0], [...strangers(9), 0], [...strangers(10), 0], [...strangers(100), 0]];
    const measures = summarise(
      lists.map((ids) => answer(ids)),
      truthOf(5),
    );
    expect(measures).toMatchObject({ queryCount: 5, 'recall@1': 0.2, 'recall@10': 0.6, 'recall@100': 0.8 });
  });
});

describe('the overlap of the first ten', () => {
  it('is the mean share of the ten nearest among the first ten, in whatever order', () => {
    const half = [...firstTen.slice(5).reverse(), ...strangers(5), ...firstTen];
    expect(summarise([answer(firstTen.toReversed()), answer(half)], truthOf(2)).overlap10).toBe(0.75);
    expect(summarise([answer([])], truthOf(1)).overlap10).toBe(0);
  });

  it('takes the first ten of a longer truth', () => {
    const truth = { data: Int32Array.from([...firstTen, ...strangers(90)]), rows: 1, columns: 100 };
    expect(summarise([answer(strangers(10))], truth).overlap10).toBe(0);
  });
});

describe('times and work', () => {
  it('are the median, the 95th percentile and means', () => {
    const asked = Array.from({ length: 100 }, (_, i) => answer([0], 100 - i));
    const { milliseconds, codesVisited, cellsProbed } = summarise(asked, truthOf(100));
    expect(milliseconds).toEqual({ mean: 50.5, p50: 51, p95: 96 });
    expect([codesVisited, cellsProbed]).toEqual([100, 4]);
  });
});

describe('measuring', () => {
  const queries = { data: Float32Array.from([0, 1, 2]), rows: 3, columns: 1 };

  it('asks each query for k results and pairs it with its own truth', async () => {
    const truth = {
      data: Int32Array.from([0, 1, 2].flatMap((i) => firstTen.map((id) => id + i))),
      rows: 3,
      columns: 10,
    };
    const search = (query: Float32Array, k: number): Answer => ({
      ids: Uint32Array.from({ length: k }, (_, i) => query[0]! + i),
      visitedCount: k,
      probedCount: 0,
    });
    expect(await measureSearch(search, { queries, truth, k: 10 })).toMatchObject({
      queryCount: 3,
      'recall@1': 1,
      overlap10: 1,
      codesVisited: 10,
    });
  });
});

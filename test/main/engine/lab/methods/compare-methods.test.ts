// All methods on small made vectors: what must hold whatever the figures are.
import { describe, expect, it } from 'vitest';
import { createOneLane, createPlainKernels, ExactSearcher, FloatRows, row } from '../../../../../core/index.ts';
import type { LeftOut, MethodRow } from '../../../../../main/engine/api/method-schemas.ts';
import { comparedMethods, methodRowSchema } from '../../../../../main/engine/api/method-schemas.ts';
import type { ComparisonSet, MethodComparing } from '../../../../../main/engine/lab/methods/compare-methods.ts';
import { compareMethods, describeSet } from '../../../../../main/engine/lab/methods/compare-methods.ts';
import { drawableCharts, methodCharts } from '../../../../../main/engine/lab/methods/method-charts.ts';
import { neighbourTruth } from '../../../../../main/engine/lab/methods/neighbour-truth.ts';
import { featureLike } from '../../../../core/vectors.ts';

const parallel = createOneLane(createPlainKernels());

function makeSet(count = 600, dimension = 32): ComparisonSet {
  const [base, queries] = [featureLike(count, dimension, 1), featureLike(30, dimension, 2)];
  const exact = new ExactSearcher(new FloatRows(dimension));
  for (let id = 0; id < count; id++) exact.add(id, row(base, id));
  const neighbours = Array.from({ length: queries.rows }, (_, i) => [...exact.search(row(queries, i), { k: 10 }).ids]);
  const truth = { data: Int32Array.from(neighbours.flat()), rows: queries.rows, columns: 10 };
  return { base, learn: base, queries, ...neighbourTruth(truth, 10) };
}

async function compare(set: ComparisonSet, options: Partial<MethodComparing> = {}) {
  const [rows, leftOut]: [MethodRow[], LeftOut[]] = [[], []];
  const comparing = { bits: [16, 32], methods: comparedMethods, seed: 1, parallel, ...options };
  for await (const part of compareMethods(set, comparing)) {
    if (part.kind === 'row') rows.push(part.row);
    else leftOut.push(part.leftOut);
  }
  return { rows, leftOut };
}

const quick = comparedMethods.filter((method) => method !== 'deep-hashing');

describe('a comparison', () => {
  it('has exact search as the ceiling, and a row of every method that needs no labels', async () => {
    const { rows, leftOut } = await compare(makeSet(), { bits: [16] });
    expect(leftOut).toEqual([]);
    for (const row of rows) methodRowSchema.parse(row);
    expect(new Set(rows.map(({ method }) => method))).toEqual(
      new Set(comparedMethods.filter((method) => method !== 'supervised-deep-hashing')),
    );
    const [exact, ...others] = rows;
    expect(exact).toMatchObject({ method: 'exact', bits: null, mAP: 1, codesVisited: 600 });
    expect(exact!.curve.every(({ precision }) => precision === 1)).toBe(true);
    for (const { mAP } of others) expect(mAP).toBeLessThanOrEqual(1);
  });

  it('gives longer codes more to find, and asymmetric distances more than symmetric ones', async () => {
    const { rows } = await compare(makeSet(), { methods: ['lsh', 'sdc', 'adc'], bits: [16, 64] });
    const mAP = (method: string, bits: number): number => {
      return rows.find((row) => row.method === method && row.bits === bits)!.mAP;
    };
    for (const method of ['lsh', 'sdc', 'adc']) expect(mAP(method, 64)).toBeGreaterThan(mAP(method, 16));
    for (const bits of [16, 64]) expect(mAP('adc', bits)).toBeGreaterThan(mAP('sdc', bits));
  });

  it('comes out the same again, but for the times', async () => {
    const timeless = ({ rows }: { rows: MethodRow[] }) =>
      rows.map((row) => ({ ...row, milliseconds: 0, trainingSeconds: 0, addingSeconds: 0 }));
    const options = { methods: quick, bits: [16] };
    expect(timeless(await compare(makeSet(), options))).toEqual(timeless(await compare(makeSet(), options)));
  });

  it('looks within two bits also where more lie there than are ranked', async () => {
    const options = { methods: ['lsh'], bits: [8] } as const;
    const all = await compare(makeSet(), options);
    const few = await compare(makeSet(), { ...options, depth: 100 });
    expect(few.rows[0]!.withinTwoBits).toEqual(all.rows[0]!.withinTwoBits);
    expect(all.rows[0]!.withinTwoBits!.recall).toBeGreaterThan(0);
  });

  it('leaves out what the vectors do not allow, and says why', async () => {
    const { rows, leftOut } = await compare(makeSet(), { methods: ['lsh', 'itq', 'adc'], bits: [64] });
    expect(rows.map(({ method }) => method)).toEqual(['lsh', 'adc']);
    expect(leftOut).toEqual([
      { method: 'itq', bits: 64, reason: expect.stringMatching(/bits: expected .* 32, received 64/) as string },
    ]);
  });

  it('learns from labels where there are some', async () => {
    const set = makeSet(200, 16);
    const labels = Int32Array.from({ length: 200 }, (_, id) => id % 4);
    const { rows } = await compare({ ...set, labels }, { methods: ['supervised-deep-hashing'], bits: [8] });
    expect(rows).toMatchObject([{ method: 'supervised-deep-hashing', bits: 8 }]);
  });

  it('stops when it is told to, and says how far it is', async () => {
    const stopping = new AbortController();
    const told: string[] = [];
    const comparing = compare(makeSet(), {
      methods: ['exact', 'lsh', 'itq'],
      signal: stopping.signal,
      onProgress({ method, doneCount, totalCount }) {
        told.push(`${method} ${doneCount} of ${totalCount}`);
        if (method === 'lsh') stopping.abort();
      },
    });
    await expect(comparing).rejects.toMatchObject({ code: 'cancelled' });
    expect(told[0]).toBe('exact 0 of 5');
    expect(told).not.toContainEqual(expect.stringContaining('itq'));
  });
});

describe('the plots of a comparison', () => {
  it('show every method, whole vectors as a level line over all code lengths', async () => {
    const { rows } = await compare(makeSet(), { methods: quick });
    const charts = methodCharts(rows);
    expect(charts.map(({ name }) => name)).toEqual([
      ...['map-by-bits', 'precision-at-n', 'recall-by-bytes', 'recall-by-time', 'precision-recall', 'two-bits'],
    ]);
    const exact = charts[0]!.points.filter(({ method }) => method === 'exact');
    expect(exact).toEqual([
      { method: 'exact', x: 16, y: 1 },
      { method: 'exact', x: 32, y: 1 },
    ]);
    const timed = charts.find(({ name }) => name === 'recall-by-time')!;
    expect(timed.bits).toBe(32);
    expect(timed.points.filter(({ method }) => method === 'ivfadc').length).toBeGreaterThan(2);
    const drawable = drawableCharts(rows, describeSet(makeSet(), { seed: 1 }));
    expect(drawable[0]!.subtitle).toBe('right: the true nearest neighbours');
    expect(drawable[0]!.points.some(({ curve }) => curve === 'IVFADC')).toBe(true);
  });
});

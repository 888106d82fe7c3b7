import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { chartsOf } from '../../../../../main/engine/lab/vectors/curves.ts';
import { drawChart, drawCharts } from '../../../../../main/engine/lab/vectors/draw-chart.ts';
import type { RecallRow } from '../../../../../main/engine/lab/vectors/lab-recall.ts';

const figures = { 'recall@1': 0.2, 'recall@2': 0.3, 'recall@5': 0.5, 'recall@10': 0.6, 'recall@20': 0.7 };
const cost = { seconds: 1, cpuSeconds: 1 };
const row = (settings: Partial<RecallRow>): RecallRow => ({
  ...{ baseCount: 1000, learnCount: 1000, dimension: 32, queryCount: 10, k: 100 },
  ...{ ...figures, 'recall@50': 0.9, 'recall@100': 0.95, overlap10: 0.4, milliseconds: { mean: 1, p50: 1, p95: 2 } },
  ...{ codesVisited: 100, cellsProbed: 1, bytesPerVector: 12, training: cost, adding: cost },
  ...{ method: 'ivfadc', m: 8, ksub: 256, nlist: 64, nprobe: 1 },
  ...settings,
});
const namesOf = (rows: RecallRow[]) => chartsOf(rows).map(({ name }) => name);

describe('the charts of a sweep', () => {
  it('are those that have a curve: one row has recall@R, several probes more', () => {
    expect(namesOf([row({})])).toEqual(['recall-at-r']);
    const probing = namesOf([row({}), row({ nprobe: 8 })]);
    expect(probing).toEqual(['recall-at-r', 'recall-by-cells-probed', 'overlap-by-time']);
    expect(namesOf([row({}), row({ m: 16 })])).toEqual(['recall-at-r', 'recall-by-code-length']);
    expect(namesOf([])).toEqual([]);
  });

  it('name their curves in the words of the paper, by what tells them apart, and say once what all share', () => {
    const pq = { method: 'pq', nlist: undefined, nprobe: undefined, estimator: 'symmetric' } as unknown as RecallRow;
    const rows = [row({ ...pq, corrected: true, grouping: 'random' }), row({}), row({ nprobe: 8 })];
    const [chart] = chartsOf(rows);
    const curves = new Set(chart!.points.map(({ curve }) => curve));
    expect([...curves]).toEqual(['SDC corrected random', 'IVFADC w=1', 'IVFADC w=8']);
    expect(chart!.subtitle).toBe('m=8, ksub=256, nlist=64');
  });

  it('are left out when nobody could tell their curves apart', () => {
    const rows = Array.from({ length: 17 }, (_, i) => row({ nprobe: i + 1 }));
    expect(namesOf(rows)).toEqual(['recall-by-cells-probed', 'overlap-by-time']);
    expect(namesOf(rows.slice(1))).toContain('recall-at-r');
  });

  it('join the points by the cells probed, also where more took less time', () => {
    const took = (p50: number) => ({ milliseconds: { mean: p50, p50, p95: p50 } });
    const chart = chartsOf([row({ nprobe: 1, ...took(3) }), row({ nprobe: 8, ...took(2) })]).at(-1)!;
    expect(chart.points.map(({ along, x }) => [along, x])).toEqual([
      [1, 3],
      [8, 2],
    ]);
  });

  it('are whole SVG files', async () => {
    for (const { svg } of drawCharts(chartsOf([row({}), row({ nprobe: 8 }), row({ m: 16 })]))) {
      expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
      // The decoder takes well-formed XML only.
      expect(await sharp(Buffer.from(svg)).metadata()).toMatchObject({ format: 'svg', width: 760 });
    }
  });

  it('stay whole with names that XML would take for its own', async () => {
    const points = [1, 2].map((x) => ({ x, y: x, curve: 'a < b & "c"' }));
    const svg = drawChart({ name: 'x', title: '<title> & more', x: { label: 'x' }, y: { label: 'y' }, points });
    expect(await sharp(Buffer.from(svg)).metadata()).toMatchObject({ format: 'svg' });
    expect(svg).toContain('a &lt; b &amp;');
  });
});

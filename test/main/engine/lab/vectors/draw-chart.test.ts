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

  it('name their curves in the words of the paper', () => {
    const rows = [row({ estimator: 'symmetric', corrected: true, method: 'pq', grouping: 'random' }), row({})];
    const [chart] = chartsOf(rows);
    const curves = new Set(chart!.points.map(({ curve }) => curve));
    expect([...curves][0]).toMatch(/^SDC corrected random m=8 ksub=256/);
    expect([...curves][1]).toBe('IVFADC m=8 ksub=256 nlist=64 w=1');
  });

  it('are whole SVG files', async () => {
    for (const { svg } of drawCharts([row({}), row({ nprobe: 8 }), row({ m: 16 })])) {
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

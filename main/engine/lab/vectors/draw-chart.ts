// Draws a chart as an SVG of its own, by Observable Plot in a document without a browser.
import type { Markish } from '@observablehq/plot';
import { dot, lineY, plot, text } from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import type { Chart } from './curves.ts';
import { chartsOf } from './curves.ts';
import type { RecallRow } from './lab-recall.ts';

/** What is used of the document and its elements here; this side of the program has no types for those of a browser. */
interface SvgElement {
  readonly outerHTML: string;
  setAttribute(name: string, value: string): void;
  insertAdjacentHTML(place: 'afterbegin', markup: string): void;
}

const WIDTH = 760;
const HEIGHT = 440;
const LEGEND_WIDTH = 250;
const LEGEND_LINE = 15;

/** A chart for each figure that the rows say something about. */
export function drawCharts(rows: readonly RecallRow[]): { readonly name: string; readonly svg: string }[] {
  return chartsOf(rows).map((chart) => ({ name: chart.name, svg: drawChart(chart) }));
}

/** A whole file: it may be opened as it is, or put into a page. */
export function drawChart({ title, x, y, points }: Chart): string {
  const { document } = parseHTML('<html><body></body></html>') as unknown as { document: never };
  const curves = [...new Set(points.map(({ curve }) => curve))];
  const scale = ({ label, isLogarithmic = false }: Chart['x']) => ({
    label,
    labelAnchor: 'center' as const,
    type: isLogarithmic ? ('log' as const) : ('linear' as const),
    grid: true,
  });
  const ordered = points.toSorted((a, b) => a.x - b.x);
  const svg = plot({
    document,
    width: WIDTH,
    height: Math.max(HEIGHT, 80 + LEGEND_LINE * curves.length),
    marginRight: LEGEND_WIDTH,
    marginTop: 50,
    marginLeft: 56,
    marginBottom: 44,
    x: { ...scale(x), ...(x.isLogarithmic && { tickFormat: '~g' }) },
    y: { ...scale(y), nice: true },
    color: { domain: curves, scheme: 'observable10' },
    marks: [
      lineY(ordered, { x: 'x', y: 'y', stroke: 'curve' }),
      dot(ordered, { x: 'x', y: 'y', fill: 'curve', r: 3 }),
      ...curves.flatMap(legendEntry),
      text([title], { frameAnchor: 'top-left', dy: -34, dx: -40, fontSize: 13, fontWeight: 'bold' }),
    ],
  }) as unknown as SvgElement;
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  svg.insertAdjacentHTML('afterbegin', '<rect width="100%" height="100%" fill="white"/>');
  return `${svg.outerHTML}\n`;
}

/** Beside the frame, since Plot's own legends are HTML and would not be part of the picture. */
function legendEntry(curve: string, i: number): Markish[] {
  const place = { frameAnchor: 'top-right', dy: LEGEND_LINE * i } as const;
  return [
    dot([curve], { ...place, dx: 16, r: 3, fill: () => curve }),
    text([curve], { ...place, dx: 26, textAnchor: 'start', fontSize: 11 }),
  ];
}

// Draws a chart as an SVG of its own, by Observable Plot in a document without a browser.
import type { Markish } from '@observablehq/plot';
import { dot, lineY, plot, text } from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import type { Chart } from './curves.ts';

/** What is used of the document and its elements here; this side of the program has no types for those of a browser. */
interface SvgElement {
  readonly outerHTML: string;
  setAttribute(name: string, value: string): void;
  insertAdjacentHTML(place: 'afterbegin', markup: string): void;
}

const WIDTH = 760;
const HEIGHT = 440;
const LEGEND_LINE = 15;
/** Of a letter of the legend, at its widest, and of what stands beside the letters. */
const LETTER_WIDTH = 6.5;
const LEGEND_MARGIN = 40;
/** More values along an axis are no longer written each. */
const MOST_TICKS = 8;

export interface DrawnChart {
  readonly name: string;
  readonly svg: string;
}

export function drawCharts(charts: readonly Chart[]): DrawnChart[] {
  return charts.map((chart) => ({ name: chart.name, svg: drawChart(chart) }));
}

/** A whole file: it may be opened as it is, or put into a page. */
export function drawChart({ title, subtitle, x, y, points }: Chart): string {
  const { document } = parseHTML('<html><body></body></html>') as unknown as { document: never };
  const curves = [...new Set(points.map(({ curve }) => curve))];
  const longest = Math.max(...curves.map((curve) => curve.length));
  const ordered = points.toSorted((a, b) => (a.along ?? a.x) - (b.along ?? b.x));
  const svg = plot({
    document,
    width: WIDTH,
    height: Math.max(HEIGHT, 80 + LEGEND_LINE * curves.length),
    marginRight: LEGEND_MARGIN + LETTER_WIDTH * longest,
    marginTop: 60,
    marginLeft: 56,
    marginBottom: 44,
    x: scaleOf(
      x,
      points.map((point) => point.x),
    ),
    y: {
      ...scaleOf(
        y,
        points.map((point) => point.y),
      ),
      nice: true,
    },
    color: { domain: curves, scheme: curves.length > 10 ? 'turbo' : 'observable10', type: 'ordinal' },
    marks: [
      lineY(ordered, { x: 'x', y: 'y', z: 'curve', stroke: 'curve' }),
      dot(ordered, { x: 'x', y: 'y', fill: 'curve', r: 3 }),
      ...curves.flatMap(legendEntry),
      text([title], { frameAnchor: 'top-left', dy: -48, dx: -44, fontSize: 13, fontWeight: 'bold' }),
      text([subtitle ?? ''], { frameAnchor: 'top-left', dy: -28, dx: -44, fontSize: 11 }),
    ],
  }) as unknown as SvgElement;
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  svg.insertAdjacentHTML('afterbegin', '<rect width="100%" height="100%" fill="white"/>');
  return `${svg.outerHTML}\n`;
}

function scaleOf({ label, isLogarithmic = false, isShare = false }: Chart['x'], values: readonly number[]) {
  const type = isLogarithmic ? ('log' as const) : ('linear' as const);
  const domain = isShare ? { domain: [0, 1] } : {};
  const ticks = isLogarithmic ? { ticks: logarithmicTicks(values), tickFormat: (tick: number) => String(tick) } : {};
  return { label, labelAnchor: 'center' as const, type, grid: true, ...domain, ...ticks };
}

/** The values themselves where they are few; else 1, 2 and 5 of each power of ten among them. */
function logarithmicTicks(values: readonly number[]): number[] {
  const different = [...new Set(values)];
  if (different.length <= MOST_TICKS && different.every(Number.isInteger)) return different;
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const powers = Math.ceil(Math.log10(most)) - Math.floor(Math.log10(least)) + 1;
  return Array.from({ length: 3 * powers }, (_, i) => {
    return Number(`${[1, 2, 5][i % 3]}e${Math.floor(Math.log10(least)) + Math.floor(i / 3)}`);
  }).filter((tick) => tick >= least && tick <= most);
}

/** Beside the frame, since Plot's own legends are HTML and would not be part of the picture. */
function legendEntry(curve: string, i: number): Markish[] {
  const place = { frameAnchor: 'top-right', dy: LEGEND_LINE * i } as const;
  return [
    dot([curve], { ...place, dx: 16, dy: place.dy + LEGEND_LINE / 2 - 3, r: 3, fill: () => curve }),
    text([curve], { ...place, dx: 26, textAnchor: 'start', fontSize: 11 }),
  ];
}

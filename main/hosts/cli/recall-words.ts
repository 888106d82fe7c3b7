// The rows of `lab recall` and `lab sweep` as a table for people.
import type { RecallRow } from '../../engine/lab/vectors/lab-recall.ts';
import { tableLines } from './table-lines.ts';

const HEADING = [
  'recall@1',
  '@10',
  '@100',
  'overlap10',
  'ms p50',
  'p95',
  'codes',
  'cells',
  'bytes',
  'train s',
  'add s',
];

export function recallLines(rows: readonly RecallRow[]): string[] {
  const table = [['', ...HEADING], ...rows.map((row) => [settingsOf(row), ...figuresOf(row)])];
  const first = rows[0];
  if (first === undefined) return [];
  const { baseCount, dimension, learnCount, queryCount, k } = first;
  const vectors = `${baseCount} vectors of ${dimension} components, trained on ${learnCount}`;
  return [
    `${vectors}; ${queryCount} queries for ${k} results each, one at a time on one thread`,
    ...tableLines(table, [0]),
    ...rows.flatMap(errorLine),
  ];
}

/** `ivfadc m 8, ksub 256, nlist 256, nprobe 8` */
function settingsOf(row: RecallRow): string {
  const numbers = (
    ['m', 'ksub', 'bits', 'tables', 'nlist', 'nprobe', 'trees', 'branching', 'candidates'] as const
  ).flatMap((name) => (row[name] === undefined ? [] : [`${name} ${row[name]}`]));
  const words = [row.estimator, row.grouping, row.corrected && 'corrected', row.opq && 'OPQ'];
  return `${row.method} ${[...numbers, ...words.filter(Boolean)].join(', ')}`.trim();
}

function errorLine(row: RecallRow): string[] {
  if (row.distanceErrors === undefined) return [];
  const { bias, deviation } = row.distanceErrors;
  const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
  return [`${settingsOf(row)}: distances off by ${percent(bias)} on average, deviation ${percent(deviation)}`];
}

function figuresOf(row: RecallRow): string[] {
  const share = (value: number): string => value.toFixed(4);
  return [
    share(row['recall@1']),
    share(row['recall@10']),
    share(row['recall@100']),
    share(row.overlap10),
    row.milliseconds.p50.toFixed(3),
    row.milliseconds.p95.toFixed(3),
    row.codesVisited.toFixed(0),
    row.cellsProbed.toFixed(0),
    row.bytesPerVector.toFixed(1),
    row.training.seconds.toFixed(1),
    row.adding.seconds.toFixed(1),
  ];
}

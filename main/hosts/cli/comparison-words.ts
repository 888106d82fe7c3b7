// The rows of `lab compare` as tables for people.
import type { ComparedSet, LeftOut, MethodRow } from '../../engine/api/method-schemas.ts';
import { methodNames } from '../../engine/lab/methods/method-charts.ts';
import { tableLines } from './table-lines.ts';

const HEADING = [
  ...['bits', '', 'mAP', 'P@10', 'R@1', 'R@10', 'R@100', 'P≤2', 'R≤2'],
  ...['ms', 'visited', 'bytes', 'train s', 'add s'],
];

export function comparisonLines(
  { truth, baseCount, learnCount, queryCount, dimension, relevantCount, depth }: ComparedSet,
  rows: readonly MethodRow[],
  leftOut: readonly LeftOut[],
): string[] {
  const right = truth === 'labels' ? 'of the same label' : 'true nearest neighbours';
  return [
    `${baseCount} vectors of ${dimension} components, learned from ${learnCount}; ${queryCount} queries, one at a time`,
    `mAP, P@10: ${relevantCount} ${right} are right, ${depth} answers ranked. R@N: the nearest neighbour is among the first N.`,
    'P≤2, R≤2: precision and recall within two bits. bytes: with ids and terms, as it lies in memory.',
    ...tableLines([HEADING, ...rows.map(cells)], [0, 1]),
    ...leftOut.map(({ method, bits, reason }) => {
      return `Left out: ${methodNames[method]}${bits === null ? '' : ` at ${bits} bits`}. ${reason}`;
    }),
  ];
}

function cells(row: MethodRow): string[] {
  const { withinTwoBits: near, bits, milliseconds, codesVisited, bytesPerVector } = row;
  const at = (list: MethodRow['recallAt'], rank: number): string => {
    return list.find((each) => each.rank === rank)?.value.toFixed(3) ?? '';
  };
  return [
    ...[bits === null ? 'all' : String(bits), nameOf(row)],
    ...[row.mAP.toFixed(3), at(row.precisionAt, 10)],
    ...[at(row.recallAt, 1), at(row.recallAt, 10), at(row.recallAt, 100)],
    ...[near?.precision.toFixed(3) ?? '', near?.recall.toFixed(3) ?? ''],
    ...[milliseconds.toFixed(3), codesVisited.toFixed(0), bytesPerVector.toFixed(1)],
    ...[row.trainingSeconds.toFixed(1), row.addingSeconds.toFixed(1)],
  ];
}

/** `IVFADC w=8`, `k-d forest 1000`: what the search may look at. */
function nameOf({ method, nprobe, candidates }: MethodRow): string {
  const looks = nprobe !== undefined ? ` w=${nprobe}` : candidates === undefined ? '' : ` ${candidates}`;
  return `${methodNames[method]}${looks}`;
}

// Whether the index begins to fit worse: what coding loses of photos that came early and of those that came late.
import type { IndexParts } from '../index/index-parts.ts';

const MOST_BINS = 30;
const PHOTOS_A_BIN = 40;
/** With fewer bins there is no course to see. */
const FEWEST_BINS = 5;

/**
 * Mean squared quantisation error of photos in the order of their arrival, against the error at training; empty for a small
 * library. Looks at up to 40 photos a bin. Cost: their features are read, and the codes of the cells they lie in.
 */
export function driftByArrival({ active, features }: IndexParts): number[] {
  const { invertedFile, stored } = active;
  const binCount = Math.min(MOST_BINS, Math.floor(invertedFile.size / PHOTOS_A_BIN));
  if (binCount < FEWEST_BINS) return [];
  const { m, training } = stored.generation;
  const sums = new Float64Array(binCount);
  const counts = new Uint32Array(binCount);
  for (const [cell, places] of groupByCell(spread(features, invertedFile.largestId, binCount), (id) =>
    invertedFile.cellOf(id),
  )) {
    const held = invertedFile.read(cell);
    for (const { id, bin } of places) {
      const place = held.ids.indexOf(id);
      const feature = features.read(id);
      if (place < 0 || feature === null) continue;
      const code = held.codes.subarray(place * m, (place + 1) * m);
      sums[bin]! += stored.generation.squaredError(feature, { cell, code });
      counts[bin]!++;
    }
  }
  if (training.errorAtTraining <= 0 || counts.includes(0)) return [];
  return Array.from(sums, (sum, bin) => sum / counts[bin]! / training.errorAtTraining);
}

interface Place {
  readonly id: number;
  readonly bin: number;
}

/** Photos at even steps of the ids, which are given in the order of arrival; of gaps the photo behind them. */
function spread(features: IndexParts['features'], largestId: number, binCount: number): Place[] {
  const firstId = features.batch(0, 1)[0]?.photoId ?? largestId;
  const step = (largestId - firstId + 1) / (binCount * PHOTOS_A_BIN);
  return Array.from({ length: binCount * PHOTOS_A_BIN }, (_, i) => i).flatMap((i): Place[] => {
    const [stored] = features.batch(firstId + Math.floor(i * step) - 1, 1);
    return stored === undefined ? [] : [{ id: stored.photoId, bin: Math.floor(i / PHOTOS_A_BIN) }];
  });
}

function groupByCell(places: readonly Place[], cellOf: (id: number) => number | undefined): Map<number, Place[]> {
  const byCell = new Map<number, Place[]>();
  for (const place of places) {
    const cell = cellOf(place.id);
    if (cell === undefined) continue;
    const there = byCell.get(cell);
    if (there === undefined) byCell.set(cell, [place]);
    else there.push(place);
  }
  return byCell;
}

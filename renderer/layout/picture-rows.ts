// Justified rows with a caption under each picture, all placed: for lists of some thousand pictures.
import { aspectOf, type Box, breakRows, type Proportions, type RowsOptions } from './justified-rows.ts';

export interface PictureRow {
  readonly top: number;
  /** With the captions. */
  readonly height: number;
  /** Of the first picture of the row. */
  readonly first: number;
  /** Of the pictures alone. */
  readonly boxes: readonly Box[];
}

export function placeRows(
  pictures: readonly Proportions[],
  { captionHeight, ...options }: RowsOptions & { captionHeight: number },
): { rows: PictureRow[]; height: number } {
  const aspects = pictures.map(aspectOf);
  const rows: PictureRow[] = [];
  let [first, top] = [0, 0];
  breakRows(
    pictures.length,
    (index) => aspects[index] ?? 1,
    options,
    (end, height) => {
      let left = 0;
      const boxes = aspects.slice(first, end).map((aspect) => {
        const box = { left, top, width: aspect * height, height };
        left += box.width + options.gap;
        return box;
      });
      rows.push({ top, height: height + captionHeight, first, boxes });
      top += height + captionHeight + options.gap;
      first = end;
    },
  );
  return { rows, height: Math.max(0, top - options.gap) };
}

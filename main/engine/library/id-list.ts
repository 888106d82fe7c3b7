// Ids out of SQLite as one text in one value, `group_concat(id)`, which takes a third of the time of as many rows.
import type { IdSet } from '../../../core/index.ts';

const comma = 0x2c;
const zero = 0x30;

/** @param text digits and commas, as a blob; null for no id */
export function addIds(ids: IdSet, text: Uint8Array | null): void {
  if (!text) return;
  let id = 0;
  for (const character of text) {
    if (character === comma) {
      ids.add(id);
      id = 0;
    } else id = 10 * id + character - zero;
  }
  ids.add(id);
}

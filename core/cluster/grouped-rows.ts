// Rows in the order of the group that each is in: the points of the parts of a k-means, the centroids of a group.

export interface GroupedRows {
  /** Where each group begins in `order`, and where the last one ends. Shape (groups + 1). */
  readonly starts: Uint32Array;
  /** All rows, those of a group together, ascending within it. Shape (rows). */
  readonly order: Uint32Array;
}

/** @param groupOf of each row, below `groupCount`. Cost O(rows + groups). */
export function groupRows(groupOf: Int32Array, groupCount: number): GroupedRows {
  const starts = new Uint32Array(groupCount + 1);
  for (const group of groupOf) starts[group + 1]!++;
  for (let group = 0; group < groupCount; group++) starts[group + 1]! += starts[group]!;
  const next = starts.slice();
  const order = new Uint32Array(groupOf.length);
  for (let row = 0; row < groupOf.length; row++) order[next[groupOf[row]!]!++] = row;
  return { starts, order };
}

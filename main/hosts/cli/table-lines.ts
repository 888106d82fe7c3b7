// Rows of cells as lines of a terminal, each column as wide as its widest cell.

/** @param left columns that are set to the left; numbers go to the right */
export function tableLines(table: readonly (readonly string[])[], left: readonly number[]): string[] {
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((cells) => cells[column]!.length)));
  return table.map((cells) =>
    cells
      .map((cell, column) => (left.includes(column) ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
}

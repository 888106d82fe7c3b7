// Which part of a sorted column is on the screen: the whole of virtualisation.

interface Extent {
  top: number;
  height: number;
}

/** Items `first` up to, not including, `end` touch the window between `from` and `to`. Items are sorted by top. O(log n). */
export function visibleRange(items: readonly Extent[], from: number, to: number): { first: number; end: number } {
  return {
    first: firstWhere(items, (item) => item.top + item.height >= from),
    end: firstWhere(items, (item) => item.top > to),
  };
}

/** Index of the first item that passes, where all after it pass too; the length when none does. */
export function firstWhere<Item>(items: readonly Item[], passes: (item: Item) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(items[middle] as Item)) high = middle;
    else low = middle + 1;
  }
  return low;
}

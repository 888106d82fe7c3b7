// Finding a place in something sorted: what virtualisation asks on every scroll.

/** Index of the first item that passes, where all after it pass too; the length when none does. O(log n). */
export function firstWhere<Item>(items: readonly Item[], passes: (item: Item) => boolean): number {
  return firstBetween(0, items.length, (index) => passes(items[index] as Item));
}

/** The first number from `low` that passes, where all after it pass too; `high` when none does. O(log n). */
export function firstBetween(low: number, high: number, passes: (number: number) => boolean): number {
  let [first, end] = [low, high];
  while (first < end) {
    const middle = (first + end) >> 1;
    if (passes(middle)) end = middle;
    else first = middle + 1;
  }
  return first;
}

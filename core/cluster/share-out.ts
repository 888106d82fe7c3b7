// How many clusters each part of a two-level k-means gets.

/**
 * `total` shared out in proportion to the sizes: exactly `total` in all, none more than its size, and at least one for
 * each size that is not zero. Each gets one, and what is left is cut where the running sum of what the sizes have left
 * comes to, as FAISS cuts all of it (`two_level_clustering`): so no share is more than one away from its proportion.
 * @param total at least the number of sizes above zero, at most their sum. Cost O(sizes).
 */
export function shareOut(sizes: Uint32Array, total: number): Uint32Array {
  const left = sizes.map((size) => Math.max(0, size - 1));
  const leftInAll = left.reduce((sum, size) => sum + size, 0);
  const toCut = total - sizes.reduce((count, size) => count + Math.min(size, 1), 0);
  let running = 0;
  let cut = 0;
  return sizes.map((size, i) => {
    running += left[i]!;
    const upTo = leftInAll === 0 ? 0 : Math.floor((running * toCut) / leftInAll);
    const share = Math.min(size, 1) + upTo - cut;
    cut = upTo;
    return share;
  });
}

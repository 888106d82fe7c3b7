// Which principal component goes into which part, so that every part has about as much to describe.
// Source: Ge, He, Ke, Sun, "Optimized product quantization", TPAMI 2014, section 3.2.3.

/**
 * For Gaussian vectors the loss of a part depends on the product of the variances of its components, and the sum over
 * the parts is least when these products are equal. So the variances, from the largest down, go each to the part with
 * the smallest product so far, of those that have room left.
 * @param variances descending (D), none below 0; m divides D
 * @returns the order (D) that puts the components of part j at places j D / m and on. Cost O(D m).
 */
export function allocateEigenvalues(variances: Float64Array, m: number): Uint32Array {
  const D = variances.length;
  const dsub = D / m;
  const smallest = variances.findLast((variance) => variance > 0) ?? 1;
  const order = new Uint32Array(D);
  const filled = new Uint32Array(m);
  const products = new Float64Array(m);
  for (let i = 0; i < D; i++) {
    let part = -1;
    for (let j = 0; j < m; j++) {
      if (filled[j]! < dsub && (part < 0 || products[j]! < products[part]!)) part = j;
    }
    order[part * dsub + filled[part]!] = i;
    filled[part]!++;
    // In logarithms, and scaled so that none is below 0: an empty part then has the smallest product.
    products[part]! += Math.log(Math.max(variances[i]!, smallest) / smallest);
  }
  return order;
}

// The tables that a query is turned into, once.
import { innerProduct, squaredDistance } from './distances';
import { multiplyAdd, sumsOfLanes } from './vectors';

export function distanceTable(query: usize, codebooks: usize, m: usize, ksub: usize, dsub: usize, table: usize): void {
  fillTable(query, codebooks, m, ksub, dsub, table, true);
}

export function productTable(query: usize, codebooks: usize, m: usize, ksub: usize, dsub: usize, table: usize): void {
  fillTable(query, codebooks, m, ksub, dsub, table, false);
}

function fillTable(
  query: usize,
  codebooks: usize,
  m: usize,
  ksub: usize,
  dsub: usize,
  table: usize,
  squared: bool,
): void {
  const fours: usize = ksub & 3 ? 0 : ksub;
  for (let j: usize = 0; j < m; j++) {
    let k: usize = 0;
    for (; k < fours; k += 4) {
      v128.store(
        table,
        dsub === 2 ? fourPairs(query, codebooks, squared) : fourEntries(query, codebooks, dsub, squared),
      );
      codebooks += dsub << 4;
      table += 16;
    }
    for (; k < ksub; k++) {
      store<f32>(table, squared ? squaredDistance(query, codebooks, dsub) : innerProduct(query, codebooks, dsub));
      codebooks += dsub << 2;
      table += 4;
    }
    query += dsub << 2;
  }
}

function fourEntries(part: usize, c0: usize, dsub: usize, squared: bool): v128 {
  const stride = dsub << 2;
  const end4 = c0 + ((dsub & ~3) << 2);
  const end = c0 + stride;
  let c1 = c0 + stride;
  let c2 = c1 + stride;
  let c3 = c2 + stride;
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let s2 = f32x4.splat(0);
  let s3 = f32x4.splat(0);
  while (c0 < end4) {
    const q = v128.load(part);
    s0 = addTerms(q, v128.load(c0), s0, squared);
    s1 = addTerms(q, v128.load(c1), s1, squared);
    s2 = addTerms(q, v128.load(c2), s2, squared);
    s3 = addTerms(q, v128.load(c3), s3, squared);
    part += 16;
    c0 += 16;
    c1 += 16;
    c2 += 16;
    c3 += 16;
  }
  while (c0 < end) {
    const q = v128.load32_zero(part);
    s0 = addTerms(q, v128.load32_zero(c0), s0, squared);
    s1 = addTerms(q, v128.load32_zero(c1), s1, squared);
    s2 = addTerms(q, v128.load32_zero(c2), s2, squared);
    s3 = addTerms(q, v128.load32_zero(c3), s3, squared);
    part += 4;
    c0 += 4;
    c1 += 4;
    c2 += 4;
    c3 += 4;
  }
  return sumsOfLanes(s0, s1, s2, s3);
}

/** Parts of two components: a register holds two centroids. */
function fourPairs(part: usize, c: usize, squared: bool): v128 {
  const q = v128.load64_splat(part);
  const none = f32x4.splat(0);
  const low = addTerms(q, v128.load(c), none, squared);
  const high = addTerms(q, v128.load(c, 16), none, squared);
  return f32x4.add(v128.shuffle<f32>(low, high, 0, 2, 4, 6), v128.shuffle<f32>(low, high, 1, 3, 5, 7));
}

function addTerms(q: v128, c: v128, sum: v128, squared: bool): v128 {
  if (!squared) return multiplyAdd(q, c, sum);
  const difference = f32x4.sub(q, c);
  return multiplyAdd(difference, difference, sum);
}

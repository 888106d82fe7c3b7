// Differing bits of codes. Codes of 64 bits, the usual ones, are compared two at a time; longer ones by pairs of words.

export function hammingDistances(query: usize, codes: usize, count: usize, words: usize, out: usize): void {
  if (words === 2) return pairsOf64(load<u64>(query), codes, count, out);
  const bytes = words << 2;
  const pairs = bytes & ~7;
  for (let i: usize = 0; i < count; i++, codes += bytes) {
    let distance: u64 = 0;
    for (let at: usize = 0; at < pairs; at += 8) distance += popcnt<u64>(load<u64>(query + at) ^ load<u64>(codes + at));
    if (pairs < bytes) distance += <u64>popcnt<u32>(load<u32>(query + pairs) ^ load<u32>(codes + pairs));
    store<f32>(out + (i << 2), <f32>distance);
  }
}

function pairsOf64(query: u64, codes: usize, count: usize, out: usize): void {
  const end4 = codes + ((count & ~3) << 3);
  const end = codes + (count << 3);
  for (; codes < end4; codes += 32, out += 16) {
    const a = popcnt<u64>(query ^ load<u64>(codes));
    const b = popcnt<u64>(query ^ load<u64>(codes, 8));
    const c = popcnt<u64>(query ^ load<u64>(codes, 16));
    const d = popcnt<u64>(query ^ load<u64>(codes, 24));
    v128.store(out, f32x4.convert_i32x4_u(i32x4(<i32>a, <i32>b, <i32>c, <i32>d)));
  }
  for (; codes < end; codes += 8, out += 4) store<f32>(out, <f32>popcnt<u64>(query ^ load<u64>(codes)));
}

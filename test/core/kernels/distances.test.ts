import { describe, expect, it } from 'vitest';
import { byteRecordBytes, writeByteRecord } from '../../../core/kernels/byte-records.ts';
import { floatsAt, shortsAt } from '../../../core/kernels/kernel-memory.ts';
import { Random } from '../../../core/random.ts';
import { everyKernels, normalFloats, place, placeFloats } from './placed.ts';

const shapes = [
  { count: 1, D: 1 },
  { count: 5, D: 3 },
  { count: 9, D: 16 },
  { count: 7, D: 37 },
  { count: 33, D: 128 },
  { count: 6, D: 515 },
];
const plain = everyKernels[0]!;

function expectClose(actual: number | undefined, expected: number, scale: number): void {
  expect(Math.abs(actual! - expected)).toBeLessThanOrEqual(1e-5 * scale);
}

describe.each(everyKernels)('kernels of whole vectors: $name', (kernels) => {
  const { memory } = kernels;

  it.each(shapes)(
    'innerProducts, squaredDistances and multiply give what the sums give ($count, $D)',
    ({ count, D }) => {
      const queries = normalFloats(3 * D, 1);
      const rows = normalFloats(count * D, 2);
      const [q, r] = [place(memory, queries), place(memory, rows)];
      const [products, distances, matrix] = [count, count, 3 * count].map((length) => placeFloats(memory, length + 1));
      kernels.innerProducts(q, r, count, D, products!);
      kernels.squaredDistances(q, r, count, D, distances!);
      kernels.multiply(q, 3, r, count, D, matrix!);
      for (let i = 0; i < count; i++) {
        for (let n = 0; n < 3; n++) {
          let product = 0;
          let distance = 0;
          for (let j = 0; j < D; j++) {
            product += queries[n * D + j]! * rows[i * D + j]!;
            distance += (queries[n * D + j]! - rows[i * D + j]!) ** 2;
          }
          expectClose(floatsAt(memory, matrix!, 3 * count)[n * count + i], product, D);
          if (n > 0) continue;
          expectClose(floatsAt(memory, products!, count)[i], product, D);
          expectClose(floatsAt(memory, distances!, count)[i], distance, D);
        }
      }
      expect(floatsAt(memory, products!, count + 1)[count], 'nothing is written beyond').toBe(-1);
      expect(floatsAt(memory, distances!, count + 1)[count]).toBe(-1);
      expect(floatsAt(memory, matrix!, 3 * count + 1)[3 * count]).toBe(-1);
    },
  );

  it.each(shapes)('byteDistances give the distance from the query to the decoded rows ($count, $D)', ({ count, D }) => {
    const data = byteRows(count, D);
    const query = normalFloats(D, 3);
    const expected = data.scales.map((scale, i) => {
      let distance = 0;
      for (let j = 0; j < D; j++) distance += (query[j]! - scale * data.rows[i * D + j]!) ** 2;
      return distance;
    });
    // The query in shorts is off by half a step of some 1e-4 a component.
    const expectNear = (distance: number, exact: number): void =>
      expect(Math.abs(distance - exact)).toBeLessThan(1e-3 * (1 + exact));
    byteDistancesBy(kernels, data, D).forEach((distance, i) => expectNear(distance, expected[i]!));
    const bases = Float32Array.from(data.numbers, (number) => 100 + number);
    const scattered = byteDistancesBy(kernels, data, D, bases);
    scattered.forEach((distance, i) => expectNear(distance - bases[i]!, expected[data.numbers[i]!]!));
  });

  it.each(shapes)('byteDistances are the same to the last bit as those of the twin ($count, $D)', ({ count, D }) => {
    const data = byteRows(count, D);
    expect(byteDistancesBy(kernels, data, D)).toEqual(byteDistancesBy(plain, data, D));
    const bases = normalFloats(data.numbers.length, 9);
    expect(byteDistancesBy(kernels, data, D, bases)).toEqual(byteDistancesBy(plain, data, D, bases));
  });

  it('toShorts keeps every sum of products with bytes within 32 bits, at any dimension', () => {
    for (const D of [4, 512, 4096]) {
      const query = place(memory, new Float32Array(D).fill(3));
      const shorts = memory.allocate(2 * D);
      const scale = kernels.toShorts(query, D, shorts);
      const first = shortsAt(memory, shorts, D)[0]!;
      expect(first * 128 * D).toBeLessThan(2 ** 31);
      expect(first * scale).toBeCloseTo(3, 2);
    }
  });
});

function byteRows(count: number, D: number) {
  const random = new Random(7);
  const rows = Int8Array.from({ length: count * D }, () => random.integer(255) - 127);
  const scales = Float32Array.from({ length: count }, () => random.next() / 50);
  const norms = scales.map((scale, i) => {
    let norm = 0;
    for (let j = 0; j < D; j++) norm += (scale * rows[i * D + j]!) ** 2;
    return norm;
  });
  const numbers = Uint32Array.from({ length: count + 20 }, () => random.integer(count));
  return { rows, scales, norms, numbers };
}

/** Of all rows in order; or, with bases, of those that the numbers name. */
function byteDistancesBy(
  kernels: (typeof everyKernels)[number],
  data: ReturnType<typeof byteRows>,
  D: number,
  bases?: Float32Array,
) {
  const { memory } = kernels;
  const query = normalFloats(D, 3);
  const [q, shorts] = [place(memory, query), memory.allocate(2 * D)];
  const queryScale = kernels.toShorts(q, D, shorts);
  const queryNorm = query.reduce((sum, value) => sum + value * value, 0);
  const { rows, scales, norms, numbers } = data;
  const records = memory.allocate(byteRecordBytes(D) * scales.length);
  const addressOf = (i: number): number => records + byteRecordBytes(D) * i;
  scales.forEach((scale, i) => {
    writeByteRecord(memory, addressOf(i), { scale, components: rows.subarray(i * D, (i + 1) * D) }, norms[i]!);
  });
  const count = bases ? numbers.length : scales.length;
  const addresses = bases ? place(memory, numbers.map(addressOf)) : 0;
  const out = placeFloats(memory, count + 1);
  const basesAt = bases ? place(memory, bases) : 0;
  kernels.byteDistances(shorts, queryScale, queryNorm, records, addresses, basesAt, count, D, out);
  expect(floatsAt(memory, out, count + 1)[count], 'nothing is written beyond').toBe(-1);
  return floatsAt(memory, out, count).slice();
}

import { describe, expect, it } from 'vitest';
import {
  ProductQuantiser,
  Random,
  dot,
  row,
  squaredDistance,
  trainProductQuantiser,
  zeroMatrix,
} from '../../../core/index.ts';
import type { Grouping, Matrix } from '../../../core/index.ts';
import { featureLike, normalVectors } from '../vectors.ts';

const points = featureLike(800, 24, 1);
const train = (m: number, ksub: number, from: Matrix = points) =>
  trainProductQuantiser(from, { m, ksub, random: new Random(1) });

function meanError(quantiser: ProductQuantiser, vectors: Matrix): number {
  let sum = 0;
  for (let i = 0; i < vectors.rows; i++) {
    const vector = row(vectors, i);
    sum += squaredDistance(vector, 0, quantiser.decode(quantiser.encode(vector)), 0, vectors.columns);
  }
  return sum / vectors.rows;
}

describe('ProductQuantiser', () => {
  // Parts of 24, 8, 4 and 1 components: the specialised length 4 and the others.
  it.each([1, 3, 6, 24])('has distance tables that give the distance to the decoded vector (m = %i)', async (m) => {
    const quantiser = await train(m, 32);
    const queries = normalVectors(5, 24, 2);
    for (let i = 0; i < 5; i++) {
      const query = row(queries, i);
      const code = quantiser.encode(row(points, i));
      const decoded = quantiser.decode(code);
      const distances = quantiser.distanceTable(query);
      const products = quantiser.innerProductTable(query);
      let distance = 0;
      let product = 0;
      code.forEach((centroid, part) => {
        distance += distances[part * 32 + centroid]!;
        product += products[part * 32 + centroid]!;
      });
      expect(distance).toBeCloseTo(squaredDistance(query, 0, decoded, 0, 24), 4);
      expect(product).toBeCloseTo(dot(query, 0, decoded, 0, 24), 4);
    }
  });

  it('encodes to the nearest of all its codes: no other byte at any place comes closer', async () => {
    const quantiser = await train(6, 16);
    const vector = row(normalVectors(1, 24, 3), 0);
    const code = quantiser.encode(vector);
    const distanceOf = (c: Uint8Array) => squaredDistance(vector, 0, quantiser.decode(c), 0, 24);
    const least = distanceOf(code);
    for (let part = 0; part < 6; part++) {
      for (let centroid = 0; centroid < 16; centroid++) {
        const other = code.slice();
        other[part] = centroid;
        expect(distanceOf(other)).toBeGreaterThanOrEqual(least);
      }
    }
  });

  it('encodes a decoded code to itself', async () => {
    const quantiser = await train(6, 16);
    const code = quantiser.encode(row(points, 0));
    expect(quantiser.encode(quantiser.decode(code))).toEqual(code);
  });

  it('loses less with more parts and with more centroids', async () => {
    const held = featureLike(200, 24, 9);
    const errors = (await Promise.all([train(2, 16), train(6, 16), train(6, 64), train(12, 64)])).map((q) =>
      meanError(q, held),
    );
    expect(errors).toEqual([...errors].sort((a, b) => b - a));
  });

  it('loses nothing of vectors that are its centroids: as many points as centroids', async () => {
    const few = normalVectors(16, 8, 1);
    expect(meanError(await train(4, 16, few), few)).toBeLessThan(1e-12);
  });

  it('groups components as it is told', async () => {
    // Component 4 i + part for each part: as columns that were dealt out, and as they stand once gathered.
    const order = Array.from({ length: 24 }, (_, i) => 4 * (i % 6) + Math.floor(i / 6));
    const gathered = zeroMatrix(points.rows, 24);
    for (let i = 0; i < points.rows; i++) {
      order.forEach((from, to) => (row(gathered, i)[to] = row(points, i)[from]!));
    }
    const settings = { m: 4, ksub: 16, random: new Random(1) };
    const structured = await trainProductQuantiser(points, { ...settings, grouping: order });
    const natural = await trainProductQuantiser(gathered, { ...settings, random: new Random(1) });
    expect(structured.codebooks).toEqual(natural.codebooks);
    expect(structured.encode(row(points, 5))).toEqual(natural.encode(row(gathered, 5)));
    expect(meanError(structured, points)).toBeCloseTo(meanError(natural, gathered), 9);
  });

  it('draws a random grouping by the seed, and names what a grouping must be', async () => {
    const grouped = (grouping: Grouping) =>
      trainProductQuantiser(points, { m: 4, ksub: 16, random: new Random(2), grouping });
    const query = row(points, 0);
    const random = await grouped('random');
    expect(random.distanceTable(query)).toEqual((await grouped('random')).distanceTable(query));
    expect(random.codebooks).not.toEqual((await grouped('natural')).codebooks);
    await expect(grouped([0, 1, 2])).rejects.toThrow('grouping: expected 24 components, received 3');
    await expect(grouped(new Array<number>(24).fill(1))).rejects.toThrow('each of 0 to 23 once, received no 0');
  });

  it('is the same for the same seed, and reports its progress', async () => {
    const shares: number[] = [];
    const again = await trainProductQuantiser(points, {
      m: 6,
      ksub: 16,
      random: new Random(1),
      onProgress: (share) => shares.push(share),
    });
    expect(again.codebooks).toEqual((await train(6, 16)).codebooks);
    expect(shares).toHaveLength(6);
    expect(shares.at(-1)).toBe(1);
  });

  it('names what it expected', async () => {
    const quantiser = await train(6, 16);
    await expect(train(5, 16)).rejects.toThrow('m: expected a divisor of the dimension 24, received 5');
    await expect(train(6, 257)).rejects.toThrow('ksub: expected a whole number from 1 to 256, received 257');
    await expect(train(6, 16, normalVectors(15, 24, 1))).rejects.toThrow('expected at least 16 points, received 15');
    expect(() => quantiser.encode(new Float32Array(23))).toThrow('expected 24 components, received 23');
    expect(() => quantiser.encode(new Float32Array(24).fill(Infinity))).toThrow('received Infinity');
    expect(() => quantiser.decode(new Uint8Array(6).fill(16))).toThrow('expected an index below 16, received 16');
    expect(() => new ProductQuantiser(24, 6, 16, new Float32Array(3))).toThrow('expected 384 components, received 3');
  });
});

// The compiled kernels are taken where they are and this processor runs them; without them the twins give the same answers.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPlainKernels } from '../../../../core/index.ts';
import { openKernels } from '../../../../main/engine/index/kernel-files.ts';
import { temporaryFolder } from '../photo-fixture.ts';
import { addPhotos, IndexFixture, makeFeatures } from './index-fixture.ts';

let fixture: IndexFixture;
beforeEach(() => {
  fixture = new IndexFixture();
});
afterEach(() => fixture.remove());

test.skipIf(!existsSync('build/kernels/simd.wasm'))('kernels that were built are taken', async () => {
  expect((await openKernels()).name).toMatch(/SIMD$/);
});

test('kernels that are missing, or that this processor does not take, are replaced by their twins', async () => {
  const folder = temporaryFolder();
  expect((await openKernels([folder])).name).toBe('TypeScript');
  for (const name of ['relaxed-simd.wasm', 'simd.wasm']) writeFileSync(join(folder, name), 'no code');
  expect((await openKernels([folder])).name).toBe('TypeScript');
});

test('an index on the twins gives the same answers, and says what it runs on', async () => {
  const features = makeFeatures(300, 3);
  const first = await fixture.openIndex();
  addPhotos(first.database, first.index, features);
  const fast = features.slice(0, 20).map((feature) => first.index.search(feature, { k: 10 }));
  await fixture.close();
  const { index } = await fixture.openIndex({ kernels: createPlainKernels() });
  expect(index.state.kernels).toBe('TypeScript');
  fast.forEach(({ ids, distances }, i) => {
    const plain = index.search(features[i]!, { k: 10 });
    expect([...plain.ids]).toEqual([...ids]);
    distances.forEach((distance, place) => expect(plain.distances[place]).toBeCloseTo(distance, 5));
  });
});

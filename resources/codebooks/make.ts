// Makes the generation that ships with Likeness out of the features of licence-clean photographs (resources/model/make).
// Run once by us: npx node resources/codebooks/make.ts FEATURES.f32 (rows of little-endian float32, one feature each).
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asMatrix, chooseSizes, serialiseGeneration, trainGeneration } from '../../core/index.ts';

const SEED = 20261122;
/** It serves libraries that are still too small for a generation of their own: a few hundred photos. */
const PHOTOS_SERVED = 500;

const folder = import.meta.dirname;
const [source] = process.argv.slice(2);
if (source === undefined) throw new Error('Name the file of features: make.ts FEATURES.f32');

const model = JSON.parse(await readFile(join(folder, '../model/model.json'), 'utf8')) as {
  name: string;
  sha256: string;
  dimension: number;
};
const bytes = await readFile(source);
const floats = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
const { nlist, m, ksub } = chooseSizes(PHOTOS_SERVED, model.dimension);
const generation = await trainGeneration(asMatrix(floats, model.dimension), { nlist, m, ksub }, { seed: SEED });
const serialised = serialiseGeneration(generation);

const card = {
  file: 'starting-generation.bin',
  sha256: createHash('sha256').update(serialised).digest('hex'),
  model: { name: model.name, sha256: model.sha256 },
  sizes: { dimension: model.dimension, nlist, m, ksub },
  ...generation.training,
};
await writeFile(join(folder, card.file), serialised);
await writeFile(join(folder, 'starting-generation.json'), `${JSON.stringify(card, undefined, 2)}\n`);
process.stdout.write(
  `${card.file}: ${serialised.length} bytes, error on held-out features ${card.errorAtTraining.toFixed(4)}\n`,
);

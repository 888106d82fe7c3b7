// Why residuals help short codes and not long ones on SIFT: the error of codes of whole vectors beside that of codes of
// residuals of 256 cells, on vectors that neither was trained on.
//   npm run bench -- residuals [--m 8,16]        (LIKENESS_DATA names the folder that holds vectors/sift100k)
import { parseArgs } from 'node:util';
import {
  createOneLane,
  encodeAll,
  quantisationError,
  Random,
  row,
  rowRange,
  squaredDistance,
  trainGeneration,
  trainProductQuantiser,
} from '../../core/index.ts';
import { openKernels } from '../../main/engine/index/kernel-files.ts';
import { readSift100k } from '../core/vectors.ts';

const KSUB = 256;
const NLIST = 256;
const MEASURED = 20_000;

const { values } = parseArgs({ args: process.argv.slice(3), options: { m: { type: 'string', default: '8,16' } } });
const parallel = createOneLane(await openKernels());
const { base, learn } = readSift100k();
const measured = rowRange(base, 0, MEASURED);
for (const m of values.m.split(',').map(Number)) {
  const whole = await errorOfWhole(m);
  const generation = await trainGeneration(learn, { nlist: NLIST, m, ksub: KSUB }, { seed: 1, parallel });
  const residuals = await quantisationError(generation, measured, parallel);
  process.stdout.write(`m = ${m}: whole vectors ${whole.toFixed(0)}, residuals ${residuals.toFixed(0)}\n`);
}

async function errorOfWhole(m: number): Promise<number> {
  const quantiser = await trainProductQuantiser(learn, { m, ksub: KSUB, random: new Random(1), parallel });
  const codes = await encodeAll(quantiser, measured, parallel);
  let sum = 0;
  for (let i = 0; i < measured.rows; i++) {
    const decoded = quantiser.decode(codes.subarray(i * m, (i + 1) * m));
    sum += squaredDistance(row(measured, i), 0, decoded, 0, measured.columns);
  }
  return sum / measured.rows;
}

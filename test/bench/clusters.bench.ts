// k-means over all centroids against k-means on two levels, trained on the learning half of sift100k and measured on the
// other half: the error, how equal the clusters are, and CPU time. Then how many vectors come to their nearest centroid when
// only some groups are looked into. One thread.
//   npm run bench -- clusters [--counts 256,1024]        (LIKENESS_DATA names the folder that holds vectors/sift100k)
import { parseArgs } from 'node:util';
import type { Matrix } from '../../core/index.ts';
import {
  assignAll,
  assignByGroups,
  CentroidGroups,
  createOneLane,
  kMeans,
  Random,
  row,
  squaredDistance,
  twoLevelKMeans,
} from '../../core/index.ts';
import { openKernels } from '../../main/engine/index/kernel-files.ts';
import { readSift100k } from '../core/vectors.ts';

const GROUPS_LOOKED_INTO = [1, 2, 4, 8, 16];

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { counts: { type: 'string', default: '256,1024' } },
});
const parallel = createOneLane(await openKernels());
const { base, learn } = readSift100k();

for (const clusterCount of values.counts.split(',').map(Number)) {
  const options = () => ({ clusterCount, random: new Random(1), tolerance: 1e-4, parallel });
  await measure(`${clusterCount} clusters, all at once`, () => kMeans(learn, options()));
  for (const refinements of [0, 1, 2, 3, 5]) {
    const name = `${clusterCount} clusters, two levels, ${refinements} refinements`;
    await measure(name, () => twoLevelKMeans(learn, { ...options(), refinements }));
  }
  await measureGroups((await twoLevelKMeans(learn, options())).centroids);
}

async function measure(name: string, train: () => Promise<{ readonly centroids: Matrix }>): Promise<void> {
  const started = process.cpuUsage();
  const { centroids } = await train();
  const { user, system } = process.cpuUsage(started);
  const nearest = await assignAll(base, centroids, parallel);
  const counts = new Uint32Array(centroids.rows);
  let error = 0;
  for (const [i, k] of nearest.entries()) {
    counts[k]!++;
    error += squaredDistance(row(base, i), 0, row(centroids, k), 0, base.columns) / base.rows;
  }
  const imbalance = (centroids.rows * counts.reduce((sum, count) => sum + count ** 2, 0)) / base.rows ** 2;
  const seconds = ((user + system) / 1e6).toFixed(1);
  print(`${name}: error ${error.toFixed(0)}, imbalance ${imbalance.toFixed(3)}, ${seconds} CPU s`);
}

async function measureGroups(centroids: Matrix): Promise<void> {
  const nearest = await assignAll(base, centroids, parallel);
  const groups = await CentroidGroups.create(centroids, { parallel });
  for (const looked of GROUPS_LOOKED_INTO) {
    const { nearest: found } = await assignByGroups(base, groups, { parallel, looked });
    const share = found.filter((k, i) => k === nearest[i]).length / base.rows;
    print(`  ${looked} of ${groups.middles.rows} groups looked into: ${share.toFixed(4)} come to the nearest`);
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

// IVFADC's recall on real SIFT descriptors beside FAISS's on the same files (faiss-reference.json). Takes some minutes.
//   npm run bench -- recall            (LIKENESS_DATA names the folder that holds vectors/sift100k)
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvertedFile, IvfadcSearcher, recallAt, row, trainGeneration } from '../../core/index.ts';
import { readSift100k, vectorsFolder } from '../core/vectors.ts';

interface ReferenceRow {
  system: string;
  m: number;
  nlist: number;
  nprobe: number;
  'recall@1': number;
  'recall@100': number;
  overlap10: number;
}

const { base, learn, queries, truth } = readSift100k();
const reference = JSON.parse(readFileSync(join(vectorsFolder, 'sift100k/faiss-reference.json'), 'utf8')) as {
  rows: ReferenceRow[];
};

process.stdout.write('IVFADC, nlist 256: ours (FAISS)\n');
for (const m of [8, 16]) {
  const generation = await trainGeneration(learn, { nlist: 256, m, ksub: 256 }, { seed: 1 });
  const invertedFile = new InvertedFile(generation);
  for (let id = 0; id < base.rows; id++) invertedFile.add(id, generation.encode(row(base, id)));
  const searcher = new IvfadcSearcher(invertedFile);
  for (const nprobe of [1, 8, 64]) {
    const ours = measure(searcher, nprobe);
    const faiss = reference.rows.find(
      (r) => r.system === 'IVFADC' && r.m === m && r.nlist === 256 && r.nprobe === nprobe,
    );
    const figures = (['recall@1', 'recall@100', 'overlap10'] as const).map(
      (name) => `${name} ${ours[name].toFixed(3)} (${faiss?.[name].toFixed(3)})`,
    );
    process.stdout.write(`m ${m}, nprobe ${nprobe}: ${figures.join(', ')}, ${ours.milliseconds.toFixed(2)} ms\n`);
  }
}

function measure(searcher: IvfadcSearcher, nprobe: number) {
  const sums = { 'recall@1': 0, 'recall@100': 0, overlap10: 0, milliseconds: 0 };
  for (let i = 0; i < queries.rows; i++) {
    const start = performance.now();
    const ids = [...searcher.search(row(queries, i), { k: 100, nprobe }).ids];
    sums.milliseconds += performance.now() - start;
    const nearest = new Set(truth[i]!.subarray(0, 1));
    sums['recall@1'] += recallAt(ids, nearest, 1);
    sums['recall@100'] += recallAt(ids, nearest, 100);
    sums.overlap10 += recallAt(ids, new Set(truth[i]!.subarray(0, 10)), 10);
  }
  for (const name of Object.keys(sums) as (keyof typeof sums)[]) sums[name] /= queries.rows;
  return sums;
}

// The library's photos as a comparison of methods takes them: their features, and what is right for those that ask.
import type Database from 'better-sqlite3';
import type { Kernels, Matrix } from '../../../core/index.ts';
import { ExactSearcher, FloatRows, Random, row, rowRange, zeroMatrix } from '../../../core/index.ts';
import type { MethodTruth } from '../api/method-schemas.ts';
import { FeatureStore } from '../index/feature-store.ts';
import type { ComparisonSet } from '../lab/methods/compare-methods.ts';
import { labelledComparison } from '../lab/methods/labelled-vectors.ts';
import { neighbourTruth } from '../lab/methods/neighbour-truth.ts';

/** More would take long, and change what is best by little. */
const MOST_PHOTOS = 10_000;
const MOST_QUERIES = 200;
/** At most one photo in so many asks, where photos are asked for their neighbours. */
const PHOTOS_PER_QUERY = 5;
const NEIGHBOURS = 10;
/** A folder with fewer is not taken for a kind: half of them ask, and each should have others to find. */
const FEWEST_OF_A_FOLDER = 4;

export interface PhotoTask {
  readonly modelSha256: string;
  readonly dimension: number;
  readonly truth: MethodTruth;
  readonly seed: number;
}

/** @throws LikenessError `usage` when no folder could be asked for */
export function comparedPhotos(
  database: Database.Database,
  { modelSha256, dimension, truth, seed }: PhotoTask,
  kernels: Kernels,
): ComparisonSet {
  const modelId = database.prepare<[string], number>('SELECT id FROM model WHERE sha256 = ?').pluck().get(modelSha256)!;
  const { ids, vectors } = readSample(new FeatureStore(database, modelId), dimension, seed);
  if (truth === 'neighbours') return byNeighbours(vectors, kernels);
  const folders = foldersOf(database);
  const labelled = ids.map((id, i) => ({ vector: row(vectors, i), label: folders.get(id) ?? null, asks: true }));
  return labelledComparison(labelled, kernels, { seed, mostQueries: MOST_QUERIES });
}

/** Whether there are two folders that can be told apart as kinds. Cost: names are read along an index until two are found. */
export function hasFolders(database: Database.Database): boolean {
  const sql = `SELECT count(*) FROM (SELECT 1 FROM file GROUP BY folder_id HAVING count(*) >= ? LIMIT 2)`;
  return database.prepare<[number], number>(sql).pluck().get(FEWEST_OF_A_FOLDER) === 2;
}

/** The folder of each photo, of the first of its files; without those of folders with few photos. */
function foldersOf(database: Database.Database): Map<number, string> {
  const sql = `SELECT photo_id AS photoId, root_id || '/' || folder AS folder, min(id)
     FROM located_file WHERE photo_id IS NOT NULL GROUP BY photo_id`;
  const rows = database.prepare<[], { photoId: number; folder: string }>(sql).all();
  const counts = new Map<string, number>();
  for (const { folder } of rows) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  const ofKinds = rows.filter(({ folder }) => counts.get(folder)! >= FEWEST_OF_A_FOLDER);
  return new Map(ofKinds.map(({ photoId, folder }) => [photoId, folder]));
}

/** In an order drawn by chance. */
function readSample(store: FeatureStore, dimension: number, seed: number): { ids: number[]; vectors: Matrix } {
  const wanted = store.ids();
  new Random(seed).shuffle(wanted);
  const vectors = zeroMatrix(Math.min(wanted.length, MOST_PHOTOS), dimension);
  const ids: number[] = [];
  for (const id of wanted.slice(0, vectors.rows)) {
    const feature = store.read(id);
    if (feature?.length !== dimension) continue;
    row(vectors, ids.length).set(feature);
    ids.push(id);
  }
  return { ids, vectors: rowRange(vectors, 0, ids.length) };
}

/** Some photos ask among all others. */
function byNeighbours(vectors: Matrix, kernels: Kernels): ComparisonSet {
  const queryCount = Math.min(MOST_QUERIES, Math.floor(vectors.rows / PHOTOS_PER_QUERY));
  const [queries, base] = [rowRange(vectors, 0, queryCount), rowRange(vectors, queryCount, vectors.rows)];
  const exact = new ExactSearcher(new FloatRows(base.columns, kernels));
  for (let id = 0; id < base.rows; id++) exact.add(id, row(base, id));
  const data = new Int32Array(queryCount * NEIGHBOURS);
  for (let i = 0; i < queryCount; i++) {
    data.set(exact.search(row(queries, i), { k: NEIGHBOURS }).ids, i * NEIGHBOURS);
  }
  exact.release();
  const neighbours = { data, rows: queryCount, columns: NEIGHBOURS };
  return { base, learn: base, queries, ...neighbourTruth(neighbours, NEIGHBOURS) };
}

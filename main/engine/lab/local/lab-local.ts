// `lab local`: image search by the places of photos, as the paper's last experiment: bag of features, Hamming embedding and
// IVFADC on the same descriptors, each with and without geometric verification.
import type { Matrix, Parallel, VotedPhoto } from '../../../../core/index.ts';
import {
  assignAll,
  averagePrecision,
  BagOfFeatures,
  createOneLane,
  DescriptorVotes,
  Random,
  rankByGeometry,
  twoLevelKMeans,
} from '../../../../core/index.ts';
import { LikenessError } from '../../api/errors.ts';
import { openKernels } from '../../index/kernel-files.ts';
import { mean, round } from '../lab-report.ts';
import { readGroups } from '../truth-csv.ts';
import {
  buildEmbedding,
  buildIvfadc,
  type DescriptorIndex,
  type IndexBuilding,
  learningSample,
} from './descriptor-indexes.ts';
import { joinDescriptors, type LocalPhoto, type LocalReading, readLocalPhotos } from './local-photos.ts';

export interface LabLocalOptions extends LocalReading {
  readonly truth: string;
  /** Cells of both indexes, cells looked into, and the words of the bag of features. */
  readonly nlist: number;
  readonly nprobe: number;
  readonly words: number;
  /** Nearest descriptors that vote. */
  readonly k: number;
  /** Answers that are verified. */
  readonly verified: number;
  /** Bytes of an IVFADC code; Hamming embedding is measured with signatures as long, and with as much memory in all. */
  readonly m: number;
}

export interface LocalFigures {
  readonly method: string;
  readonly mAP: number;
  /** Share of the queries whose first answer is of their group. */
  readonly recallAt1: number;
  readonly bytesPerPhoto: number;
  /** CPU time of a query whose descriptors are there, with the verification where there is one. */
  readonly milliseconds: number;
}

export interface LabLocalReport {
  readonly photoCount: number;
  readonly missingCount: number;
  readonly queryCount: number;
  readonly descriptorsPerPhoto: number;
  /** CPU time to describe a photo. */
  readonly describeMilliseconds: number;
  readonly rows: readonly LocalFigures[];
}

/** What one method answers: numbers of photos, best first. */
type Ask = (query: LocalPhoto) => readonly number[];

/** @throws LikenessError `usage` for a truth that does not fit the folder */
export async function measureLocal(options: LabLocalOptions): Promise<LabLocalReport> {
  const kernels = await openKernels();
  const started = process.cpuUsage();
  const read = await readLocalPhotos(await readGroups(options.truth), options, kernels);
  const describeMilliseconds = cpuMilliseconds(started) / Math.max(1, read.length);
  const photos = read.filter((photo) => photo !== null);
  const { all, owners } = joinDescriptors(photos);
  if (askingPhotos(photos).length === 0 || all.rows < 1000) {
    throw new LikenessError(
      'usage',
      `Nothing can be asked in ${options.folder}: no two photos of one group, or no places.`,
    );
  }
  const parallel = createOneLane(kernels);
  const rows = [await measureBag(photos, all, parallel, options)];
  const building = { nlist: options.nlist, seed: 1, parallel, signal: options.signal };
  for await (const [name, index] of indexesOf(all, building, options)) {
    rows.push(...measureIndex(name, index, photos, owners, options));
    index.release();
  }
  return {
    photoCount: photos.length,
    missingCount: read.length - photos.length,
    queryCount: askingPhotos(photos).length,
    descriptorsPerPhoto: Math.round(all.rows / photos.length),
    describeMilliseconds: round(describeMilliseconds, 1),
    rows,
  };
}

async function* indexesOf(
  all: Matrix,
  building: IndexBuilding,
  { m, onProgress }: LabLocalOptions,
): AsyncGenerator<[string, DescriptorIndex]> {
  const learn = learningSample(all, building);
  // A code of IVFADC has a number of 4 bytes beside it: with as much memory a signature is 32 bits longer.
  for (const bits of [8 * m, 8 * m + 32].filter((count) => count <= all.columns)) {
    onProgress?.(`Building Hamming embedding of ${bits} bits`);
    yield [`Hamming embedding, ${bits} bits`, await buildEmbedding(all, learn, bits, building)];
  }
  onProgress?.(`Building IVFADC of ${m} bytes`);
  yield [`IVFADC, m = ${m}`, await buildIvfadc(all, learn, m, building)];
}

async function measureBag(
  photos: readonly LocalPhoto[],
  all: Matrix,
  parallel: Parallel,
  options: LabLocalOptions,
): Promise<LocalFigures> {
  const { words, signal, onProgress } = options;
  onProgress?.(`Learning ${words} words`);
  const building = { nlist: words, seed: 1, parallel, signal };
  const random = new Random(1);
  const { centroids } = await twoLevelKMeans(learningSample(all, building), { clusterCount: words, random, parallel, abort: signal }); // prettier-ignore
  const bag = new BagOfFeatures(words);
  const wordsOf = new Map<LocalPhoto, Int32Array>();
  for (const [number, photo] of photos.entries()) {
    const own = await assignAll(photo.descriptors, centroids, parallel, signal);
    wordsOf.set(photo, own);
    bag.add(number, own);
  }
  const ask: Ask = (query) => bag.search(wordsOf.get(query)!).map(({ photo }) => photo);
  return {
    method: `bag of ${words} words`,
    ...measure(photos, ask, signal),
    bytesPerPhoto: Math.round(bag.bytes / photos.length),
  };
}

/** Without verification, and with: then place, scale and orientation take 16 bytes a descriptor more. */
function measureIndex(
  name: string,
  { searcher, bytesPerDescriptor }: DescriptorIndex,
  photos: readonly LocalPhoto[],
  owners: Uint32Array,
  options: LabLocalOptions,
): LocalFigures[] {
  const { k, nprobe, verified, signal, onProgress } = options;
  const votes = new DescriptorVotes(owners);
  const places = photos.flatMap(({ keypoints }) => keypoints);
  const vote = (query: LocalPhoto): VotedPhoto[] =>
    votes.rank(query.descriptors, searcher, { k, nprobe, mostProbes: nprobe });
  const verify = (query: LocalPhoto): VotedPhoto[] => {
    const geometry = { random: new Random(1), candidates: verified, asking: query.keypoints, tolerance: 6 };
    return rankByGeometry(vote(query), { ...geometry, placeOf: (id) => places[id]! });
  };
  const bytes = (perDescriptor: number): number => Math.round((perDescriptor * owners.length) / photos.length);
  const numbers = (ranked: readonly VotedPhoto[]): number[] => ranked.map(({ photo }) => photo);
  onProgress?.(`Asking by ${name}`);
  // The owner of a descriptor takes 4 bytes.
  return [
    {
      method: name,
      ...measure(photos, (query) => numbers(vote(query)), signal),
      bytesPerPhoto: bytes(bytesPerDescriptor + 4),
    },
    {
      ...{ method: `${name}, verified`, bytesPerPhoto: bytes(bytesPerDescriptor + 20) },
      ...measure(photos, (query) => numbers(verify(query)), signal),
    },
  ];
}

function measure(
  photos: readonly LocalPhoto[],
  ask: Ask,
  signal: AbortSignal | undefined,
): Pick<LocalFigures, 'mAP' | 'recallAt1' | 'milliseconds'> {
  const started = process.cpuUsage();
  const measures = askingPhotos(photos).map((query) => {
    signal?.throwIfAborted();
    const relevant = new Set(photos.flatMap((photo, number) => (isOther(photo, query) ? [number] : [])));
    const others = ask(query).filter((number) => photos[number] !== query);
    return { precision: averagePrecision(others, relevant), isFirst: relevant.has(others[0] ?? -1) };
  });
  return {
    mAP: round(mean(measures.map(({ precision }) => precision)), 4),
    recallAt1: round(mean(measures.map(({ isFirst }) => (isFirst ? 1 : 0))), 4),
    milliseconds: round(cpuMilliseconds(started) / measures.length, 1),
  };
}

function askingPhotos(photos: readonly LocalPhoto[]): LocalPhoto[] {
  return photos.filter((query) => query.asks && photos.some((photo) => isOther(photo, query)));
}

function isOther(photo: LocalPhoto, query: LocalPhoto): boolean {
  return photo !== query && photo.group === query.group;
}

function cpuMilliseconds(started: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

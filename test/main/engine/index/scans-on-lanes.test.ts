// Large scans over real worker threads: the same answer as one thread gives, and an end of all lanes when it is asked for.
import { afterAll, describe, expect, it } from 'vitest';
import {
  bytesAt,
  ByteRows,
  createOneLane,
  emptyHeap,
  ExactSearcher,
  FastScanFile,
  FastScanSearcher,
  FloatRows,
  heapBytes,
  IdSet,
  InvertedFile,
  IvfadcSearcher,
  KernelRoom,
  PqSearcher,
  Random,
  row,
  trainGeneration,
  trainProductQuantiser,
  zeroMatrix,
} from '../../../../core/index.ts';
import type { Matrix, Parallel, Searcher } from '../../../../core/index.ts';
import { throwIfAborted } from '../../../../core/abort.ts';
import type { Piece } from '../../../../core/scan-task.ts';
import { PIECE_BYTES, scanScratchBytes, writePieces } from '../../../../core/scan-task.ts';
import { openKernels } from '../../../../main/engine/index/kernel-files.ts';
import { KernelWorkers } from '../../../../main/engine/index/kernel-workers.ts';

const N = 200_000;
const D = 32;
const SEEDS = 2000;

const kernels = await openKernels();
const alone = createOneLane(kernels);
const workers = new KernelWorkers(kernels, 3);
afterAll(() => workers.stop());
let scansOnLanes = 0;
const lanes: Parallel = {
  kernels,
  lanes: workers.lanes,
  run: (task, from, to) => workers.run(task, from, to),
  scan(work, goesOn) {
    scansOnLanes++;
    return workers.scan(work, goesOn);
  },
};

/** Each vector comes a hundred times: equal distances, which ids must order, are everywhere. */
const seeds = noise(SEEDS, 1);
const vector = (id: number): Float32Array => row(seeds, id % SEEDS);
const queries = noise(10, 2);
const eightBits = await trainGeneration(seeds, { nlist: 40, m: 16, ksub: 256 }, { seed: 1, parallel: alone });
const fourBits = await trainGeneration(seeds, { nlist: 40, m: 32, ksub: 16 }, { seed: 1, parallel: alone });
const quantiser = await trainProductQuantiser(seeds, { m: 16, ksub: 256, random: new Random(1), parallel: alone });
const codes = Array.from({ length: SEEDS }, (_, i) => eightBits.encode(row(seeds, i)));
const blockCodes = Array.from({ length: SEEDS }, (_, i) => fourBits.encode(row(seeds, i)));

const makers: [string, (parallel: Parallel) => Searcher][] = [
  ['exact on floats', (parallel) => exact(new FloatRows(D, kernels), parallel)],
  ['exact on bytes', (parallel) => exact(new ByteRows(D, kernels), parallel)],
  ['product codes', productCodes],
  ['IVFADC', ivfadc],
  ['fast scan', fastScan],
];

describe.each(makers)('%s', (_, make) => {
  const one = make(alone);
  const several = make(lanes);

  it('answers on three lanes as on one, ties by id', async () => {
    await warm(several);
    scansOnLanes = 0;
    for (let i = 0; i < queries.rows; i++) {
      for (const k of [1, 45, 1000]) {
        const expected = one.search(row(queries, i), { k, nprobe: 40 });
        expect(several.search(row(queries, i), { k, nprobe: 40 })).toEqual(expected);
      }
    }
    expect(scansOnLanes).toBe(30);
  });

  it('answers the same through a filter that few pass', () => {
    const random = new Random(3);
    const allowed = new IdSet(Array.from({ length: 300 }, () => random.integer(N)));
    for (let i = 0; i < queries.rows; i++) {
      const options = { k: 100, nprobe: 4, allowed };
      expect(several.search(row(queries, i), options)).toEqual(one.search(row(queries, i), options));
    }
  });

  it('looks into the nearest piece alone when the deadline has passed already', () => {
    const options = { k: 20, nprobe: 40, deadline: { passed: true } };
    const { complete, visitedCount } = several.search(row(queries, 0), options);
    expect(complete).toBe(false);
    expect(visitedCount).toBeGreaterThan(0);
    expect(several.search(row(queries, 0), options)).toEqual(one.search(row(queries, 0), options));
  });
});

describe('a scan that would take seconds', () => {
  const room = new KernelRoom(kernels.memory);
  const pieceCount = 20_000;
  const rows = 1024;
  const [data, query] = [room.floats(rows * D), room.floats(D)];
  const pieces = room.bytes(PIECE_BYTES * pieceCount);
  const task = { kind: 'floats', D, query, allowed: 0 } as const;
  const lanesAt = Array.from({ length: workers.lanes }, () => {
    return { heap: room.bytes(heapBytes(10)), scratch: room.bytes(scanScratchBytes(task)) };
  });
  const scan = (goesOn: () => boolean): number => {
    for (const { heap } of lanesAt) emptyHeap(kernels.memory, heap, 10);
    return workers.scan({ task, pieces, count: pieceCount, lanes: lanesAt }, goesOn);
  };
  const piece = { data, ids: 0, terms: 0, count: rows, base: 0 };
  writePieces(kernels.memory, pieces, Array<Piece>(pieceCount).fill(piece));

  it('ends on all lanes when the deadline passes on the way', () => {
    let looks = 0;
    const scanned = scan(() => ++looks < 20);
    expect(scanned).toBeGreaterThanOrEqual(20);
    expect(scanned).toBeLessThan(pieceCount / 2);
  });

  it('ends on all lanes when it is aborted, and the next one begins anew', () => {
    const abort = { aborted: false };
    const aborted = (): unknown =>
      scan(() => {
        throwIfAborted(abort);
        return (abort.aborted = true);
      });
    expect(aborted).toThrow(expect.objectContaining({ code: 'aborted' }));
    const heapsBefore = lanesAt.map(({ heap }) => bytesAt(kernels.memory, heap, heapBytes(10)).slice());
    for (let turn = 0; turn < 1e6; turn++); // a lane that still worked would write meanwhile
    expect(lanesAt.map(({ heap }) => bytesAt(kernels.memory, heap, heapBytes(10)))).toEqual(heapsBefore);
    expect(scan(() => false)).toBeLessThan(pieceCount / 2);
  });
});

it('goes on after its threads were ended, with new ones', async () => {
  const searcher = ivfadc(lanes);
  const options = { k: 100, nprobe: 40 };
  const before = searcher.search(row(queries, 0), options);
  const stopping = workers.stop();
  expect(searcher.search(row(queries, 0), options)).toEqual(before);
  await stopping;
  expect(searcher.search(row(queries, 0), options)).toEqual(before);
});

/** Waits for the threads, which the first scan starts: it leaves all the work to the calling one. */
async function warm(searcher: Searcher): Promise<void> {
  searcher.search(row(queries, 0), { k: 1, nprobe: 40 });
  const count = 3 * 16;
  const room = new KernelRoom(kernels.memory);
  const [points, rows, out] = [room.floats(count), room.floats(1), room.floats(count)];
  await workers.run({ kind: 'multiply', points, D: 1, rows, K: 1, out }, 0, count);
  room.release();
}

function exact(rows: FloatRows | ByteRows, parallel: Parallel): ExactSearcher {
  const searcher = new ExactSearcher(rows, { parallel });
  searcher.reserve(N);
  for (let id = 0; id < N; id++) searcher.add(id, vector(id));
  return searcher;
}

function productCodes(parallel: Parallel): PqSearcher {
  const searcher = new PqSearcher(quantiser, { kernels, parallel });
  const coded = Array.from({ length: SEEDS }, (_, i) => quantiser.encode(row(seeds, i)));
  for (let id = 0; id < N; id++) searcher.addCodes([id], coded[id % SEEDS]!);
  return searcher;
}

function ivfadc(parallel: Parallel): IvfadcSearcher {
  const file = new InvertedFile(eightBits, kernels);
  for (let id = 0; id < N; id++) file.add(id, codes[id % SEEDS]!);
  return new IvfadcSearcher(file, { parallel });
}

function fastScan(parallel: Parallel): FastScanSearcher {
  const searcher = new FastScanSearcher(new FastScanFile(fourBits, kernels), { parallel });
  for (let id = 0; id < N; id++) searcher.add(id, vector(id), blockCodes[id % SEEDS]);
  return searcher;
}

function noise(rows: number, seed: number): Matrix {
  const random = new Random(seed);
  const matrix = zeroMatrix(rows, D);
  for (let i = 0; i < matrix.data.length; i++) matrix.data[i] = random.normal();
  return matrix;
}

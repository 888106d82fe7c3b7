// What `npm run bench -- kernels` runs: each kernel on sizes as a library or a training has them.
import type { Kernels } from '../../core/index.ts';
import {
  Random,
  assignScratchBytes,
  byteTableBytes,
  bytesAt,
  emptyHeap,
  encodeScratchBytes,
  floatsAt,
  heapBytes,
} from '../../core/index.ts';
import { byteRecordBytes } from '../../core/kernels/byte-records.ts';
import { codeBlocksBytes } from '../../core/kernels/code-blocks.ts';

interface KernelWork {
  readonly name: string;
  /** How much one run does, in `unit`. */
  readonly amount: number;
  readonly unit: string;
  /** The request to faiss_kernels.py that does the same. */
  readonly faiss?: string;
  /** Lays the data out. @returns what is timed */
  prepare(kernels: Kernels): () => void;
}

const CODES = 2 ** 20;
const POINTS = 20_000;
const ROWS = 50_000;
const D = 128;
const K = 10;

export const kernelWorks: readonly KernelWork[] = [
  ...[8, 16, 32, 64, 128].map((m) => scanOfCodes(m, false)),
  ...[8, 16, 128].map((m) => scanOfCodes(m, true)),
  ...[16, 32, 64].map((M) => scanOfBlocks(M, K)),
  ...[200, 1000].map((k) => scanOfBlocks(32, k)),
  ...[256, 1024].map(assignment),
  ...[2, 8].map(assignmentOfParts),
  ...[8, 16, 32, 64].map(encoding),
  ...[128, 512].flatMap((dimension) => [flat(dimension), bytes(dimension)]),
  coarse(1024),
  tables(16),
];

function scanOfCodes(m: number, withTerms: boolean): KernelWork {
  const count = CODES / Math.max(1, m / 16);
  return {
    name: `scanCodes m=${m}${withTerms ? ' with terms' : ''}`,
    amount: count / 1e6,
    unit: 'M codes',
    ...(withTerms || m > 16 ? {} : { faiss: `adc ${m}` }),
    prepare(kernels) {
      const { memory } = kernels;
      const codes = randomBytes(kernels, count * m, 256);
      const table = randomFloats(kernels, m * 256);
      const [additions, factors] = withTerms ? [randomFloats(kernels, count), randomFloats(kernels, count)] : [0, 0];
      const heap = memory.allocate(heapBytes(K));
      return () => {
        emptyHeap(memory, heap, K);
        kernels.scanCodes(codes, 0, count, m, table, 256, additions, factors, 1, 1, 0, heap);
      };
    },
  };
}

function scanOfBlocks(M: number, k: number): KernelWork {
  return {
    name: `scanBlocks M=${M} k=${k}`,
    amount: CODES / 1e6,
    unit: 'M codes',
    faiss: `fastscan ${M} ${k}`,
    prepare(kernels) {
      const { memory } = kernels;
      const blocks = randomBytes(kernels, codeBlocksBytes(CODES, M), 256);
      const table = randomFloats(kernels, 16 * M);
      const byteTable = memory.allocate(byteTableBytes(M));
      const heap = memory.allocate(heapBytes(k));
      return () => {
        emptyHeap(memory, heap, k);
        kernels.quantiseTable(0, table, 1, M, byteTable);
        kernels.scanBlocks(blocks, 0, CODES, M, byteTable, 0, 0, heap, 0);
      };
    },
  };
}

function assignment(centroidCount: number): KernelWork {
  return {
    name: `assignToNearest D=128 K=${centroidCount}`,
    amount: (POINTS * D * centroidCount) / 1e9,
    unit: 'G products',
    faiss: `assign ${centroidCount}`,
    prepare: (kernels) => assigning(kernels, POINTS, D, centroidCount),
  };
}

function assignmentOfParts(dsub: number): KernelWork {
  return {
    name: `assignToNearest D=${dsub} K=256`,
    amount: (POINTS * dsub * 256) / 1e9,
    unit: 'G products',
    prepare: (kernels) => assigning(kernels, POINTS, dsub, 256),
  };
}

function assigning(kernels: Kernels, N: number, dimension: number, centroidCount: number): () => void {
  const { memory } = kernels;
  const points = randomFloats(kernels, N * dimension);
  const centroids = randomFloats(kernels, centroidCount * dimension);
  const [nearest, distances] = [memory.allocate(4 * N), memory.allocate(4 * N)];
  const scratch = memory.allocate(assignScratchBytes(centroidCount, dimension));
  return () => {
    kernels.assignToNearest(points, N, dimension, centroids, centroidCount, scratch, nearest, distances);
  };
}

function encoding(m: number): KernelWork {
  return {
    name: `encode D=128 m=${m}`,
    amount: POINTS / 1e6,
    unit: 'M vectors',
    faiss: `encode ${m}`,
    prepare(kernels) {
      const { memory } = kernels;
      const points = randomFloats(kernels, POINTS * D);
      const codebooks = randomFloats(kernels, 256 * D);
      const codes = memory.allocate(POINTS * m);
      const scratch = memory.allocate(encodeScratchBytes(D, m, 256));
      return () => {
        kernels.encode(points, POINTS, D, codebooks, m, 256, scratch, codes);
      };
    },
  };
}

function flat(dimension: number): KernelWork {
  return {
    name: `squaredDistances D=${dimension}`,
    amount: (ROWS * dimension * 4) / 1e9,
    unit: 'GB',
    faiss: `flat ${dimension}`,
    prepare(kernels) {
      const { memory } = kernels;
      const [query, rows] = [randomFloats(kernels, dimension), randomFloats(kernels, ROWS * dimension)];
      const [out, heap] = [memory.allocate(4 * ROWS), memory.allocate(heapBytes(K))];
      return () => {
        kernels.squaredDistances(query, rows, ROWS, dimension, out);
        emptyHeap(memory, heap, K);
        kernels.offer(out, 0, ROWS, 0, heap);
      };
    },
  };
}

function bytes(dimension: number): KernelWork {
  return {
    name: `byteDistances D=${dimension}`,
    amount: (ROWS * dimension) / 1e9,
    unit: 'GB',
    faiss: `bytes ${dimension}`,
    prepare(kernels) {
      const { memory } = kernels;
      const query = randomFloats(kernels, dimension);
      const records = randomBytes(kernels, ROWS * byteRecordBytes(dimension), 128); // numbers, whichever, as scales and norms
      const [shorts, out, heap] = [2 * dimension, 4 * ROWS, heapBytes(K)].map((length) => memory.allocate(length));
      return () => {
        const scale = kernels.toShorts(query, dimension, shorts!);
        kernels.byteDistances(shorts!, scale, 1e9, records, 0, 0, ROWS, dimension, out!);
        emptyHeap(memory, heap!, K);
        kernels.offer(out!, 0, ROWS, 0, heap!);
      };
    },
  };
}

/** Choosing cells: all distances, and the 64 smallest in order. */
function coarse(nlist: number): KernelWork {
  const times = 200;
  return {
    name: `choosing 64 of ${nlist} cells`,
    amount: times / 1e3,
    unit: 'k queries',
    prepare(kernels) {
      const { memory } = kernels;
      const [query, rows] = [randomFloats(kernels, D), randomFloats(kernels, nlist * D)];
      const [out, heap] = [memory.allocate(4 * nlist), memory.allocate(heapBytes(64))];
      return () => {
        for (let i = 0; i < times; i++) {
          kernels.squaredDistances(query, rows, nlist, D, out);
          emptyHeap(memory, heap, 64);
          kernels.offer(out, 0, nlist, 0, heap);
          kernels.sortHeap(heap);
        }
      };
    },
  };
}

function tables(m: number): KernelWork {
  const times = 200;
  return {
    name: `productTable m=${m}`,
    amount: times / 1e3,
    unit: 'k tables',
    prepare(kernels) {
      const [query, codebooks] = [randomFloats(kernels, D), randomFloats(kernels, 256 * D)];
      const table = kernels.memory.allocate(4 * 256 * m);
      return () => {
        for (let i = 0; i < times; i++) kernels.productTable(query, codebooks, m, 256, D / m, table);
      };
    },
  };
}

/** From 0 to 1: none of the distances is below zero. */
function randomFloats({ memory }: Kernels, count: number): number {
  const random = new Random(count);
  const address = memory.allocate(4 * count);
  const floats = floatsAt(memory, address, count);
  for (let i = 0; i < count; i++) floats[i] = random.next();
  return address;
}

function randomBytes({ memory }: Kernels, count: number, below: number): number {
  const random = new Random(count);
  const address = memory.allocate(count);
  const bytes = bytesAt(memory, address, count);
  for (let i = 0; i < count; i++) bytes[i] = random.integer(below);
  return address;
}

// The hierarchical k-means tree: points are clustered, each cluster again, until a leaf holds few.
import type { Abort } from '../abort.ts';
import { throwIfAborted } from '../abort.ts';
import { expectInteger } from '../checks.ts';
import { kMeans } from '../cluster/k-means.ts';
import { createPlainKernels } from '../kernels/plain/plain-kernels.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { pickRows } from '../linalg/matrix.ts';
import { squaredDistance } from '../linalg/squared-distance.ts';
import type { Parallel } from '../parallel.ts';
import { createOneLane } from '../parallel.ts';
import type { Random } from '../random.ts';
import { BranchQueue } from './branch-queue.ts';
import { TreeSearcher } from './tree-searcher.ts';

export interface KMeansTreeOptions {
  readonly random: Random;
  /** Children of a node; 32 by default, as in FLANN. */
  readonly branching?: number | undefined;
  /** Of k-means in each node; 7 by default. */
  readonly iterations?: number | undefined;
  readonly parallel?: Parallel | undefined;
  readonly abort?: Abort | undefined;
}

/** How much a wide cluster is preferred to one whose centre is as near (FLANN: cb_index). */
const WIDTH_WEIGHT = 0.2;

interface Node {
  readonly centre: Float32Array;
  /** Mean squared distance of its points to the centre. */
  readonly variance: number;
  /** Of an inner node; a leaf has points. */
  readonly children: readonly Node[];
  readonly points: Uint32Array;
}

/**
 * Source: Fukunaga, Narendra, "A branch and bound algorithm for computing k-nearest neighbors", IEEE TC 1975; Muja, Lowe,
 * VISAPP 2009, section 3.2, algorithms 1 and 2: the search goes to the nearest child and keeps the others in one queue.
 * Memory: 4 N D bytes for the points, and 4 D + about 100 for each node.
 */
export class KMeansTree extends TreeSearcher {
  private readonly root: Node;
  private readonly nodeCount: number;

  private constructor(points: Matrix, root: Node) {
    super(points);
    this.root = root;
    this.nodeCount = countNodes(root);
  }

  /** @throws CoreError `shape`, `not-finite`, `too-few-points`, `parameter`, `memory`, `aborted`. Cost O(iterations N D branching log N) */
  static async grow(points: Matrix, options: KMeansTreeOptions): Promise<KMeansTree> {
    const { branching = 32, parallel = createOneLane(createPlainKernels()) } = options;
    expectInteger('branching', branching, 2, 1024);
    const all = Uint32Array.from({ length: points.rows }, (_, i) => i);
    const root = await growNode(points, all, centreOf(points, all), { ...options, branching, parallel });
    return new KMeansTree(points, root);
  }

  get memoryBytes(): number {
    return this.points.data.byteLength + 4 * this.size + this.nodeCount * (4 * this.dimension + 100);
  }

  protected walk(query: Float32Array, compare: (point: number) => boolean): number {
    const queue = new BranchQueue<Node>();
    queue.push(0, this.root);
    let leaves = 0;
    for (let node = queue.pop(); node; node = queue.pop()) {
      const leaf = descend(node, query, queue);
      leaves++;
      for (const point of leaf.points) if (!compare(point)) return leaves;
    }
    return leaves;
  }
}

/** To the leaf whose centre is nearest all the way down. */
function descend(node: Node, query: Float32Array, queue: BranchQueue<Node>): Node {
  while (node.children.length > 0) {
    const distances = node.children.map(({ centre }) => squaredDistance(query, 0, centre, 0, query.length));
    let nearest = 0;
    distances.forEach((distance, i) => (nearest = distance < distances[nearest]! ? i : nearest));
    node.children.forEach((child, i) => {
      if (i !== nearest) queue.push(distances[i]! - WIDTH_WEIGHT * child.variance, child);
    });
    node = node.children[nearest]!;
  }
  return node;
}

type Growing = KMeansTreeOptions & { readonly branching: number; readonly parallel: Parallel };

async function growNode(all: Matrix, points: Uint32Array, centre: Float32Array, options: Growing): Promise<Node> {
  throwIfAborted(options.abort);
  const { branching, random, iterations = 7, parallel, abort } = options;
  const variance = varianceOf(all, points, centre);
  const leaf: Node = { centre, variance, children: [], points };
  if (points.length < 2 * branching || variance === 0) return leaf;
  const own = pickRows(all, points);
  const { centroids } = await kMeans(own, {
    ...{ clusterCount: branching, random, iterations, start: 'random', parallel, abort },
  });
  const groups = groupByNearest(own, points, centroids);
  if (groups.length < 2) return leaf;
  const children: Node[] = [];
  for (const group of groups) children.push(await growNode(all, group, centreOf(all, group), options));
  return { centre, variance, children, points: new Uint32Array(0) };
}

/** Without the empty groups. */
function groupByNearest(own: Matrix, points: Uint32Array, centroids: Matrix): Uint32Array[] {
  const groups = Array.from({ length: centroids.rows }, (): number[] => []);
  for (let i = 0; i < own.rows; i++) {
    let nearest = 0;
    let least = Infinity;
    for (let c = 0; c < centroids.rows; c++) {
      const distance = squaredDistance(own.data, i * own.columns, centroids.data, c * own.columns, own.columns);
      if (distance < least) [nearest, least] = [c, distance];
    }
    groups[nearest]!.push(points[i]!);
  }
  return groups.filter((group) => group.length > 0).map((group) => Uint32Array.from(group));
}

function centreOf({ data, columns }: Matrix, points: Uint32Array): Float32Array {
  const sums = new Float64Array(columns);
  for (const point of points) for (let j = 0; j < columns; j++) sums[j]! += data[point * columns + j]!;
  return Float32Array.from(sums, (sum) => sum / points.length);
}

function varianceOf({ data, columns }: Matrix, points: Uint32Array, centre: Float32Array): number {
  let sum = 0;
  for (const point of points) sum += squaredDistance(data, point * columns, centre, 0, columns);
  return sum / points.length;
}

function countNodes(node: Node): number {
  return node.children.reduce((sum, child) => sum + countNodes(child), 1);
}

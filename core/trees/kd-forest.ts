// Randomised k-d trees: several trees that cut the same points along different components, searched together.
import { expectInteger } from '../checks.ts';
import type { Matrix } from '../linalg/matrix.ts';
import type { Random } from '../random.ts';
import { BranchQueue } from './branch-queue.ts';
import { TreeSearcher } from './tree-searcher.ts';

export interface KdForestOptions {
  /** 4 by default, as in FLANN. */
  readonly trees?: number | undefined;
  readonly random: Random;
}

/** A component to cut is drawn from so many of largest variance (FLANN: RAND_DIM). */
const DRAWN_FROM = 5;
/** Mean and variance of a node are those of so many of its points (FLANN: SAMPLE_MEAN). */
const SAMPLED = 100;
const LEAF_POINTS = 4;

/** One tree as flat arrays: node i cuts `component` at `value`, or is a leaf of points[first .. first + count). */
interface KdTree {
  readonly component: Int32Array;
  readonly value: Float32Array;
  /** Children of an inner node; of a leaf: first point and how many. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly order: Uint32Array;
}

const LEAF = -1;

interface Branch {
  readonly tree: KdTree;
  readonly node: number;
}

/**
 * Source: Silpa-Anan, Hartley, "Optimised KD-trees for fast image descriptor matching", CVPR 2008; Muja, Lowe, "Fast
 * approximate nearest neighbors with automatic algorithm configuration", VISAPP 2009, section 3.1: the component of each cut
 * is drawn among the five of largest variance, all trees share one queue of branches.
 * Memory: 4 N D bytes for the points, and about 12 N for each tree.
 */
export class KdForest extends TreeSearcher {
  private readonly trees: readonly KdTree[];

  /** @throws CoreError `shape`, `not-finite`, `too-few-points`, `parameter`. Cost O(trees N log N) */
  constructor(points: Matrix, { trees = 4, random }: KdForestOptions) {
    super(points);
    expectInteger('trees', trees, 1, 256);
    this.trees = Array.from({ length: trees }, () => growTree(points, random));
  }

  get memoryBytes(): number {
    const bytes = ({ component, value, left, right, order }: KdTree): number =>
      [component, value, left, right, order].reduce((sum, array) => sum + array.byteLength, 0);
    return this.trees.reduce((sum, tree) => sum + bytes(tree), this.points.data.byteLength);
  }

  protected walk(query: Float32Array, compare: (point: number) => boolean, limit: () => number): number {
    const queue = new BranchQueue<Branch>();
    for (const tree of this.trees) queue.push(0, { tree, node: 0 });
    let leaves = 0;
    for (let bound = queue.nextBound; bound < limit(); bound = queue.nextBound) {
      const branch = queue.pop()!;
      leaves++;
      if (!this.descend(branch, bound, query, queue, compare)) break;
    }
    return leaves;
  }

  /** To the leaf that the query falls into; the other sides are kept for later. False when the budget is spent. */
  private descend(
    { tree, node }: Branch,
    bound: number,
    query: Float32Array,
    queue: BranchQueue<Branch>,
    compare: (point: number) => boolean,
  ): boolean {
    for (;;) {
      const component = tree.component[node]!;
      const [left, right] = [tree.left[node]!, tree.right[node]!];
      if (component === LEAF) {
        for (let i = 0; i < right; i++) if (!compare(tree.order[left + i]!)) return false;
        return true;
      }
      const difference = query[component]! - tree.value[node]!;
      // As in FLANN the squares of all cuts on the way add up: near the truth where cuts lie along different components.
      queue.push(bound + difference * difference, { tree, node: difference < 0 ? right : left });
      node = difference < 0 ? left : right;
    }
  }
}

function growTree(points: Matrix, random: Random): KdTree {
  const order = Uint32Array.from({ length: points.rows }, (_, i) => i);
  random.shuffle(order); // so that the first points of a node are a sample of it
  const component: number[] = [];
  const value: number[] = [];
  const left: number[] = [];
  const right: number[] = [];
  const grow = (from: number, to: number): number => {
    const node = component.push(LEAF) - 1;
    value.push(0);
    left.push(from);
    right.push(to - from);
    if (to - from <= LEAF_POINTS) return node;
    const cut = drawCut(points, order, from, to, random);
    const middle = cut === null ? from : partition(points, order, from, to, cut);
    if (cut === null || middle === from || middle === to) return node; // all alike: one leaf, however large
    component[node] = cut.component;
    value[node] = cut.value;
    left[node] = grow(from, middle);
    right[node] = grow(middle, to);
    return node;
  };
  grow(0, points.rows);
  return {
    component: Int32Array.from(component),
    value: Float32Array.from(value),
    left: Int32Array.from(left),
    right: Int32Array.from(right),
    order,
  };
}

interface Cut {
  readonly component: number;
  readonly value: number;
}

/** Null where the points do not differ. */
function drawCut(points: Matrix, order: Uint32Array, from: number, to: number, random: Random): Cut | null {
  const { data, columns } = points;
  const count = Math.min(SAMPLED, to - from);
  const means = new Float64Array(columns);
  const squares = new Float64Array(columns);
  for (let i = 0; i < count; i++) {
    const row = order[from + i]! * columns;
    for (let j = 0; j < columns; j++) {
      means[j]! += data[row + j]! / count;
      squares[j]! += data[row + j]! ** 2 / count;
    }
  }
  const widest: { component: number; variance: number }[] = [];
  for (let j = 0; j < columns; j++) {
    const variance = squares[j]! - means[j]! ** 2;
    if (widest.length === DRAWN_FROM && variance <= widest.at(-1)!.variance) continue;
    widest.push({ component: j, variance });
    widest.sort((a, b) => b.variance - a.variance);
    widest.length = Math.min(widest.length, DRAWN_FROM);
  }
  const varying = widest.filter(({ variance }) => variance > 0);
  if (varying.length === 0) return null;
  const { component } = varying[random.integer(varying.length)]!;
  return { component, value: means[component]! };
}

/** Points below the value first. @returns where the others begin */
function partition(points: Matrix, order: Uint32Array, from: number, to: number, { component, value }: Cut): number {
  let middle = from;
  for (let i = from; i < to; i++) {
    const point = order[i]!;
    if (points.data[point * points.columns + component]! >= value) continue;
    order[i] = order[middle]!;
    order[middle++] = point;
  }
  return middle;
}

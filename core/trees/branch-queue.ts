// Branches that a search passed by, the most promising first: what best-bin-first goes on with. A binary heap.

export class BranchQueue<Branch> {
  private readonly bounds: number[] = [];
  private readonly branches: Branch[] = [];

  get size(): number {
    return this.bounds.length;
  }

  /** @param bound how near the branch may hold something; the least comes out first */
  push(bound: number, branch: Branch): void {
    const { bounds, branches } = this;
    let at = bounds.length;
    while (at > 0) {
      const parent = (at - 1) >>> 1;
      if (bounds[parent]! <= bound) break;
      bounds[at] = bounds[parent]!;
      branches[at] = branches[parent]!;
      at = parent;
    }
    bounds[at] = bound;
    branches[at] = branch;
  }

  /** The bound of what comes next; Infinity when nothing does. */
  get nextBound(): number {
    return this.bounds[0] ?? Infinity;
  }

  pop(): Branch | undefined {
    const { bounds, branches } = this;
    const first = branches[0];
    const bound = bounds.pop();
    const branch = branches.pop();
    if (bound === undefined || bounds.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= bounds.length) break;
      if (child + 1 < bounds.length && bounds[child + 1]! < bounds[child]!) child++;
      if (bounds[child]! >= bound) break;
      bounds[at] = bounds[child]!;
      branches[at] = branches[child]!;
      at = child;
    }
    bounds[at] = bound;
    branches[at] = branch!;
    return first;
  }
}

// Stacks that are thousands of rows deep: of those, the middle is one frame, so that both ends are in reach. It opens in steps.
import { Run, TreeBuilder } from "./derive.js";
import { formatCount } from "./units.js";

export const DEEP_ROWS = 4000;

/** Rows that stay at each end of such a stack. */
export const KEPT_ROWS = 100;

/** Rows that a step opens. */
export const STEP_ROWS = 500;

/**
 * A tree in which no path that nobody opened is more than DEEP_ROWS deep. If it is another one, it knows where each node of the
 * tree went, `inFold`.
 *
 * @param opened the marks of frames below which STEP_ROWS rows are not folded
 */
export function foldDeep(tree, opened) {
  if (tree.maxDepth < DEEP_ROWS) {
    return tree;
  }
  const builder = new DeepBuilder(tree, opened);
  const inFold = new Int32Array(tree.size);
  for (let node = 1; node < tree.size; node++) {
    inFold[node] = builder.place(node, inFold[tree.parent[node]], inFold);
  }
  for (let node = 0; node < tree.size; node++) {
    for (let row = tree.firstRow[node]; row < tree.firstRow[node + 1]; row++) {
      builder.addRow(row, inFold[node]);
    }
  }
  const deep = builder.finish(inFold);
  deep.inFold = deep.outOf;
  deep.outOf = tree.outOf?.map((node) => (node < 0 ? -1 : deep.inFold[node])) ?? deep.inFold;
  // What was folded before can still be opened, where it is to be seen.
  deep.opens = new Map([...[...(tree.opens ?? [])].map(([fold, mark]) => [deep.inFold[fold], mark]), ...deep.opens]);
  return deep;
}

class DeepBuilder extends TreeBuilder {
  constructor(tree, opened) {
    super(tree, { once: false, opened }, tree.weight);
    this.free = new Map();
    this.deepest = Int32Array.from(tree.depth);
    for (let node = tree.size - 1; node > 0; node--) {
      const above = tree.parent[node];
      this.deepest[above] = Math.max(this.deepest[above], this.deepest[node]);
    }
  }

  /** Whether a node is far from both ends of a path that is too deep. */
  isMiddle(node) {
    const depth = this.base.depth[node];
    const deepest = this.deepest[node];
    return deepest >= DEEP_ROWS && depth >= KEPT_ROWS && deepest - depth >= KEPT_ROWS;
  }

  place(node, above, inFold) {
    const { base } = this;
    if (!this.isMiddle(node)) {
      return this.child(above, base.frame[node], node);
    }
    if (!this.folds.has(above)) {
      const free = this.free.get(above) || (this.choices.opened.has(this.mark[above]) ? STEP_ROWS : 0);
      if (free > 0) {
        const child = this.child(above, base.frame[node], node);
        this.free.set(child, free - 1);
        return child;
      }
    }
    const fold = this.folds.has(above) ? above : this.foldBelow(above);
    this.folds.get(fold).add(base, node, inFold[base.parent[node]] === fold);
    return fold;
  }

  newRun() {
    return new DeepRun();
  }
}

class DeepRun extends Run {
  get isSingle() {
    return false;
  }

  get place() {
    return `the middle of a deep stack; a click unfolds ${formatCount(Math.min(STEP_ROWS, this.longest))} rows of it`;
  }

  label() {
    return `⋯ ${formatCount(this.longest)} ${this.longest === 1 ? "frame" : "frames"}`;
  }
}

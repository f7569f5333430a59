// Trees in which equal frames of different call paths are one: callers upwards from where they meet (bottom-up, and the
// upper half of a sandwich), or callees downwards (its lower half). They can be many times the call tree's size, so they
// grow a level at a time where somebody looks. No recursion.
import { preOrder } from "./derive.js";

/** Nodes under this share of what is looked at are too narrow to have children drawn: they wait. */
const WAITS = 1 / 2000;
const MAX_GROWTH = 40_000;
const FINEST = 1e-9;

/**
 * A merged node stands for places in the base tree, `at`, each counted with what hangs on the node that it began
 * with, `from`.
 */
class Merged {
  constructor(frame, parent) {
    this.frame = frame;
    this.parent = parent;
    this.at = [];
    this.from = [];
    this.children = null;
  }
}

export class MergedTree {
  /**
   * @param base the tree to merge paths of
   * @param starts nodes at which paths meet; none below another
   * @param upwards whether to go to the callers or to the callees
   * @param whole whether a start counts with all below it, or with what it allocated itself
   */
  constructor(base, starts, upwards, whole) {
    this.base = base;
    this.upwards = upwards;
    this.whole = whole;
    this.root = new Merged(-1, null);
    this.root.at = starts;
    this.root.from = starts;
    this.weigh(this.root);
    this.openFirst();
    this.grow(this.root);
  }

  /** All allocations, the allocating frame first and its callers below. */
  static bottomUp(base) {
    const starts = [];
    for (let node = 1; node < base.size; node++) {
      if (base.firstRow[node + 1] > base.firstRow[node]) {
        starts.push(node);
      }
    }
    return new MergedTree(base, starts, true, false);
  }

  /** The callers of a method, or its callees, of all its calls that are not below another of them. */
  static around(base, isMethod, upwards) {
    const starts = [];
    for (let node = 1; node < base.size; ) {
      if (isMethod(node)) {
        starts.push(node);
        node = base.end[node];
      } else {
        node++;
      }
    }
    return new MergedTree(base, starts, upwards, true);
  }

  // The first level of a sandwich is the method itself whatever its line: that is the root.
  openFirst() {
    if (!this.whole) {
      this.root.children = this.grouped(this.root, this.root.at, this.root.from);
    }
  }

  /** Adds children below a node wherever they are wide enough beside it. Tells whether there were any to add. */
  grow(node, share = WAITS) {
    const least = node.total * share;
    const pending = [node];
    let added = 0;
    while (pending.length > 0 && added < MAX_GROWTH) {
      const each = pending.pop();
      if (each.children === null) {
        this.open(each);
        added += each.children.length;
      }
      for (const child of each.children) {
        if (child.total >= least) {
          pending.push(child);
        }
      }
    }
    return added > 0;
  }

  open(node) {
    const at = [];
    const from = [];
    const { base } = this;
    node.at.forEach((place, i) => {
      if (this.upwards) {
        if (base.parent[place] > 0) {
          at.push(base.parent[place]);
          from.push(node.from[i]);
        }
      } else {
        for (let child = place + 1; child < base.end[place]; child = base.end[child]) {
          at.push(child);
          from.push(child);
        }
      }
    });
    node.children = this.grouped(node, at, from);
  }

  grouped(parent, at, from) {
    const groups = new Map();
    at.forEach((place, i) => {
      const frame = this.base.frame[place];
      let group = groups.get(frame);
      if (group === undefined) {
        group = new Merged(frame, parent);
        groups.set(frame, group);
      }
      group.at.push(place);
      group.from.push(from[i]);
    });
    const children = [...groups.values()];
    children.forEach((each) => this.weigh(each));
    return children;
  }

  weigh(node) {
    const { base } = this;
    Object.assign(node, { bytes: 0, objects: 0, variance: 0 });
    for (const from of node.from) {
      if (this.whole) {
        node.bytes += base.bytes[from];
        node.objects += base.objects[from];
        node.variance += base.variance[from];
      } else {
        for (let row = base.firstRow[from]; row < base.firstRow[from + 1]; row++) {
          node.bytes += base.rowBytes[row];
          node.objects += base.rowObjects[row];
          node.variance += base.weight.error(base, row) ** 2;
        }
      }
    }
    node.total = node[base.weight.sum];
  }

  /** What has grown so far, as a tree to be drawn. Its `mergedOf` leads back to the nodes that can grow. */
  flatten() {
    const { base } = this;
    const nodes = [this.root];
    const parent = [-1];
    for (let i = 0; i < nodes.length; i++) {
      for (const child of nodes[i].children ?? []) {
        nodes.push(child);
        parent.push(i);
      }
    }
    const total = nodes.map((node) => node.total);
    const order = preOrder(parent, total, (node) => nodes[node].frame === -3);
    const mergedOf = order.map((node) => nodes[node]);
    const depths = new Map([[null, -1]]);
    mergedOf.forEach((node) => depths.set(node, depths.get(node.parent) + 1));
    const column = (name) => Float64Array.from(mergedOf, (node) => node[name]);
    return new base.constructor({
      ...base.shared,
      ...Object.fromEntries(base.rowColumns.map((name) => [name, base[name]])),
      size: mergedOf.length,
      depth: Int32Array.from(mergedOf, (node) => depths.get(node)),
      frame: Int32Array.from(mergedOf, (node) => node.frame),
      folded: new Map(
        mergedOf
          .map((node, i) => [i, node.at])
          .filter(([i]) => mergedOf[i].frame === -3)
          .map(([i, at]) => [i, at.reduce((sum, each) => sum + (base.folded.get(each) ?? 0), 0)]),
      ),
      closed: Uint8Array.from(mergedOf, (node) => (this.isClosed(node) ? 1 : 0)),
      sums: { bytes: column("bytes"), objects: column("objects"), variance: column("variance") },
      rowRanges: (node) => this.rowRanges(mergedOf[node]),
      upwards: this.upwards,
      mergedOf,
    });
  }

  isClosed(node) {
    if (node.children !== null) {
      return false;
    }
    const { base } = this;
    return node.at.some((place) => (this.upwards ? base.parent[place] > 0 : base.end[place] > place + 1));
  }

  rowRanges(node) {
    const { base } = this;
    return node.from.map((from) => [base.firstRow[from], base.firstRow[this.whole ? base.end[from] : from + 1]]);
  }

  /** Grows everywhere, finer and finer, until a test of the tree holds or nothing is left to grow. */
  growUntil(holds) {
    let tree = this.flatten();
    for (let share = WAITS / 10; !holds(tree) && share > FINEST; share /= 10) {
      this.grow(this.root, share);
      tree = this.flatten();
    }
    return tree;
  }
}

// What the tables show: sums over the rows of the call tree by line, method, class or thread. Arithmetic only.
import { RESIDUAL } from "./tree.js";
import { BYTES } from "./weight.js";

/** The sum of some rows, and what they are by some other kind. */
class Sum {
  constructor(id, weight) {
    this.id = id;
    this.weight = weight;
    this.bytes = 0;
    this.objects = 0;
    this.variance = 0;
    this.parts = new Map();
  }

  add(tree, row, part) {
    this.bytes += tree.rowBytes[row];
    this.objects += tree.rowObjects[row];
    this.variance += this.weight.error(tree, row) ** 2;
    if (part !== undefined) {
      let sum = this.parts.get(part);
      if (sum === undefined) {
        sum = new Sum(part, this.weight);
        this.parts.set(part, sum);
      }
      sum.add(tree, row);
    }
  }
}

/** The heaviest first. */
export const heaviestFirst =
  ({ sum }) =>
  (a, b) =>
    b[sum] - a[sum] || a.id - b.id;

/**
 * For each node the frame of its site: the deepest application frame of its path, else its own; -1 where there is none.
 * What is folded belongs to the site of the frame it is below. As SiteSums.java.
 */
export function siteOfNodes(tree) {
  const sites = new Int32Array(tree.size).fill(-1);
  const application = new Int32Array(tree.size).fill(-1);
  for (let node = 1; node < tree.size; node++) {
    const frame = tree.frame[node];
    const above = tree.parent[node];
    application[node] = frame >= 0 && tree.frames[frame].method.origin === 0 ? frame : application[above];
    sites[node] = application[node] >= 0 ? application[node] : frame >= 0 ? frame : sites[above];
  }
  return sites;
}

function sumRows(tree, kept, weight, idOf, partOf) {
  const sums = new Map();
  for (let node = 0; node < tree.size; node++) {
    for (let row = tree.firstRow[node]; row < tree.firstRow[node + 1]; row++) {
      const id = kept === null || kept[row] === 1 ? idOf(node, row) : undefined;
      if (id === undefined) {
        continue;
      }
      let sum = sums.get(id);
      if (sum === undefined) {
        sum = new Sum(id, weight);
        sums.set(id, sum);
      }
      sum.add(tree, row, partOf(node, row));
    }
  }
  return [...sums.values()].sort(heaviestFirst(weight));
}

/** Sums by site, with those of their classes as parts. Ids are frames, -1 for objects without a Java stack. */
export function sumSites(tree, kept, sites = siteOfNodes(tree), weight = BYTES) {
  const isResidual = (node) => tree.frame[node] === RESIDUAL;
  return sumRows(
    tree,
    kept,
    weight,
    (node) => (isResidual(node) ? undefined : sites[node]),
    (_, row) => tree.rowClass[row],
  );
}

/** Sums by class, with those of the sites where they were made as parts. */
export function sumClasses(tree, kept, sites = siteOfNodes(tree), weight = BYTES) {
  return sumRows(
    tree,
    kept,
    weight,
    (_, row) => (tree.rowClass[row] < 0 ? undefined : tree.rowClass[row]),
    (node) => sites[node],
  );
}

/** Sums by the thread that allocated, with those of the sites as parts; -1 for what no thread of the program made. */
export function sumThreads(tree, kept, sites = siteOfNodes(tree), weight = BYTES) {
  return sumRows(
    tree,
    kept,
    weight,
    (_, row) => tree.rowThread[row],
    (node, row) => (tree.rowThread[row] < 0 ? undefined : sites[node]),
  );
}

/**
 * Sums by method, numbered as in tree.methods: the weight of what it allocated itself as `own`, and with all that it called
 * as `bytes` and `objects`, in which recursion counts once.
 */
export function sumMethods(tree, kept, weight = BYTES) {
  const numbers = new Map(tree.methods.map((method, i) => [method, i]));
  const before = rowSums(tree, kept, weight);
  const weightBefore = before[weight.sum];
  const sums = new Map();
  const countedTo = new Int32Array(tree.methods.length);
  for (let node = 1; node < tree.size; node++) {
    const frame = tree.frame[node];
    const [from, own, to] = [tree.firstRow[node], tree.firstRow[node + 1], tree.firstRow[tree.end[node]]];
    if (frame < 0 || weightBefore[to] === weightBefore[from]) {
      continue;
    }
    const id = numbers.get(tree.frames[frame].method);
    let sum = sums.get(id);
    if (sum === undefined) {
      sum = Object.assign(new Sum(id, weight), { own: 0 });
      sums.set(id, sum);
    }
    sum.own += weightBefore[own] - weightBefore[from];
    if (node >= countedTo[id]) {
      countedTo[id] = tree.end[node];
      sum.bytes += before.bytes[to] - before.bytes[from];
      sum.objects += before.objects[to] - before.objects[from];
      sum.variance += before.variance[to] - before.variance[from];
    }
  }
  return [...sums.values()].sort((a, b) => b.own - a.own || heaviestFirst(weight)(a, b));
}

// Sums of all rows before each: a subtree's rows stand together.
function rowSums(tree, kept, weight) {
  const count = tree.rowBytes.length;
  const bytes = new Float64Array(count + 1);
  const objects = new Float64Array(count + 1);
  const variance = new Float64Array(count + 1);
  for (let row = 0; row < count; row++) {
    const counts = kept === null || kept[row] === 1 ? 1 : 0;
    bytes[row + 1] = bytes[row] + counts * tree.rowBytes[row];
    objects[row + 1] = objects[row] + counts * tree.rowObjects[row];
    variance[row + 1] = variance[row] + counts * weight.error(tree, row) ** 2;
  }
  return { bytes, objects, variance };
}

/**
 * The weight below all calls of each line, as Map of path to Map of line to { total, frames }. A line of which two frames stand
 * on one path, in a lambda and around it, counts once.
 */
export function sumLines(tree, kept, pathOf, weight = BYTES) {
  const before = rowSums(tree, kept, weight)[weight.sum];
  const files = new Map();
  for (let node = 1; node < tree.size; node++) {
    const index = tree.frame[node];
    if (index < 0 || tree.frames[index].line <= 0) {
      continue;
    }
    const { method, line } = tree.frames[index];
    const held = before[tree.firstRow[tree.end[node]]] - before[tree.firstRow[node]];
    const path = pathOf(method);
    if (held === 0 || path === "") {
      continue;
    }
    let lines = files.get(path);
    if (lines === undefined) {
      files.set(path, (lines = new Map()));
    }
    let sum = lines.get(line);
    if (sum === undefined) {
      lines.set(line, (sum = { total: 0, frames: [], countedTo: 0 }));
    }
    if (!sum.frames.includes(index)) {
      sum.frames.push(index);
    }
    if (node >= sum.countedTo) {
      sum.countedTo = tree.end[node];
      sum.total += held;
    }
  }
  return files;
}

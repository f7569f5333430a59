// Other trees made of the call tree: without some of its bytes, with runs of library frames folded, with recursion
// collapsed, with the class of the objects as last frame. One pass over the nodes, which come in pre-order; no recursion.
import { mix } from "./tree.js";

const FOLD = 4;
const CLASS = 5;
const OUTSIDE = 6;
const FOLD_KEY = 4;
const OUTSIDE_KEY = 5;
const MAX_PACKAGES = 2;

/** The choices that change nothing. */
export const ALL = {
  thread: -1,
  without: new Set(),
  only: new Set(),
  matching: null,
  show: "all",
  opened: new Set(),
  once: false,
  classes: false,
};

/** 32-bit FNV-1a, as MethodKey.java. */
export function hashText(text) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

/** What names a class in links, as if it were a frame. */
export function classKey(base, index) {
  return mix(hashText(base.classes[index].name), -1);
}

/**
 * Which rows of a tree pass the filters, 1 for those that do; null when all pass.
 *
 * @param choices `thread`, an index or -1; `without`, frame keys whose stacks are left out; `only`, frame keys of which
 *     each must be on a stack; `matching`, null or a test of a node that one frame of a stack must pass
 */
export function keptRows(base, { thread, without, only, matching }) {
  if (thread < 0 && without.size === 0 && only.size === 0 && matching === null) {
    return null;
  }
  const kept = new Uint8Array(base.rowBytes.length);
  const wanted = [...only];
  const classKeys = base.classes.map((_, index) => classKey(base, index));
  const dropped = new Uint8Array(base.size);
  const matched = new Uint8Array(base.size);
  const seen = wanted.map(() => new Uint8Array(base.size));
  for (let node = 0; node < base.size; node++) {
    const above = base.parent[node];
    const key = node === 0 ? 0 : base.frameKey(node);
    dropped[node] = without.has(key) || (node > 0 && dropped[above] === 1) ? 1 : 0;
    matched[node] = matching === null || (node > 0 && (matched[above] === 1 || matching(node))) ? 1 : 0;
    seen.forEach((each, i) => (each[node] = key === wanted[i] || (node > 0 && each[above] === 1) ? 1 : 0));
    for (let row = base.firstRow[node]; row < base.firstRow[node + 1]; row++) {
      const ofClass = base.rowClass[row] < 0 ? 0 : classKeys[base.rowClass[row]];
      const passes =
        dropped[node] === 0 &&
        matched[node] === 1 &&
        !without.has(ofClass) &&
        (thread < 0 || base.rowThread[row] === thread) &&
        wanted.every((key, i) => seen[i][node] === 1 || key === ofClass);
      kept[row] = passes ? 1 : 0;
    }
  }
  return kept;
}

/**
 * The tree that the choices ask for. It knows where each node of the base went, `outOf`, with -1 for those without bytes.
 *
 * @param choices as for keptRows, and `show`, "all", "fold" or "mine"; `opened`, the marks of frames below which no run
 *     is folded; `once`, whether recursion is collapsed; `classes`, whether stacks end with the class
 * @param weight what the tree weighs by; nodes without it are left out
 */
export function deriveTree(base, choices, kept = keptRows(base, choices), weight = base.weight) {
  const { show, once, classes } = choices;
  if (kept === null && show === "all" && !once && !classes && weight === base.weight) {
    return base;
  }
  const builder = new TreeBuilder(base, choices, weight);
  const keptBefore = countBefore(kept, base.rowBytes.length);
  const outOf = new Int32Array(base.size);
  for (let node = 1; node < base.size; node++) {
    const any = kept === null || keptBefore[base.firstRow[base.end[node]]] > keptBefore[base.firstRow[node]];
    outOf[node] = any ? builder.place(node, outOf[base.parent[node]], outOf) : -1;
  }
  for (let node = 0; node < base.size; node++) {
    for (let row = base.firstRow[node]; row < base.firstRow[node + 1]; row++) {
      if (kept === null || kept[row] === 1) {
        builder.addRow(row, classes ? builder.classBelow(outOf[node], base.rowClass[row]) : outOf[node]);
      }
    }
  }
  return builder.finish(outOf);
}

function countBefore(kept, length) {
  const before = new Int32Array(length + 1);
  for (let row = 0; kept !== null && row < length; row++) {
    before[row + 1] = before[row] + kept[row];
  }
  return before;
}

/** Makes a tree of another one, whose nodes are placed one after the other. */
export class TreeBuilder {
  constructor(base, choices, weight) {
    this.base = base;
    this.choices = choices;
    this.weight = weight;
    this.frames = [...base.frames];
    this.frame = [-1];
    this.parent = [-1];
    this.mark = [0];
    this.folds = new Map();
    this.folded = new Map();
    this.known = new Map();
    this.rows = [];
    this.rowNodes = [];
    this.frameOfClass = base.classes.map(() => -1);
    this.outside = -1;
  }

  /** Finds the place for a node of the base whose parent is already in place. */
  place(node, above, outOf) {
    const { base, choices } = this;
    const { show } = choices;
    const frame = base.frame[node];
    const own = frame < 0 || base.frames[frame].method.origin === 0;
    if (show === "all") {
      return this.child(above, frame, node);
    }
    if (own) {
      // Code of one's own that only the JDK called is not "outside" of it.
      return this.child(frame >= 0 && above === this.outside ? 0 : above, frame, node);
    }
    if (show === "mine") {
      return above === 0 ? this.outsideNode() : above;
    }
    const inFold = this.folds.has(above);
    const inOpened = base.parent[node] > 0 && !inFold && this.isForeign(base.parent[node]);
    if (inOpened || (!inFold && choices.opened.has(this.mark[above]))) {
      return this.child(above, frame, node);
    }
    const fold = inFold ? above : this.foldBelow(above);
    this.folds.get(fold).add(base, node, outOf[base.parent[node]] === fold);
    return fold;
  }

  isForeign(node) {
    const frame = this.base.frame[node];
    return frame >= 0 && this.base.frames[frame].method.origin !== 0;
  }

  child(above, frame, node = -1) {
    if (this.choices.once && frame >= 0) {
      for (let each = above; each > 0; each = this.parent[each]) {
        if (this.frame[each] === frame) {
          return each;
        }
      }
    }
    // Frames count from -3; a fold has none of its own.
    const key = above * 2 ** 24 + frame + 8;
    let child = this.known.get(key);
    if (child === undefined) {
      child = this.add(above, frame, frame >= 0 ? this.frames[frame].method.key + this.frames[frame].line : -frame);
      this.known.set(key, child);
    }
    const smaller = node >= 0 ? this.base.folded.get(node) : undefined;
    if (smaller !== undefined) {
      this.folded.set(child, (this.folded.get(child) ?? 0) + smaller);
    }
    return child;
  }

  add(above, frame, key) {
    this.frame.push(frame);
    this.parent.push(above);
    this.mark.push(mix(this.mark[above], key));
    return this.frame.length - 1;
  }

  foldBelow(above) {
    const key = above * 2 ** 24;
    let fold = this.known.get(key);
    if (fold === undefined) {
      fold = this.add(above, -1, FOLD_KEY);
      this.known.set(key, fold);
      this.folds.set(fold, this.newRun());
    }
    return fold;
  }

  newRun() {
    return new Run();
  }

  outsideNode() {
    if (this.outside < 0) {
      this.outside = this.add(0, this.newFrame("not called by your code", OUTSIDE, OUTSIDE_KEY), OUTSIDE_KEY);
    }
    return this.outside;
  }

  classBelow(above, index) {
    if (index < 0) {
      return above;
    }
    if (this.frameOfClass[index] < 0) {
      const { name } = this.base.classes[index];
      this.frameOfClass[index] = this.newFrame(name, CLASS, hashText(name));
    }
    return this.child(above, this.frameOfClass[index]);
  }

  newFrame(name, origin, key, place = "") {
    const method = { word: "", packagePrefix: "", className: name, member: "", file: "", place, origin, key };
    this.frames.push({ method, line: -1, source: "" });
    return this.frames.length - 1;
  }

  addRow(row, node) {
    this.rows.push(row);
    this.rowNodes.push(node);
  }

  finish(outOf) {
    const opens = new Map();
    for (const [fold, run] of this.folds) {
      this.frame[fold] = run.isSingle ? [...run.frames][0] : this.newFrame(run.label(), FOLD, FOLD_KEY, run.place);
      opens.set(fold, this.mark[this.parent[fold]]);
    }
    const total = this.totals();
    const order = preOrder(this.parent, total, (node) => this.frame[node] === -3);
    const numbers = new Int32Array(this.frame.length).fill(-1);
    order.forEach((node, number) => (numbers[node] = number));
    // What recursion emptied, or what has no weight, is left out: it is where its parent is.
    numbers.forEach((number, node) => number < 0 && (numbers[node] = numbers[this.parent[node]]));
    const depth = new Int32Array(order.length);
    for (let number = 1; number < order.length; number++) {
      depth[number] = depth[numbers[this.parent[order[number]]]] + 1;
    }
    const renamed = (map) => new Map([...map].map(([node, value]) => [numbers[node], value]));
    const single = (node) => this.folds.get(node).isSingle;
    return new this.base.constructor({
      ...this.base.shared,
      weight: this.weight,
      whole: this.weight === this.base.weight ? this.base.whole : this.base[this.weight.sum][0],
      size: order.length,
      depth,
      frame: Int32Array.from(order, (node) => this.frame[node]),
      folded: renamed(this.folded),
      opens: renamed(new Map([...opens].filter(([fold]) => !single(fold)))),
      frames: this.frames,
      outOf: outOf.map((node) => (node < 0 ? -1 : numbers[node])),
      ...this.sortedRows(numbers, order.length),
    });
  }

  totals() {
    const total = new Float64Array(this.frame.length);
    const rowWeight = this.base.rowWeight ?? this.base[this.weight.row];
    this.rows.forEach((row, i) => (total[this.rowNodes[i]] += rowWeight[row]));
    for (let node = total.length - 1; node > 0; node--) {
      total[this.parent[node]] += total[node];
    }
    return total;
  }

  sortedRows(numbers, size) {
    const { base, rows, rowNodes } = this;
    const firstRow = new Int32Array(size + 1);
    rowNodes.forEach((node) => firstRow[numbers[node] + 1]++);
    for (let node = 0; node < size; node++) {
      firstRow[node + 1] += firstRow[node];
    }
    const next = firstRow.slice();
    const source = new Int32Array(rows.length);
    rows.forEach((row, i) => (source[next[numbers[rowNodes[i]]]++] = row));
    const column = (values) => values.constructor.from(source, (row) => values[row]);
    return { firstRow, ...Object.fromEntries(base.rowColumns.map((name) => [name, column(base[name])])) };
  }
}

/** A run of frames that are not the reader's own, folded into one. */
export class Run {
  constructor() {
    this.frames = new Set();
    this.lengths = new Map();
    this.longest = 0;
    this.packages = new Map();
  }

  add(base, node, continues) {
    const frame = base.frame[node];
    const length = continues ? (this.lengths.get(base.parent[node]) ?? 0) + 1 : 1;
    this.lengths.set(node, length);
    this.longest = Math.max(this.longest, length);
    this.frames.add(frame);
    const name = base.frames[frame].method.packagePrefix.replace(/\.$/, "");
    this.packages.set(name, (this.packages.get(name) ?? 0) + base.total[node]);
  }

  /** Whether all of it is one frame, which can as well be shown. */
  get isSingle() {
    return this.frames.size === 1;
  }

  /** What it is. */
  get place() {
    return "frames of JDK and libraries, folded; a click unfolds them";
  }

  label() {
    const names = [...this.packages].sort((a, b) => b[1] - a[1]).map(([name]) => name);
    const shown = names.slice(0, MAX_PACKAGES).join(", ") + (names.length > MAX_PACKAGES ? ", …" : "");
    const count = this.longest === 1 ? `${this.frames.size} calls` : `${this.longest} frames`;
    return `⋯ ${count} in ${shown}`;
  }
}

/**
 * Nodes with bytes, so that each follows its parent and a subtree stands together, the widest child first. Parents have
 * lower numbers than their children.
 *
 * @param isLast tells nodes that come after their siblings, however wide
 */
export function preOrder(parent, total, isLast) {
  const children = Array.from(parent, () => null);
  for (let node = 1; node < parent.length; node++) {
    if (total[node] > 0) {
      (children[parent[node]] ??= []).push(node);
    }
  }
  const order = [];
  const pending = [0];
  while (pending.length > 0) {
    const node = pending.pop();
    order.push(node);
    const below = children[node];
    if (below !== null) {
      below.sort((a, b) => isLast(a) - isLast(b) || total[b] - total[a] || a - b);
      for (let i = below.length - 1; i >= 0; i--) {
        pending.push(below[i]);
      }
    }
  }
  return order;
}

// The call tree as columns, with everything that can be summed up once. No recursion: paths can be thousands deep.
import { BYTES, OBJECTS } from "./weight.js";

export const ROOT = -1;
export const RESIDUAL = -2;
export const REMAINDER = -3;

/** Whose code a frame is, by number; the first four are those of Origin.java, the others are made by derive.js. */
export const ORIGINS = ["application", "library", "jdk", "generated", "fold", "class", "outside"];

const KEYS = 2 ** 32;

/** 32 bits made of two numbers. */
export function mix(a, b) {
  let hash = a ^ b;
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return (hash ^ (hash >>> 15)) >>> 0;
}

export class CallTree {
  /**
   * @param columns what decode.js gives: nodes in pre-order, what each allocated in rows, and the tables of frames and
   *     classes. `wholeName` is what the root is called, `moment` when all this was alive, `weight` what `total` is a sum of, in which siblings
   *     are in order, and `counts` the weight of what there is a number of (weight.js). A tree derived from another also has
   *     `whole`, the weight of the peak; one whose rows are not its own
   *     has `sums`, the bytes, objects and variances of its nodes, and `rowRanges`, where its nodes' rows are; one that
   *     grows on demand has `closed`, 1 for nodes whose children are not there yet
   */
  constructor(columns) {
    Object.assign(this, { closed: null, moment: "the peak", weight: BYTES, counts: OBJECTS }, columns);
    this.linkNodes();
    this.sumUp();
    this.place();
    this.hashPaths();
    this.whole ??= this.total[0];
  }

  linkNodes() {
    const { size, depth } = this;
    this.parent = new Int32Array(size);
    this.end = new Int32Array(size);
    this.position = new Int32Array(size);
    this.children = new Int32Array(size);
    this.parent[0] = -1;
    let open = [0];
    for (let node = 1; node < size; node++) {
      while (open.length > depth[node]) {
        this.end[open.pop()] = node;
      }
      const parent = open[open.length - 1];
      this.parent[node] = parent;
      this.position[node] = ++this.children[parent];
      open.push(node);
    }
    for (const node of open) {
      this.end[node] = size;
    }
    this.maxDepth = depth.reduce((a, b) => Math.max(a, b), 0);
  }

  sumUp() {
    const { size, parent, firstRow, weight, sums } = this;
    if (sums === undefined) {
      this.bytes = new Float64Array(size);
      this.objects = new Float64Array(size);
      this.variance = new Float64Array(size);
      for (let node = size - 1; node >= 0; node--) {
        for (let row = firstRow[node]; row < firstRow[node + 1]; row++) {
          this.bytes[node] += this.rowBytes[row];
          this.objects[node] += this.rowObjects[row];
          this.variance[node] += weight.error(this, row) ** 2;
        }
        if (node > 0) {
          this.bytes[parent[node]] += this.bytes[node];
          this.objects[parent[node]] += this.objects[node];
          this.variance[parent[node]] += this.variance[node];
        }
      }
    } else {
      Object.assign(this, sums);
    }
    this.total = this[weight.sum];
  }

  // A child starts where the one before it ends.
  place() {
    const { size, parent, total } = this;
    this.start = new Float64Array(size);
    const next = new Float64Array(size);
    for (let node = 1; node < size; node++) {
      const above = parent[node];
      this.start[node] = this.start[above] + next[above];
      next[above] += total[node];
    }
  }

  // A path's hash is made of its methods' keys, not of lines or node numbers, so that a link survives a second run.
  // Two lines of one method below one caller are told apart by their order.
  hashPaths() {
    const { size, parent } = this;
    this.pathHash = new Uint32Array(size);
    const lines = new Map();
    for (let node = 1; node < size; node++) {
      const key = parent[node] * KEYS + this.keyOf(node);
      const others = lines.get(key);
      if (others === undefined) {
        lines.set(key, [node]);
      } else {
        others.push(node);
      }
    }
    const ordinal = new Int32Array(size);
    for (const nodes of lines.values()) {
      nodes.sort((a, b) => this.line(a) - this.line(b)).forEach((node, index) => (ordinal[node] = index));
    }
    for (let node = 1; node < size; node++) {
      this.pathHash[node] = mix(this.pathHash[parent[node]] + ordinal[node], this.keyOf(node));
    }
  }

  keyOf(node) {
    const frame = this.frame[node];
    return frame >= 0 ? this.frames[frame].method.key : -frame;
  }

  /** The node with this path hash, or -1. */
  nodeWithHash(hash) {
    return hash === 0 ? 0 : this.pathHash.indexOf(hash);
  }

  /** What names a node's frame in links. */
  frameKey(node) {
    return this.linkKey(this.keyOf(node), this.line(node));
  }

  /** The key of a line of a method. */
  linkKey(methodKey, line) {
    return mix(methodKey, line);
  }

  /** What stands before a node's name. */
  mark() {
    return "";
  }

  /** What shares are shares of. */
  get ofWhole() {
    return this.weight.share(this.moment);
  }

  /** The weight that is told beside. */
  get other() {
    return this.weight === BYTES ? this.counts : BYTES;
  }

  /** Names of the columns of rows. */
  get rowColumns() {
    return ["rowClass", "rowThread", "rowBytes", "rowObjects", "rowError"];
  }

  /** What a tree that is made of this one has of it. */
  get shared() {
    const { frames, methods, classes, threads, files, whole, wholeName, moment, weight, counts } = this;
    return { frames, methods, classes, threads, files, whole, wholeName, moment, weight, counts };
  }

  /** The widest node that stands for a frame, or -1. */
  widestNodeOf(frame) {
    return this.widestWhere((node) => this.frame[node] === frame);
  }

  /** The widest node for which a test holds, or -1. */
  widestWhere(test) {
    let best = -1;
    for (let node = 1; node < this.size; node++) {
      if ((best < 0 || this.total[node] > this.total[best]) && test(node)) {
        best = node;
      }
    }
    return best;
  }

  /** Whether there is anything below a node, shown or not yet. */
  canOpen(node) {
    return this.children[node] > 0 || this.closed?.[node] === 1;
  }

  line(node) {
    const frame = this.frame[node];
    return frame >= 0 ? this.frames[frame].line : 0;
  }

  source(node) {
    const frame = this.frame[node];
    return frame >= 0 ? this.frames[frame].source : "";
  }

  /** One of ORIGINS, or "root", "residual" or "remainder". */
  origin(node) {
    const frame = this.frame[node];
    if (frame >= 0) {
      return ORIGINS[this.frames[frame].method.origin];
    }
    return frame === ROOT ? "root" : frame === RESIDUAL ? "residual" : "remainder";
  }

  share(node) {
    return this.whole > 0 ? this.total[node] / this.whole : 0;
  }

  standardError(node) {
    return Math.sqrt(this.variance[node]);
  }

  /** The nodes from the root down to a node, both included. */
  path(node) {
    const path = [];
    for (let each = node; each >= 0; each = this.parent[each]) {
      path.push(each);
    }
    return path.reverse();
  }

  /** Where the rows of a node and of all below it are: pairs of first and last + 1. */
  rangesBelow(node) {
    return this.rowRanges?.(node) ?? [[this.firstRow[node], this.firstRow[this.end[node]]]];
  }

  /** Bytes and objects below a node by class, the heaviest first. */
  classesBelow(node) {
    const sums = new Map();
    for (const [from, to] of this.rangesBelow(node)) {
      for (let row = from; row < to; row++) {
        const sum = sums.get(this.rowClass[row]) ?? { bytes: 0, objects: 0 };
        sum.bytes += this.rowBytes[row];
        sum.objects += this.rowObjects[row];
        sums.set(this.rowClass[row], sum);
      }
    }
    return [...sums]
      .map(([index, sum]) => ({ name: index < 0 ? "" : this.classes[index].name, ...sum }))
      .sort((a, b) => b[this.weight.sum] - a[this.weight.sum]);
  }
}

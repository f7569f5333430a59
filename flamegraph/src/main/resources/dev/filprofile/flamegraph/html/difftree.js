// The call tree of a comparison: each row has what it held before and after, and as bytes how wide it is in one picture.
import { CallTree, mix, RESIDUAL } from "./tree.js";

/** What stands before a name, so that nothing is told by colour alone. */
const MARKS = { same: "", more: "▲ ", less: "▼ ", new: "+ ", gone: "− " };

/** Shares of the base's peak at which a difference gets the next stronger colour. */
const STEPS = [0.02, 0.1];

const WHOLES = { after: "of the new peak", before: "of the base's peak", change: "of all changes" };

const sumsOfColumns = new WeakMap();

/** Sums of all rows before each. */
function sumsBefore(column) {
  let sums = sumsOfColumns.get(column);
  if (sums === undefined) {
    sums = new Float64Array(column.length + 1);
    column.forEach((value, row) => (sums[row + 1] = sums[row] + value));
    sumsOfColumns.set(column, sums);
  }
  return sums;
}

/**
 * Its columns are those of a CallTree, and `rowBefore`, `rowAfter`, bytes; `rowWeight`, by which siblings are in order;
 * `picture`, "after", "before" or "change"; `comparison`, with `noiseBytes` and `peakBefore`.
 */
export class DiffTree extends CallTree {
  get rowColumns() {
    return [...super.rowColumns, "rowBefore", "rowAfter", "rowWeight"];
  }

  get shared() {
    const { picture, comparison } = this;
    return { ...super.shared, picture, comparison };
  }

  get ofWhole() {
    return WHOLES[this.picture];
  }

  /** Lines differ from picture to picture, so that a filter would not hold in all of them. */
  linkKey(methodKey) {
    return mix(methodKey, 0);
  }

  /** Bytes of a node and all below it in the base. */
  before(node) {
    return this.heldBelow(node, this.rowBefore);
  }

  /** Bytes of a node and all below it in the new side. */
  after(node) {
    return this.heldBelow(node, this.rowAfter);
  }

  heldBelow(node, column) {
    const sums = sumsBefore(column);
    return this.rangesBelow(node).reduce((sum, [from, to]) => sum + sums[to] - sums[from], 0);
  }

  /** Up to this a difference is none: the floor, or three standard errors of it. */
  noise(node) {
    return Math.max(this.comparison.noiseBytes, 3 * Math.sqrt(this.variance[node]));
  }

  /** What became of a node: "same", "more", "less", "new" or "gone". */
  change(node) {
    const [before, after] = [this.before(node), this.after(node)];
    if (Math.abs(after - before) <= this.noise(node)) {
      return "same";
    }
    return before === 0 ? "new" : after === 0 ? "gone" : after > before ? "more" : "less";
  }

  mark(node) {
    return MARKS[this.change(node)];
  }

  /** How much a node's difference is of the base's peak: 0 within the noise, else 1 to 3, negative where it became less. */
  strength(node) {
    if (this.change(node) === "same") {
      return 0;
    }
    const delta = this.after(node) - this.before(node);
    const share = Math.abs(delta) / this.comparison.peakBefore;
    return Math.sign(delta) * (1 + STEPS.filter((step) => !(share < step)).length);
  }

  /** Bytes before and after below a node by class, the largest difference first. */
  classChanges(node) {
    const sums = new Map();
    for (const [from, to] of this.rangesBelow(node)) {
      for (let row = from; row < to; row++) {
        const sum = sums.get(this.rowClass[row]) ?? { before: 0, after: 0 };
        sum.before += this.rowBefore[row];
        sum.after += this.rowAfter[row];
        sums.set(this.rowClass[row], sum);
      }
    }
    return [...sums]
      .filter(([index]) => index >= 0)
      .map(([index, sum]) => ({ name: this.classes[index].name, ...sum }))
      .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before));
  }

  /**
   * What only the other side has: the uppermost nodes of which nothing is left in this picture, the largest first, and the
   * number and bytes of all stacks below them. Null for the picture that shows both sides.
   */
  vanished() {
    if (this.picture === "change") {
      return null;
    }
    const [here, there] = this.picture === "after" ? [this.rowAfter, this.rowBefore] : [this.rowBefore, this.rowAfter];
    const nodes = [];
    let [stacks, bytes] = [0, 0];
    for (let node = 1; node < this.size; ) {
      const held = this.heldBelow(node, there);
      if (this.frame[node] === RESIDUAL || held === 0 || this.heldBelow(node, here) > 0) {
        node++;
        continue;
      }
      nodes.push({ node, bytes: held });
      bytes += held;
      const end = this.end[node];
      for (; node < end; node++) {
        stacks += this.firstRow[node + 1] > this.firstRow[node] ? 1 : 0;
      }
    }
    return { stacks, bytes, nodes: nodes.sort((a, b) => b.bytes - a.bytes) };
  }
}

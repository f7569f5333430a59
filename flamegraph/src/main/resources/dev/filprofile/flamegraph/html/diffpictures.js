// The three pictures of a comparison, made of one tree in which a side takes the place of a thread: see DiffTree.java.
import { decodeProfile, inflate } from "./decode.js";
import { DiffTree } from "./difftree.js";
import { Pictures } from "./pictures.js";
import { Model, Scene } from "./scene.js";
import { sumClasses, sumMethods } from "./sums.js";

/** Line of a frame that the base does not have; as DiffTree.java. */
const ABSENT = -3;

/** How wide a row is. */
const WIDTHS = {
  after: (before, after) => after,
  before: (before) => before,
  change: (before, after) => Math.abs(after - before),
};

/**
 * The columns of a decoded tree with the rows of both sides joined: a row for each node and class, with `rowBefore` and
 * `rowAfter`, and objects likewise.
 *
 * @param rests bytes that no call path holds, before and after
 */
export function joinSides(columns, rests) {
  const { size, firstRow, rowClass, rowThread, rowBytes, rowObjects, rowError, threads } = columns;
  const [before, after] = ["before", "after"].map((side) => threads.findIndex(({ name }) => name === side));
  const joined = { rowClass: [], rowBefore: [], rowAfter: [], objectsBefore: [], objectsAfter: [], rowError: [] };
  const joinedFirst = new Int32Array(size + 1);
  const add = (index, rows) => {
    const sum = (column, side) => rows.filter((row) => rowThread[row] === side).reduce((all, row) => all + column[row], 0);
    joined.rowClass.push(index);
    joined.rowBefore.push(index < 0 ? rests.before : sum(rowBytes, before));
    joined.rowAfter.push(index < 0 ? rests.after : sum(rowBytes, after));
    joined.objectsBefore.push(sum(rowObjects, before));
    joined.objectsAfter.push(sum(rowObjects, after));
    joined.rowError.push(Math.hypot(...rows.map((row) => rowError[row])));
  };
  for (let node = 0; node < size; node++) {
    const byClass = new Map();
    for (let row = firstRow[node]; row < firstRow[node + 1]; row++) {
      byClass.set(rowClass[row], [...(byClass.get(rowClass[row]) ?? []), row]);
    }
    byClass.forEach((rows, index) => add(index, rows));
    joinedFirst[node + 1] = joined.rowClass.length;
  }
  const { rowClass: classes, ...numbers } = joined;
  return {
    ...columns,
    ...Object.fromEntries(Object.entries(numbers).map(([name, values]) => [name, Float64Array.from(values)])),
    rowClass: Int32Array.from(classes),
    rowThread: new Int32Array(classes.length).fill(-1),
    firstRow: joinedFirst,
    threads: [],
    files: new Map(),
  };
}

/**
 * A picture's tree.
 *
 * @param sides joined columns
 * @param lines for each frame the line in the base, its text, and 1 if the new side does not have it
 * @param picture "after", "before" or "change"
 */
export function pictureTree(sides, lines, picture, comparison, wholeName) {
  const { rowBefore, rowAfter, objectsBefore, objectsAfter } = sides;
  const width = (before, after) => before.map((value, row) => WIDTHS[picture](value, after[row]));
  const frames = sides.frames.map((frame, index) => {
    const [line, text, gone] = lines[index];
    const before = { line, source: text };
    const after = { line: frame.line, source: frame.source };
    const shown = gone === 1 || (picture === "before" && line !== ABSENT) ? before : after;
    return { ...frame, ...shown, before: line === ABSENT ? null : before, after: gone === 1 ? null : after };
  });
  return new DiffTree({
    ...sides,
    frames,
    rowBytes: width(rowBefore, rowAfter),
    rowObjects: width(objectsBefore, objectsAfter),
    rowWeight: rowBefore.map((before, row) => before + rowAfter[row]),
    picture,
    comparison,
    wholeName,
  });
}

/** What can be shown of a picture's tree. */
export function modelOf(tree) {
  return new DiffModel(tree);
}

class DiffModel extends Model {
  scene(state) {
    return new DiffScene(this, state);
  }
}

class DiffScene extends Scene {
  /** Differences are told in bytes. */
  get canCount() {
    return false;
  }

  /** Sums for the tables, "methods" or "classes", before and after, the largest difference first. */
  sums(kind) {
    const { base, kept } = this;
    return this.remember(kind, this.filterKey, () => {
      const sum = kind === "methods" ? sumMethods : sumClasses;
      const of = (column) => sum(Object.create(base, { rowBytes: { value: base[column] } }), kept);
      return joinSums(of("rowBefore"), of("rowAfter"));
    });
  }
}

function joinSums(before, after) {
  const rows = new Map();
  const none = { before: 0, after: 0, ownBefore: 0, ownAfter: 0, variance: 0, parts: new Map() };
  const put = (sum, changes) => rows.set(sum.id, { ...(rows.get(sum.id) ?? { ...none, id: sum.id }), ...changes });
  before.forEach((sum) => put(sum, { before: sum.bytes, ownBefore: sum.own ?? 0, variance: sum.variance }));
  after.forEach((sum) => put(sum, { after: sum.bytes, ownAfter: sum.own ?? 0, variance: sum.variance }));
  return [...rows.values()].sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || a.id - b.id);
}

export class DiffPictures extends Pictures {
  /** @param facts what the document tells its script */
  constructor(facts) {
    super(facts.pictures);
    this.comparison = facts.comparison;
  }

  async open(name) {
    const picture = this.named(name);
    if (!this.models.has(picture.name)) {
      this.read ??= this.readSides();
      const { sides, lines } = await this.read;
      const tree = pictureTree(sides, lines, picture.name, this.comparison, picture.whole);
      this.models.set(picture.name, modelOf(tree));
    }
  }

  async readSides() {
    const text = (id) => document.getElementById(id).textContent;
    const { restBefore, restAfter } = this.comparison;
    const columns = await decodeProfile(text("picture-diff"));
    const lines = JSON.parse(new TextDecoder().decode(await inflate(text("lines"))));
    return { sides: joinSides(columns, { before: restBefore, after: restAfter }), lines };
  }
}

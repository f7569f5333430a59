import assert from "node:assert/strict";
import { test } from "node:test";
import { FIRST } from "../../main/resources/dev/filprofile/flamegraph/html/address.js";
import { deriveTree, ALL } from "../../main/resources/dev/filprofile/flamegraph/html/derive.js";
import { contrast } from "../../main/resources/dev/filprofile/flamegraph/html/diffgraph.js";
import { joinSides, modelOf, pictureTree } from "../../main/resources/dev/filprofile/flamegraph/html/diffpictures.js";
import { formatChange, formatSide, formatSigned } from "../../main/resources/dev/filprofile/flamegraph/html/diffwords.js";
import { fitLabel } from "../../main/resources/dev/filprofile/flamegraph/html/labels.js";
import { layoutBoxes } from "../../main/resources/dev/filprofile/flamegraph/html/layout.js";
import { MergedTree } from "../../main/resources/dev/filprofile/flamegraph/html/merge.js";
import { sampleTree } from "./sample.js";

const [BEFORE, AFTER] = [0, 1];

/** Columns as decode.js gives them: main = load 60 → 90 + warm 30 → 0 + keep 0 → 20 + quiet 5 → 6, residual 10 → 4. */
function sides(rests = { before: 10, after: 4 }) {
  const held = (frame, before, after, more = {}) => ({
    frame,
    ...more,
    children: [
      { frame: `${frame.split(":")[0]}Before:1`, bytes: before, thread: BEFORE },
      { frame: `${frame.split(":")[0]}After:1`, bytes: after, thread: AFTER },
    ].filter(({ bytes }) => bytes > 0),
  });
  const residual = { residual: true, bytes: rests.before + rests.after };
  const children = [held("Csv.load:47", 60, 90), held("Cache.warm:0", 30, 0), held("Rows.keep:9", 0, 20), held("Quiet.q:3", 5, 6)];
  const tree = sampleTree({ children: [{ frame: "Main.main:10", children }, ...(residual.bytes > 0 ? [residual] : [])] });
  return joinSides({ ...tree, threads: [{ name: "before" }, { name: "after" }] }, rests);
}

/** Lines of the base: load stood at 41, warm is gone, keep is new. */
function picture(name, comparison = {}) {
  const joined = sides();
  const lines = joined.frames.map(({ method, line }) => {
    const { member } = method;
    return member === "load" ? [41, "old text", 0] : member === "warm" ? [90, "warm(x)", 1] : member === "keep" ? [-3, "", 0] : [line, "", 0];
  });
  return pictureTree(joined, lines, name, { noiseBytes: 2, peakBefore: 105, ...comparison }, "all of it");
}

const nodeOf = (tree, label) => tree.widestWhere((node) => node > 0 && tree.frame[node] >= 0 && tree.frames[tree.frame[node]].method.member === label);

test("both sides add up in every picture, the rest included", () => {
  for (const [name, whole] of [["after", 120], ["before", 105], ["change", 60 + 90 + 30 + 20 + 5 + 6 + 6]]) {
    const tree = picture(name);
    assert.equal(tree.before(0), 105, name);
    assert.equal(tree.after(0), 120, name);
    assert.equal(tree.total[0], whole, name);
    for (const kind of [tree, deriveTree(tree, { ...ALL, once: true }), MergedTree.bottomUp(tree).flatten()]) {
      assert.equal(kind.before(0), 105, name);
      assert.equal(kind.after(0), 120, name);
    }
  }
});

test("rows of one class are joined, and of the residual each side's part is known", () => {
  const joined = joinSides(
    {
      size: 1,
      firstRow: [0, 3],
      rowClass: [4, 4, 7],
      rowThread: [1, 0, 0],
      rowBytes: [100, 40, 3],
      rowObjects: [10, 4, 1],
      rowError: [3, 4, 0],
      threads: [{ name: "after" }, { name: "before" }],
    },
    { before: 0, after: 0 },
  );
  assert.deepEqual([...joined.rowClass], [4, 7]);
  assert.deepEqual([...joined.rowBefore], [100, 0]);
  assert.deepEqual([...joined.rowAfter], [40, 3]);
  assert.deepEqual([...joined.rowError], [5, 0]);
  assert.deepEqual([...joined.firstRow], [0, 2]);
});

test("what became of a node is told by a mark and by a strength in fixed steps", () => {
  const tree = picture("after");
  const told = (label) => [tree.mark(nodeOf(tree, label)), tree.strength(nodeOf(tree, label))];
  assert.deepEqual(told("main"), ["▲ ", 3]);
  assert.deepEqual(told("load"), ["▲ ", 3]);
  assert.deepEqual(told("keep"), ["+ ", 3]);
  assert.deepEqual(told("warm"), ["− ", -3]);
  assert.deepEqual(told("q"), ["", 0]);
  const large = picture("after", { peakBefore: 1000 });
  assert.equal(large.strength(nodeOf(large, "load")), 2);
  assert.equal(picture("after", { peakBefore: 1501 }).strength(nodeOf(large, "keep")), 1);
  assert.equal(picture("after", { peakBefore: 0 }).strength(nodeOf(large, "keep")), 3);
  assert.equal(picture("after", { noiseBytes: 30 }).strength(nodeOf(large, "load")), 0);
});

test("three standard errors are noise", () => {
  const tree = picture("after");
  const node = nodeOf(tree, "load");
  tree.variance[node] = 100;
  assert.equal(tree.change(node), "same");
  tree.variance[node] = 99;
  assert.equal(tree.change(node), "more");
});

test("each picture has its own side's line, and a gone method the line that it had", () => {
  const line = (name, label) => {
    const tree = picture(name);
    return tree.line(nodeOf(tree, label));
  };
  assert.deepEqual(["after", "before", "change"].map((name) => line(name, "load")), [47, 41, 47]);
  assert.deepEqual(["after", "before", "change"].map((name) => line(name, "warm")), [90, 90, 90]);
  assert.deepEqual(["after", "before"].map((name) => line(name, "keep")), [9, 9]);
  const tree = picture("before");
  assert.equal(tree.source(nodeOf(tree, "load")), "old text");
});

test("all pictures have the same paths and the same keys of frames", () => {
  const [after, before] = [picture("after"), picture("before")];
  assert.deepEqual(after.pathHash, before.pathHash);
  const node = nodeOf(after, "load");
  assert.equal(after.frameKey(node), before.frameKey(node));
});

test("what is gone has no box, and is told in a list with its bytes", () => {
  const tree = picture("after");
  const boxes = layoutBoxes(tree, 0, 1000, 0, 9);
  const shown = boxes.flatMap(({ node, more }) => (more > 0 ? [] : [tree.frame[node] < 0 ? "" : tree.frames[tree.frame[node]].method.member]));
  assert.ok(shown.includes("load") && shown.includes("keep"));
  assert.ok(!shown.includes("warm"));
  const { stacks, bytes, nodes } = tree.vanished();
  assert.deepEqual([stacks, bytes], [3, 60 + 30 + 5]);
  assert.ok(nodes.some(({ node }) => node === nodeOf(tree, "warm")));
  assert.equal(picture("change").vanished(), null);
});

test("a block of small frames does not count those that hold nothing", () => {
  const columns = sampleTree({
    children: [
      { frame: "A.wide:1", bytes: 10000 },
      { frame: "B.none:1", bytes: 0 },
      { frame: "C.one:1", bytes: 1 },
      { frame: "D.none:1", bytes: 0 },
      { frame: "E.two:1", bytes: 1 },
    ],
  });
  const [block] = layoutBoxes(columns, 0, 1000, 1, 1).filter(({ more }) => more > 0);
  assert.deepEqual([block.node, block.more, block.end], [3, 2, 6]);
});

test("sums of the tables have both sides, whatever the picture", () => {
  for (const name of ["after", "before", "change"]) {
    const scene = modelOf(picture(name)).scene({ ...FIRST });
    const methods = new Map(scene.sums("methods").map(({ id, before, after }) => [scene.base.methods[id].member, [before, after]]));
    assert.deepEqual(methods.get("main"), [95, 116], name);
    assert.deepEqual(methods.get("warm"), [30, 0], name);
    assert.deepEqual(methods.get("keep"), [0, 20], name);
    const [bytes] = scene.sums("classes");
    assert.deepEqual([bytes.before, bytes.after], [95, 116], name);
  }
});

test("labels begin with the mark", () => {
  const tree = picture("after");
  assert.equal(fitLabel(tree, nodeOf(tree, "load"), 500, (text) => text.length)[0].text, "▲ Csv.load:47");
});

test("differences have a sign, and a share only of something", () => {
  assert.equal(formatSigned(0.2), "0 B");
  assert.equal(formatSigned(-12 * 2 ** 20), "−12.0 MiB");
  assert.equal(formatChange(100, 150), "+50 B, +50.0 %");
  assert.equal(formatChange(1e6, 1e6 - 1), "−1 B, <0.1 %");
  assert.equal(formatChange(0, 150), "+150 B");
  assert.equal(formatChange(150, 150), "0 B");
  assert.equal(formatSide(0), "–");
});

test("contrast is that of WCAG", () => {
  assert.equal(contrast([255, 255, 255], [0, 0, 0]), 21);
  assert.ok(Math.abs(contrast([0x21, 0x66, 0xac], [255, 255, 255]) - 5.9) < 0.1);
});

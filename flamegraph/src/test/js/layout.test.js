import assert from "node:assert/strict";
import { test } from "node:test";
import { deepestRow, drawnNode, layoutBoxes as boxesWithEnds, NARROW, zoomToSee } from "../../main/resources/dev/filprofile/flamegraph/html/layout.js";
import { importTree, sampleTree } from "./sample.js";

const layoutBoxes = (...picture) => boxesWithEnds(...picture).map(({ end, ...rest }) => rest);
const box = (node, row, x, width, more = 0) => ({ node, row, x, width, more });

test("the whole tree fills the picture", () => {
  assert.deepEqual(layoutBoxes(importTree(), 0, 1000, 0, 9), [
    box(0, 0, 0, 1000),
    box(1, 1, 0, 900),
    box(2, 2, 0, 600),
    box(3, 3, 0, 500),
    box(4, 2, 600, 300),
    box(5, 1, 900, 100),
  ]);
});

test("a zoomed node has full width and its ancestors stay above it", () => {
  assert.deepEqual(layoutBoxes(importTree(), 2, 600, 0, 9), [
    box(1, 1, 0, 600),
    box(0, 0, 0, 600),
    box(2, 2, 0, 600),
    box(3, 3, 0, 500),
  ]);
});

test("only rows in view", () => {
  assert.deepEqual(layoutBoxes(importTree(), 0, 1000, 2, 2), [box(2, 2, 0, 600), box(4, 2, 600, 300)]);
});

test("narrow siblings become one block that tells their number", () => {
  const children = [{ frame: "A.a:1", bytes: 990 }];
  for (let i = 0; i < 10; i++) {
    children.push({ frame: `B.b${i}:1`, bytes: 1 });
  }
  assert.deepEqual(layoutBoxes(sampleTree({ children }), 0, 1000, 1, 1), [box(1, 1, 0, 990), box(2, 1, 990, 10, 10)]);
});

test("folded paths are drawn by themselves when they are wide, even after narrow siblings", () => {
  const tree = sampleTree({
    children: [
      { frame: "A.a:1", bytes: 500 },
      { frame: "B.b:1", bytes: 1 },
      { folded: 400, bytes: 499 },
    ],
  });
  assert.deepEqual(layoutBoxes(tree, 0, 1000, 1, 1), [
    box(1, 1, 0, 500),
    box(2, 1, 500, 1, 1),
    box(3, 1, 501, 499),
  ]);
});

test("boxes of a row never overlap and never leave the picture", () => {
  let seed = 7;
  const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
  const grow = (depth) => ({
    frame: `C.m${Math.floor(random() * 9)}:${Math.floor(random() * 99)}`,
    bytes: Math.floor(random() ** 6 * 1000) + 1,
    children: depth > 7 ? [] : Array.from({ length: Math.floor(random() * 5) }, () => grow(depth + 1)),
  });
  const total = (node) => (node.bytes ?? 0) + (node.children ?? []).reduce((sum, child) => sum + total(child), 0);
  const sort = (node) => {
    node.children?.sort((a, b) => total(b) - total(a)).forEach(sort);
    return node;
  };
  const tree = sampleTree(sort({ children: Array.from({ length: 6 }, () => grow(1)) }));
  assert.ok(tree.size > 100, `seed gives only ${tree.size} nodes`);
  for (const zoom of [0, 1, 2, Math.floor(tree.size / 2)]) {
    const rows = new Map();
    for (const each of layoutBoxes(tree, zoom, 500, 0, 99)) {
      assert.ok(each.x >= -1e-6 && each.x + each.width <= 500 + 1e-6);
      assert.ok(each.more > 0 || each.width >= NARROW || each.node === zoom);
      const end = rows.get(each.row) ?? 0;
      assert.ok(each.x >= end - 1e-6, `row ${each.row}`);
      rows.set(each.row, each.x + each.width);
    }
  }
});

test("nothing held: one box, no division by zero", () => {
  assert.deepEqual(layoutBoxes(sampleTree({}), 0, 100, 0, 9), [box(0, 0, 0, 100)]);
});

test("the deepest row below a zoomed node", () => {
  assert.equal(deepestRow(importTree(), 0, 1000), 3);
  assert.equal(deepestRow(importTree(), 4, 1000), 2);
});

// The neck is 2 pixels wide in a picture of 1000, so nothing below it is drawn.
const narrowTree = () =>
  sampleTree({
    children: [
      { frame: "A.a:1", bytes: 998 },
      { frame: "N.neck:1", children: [{ frame: "N.body:1", children: [{ frame: "N.leaf:1", bytes: 2 }] }] },
    ],
  });

test("rows that are not drawn take no room", () => {
  assert.equal(deepestRow(narrowTree(), 0, 1000), 1);
  assert.equal(deepestRow(narrowTree(), 0, 2000), 3);
  assert.equal(deepestRow(narrowTree(), 2, 1000), 3);
});

test("a frame too narrow to draw is shown by the block that hides it", () => {
  assert.equal(drawnNode(narrowTree(), 0, 1000, 4), 2);
  assert.equal(drawnNode(narrowTree(), 0, 2000, 4), 4);
  assert.equal(drawnNode(narrowTree(), 2, 1000, 4), 4);
  assert.equal(drawnNode(narrowTree(), 4, 1000, 0), 0);
  const block = boxesWithEnds(narrowTree(), 0, 1000, 1, 1)[1];
  assert.deepEqual([block.node, block.end, block.more], [2, 5, 1]);
});

test("zooming to see a frame keeps as much around it as can be, and does nothing where it is seen", () => {
  assert.equal(zoomToSee(importTree(), 0, 1000, 3, 24), 0);
  assert.equal(zoomToSee(importTree(), 2, 1000, 3, 24), 2);
  assert.equal(zoomToSee(importTree(), 4, 1000, 3, 24), 0);
  assert.equal(zoomToSee(narrowTree(), 0, 1000, 4, 24), 2);
  assert.equal(zoomToSee(narrowTree(), 0, 100_000, 4, 24), 0);
});

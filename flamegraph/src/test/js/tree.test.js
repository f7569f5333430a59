import assert from "node:assert/strict";
import { test } from "node:test";
import { importTree, sampleTree } from "./sample.js";

test("totals, objects and errors add up towards the root", () => {
  const tree = importTree();
  assert.deepEqual([...tree.total], [100, 90, 60, 50, 30, 10]);
  assert.deepEqual([...tree.objects], [3, 3, 2, 1, 1, 0]);
  assert.equal(tree.standardError(0), 5);
  assert.equal(tree.share(2), 0.6);
});

test("links: parents, ends, positions and numbers of children", () => {
  const tree = importTree();
  assert.deepEqual([...tree.parent], [-1, 0, 1, 2, 1, 0]);
  assert.deepEqual([...tree.end], [6, 5, 4, 4, 5, 6]);
  assert.deepEqual([...tree.children], [2, 2, 1, 0, 0, 0]);
  assert.deepEqual([...tree.position], [0, 1, 1, 1, 2, 2]);
  assert.equal(tree.maxDepth, 3);
});

test("children start where the one before ends", () => {
  assert.deepEqual([...importTree().start], [0, 0, 0, 0, 60, 90]);
});

test("path hashes are distinct, ignore lines and survive a drift of lines", () => {
  const before = importTree();
  const hashes = [...before.pathHash];
  assert.equal(new Set(hashes).size, hashes.length);
  for (const node of hashes.keys()) {
    assert.equal(before.nodeWithHash(hashes[node]), node);
  }
  const two = (a, b) =>
    sampleTree({ children: [{ frame: `Csv.load:${a}`, bytes: 6 }, { frame: `Csv.load:${b}`, bytes: 4 }] });
  assert.deepEqual([...two(41, 47).pathHash], [...two(51, 57).pathHash]);
  assert.notEqual(two(41, 47).pathHash[1], two(41, 47).pathHash[2]);
  assert.equal(before.nodeWithHash(12345), -1);
});

test("classes below a node, most bytes first, the residual without a name", () => {
  assert.deepEqual(importTree().classesBelow(0), [
    { name: "byte[]", bytes: 90, objects: 3 },
    { name: "", bytes: 10, objects: 0 },
  ]);
  assert.deepEqual(importTree().classesBelow(4), [{ name: "byte[]", bytes: 30, objects: 1 }]);
});

test("the widest node of a frame", () => {
  const tree = importTree();
  assert.equal(tree.widestNodeOf(tree.frame[4]), 4);
  assert.equal(tree.widestNodeOf(99), -1);
});

test("a path of 20,000 frames does not overflow", () => {
  let size = 20000;
  const depth = Int32Array.from({ length: size }, (_, i) => i);
  const base = importTree();
  const tree = new base.constructor({
    size,
    depth,
    frame: Int32Array.from({ length: size }, (_, i) => (i === 0 ? -1 : 0)),
    folded: new Map(),
    firstRow: Int32Array.from({ length: size + 1 }, (_, i) => (i === size ? 1 : 0)),
    rowClass: [0],
    rowBytes: [Number.MAX_SAFE_INTEGER],
    rowObjects: [1],
    rowError: [0],
    frames: base.frames,
    methods: base.methods,
    classes: base.classes,
  });
  assert.equal(tree.total[0], Number.MAX_SAFE_INTEGER);
  assert.equal(tree.maxDepth, size - 1);
  assert.equal(tree.path(size - 1).length, size);
});

test("an empty tree has a root and no share that is not a number", () => {
  const tree = sampleTree({});
  assert.equal(tree.share(0), 0);
  assert.equal(tree.end[0], 1);
});

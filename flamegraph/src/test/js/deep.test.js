import assert from "node:assert/strict";
import { test } from "node:test";
import { FIRST } from "../../main/resources/dev/filprofile/flamegraph/html/address.js";
import { KEPT_ROWS, DEEP_ROWS, STEP_ROWS } from "../../main/resources/dev/filprofile/flamegraph/html/deep.js";
import { fullLabel } from "../../main/resources/dev/filprofile/flamegraph/html/labels.js";
import { Model } from "../../main/resources/dev/filprofile/flamegraph/html/scene.js";
import { sampleTree } from "./sample.js";

const DEPTH = 5000;

/** A recursion with something at each hundredth row, beside a short path. */
const recursion = () =>
  sampleTree(null, (add) => {
    add({}, 0);
    for (let depth = 1; depth <= DEPTH; depth++) {
      const name = depth === 2500 ? "Middle.turn:9" : depth % 2 === 0 ? "Parser.term:61" : "Parser.expression:40";
      add({ frame: name, bytes: depth % 100 === 0 || depth === DEPTH ? 10 : undefined, type: depth % 2 }, depth);
    }
    add({ frame: "Short.path:1" }, 1);
    add({ frame: "Short.leaf:2", bytes: 7 }, 2);
  });

const scene = (tree, state = {}) => new Model(tree).scene({ ...FIRST, ...state });
const foldOf = (tree) => Array.from(tree.frame).findIndex((_, node) => tree.origin(node) === "fold");
const own = (tree, node) =>
  tree.rowBytes.slice(tree.firstRow[node], tree.firstRow[node + 1]).reduce((sum, bytes) => sum + bytes, 0);

test("the middle of a deep stack is one frame, which holds what its frames hold", () => {
  const base = recursion();
  const { tree, total } = scene(base);
  const fold = foldOf(tree);
  assert.equal(fullLabel(tree, fold), "⋯ 4,801 frames");
  assert.equal(tree.maxDepth, 2 * KEPT_ROWS);
  assert.equal(tree.depth[fold], KEPT_ROWS);
  assert.equal(own(tree, fold), 490);
  assert.equal(total, base.total[0]);
  assert.equal(tree.rowBytes.length, base.rowBytes.length);
  assert.equal(fullLabel(tree, tree.size - 1), "com.acme.Short.leaf:2");
});

test("each step opens some more rows, until all are there and still add up", () => {
  const base = recursion();
  const opened = [];
  for (let step = 0; ; step++) {
    const { tree } = scene(base, { opened: [...opened] });
    assert.equal(tree.total[0], base.total[0]);
    const fold = foldOf(tree);
    if (fold < 0) {
      assert.equal(step, Math.ceil((DEPTH + 1 - 2 * KEPT_ROWS) / STEP_ROWS));
      assert.equal(tree.size, base.size);
      assert.deepEqual([...tree.total], [...base.total]);
      return;
    }
    assert.equal(tree.depth[fold], KEPT_ROWS + step * STEP_ROWS);
    opened.push(tree.opens.get(fold));
  }
});

test("a frame in the fold is found, and a link to it leads to the fold", () => {
  const base = recursion();
  const found = scene(base, { query: "Middle" });
  const fold = foldOf(found.tree);
  assert.deepEqual(found.found.nodes, [fold]);
  assert.equal(found.found.total, base.total[2500]);
  assert.equal(found.nodeOf(base.pathHash[2500]), fold);
  assert.equal(found.nodeOf(base.pathHash[50]), 50);
  assert.equal(found.nodeOf(12345), -1);
});

test("filters, folding and collapsed recursion are as they were", () => {
  const base = recursion();
  assert.equal(scene(base, { once: true }).tree.maxDepth, 2);
  const counted = scene(base, { objects: true, classes: true });
  assert.equal(counted.tree.total[0], base.objects[0]);
  assert.equal(counted.tree.outOf.length, base.size);
  assert.equal(counted.tree.outOf[2500], foldOf(counted.tree));
});

test("a stack that is just short enough is left alone", () => {
  const tree = sampleTree(null, (add) => {
    add({}, 0);
    for (let depth = 1; depth < DEEP_ROWS; depth++) {
      add({ frame: "Parser.term:61", bytes: depth === DEEP_ROWS - 1 ? 1 : undefined }, depth);
    }
  });
  assert.equal(scene(tree).tree, tree);
});

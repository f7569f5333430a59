import assert from "node:assert/strict";
import { test } from "node:test";
import { FIRST } from "../../main/resources/dev/filprofile/flamegraph/html/address.js";
import { Model } from "../../main/resources/dev/filprofile/flamegraph/html/scene.js";
import { importTree, sampleTree } from "./sample.js";

const scene = (tree, state) => new Model(tree).scene({ ...FIRST, ...state });

test("a scene without choices shows the tree itself", () => {
  const tree = importTree();
  const first = scene(tree, {});
  assert.equal(first.tree, tree);
  assert.equal(first.isFiltered, false);
  assert.equal(first.found, null);
  assert.equal(first.sandwich, null);
  assert.equal(first.total, first.whole);
});

test("a search tells the same weight bottom-up, whether its frames are there yet or not", () => {
  const tree = sampleTree({
    children: [
      { frame: "Wide.w:1", bytes: 1e6 },
      { frame: "Needle.n:1", children: [{ frame: "B.b:1", children: [{ frame: "Thin.t:1", bytes: 3 }] }] },
    ],
  });
  const upwards = scene(tree, { upwards: true, query: "needle" });
  assert.equal(upwards.found.nodes.length, 0);
  assert.equal(upwards.found.total, 3);
  assert.equal(scene(tree, { query: "needle" }).found.total, 3);
});

test("bottom-up grows where somebody looks, and to what a link names", () => {
  const tree = sampleTree({
    children: [
      { frame: "Wide.w:1", bytes: 1e6 },
      { frame: "A.a:1", children: [{ frame: "B.b:1", children: [{ frame: "Thin.t:1", bytes: 3 }] }] },
    ],
  });
  const model = new Model(tree);
  const state = { ...FIRST, upwards: true };
  const before = model.scene(state);
  assert.equal(before.tree.size, 3);
  assert.ok(before.grow(2));
  const { size, pathHash } = model.scene(state).tree;
  assert.equal(size, 5);
  assert.equal(before.grow(2), false);

  const linked = scene(tree, { upwards: true, path: pathHash[4] });
  assert.ok(linked.tree.nodeWithHash(pathHash[4]) > 0);
});

test("a filter by a thread that is not there filters nothing", () => {
  const nobody = scene(importTree(), { thread: "nobody" });
  assert.equal(nobody.thread, -2);
  assert.equal(nobody.total, 100);
});

test("a sandwich of a method that is not there is missing, one that is there has two halves of the same size", () => {
  const tree = importTree();
  assert.equal(scene(tree, { method: 1 }).sandwich.missing, true);
  const { callers, callees, rootName } = scene(tree, { method: tree.keyOf(2) }).sandwich;
  assert.equal(rootName, "Csv.load");
  assert.equal(callers.total[0], 60);
  assert.equal(callees.total[0], 60);
});

test("what depends on nothing that changed is not worked out anew", () => {
  const model = new Model(importTree());
  const one = model.scene({ ...FIRST, show: "fold" });
  const tree = one.downwards;
  assert.equal(model.scene({ ...FIRST, show: "fold", query: "split", view: "tree" }).downwards, tree);
  assert.notEqual(model.scene({ ...FIRST, show: "mine" }).downwards, tree);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { shortLabel } from "../../main/resources/dev/filprofile/flamegraph/html/labels.js";
import { MergedTree } from "../../main/resources/dev/filprofile/flamegraph/html/merge.js";
import { importTree, randomTree, sampleTree } from "./sample.js";

const picture = (tree) =>
  Array.from({ length: tree.size }, (_, node) =>
    `${" ".repeat(tree.depth[node])}${node === 0 ? "root" : shortLabel(tree, node)} ${tree.total[node]}`,
  );
const isMethod = (tree, name) => (node) => tree.frame[node] >= 0 && shortLabel(tree, node).startsWith(`${name}:`);

test("bottom-up begins with what allocated and goes to its callers", () => {
  assert.deepEqual(picture(MergedTree.bottomUp(importTree()).flatten()), [
    "root 100",
    " Text.split:7 50",
    "  Csv.load:41 50",
    "   Main.main:10 50",
    " Cache.warm:90 30",
    "  Main.main:10 30",
    " Csv.load:41 10",
    "  Main.main:10 10",
    " made by the JVM or before start 10",
  ]);
});

test("equal frames of different paths are one", () => {
  const tree = sampleTree({
    children: [
      { frame: "A.a:1", children: [{ frame: "L.l:1", bytes: 5 }] },
      { frame: "B.b:1", children: [{ frame: "L.l:1", bytes: 4 }] },
    ],
  });
  const merged = MergedTree.bottomUp(tree).flatten();
  assert.deepEqual(picture(merged), ["root 9", " L.l:1 9", "  A.a:1 5", "  B.b:1 4"]);
  assert.deepEqual(merged.classesBelow(1), [{ name: "byte[]", bytes: 9, objects: 2 }]);
});

test("a sandwich counts recursion once", () => {
  const tree = sampleTree({
    children: [
      { frame: "A.a:1", children: [{ frame: "P.p:1", bytes: 2, children: [{ frame: "P.p:2", bytes: 3, children: [{ frame: "Q.q:1", bytes: 4 }] }] }] },
      { frame: "B.b:1", children: [{ frame: "P.p:1", bytes: 1 }] },
    ],
  });
  const callees = MergedTree.around(tree, isMethod(tree, "P.p"), false).flatten();
  const callers = MergedTree.around(tree, isMethod(tree, "P.p"), true).flatten();
  assert.deepEqual(picture(callees), ["root 10", " P.p:2 7", "  Q.q:1 4"]);
  assert.deepEqual(picture(callers), ["root 10", " A.a:1 9", " B.b:1 1"]);
  assert.equal(callees.classesBelow(0)[0].bytes, 10);
  assert.equal(callees.share(0), 1);
});

test("what is too narrow waits until somebody looks", () => {
  const tree = sampleTree({
    children: [
      { frame: "Wide.w:1", bytes: 1e6 },
      { frame: "A.a:1", children: [{ frame: "B.b:1", children: [{ frame: "Thin.t:1", bytes: 3 }] }] },
    ],
  });
  const merged = MergedTree.bottomUp(tree);
  const before = merged.flatten();
  assert.deepEqual(picture(before), ["root 1000003", " Wide.w:1 1000000", " Thin.t:1 3"]);
  assert.ok(before.canOpen(2));
  assert.ok(!before.canOpen(1));
  assert.ok(merged.grow(before.mergedOf[2]));
  const after = merged.flatten();
  assert.deepEqual(picture(after).slice(2), [" Thin.t:1 3", "  B.b:1 3", "   A.a:1 3"]);
  assert.equal(after.pathHash[2], before.pathHash[2]);
  assert.ok(!merged.grow(after.mergedOf[2]));
});

test("a path that a link names is grown to", () => {
  const tree = sampleTree({
    children: [
      { frame: "Wide.w:1", bytes: 1e6 },
      { frame: "A.a:1", children: [{ frame: "B.b:1", children: [{ frame: "Thin.t:1", bytes: 3 }] }] },
    ],
  });
  const all = MergedTree.bottomUp(tree).growUntil(() => false);
  const hash = all.pathHash[all.size - 1];
  const again = MergedTree.bottomUp(tree).growUntil((each) => each.nodeWithHash(hash) >= 0);
  assert.equal(shortLabel(again, again.nodeWithHash(hash)), "A.a:1");
});

test("fully grown, each level of callers holds what the level above does not keep", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const tree = randomTree(seed);
    const merged = MergedTree.bottomUp(tree).growUntil(() => false);
    assert.equal(merged.total[0], tree.total[0], `seed ${seed}`);
    for (let node = 0; node < merged.size; node++) {
      let below = 0;
      for (let child = node + 1; child < merged.end[node]; child = merged.end[child]) {
        below += merged.total[child];
      }
      assert.ok(below <= merged.total[node], `seed ${seed} node ${node}`);
      const classes = merged.classesBelow(node).reduce((sum, each) => sum + each.bytes, 0);
      assert.equal(classes, merged.total[node], `seed ${seed} node ${node}`);
    }
  }
});

test("20,000 frames deep does not overflow", () => {
  let root = { frame: "P.p:1", bytes: 1 };
  const tree = sampleTree(null, (add) => {
    for (let depth = 0; depth < 20000; depth++) {
      add(depth === 0 ? {} : { ...root, bytes: depth === 19999 ? 5 : undefined, frame: `P.p${depth % 3}:1` }, depth);
    }
  });
  assert.equal(MergedTree.bottomUp(tree).flatten().size, 20000);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { ALL, classKey, deriveTree, keptRows } from "../../main/resources/dev/filprofile/flamegraph/html/derive.js";
import { fullLabel, shortLabel } from "../../main/resources/dev/filprofile/flamegraph/html/labels.js";
import { importTree, randomTree, sampleTree } from "./sample.js";

/** A tree as lines: indent, name, bytes. */
const picture = (tree) =>
  Array.from({ length: tree.size }, (_, node) =>
    `${" ".repeat(tree.depth[node])}${node === 0 ? "root" : shortLabel(tree, node)} ${tree.total[node]}`,
  );
const derive = (tree, choices) => deriveTree(tree, { ...ALL, ...choices });
const nodeOf = (tree, name) => Array.from({ length: tree.size }, (_, i) => i).find((node) => shortLabel(tree, node) === name);
const keyOf = (tree, name) => tree.frameKey(nodeOf(tree, name));

/** app 100 = HashMap run (40 in app again, 30 of its own, 10 in another library), 20 of its own. */
const libraryTree = () =>
  sampleTree({
    children: [
      {
        frame: "App.main:1",
        bytes: 20,
        children: [
          {
            frame: "Map.compute:5",
            jdk: true,
            children: [
              { frame: "Map.call:6", jdk: true, children: [{ frame: "App.fill:2", bytes: 40 }] },
              { frame: "Map.grow:7", jdk: true, bytes: 30 },
              { frame: "Json.read:8", library: true, bytes: 10 },
            ],
          },
        ],
      },
      { frame: "Pool.run:9", jdk: true, children: [{ frame: "App.task:3", bytes: 6 }, { frame: "Pool.idle:4", jdk: true, bytes: 4 }] },
    ],
  });

test("without a choice the tree is the tree", () => {
  const tree = importTree();
  assert.equal(deriveTree(tree, ALL), tree);
  assert.equal(keptRows(tree, ALL), null);
});

test("what is left out takes its bytes along, on every path", () => {
  const tree = importTree();
  const rest = derive(tree, { without: new Set([keyOf(tree, "Csv.load:41")]) });
  assert.deepEqual(picture(rest), ["root 40", " Main.main:10 30", "  Cache.warm:90 30", " made by the JVM or before start 10"]);
  assert.equal(rest.share(0), 0.4);
  const noResidual = derive(tree, { without: new Set([tree.frameKey(5)]) });
  assert.equal(noResidual.total[0], 90);
});

test("only what goes through a frame, and through several", () => {
  const tree = importTree();
  const only = (...names) => new Set(names.map((name) => keyOf(tree, name)));
  assert.equal(derive(tree, { only: only("Csv.load:41") }).total[0], 60);
  assert.equal(derive(tree, { only: only("Csv.load:41", "Text.split:7") }).total[0], 50);
  assert.equal(derive(tree, { only: only("Csv.load:41", "Cache.warm:90") }).size, 1);
});

test("a class can be left out, or be all that stays", () => {
  const tree = sampleTree({ children: [{ frame: "A.a:1", bytes: 5, children: [{ frame: "B.b:1", bytes: 7, type: 1 }] }] });
  assert.equal(derive(tree, { without: new Set([classKey(tree, 1)]) }).total[0], 5);
  assert.equal(derive(tree, { only: new Set([classKey(tree, 1)]) }).total[0], 7);
});

test("only the stacks of a search", () => {
  const tree = importTree();
  const matching = (node) => fullLabel(tree, node).includes("split");
  assert.deepEqual(picture(derive(tree, { matching })), ["root 50", " Main.main:10 50", "  Csv.load:41 50", "   Text.split:7 50"]);
});

test("threads sum up to the whole", () => {
  const tree = sampleTree({
    children: [{ frame: "A.a:1", children: [{ frame: "B.b:1", bytes: 5 }, { frame: "B.b:2", bytes: 7, thread: 1 }] }, { residual: true, bytes: 3 }],
  });
  const of = (thread) => derive(tree, { thread }).total[0];
  assert.deepEqual([of(0), of(1)], [5, 7]);
  assert.equal(of(0) + of(1) + 3, tree.total[0]);
});

test("runs of library frames are folded, with what they called below", () => {
  const folded = derive(libraryTree(), { show: "fold" });
  assert.deepEqual(picture(folded), [
    "root 110",
    " App.main:1 100",
    "  ⋯ 2 frames in java.util, com.fasterxml 80",
    "   App.fill:2 40",
    " ⋯ 2 frames in java.util 10",
    "  App.task:3 6",
  ]);
});

test("a folded run opens", () => {
  const tree = libraryTree();
  const folded = derive(tree, { show: "fold" });
  const opened = derive(tree, { show: "fold", opened: new Set([folded.opens.get(2)]) });
  assert.deepEqual(picture(opened).slice(0, 7), [
    "root 110",
    " App.main:1 100",
    "  Map.compute:5 80",
    "   Map.call:6 40",
    "    App.fill:2 40",
    "   Map.grow:7 30",
    "   Json.read:8 10",
  ]);
});

test("a run of one frame is that frame", () => {
  const tree = sampleTree({ children: [{ frame: "A.a:1", children: [{ frame: "Map.put:5", jdk: true, bytes: 9 }] }] });
  assert.deepEqual(picture(derive(tree, { show: "fold" })), ["root 9", " A.a:1 9", "  Map.put:5 9"]);
});

test("my code only: bytes go to the nearest caller of one's own", () => {
  assert.deepEqual(picture(derive(libraryTree(), { show: "mine" })), [
    "root 110",
    " App.main:1 100",
    "  App.fill:2 40",
    " App.task:3 6",
    " not called by your code 4",
  ]);
});

test("recursion collapses, direct and in circles, and keeps other lines", () => {
  const tree = sampleTree({
    children: [
      {
        frame: "P.p:1",
        bytes: 1,
        children: [
          { frame: "P.q:1", children: [{ frame: "P.p:1", bytes: 2, children: [{ frame: "P.p:1", bytes: 3, children: [{ frame: "P.p:9", bytes: 4 }] }] }] },
        ],
      },
    ],
  });
  assert.deepEqual(picture(derive(tree, { once: true })), ["root 10", " P.p:1 10", "  P.p:9 4"]);
});

test("stacks end with the class", () => {
  const tree = derive(importTree(), { classes: true });
  assert.deepEqual(picture(tree).slice(0, 6), ["root 100", " Main.main:10 90", "  Csv.load:41 60", "   Text.split:7 50", "    byte[] 50", "   byte[] 10"]);
  assert.equal(tree.origin(4), "class");
  assert.equal(tree.total[tree.size - 1], 10);
});

test("bytes, objects and errors stay the same whatever is folded, and nodes are in order", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const tree = randomTree(seed);
    for (const choices of [{ show: "fold" }, { show: "mine" }, { once: true }, { classes: true }, { show: "fold", once: true, classes: true }]) {
      const other = derive(tree, choices);
      const message = `seed ${seed} ${JSON.stringify(choices)}`;
      assert.equal(other.total[0], tree.total[0], message);
      assert.equal(other.objects[0], tree.objects[0], message);
      assert.equal(Math.round(other.variance[0]), Math.round(tree.variance[0]), message);
      for (let node = 1; node < tree.size; node++) {
        assert.ok(other.outOf[node] >= 0, message);
      }
      for (let node = 2; node < other.size; node++) {
        const before = other.parent[node] + 1;
        assert.ok(other.position[node] === 1 || other.total[before] >= other.total[node], message);
      }
    }
  }
});

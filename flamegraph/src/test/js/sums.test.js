import assert from "node:assert/strict";
import { test } from "node:test";
import { sourcePath } from "../../main/resources/dev/filprofile/flamegraph/html/decode.js";
import { ALL, keptRows } from "../../main/resources/dev/filprofile/flamegraph/html/derive.js";
import { sumClasses, sumLines, sumMethods, sumSites, sumThreads } from "../../main/resources/dev/filprofile/flamegraph/html/sums.js";
import { importTree, randomTree, sampleTree } from "./sample.js";

const named = (tree, sums) => sums.map(({ id, bytes }) => [id < 0 ? "-" : tree.frames[id].text, bytes]);

const mixed = () =>
  sampleTree({
    children: [
      {
        frame: "App.main:1",
        children: [
          { frame: "App.load:2", children: [{ frame: "Map.put:5", jdk: true, bytes: 40, type: 1 }, { frame: "Map.grow:6", jdk: true, bytes: 20, thread: 1 }] },
          { frame: "App.load:3", bytes: 10 },
        ],
      },
      { frame: "Pool.run:9", jdk: true, bytes: 7 },
      { residual: true, bytes: 3 },
    ],
  });

test("a site is the deepest line of one's own, else the line itself", () => {
  const tree = mixed();
  assert.deepEqual(named(tree, sumSites(tree, null)), [["App.load:2", 60], ["App.load:3", 10], ["Pool.run:9", 7]]);
  const [site] = sumSites(tree, null);
  assert.deepEqual([...site.parts.values()].map(({ id, bytes }) => [id, bytes]), [[1, 40], [0, 20]]);
});

test("what is folded belongs to the line above it", () => {
  const tree = sampleTree({ children: [{ frame: "A.a:1", bytes: 5, children: [{ folded: 3, bytes: 2 }] }] });
  assert.deepEqual(named(tree, sumSites(tree, null)), [["A.a:1", 7]]);
});

test("classes with the lines that made them, without what nobody's line made", () => {
  const tree = mixed();
  assert.deepEqual(sumClasses(tree, null).map(({ id, bytes }) => [id, bytes]), [[1, 40], [0, 37]]);
  assert.deepEqual(named(tree, [...sumClasses(tree, null)[1].parts.values()]), [["App.load:2", 20], ["App.load:3", 10], ["Pool.run:9", 7]]);
});

test("threads, and what none of them made", () => {
  assert.deepEqual(sumThreads(mixed(), null).map(({ id, bytes }) => [id, bytes]), [[0, 57], [1, 20], [-1, 3]]);
});

test("methods: what they made themselves, and with callees; recursion once", () => {
  const tree = sampleTree({
    children: [{ frame: "P.p:1", bytes: 1, children: [{ frame: "Q.q:1", bytes: 2, children: [{ frame: "P.p:2", bytes: 4 }] }] }],
  });
  const sums = sumMethods(tree, null).map(({ id, own, bytes }) => [tree.methods[id].className, own, bytes]);
  assert.deepEqual(sums, [["P", 5, 7], ["Q", 2, 6]]);
});

test("lines: below all calls", () => {
  const tree = importTree();
  const lines = sumLines(tree, null, sourcePath);
  assert.equal(lines.get("com/acme/Csv.java").get(41).total, 60);
  assert.deepEqual(lines.get("com/acme/Csv.java").get(41).frames, [1]);
  assert.equal(lines.get("com/acme/Main.java").get(10).total, 90);
});

test("whatever the table, a filter's rows add up to what it leaves", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const tree = randomTree(seed);
    const kept = keptRows(tree, { ...ALL, thread: 1 });
    const expected = tree.rowBytes.reduce((sum, bytes, row) => sum + kept[row] * bytes, 0);
    for (const sums of [sumSites, sumClasses, sumThreads]) {
      assert.equal(sums(tree, kept).reduce((sum, { bytes }) => sum + bytes, 0), expected, `seed ${seed} ${sums.name}`);
    }
    assert.equal(sumMethods(tree, kept).reduce((sum, { own }) => sum + own, 0), expected, `seed ${seed}`);
  }
});

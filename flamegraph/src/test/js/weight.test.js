import assert from "node:assert/strict";
import { test } from "node:test";
import { FIRST } from "../../main/resources/dev/filprofile/flamegraph/html/address.js";
import { collapsedStacks, markdownOf, speedscope } from "../../main/resources/dev/filprofile/flamegraph/html/exports.js";
import { fitLabel, fullLabel } from "../../main/resources/dev/filprofile/flamegraph/html/labels.js";
import { Model } from "../../main/resources/dev/filprofile/flamegraph/html/scene.js";
import { BYTES, countOf, OBJECTS } from "../../main/resources/dev/filprofile/flamegraph/html/weight.js";
import { randomTree, sampleTree } from "./sample.js";

/** One large array beside many small objects, and what nobody's line made. */
const mixed = () =>
  sampleTree({
    children: [
      {
        frame: "App.main:1",
        children: [
          { frame: "Big.read:2", bytes: 900, error: 90, children: [{ frame: "Big.rest:3", bytes: 10, objects: 3, type: 1 }] },
          { frame: "Small.add:4", bytes: 60, objects: 40, error: 6, type: 1 },
        ],
      },
      { residual: true, bytes: 30 },
    ],
  });

const counted = (tree, state = {}) => new Model(tree).scene({ ...FIRST, objects: true, ...state });
const nodes = (tree) => Array.from({ length: tree.size - 1 }, (_, i) => [fullLabel(tree, i + 1), tree.total[i + 1]]);

test("weighed by objects, the tree is as wide as there are objects, and siblings are in that order", () => {
  const { tree, whole, total } = counted(mixed());
  assert.deepEqual(nodes(tree), [
    ["com.acme.App.main:1", 44],
    ["com.acme.Small.add:4", 40],
    ["com.acme.Big.read:2", 4],
    ["com.acme.Big.rest:3", 3],
  ]);
  assert.deepEqual([whole, total, tree.total[0]], [44, 44, 44]);
  assert.equal(tree.share(2), 40 / 44);
  assert.equal(tree.bytes[0], 1000);
  assert.equal(tree.bytes[2], 60);
});

test("bottom-up, a sandwich and a search weigh by objects too", () => {
  const { tree } = counted(mixed(), { upwards: true });
  assert.deepEqual(nodes(tree).filter((_, i) => tree.depth[i + 1] === 1), [
    ["com.acme.Small.add:4", 40],
    ["com.acme.Big.rest:3", 3],
    ["com.acme.Big.read:2", 1],
  ]);
  const base = mixed();
  const { callers, callees } = counted(base, { method: base.keyOf(2) }).sandwich;
  assert.deepEqual([callers.total[0], callees.total[0], callees.bytes[0]], [4, 4, 910]);
  assert.equal(counted(mixed(), { query: "big" }).found.total, 4);
});

test("whatever is filtered and folded, objects add up as bytes do", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const base = randomTree(seed);
    for (const state of [{}, { show: "fold" }, { show: "mine" }, { once: true }, { classes: true }, { thread: "worker" }]) {
      const scene = counted(base, state);
      const expected = base.rowObjects.reduce((sum, objects, row) => sum + (scene.kept?.[row] ?? 1) * objects, 0);
      const message = `seed ${seed} ${JSON.stringify(state)}`;
      assert.equal(scene.tree.total[0], expected, message);
      for (const kind of ["sites", "classes", "threads"]) {
        assert.equal(scene.sums(kind).reduce((sum, { objects }) => sum + objects, 0), expected, `${message} ${kind}`);
      }
      assert.equal(scene.sums("methods").reduce((sum, { own }) => sum + own, 0), expected, message);
    }
  }
});

test("tables begin with what there is most of", () => {
  const names = (tree, sums) => sums.map(({ id }) => (id < 0 ? "-" : tree.frames[id].text));
  const tree = mixed();
  assert.deepEqual(names(tree, counted(tree).sums("sites")), ["Small.add:4", "Big.rest:3", "Big.read:2"]);
  assert.deepEqual(counted(tree).sums("classes").map(({ id, objects }) => [id, objects]), [[1, 43], [0, 1]]);
  assert.equal(counted(tree).sums("methods").find(({ own }) => own === 40).bytes, 60);
  assert.equal(counted(tree).lines.get("com/acme/Small.java").get(4).total, 40);
});

test("a number of equal objects is as uncertain as their bytes", () => {
  const { tree } = counted(mixed());
  assert.equal(tree.standardError(2), 4);
  assert.equal(tree.standardError(3), 0.1);
});

test("what is copied and saved is weighed as what is shown", () => {
  const { tree } = counted(mixed());
  assert.match(markdownOf(tree, 2), /^\*\*40 objects\*\* alive at the peak \(90\.9 % of 44 objects\), 60 B, mostly/);
  assert.match(collapsedStacks(tree), /Small\.add:4 40\n/);
  const [profile] = JSON.parse(speedscope(tree, "p")).profiles;
  assert.deepEqual([profile.unit, profile.endValue], ["none", 44]);
  assert.equal(fitLabel(tree, 0, 1e6, (text) => text.length)[0].text, "all live memory at the peak: 44 objects");
});

test("where nothing was counted there is nothing to weigh by", () => {
  const scene = counted(sampleTree({ children: [{ frame: "A.a:1", bytes: 5, objects: 0 }] }));
  assert.equal(scene.canCount, false);
  assert.equal(scene.weight, BYTES);
  assert.equal(scene.tree.total[0], 5);
});

test("weights are written for eyes and for ears", () => {
  assert.equal(BYTES.spoken(1.5 * 2 ** 30), "1.5 gibibytes");
  assert.equal(BYTES.spoken(12), "12 bytes");
  assert.equal(OBJECTS.format(1), "1 object");
  assert.equal(OBJECTS.format(9_400_000), "9.4 M objects");
  const both = countOf({ one: "object or block", many: "objects and blocks" });
  assert.deepEqual([both.title, both.format(1), both.file], ["Objects and blocks", "1 object or block", "-objects-and-blocks"]);
});

test("shares and widths are of the moment that is shown", () => {
  const { tree, base } = counted(Object.assign(mixed(), { moment: "this lower peak" }), { objects: false });
  assert.equal(tree.ofWhole, "of this lower peak");
  assert.equal(tree.weight.width(tree.moment), "memory held at this lower peak");
  assert.equal(base.counts.share(base.moment), "of the objects at this lower peak");
});

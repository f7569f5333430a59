import assert from "node:assert/strict";
import { test } from "node:test";
import {
  cutMiddle,
  fitLabel,
  fullLabel,
  locationLabel,
  methodNames,
  shortLabel,
} from "../../main/resources/dev/filprofile/flamegraph/html/labels.js";
import { importTree, method, sampleTree } from "./sample.js";

const onePerCharacter = (text) => Array.from(text).length;
const fit = (tree, node, available) =>
  fitLabel(tree, node, available, onePerCharacter)
    .map((part) => part.text)
    .join("");

test("the ladder: source first, then package, then class, then line, then the middle", () => {
  const tree = importTree();
  const ladder = [
    [60, 'com.acme.Csv.load:41  parts = line.split(",");'],
    [40, 'Csv.load:41  parts = line.split(",");'],
    [26, "Csv.load:41  parts = line…"],
    [20, "com.acme.Csv.load:41"],
    [11, "Csv.load:41"],
    [10, "load:41"],
    [6, "load"],
    [3, ""],
  ];
  for (const [available, expected] of ladder) {
    assert.equal(fit(tree, 2, available), expected, `at ${available}`);
  }
});

test("nothing is ever wider than its place", () => {
  const tree = importTree();
  for (let node = 0; node < tree.size; node++) {
    for (let available = 0; available < 70; available++) {
      assert.ok(onePerCharacter(fit(tree, node, available)) <= available);
    }
  }
});

test("cuts in the middle and keeps whole characters", () => {
  assert.equal(cutMiddle("abcdefghij", 7, onePerCharacter), "abc…hij");
  assert.equal(cutMiddle("\u{1F600}\u{1F601}\u{1F602}\u{1F603}\u{1F604}", 4, onePerCharacter), "\u{1F600}\u{1F601}…\u{1F604}");
  assert.equal(cutMiddle("abcdef", 3, onePerCharacter), "");
});

test("words before the name stay with it", () => {
  const constructor = method("Row.", { word: "new ", member: "" });
  assert.deepEqual(methodNames(constructor), { full: "new com.acme.Row", middle: "new Row", bare: "new Row" });
  const lambda = method("Csv.load", { word: "λ in " });
  assert.deepEqual(methodNames(lambda), {
    full: "λ in com.acme.Csv.load",
    middle: "λ in Csv.load",
    bare: "λ in load",
  });
});

test("nodes without a method have names too", () => {
  const tree = importTree();
  assert.equal(shortLabel(tree, 0), "all live memory at the peak");
  assert.equal(fit(tree, 0, 99), "all live memory at the peak: 100 B");
  assert.equal(shortLabel(tree, 5), "made by the JVM or before start");
  const folded = sampleTree({ children: [{ folded: 2114, bytes: 5 }] });
  assert.equal(fullLabel(folded, 1), "2,114 smaller paths");
  const one = sampleTree({ children: [{ folded: 1, bytes: 5 }] });
  assert.equal(fullLabel(one, 1), "1 smaller path");
});

test("locations are left out where they are not known", () => {
  const tree = sampleTree({ children: [{ frame: "Main.main:-1", bytes: 1 }] });
  assert.equal(locationLabel(tree, 1), "Main.java");
  assert.equal(shortLabel(tree, 1), "Main.main");
  assert.equal(locationLabel(tree, 0), "");
});

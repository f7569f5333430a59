import assert from "node:assert/strict";
import { test } from "node:test";
import { collapsedStacks, javaStack, markdownOf, sitesCsv, speedscope } from "../../main/resources/dev/filprofile/flamegraph/html/exports.js";
import { MergedTree } from "../../main/resources/dev/filprofile/flamegraph/html/merge.js";
import { sumSites } from "../../main/resources/dev/filprofile/flamegraph/html/sums.js";
import { importTree, sampleTree } from "./sample.js";

test("a stack as Java prints it, innermost first, whichever way the tree goes", () => {
  const expected = "\tat com.acme.Text.split(Text.java:7)\n\tat com.acme.Csv.load(Csv.java:41)\n\tat com.acme.Main.main(Main.java:10)";
  assert.equal(javaStack(importTree(), 3), expected);
  assert.equal(javaStack(MergedTree.bottomUp(importTree()).flatten(), 3), expected);
});

test("collapsed stacks without what nobody's line made", () => {
  assert.equal(
    collapsedStacks(importTree()),
    "com.acme.Main.main:10;com.acme.Csv.load:41 10\n" +
      "com.acme.Main.main:10;com.acme.Csv.load:41;com.acme.Text.split:7 50\n" +
      "com.acme.Main.main:10;com.acme.Cache.warm:90 30\n",
  );
});

test("names cannot be taken for structure", () => {
  const tree = sampleTree({ children: [{ frame: "A.a;b c\u00a0\t1:1", bytes: 1 }] });
  assert.equal(collapsedStacks(tree), "com.acme.A.a,b_c__1:1 1\n");
});

test("speedscope: the bytes of all stacks, and frames with file and line", () => {
  const { shared, profiles } = JSON.parse(speedscope(importTree(), "p"));
  assert.equal(profiles[0].endValue, 100);
  assert.equal(profiles[0].weights.reduce((a, b) => a + b), 100);
  assert.deepEqual(profiles[0].samples[1].map((frame) => shared.frames[frame].name), [
    "com.acme.Main.main:10",
    "com.acme.Csv.load:41",
    "com.acme.Text.split:7",
  ]);
  assert.deepEqual(shared.frames[0], { name: "com.acme.Main.main:10", file: "Main.java", line: 10 });
});

test("comma-separated values survive quotes and line ends, and are no formulas", () => {
  const tree = sampleTree({ children: [{ frame: "A.a:1", bytes: 5, source: '=cmd("x"), 1' }] });
  assert.equal(sitesCsv(tree, sumSites(tree, null)).split("\r\n")[1], '5,1,0,com.acme.A.a,A.java,1,byte[],"\'=cmd(""x""), 1"');
});

test("Markdown with a fence that the stack cannot end", () => {
  const text = markdownOf(importTree(), 3);
  assert.match(text, /^\*\*50\.0 B\*\*|^\*\*50 B\*\*/);
  assert.match(text, /50 % of|50\.0 % of/);
  const hostile = markdownOf(sampleTree({ children: [{ frame: "A.a```:1", bytes: 5 }] }), 1);
  assert.match(hostile, /\n````\n\tat com\.acme\.A\.a```\(A\.java:1\)\n````\n$/);
});

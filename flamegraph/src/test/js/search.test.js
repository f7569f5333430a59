import assert from "node:assert/strict";
import { test } from "node:test";
import { compileQuery, searchTree } from "../../main/resources/dev/filprofile/flamegraph/html/search.js";
import { importTree, sampleTree } from "./sample.js";

const find = (tree, query, isRegex = false) => searchTree(tree, compileQuery(query, isRegex).test);

test("finds methods and source text, whatever the case", () => {
  assert.deepEqual(find(importTree(), "CSV.LOAD").nodes, [2]);
  assert.deepEqual(find(importTree(), "line.split(").nodes, [2]);
  assert.equal(find(importTree(), "load:41").total, 60);
  assert.deepEqual(find(importTree(), "nowhere").nodes, []);
});

test("tells how many matches stand before each node, so that a block of nodes can be asked for any", () => {
  assert.deepEqual([...find(importTree(), "split").before], [0, 0, 0, 1, 2, 2, 2]);
});

test("a match below a match counts once", () => {
  const result = find(importTree(), "split");
  assert.deepEqual(result.nodes, [2, 3]);
  assert.equal(result.total, 60);
  assert.equal(find(importTree(), "com.acme").total, 90);
});

test("recursion counts once, separate branches each", () => {
  const tree = sampleTree({
    children: [
      { frame: "P.p:1", bytes: 5, children: [{ frame: "P.q:1", children: [{ frame: "P.p:1", bytes: 7 }] }] },
      { frame: "Q.q:1", children: [{ frame: "P.p:1", bytes: 3 }] },
    ],
  });
  assert.equal(find(tree, "P.p").total, 15);
});

test("patterns, and plain text where the pattern is not valid", () => {
  assert.deepEqual(find(importTree(), "^com.acme.c(sv|ache)", true).nodes, [2, 4]);
  const broken = compileQuery("split(", true);
  assert.match(broken.error, /^Not a valid pattern: /);
  assert.deepEqual(searchTree(importTree(), broken.test).nodes, [2]);
});

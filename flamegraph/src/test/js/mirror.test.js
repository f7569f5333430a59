import assert from "node:assert/strict";
import { test } from "node:test";
import { nodesAround } from "../../main/resources/dev/filprofile/flamegraph/html/mirror.js";
import { importTree, sampleTree } from "./sample.js";

test("a place is told by what called it, itself and what it called, in that order", () => {
  assert.deepEqual(nodesAround(importTree(), 0), [0, 1, 5]);
  assert.deepEqual(nodesAround(importTree(), 1), [0, 1, 2, 4]);
  assert.deepEqual(nodesAround(importTree(), 3), [0, 1, 2, 3]);
});

test("never by more than sixty, however deep and however wide", () => {
  const tree = sampleTree(null, (add) => {
    add({}, 0);
    for (let depth = 1; depth <= 100; depth++) {
      add({ frame: `Deep.d:${depth}` }, depth);
    }
    for (let child = 1; child <= 100; child++) {
      add({ frame: `Wide.w:${child}`, bytes: 1 }, 101);
    }
  });
  const nodes = nodesAround(tree, 100);
  assert.equal(nodes.length, 60);
  assert.deepEqual(nodes.slice(0, 2), [70, 71]);
  assert.deepEqual(nodes.slice(30, 33), [100, 101, 102]);
});

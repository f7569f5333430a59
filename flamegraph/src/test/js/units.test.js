import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatError,
  formatPercent,
  formatPreciseBytes,
} from "../../main/resources/dev/filprofile/flamegraph/html/units.js";

const vectors = readFileSync(new URL("../resources/dev/filprofile/flamegraph/units.csv", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));

const print = {
  bytes: (input) => formatBytes(Number(input)),
  precise: (input) => formatPreciseBytes(Number(input)),
  percent: (input) => formatPercent(Number(input)),
  duration: (input) => formatDuration(Number(input)),
  count: (input) => formatCount(Number(input)),
  error: (input) => formatError(...input.split(" ").map(Number)),
};

test("the table of vectors is there", () => assert.ok(vectors.length > 40));

for (const vector of vectors) {
  test(`prints what the shared table says: ${vector}`, () => {
    const [kind, input, expected] = vector.split("|");
    assert.equal(print[kind](input), expected);
  });
}

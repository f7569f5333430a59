import assert from "node:assert/strict";
import { test } from "node:test";
import { FIRST, formatAddress, parseAddress } from "../../main/resources/dev/filprofile/flamegraph/html/address.js";

const VIEWS = ["graph", "tree", "classes"];
const parsed = (hash) => parseAddress(hash, VIEWS);

test("the first view has no address", () => {
  assert.equal(formatAddress(FIRST), "");
  assert.deepEqual(parsed(""), FIRST);
});

test("every state survives the way there and back", () => {
  const states = [
    { view: "tree", path: 0xdeadbeef, query: "a&b=c#d %41 \u{1F600}", regex: true, matching: true },
    { path: 0x0a1b2c3d },
    { view: "classes", query: "split(", upwards: true, flame: true, show: "mine", once: true, classes: true, objects: true },
    { method: 7, thread: "pool-1 & co", file: "com/acme/A.java", without: [1, 0xffffffff], only: [2], opened: [3, 4], show: "fold" },
  ].map((state) => ({ ...FIRST, ...state }));
  for (const state of states) {
    assert.deepEqual(parsed(formatAddress(state)), state);
  }
  assert.equal(formatAddress(states[1]), "#p=0a1b2c3d");
  assert.equal(formatAddress({ ...FIRST, objects: true }), "#s=obj");
  assert.equal(formatAddress({ ...FIRST, upwards: true, show: "fold", without: [5] }), "#x=00000005&s=bu,fold");
});

test("damaged addresses give what they still hold", () => {
  assert.deepEqual(parsed("#v=nowhere&p=xyz&q=%E0%A4%A&x=,zz&s=,none"), FIRST);
  assert.deepEqual(parsed("#garbage"), FIRST);
  assert.deepEqual(parsed("#x=1,oops,2").without, [1, 2]);
});

test("a picture other than the heap's has its place in the address", () => {
  const address = formatAddress({ ...FIRST, picture: "off-heap" });
  assert.equal(address, "#d=off-heap");
  assert.equal(parseAddress(address, ["graph"]).picture, "off-heap");
});

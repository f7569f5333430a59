import assert from "node:assert/strict";
import { test } from "node:test";
import { heightAt, stepsOf } from "../../main/resources/dev/filprofile/flamegraph/html/timeline.js";

// As TimelineChart draws it: the highest use as steps, then down to the ground and back.
const GROUND = "M20 96.20H40V95.67H600V10.50H900V100H20Z";

test("the steps of a drawn area are told without its ground", () => {
  const steps = stepsOf(GROUND);
  assert.equal(heightAt(steps, 20), 96.2);
  assert.equal(heightAt(steps, 39.9), 96.2);
  assert.equal(heightAt(steps, 40), 95.67);
  assert.equal(heightAt(steps, 899), 10.5);
});

test("where nothing is drawn nothing is told", () => {
  assert.equal(heightAt(stepsOf(GROUND), 19), undefined);
  assert.equal(heightAt(stepsOf(GROUND), 900), undefined);
  assert.equal(heightAt(stepsOf(""), 500), undefined);
});

test("the last step of a line lasts to its end", () => {
  const steps = stepsOf("M0 96H2V95H1000");
  assert.equal(heightAt(steps, 1), 96);
  assert.equal(heightAt(steps, 999), 95);
  assert.equal(heightAt(steps, 1000), undefined);
});

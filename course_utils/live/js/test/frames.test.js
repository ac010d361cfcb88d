import assert from "node:assert/strict";
import { test } from "node:test";
import { apply, unpack } from "../src/frames.js";

/** @param {number[]} numbers @param {number} [lead] bytes before them, as in a message with a header */
function wire(numbers, lead = 0) {
  const whole = new Uint8Array(lead + 4 * numbers.length);
  whole.set(new Uint8Array(Float32Array.from(numbers).buffer), lead);
  return new DataView(whole.buffer, lead);
}

test("numbers arrive wherever they lie in a message", () => {
  for (const lead of [0, 1, 4, 7]) {
    const array = unpack({ f32: 0, shape: [3] }, [wire([1, 2.5, -3], lead)]);
    assert.deepEqual([...array], [1, 2.5, -3]);
    assert.deepEqual(array.shape, [3]);
  }
  const indices = unpack({ u8: 0, shape: [1, 2] }, [new DataView(Uint8Array.from([9, 255, 0]).buffer, 1)]);
  assert.ok(indices instanceof Uint8Array);
  assert.deepEqual([...indices], [255, 0]);
});

test("a change takes its place, and what it does not name stays", () => {
  const whole = { axes: [{ title: "a", marks: [{ x: { f32: 0, shape: [2] } }, { y: 1 }] }], caption: "one" };
  let tree = apply(null, [[[], whole]], [wire([1, 2])]);
  const before = tree.axes[0].marks[0].x;
  tree = apply(tree, [[["axes", 0, "marks", 0, "x"], { f32: 0, from: 1 }], [["caption"], "two"], [["readouts"], { loss: "3" }]], [wire([7, 8])]);
  assert.deepEqual([...tree.axes[0].marks[0].x], [1, 7, 8]);
  assert.deepEqual([...before], [1, 2], "what was drawn is not written over");
  assert.deepEqual([tree.caption, tree.axes[0].title, tree.readouts], ["two", "a", { loss: "3" }]);
  assert.equal(apply(tree, [], []), tree);
});

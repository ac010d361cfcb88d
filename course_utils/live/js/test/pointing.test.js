import assert from "node:assert/strict";
import { test } from "node:test";
import { box } from "../src/axes.js";
import { beside, partsOf, under } from "../src/pointing.js";

/** Two neurons left of one, each a picture of 2 units, and the lines between them, in 100 × 100 pixels. */
function network() {
  const images = { type: "Images", z: { shape: [3, 2, 2] }, x: [2, 2, 8], y: [8, 2, 5], size: 2, names: [], parts: ["a", "b", "c"] };
  const segments = { type: "Segments", x0: [3, 3], y0: [8, 2], x1: [7, 7], y1: [5, 5], parts: ["a to c", "b to c"] };
  const dot = { type: "Points", x: [8], y: [9], color: "ink", size: 10, parts: ["dot"] };
  const axes = { marks: [segments, images, dot, { type: "Text", text: "no part" }], xscale: "linear", yscale: "linear", drag: null };
  return partsOf(/** @type {any} */ ({ axes: [axes] }), [box(/** @type {any} */ (axes), [[0, 10], [0, 10]], { x: 0, y: 0, w: 100, h: 100 })]);
}

test("what is under the hand: inside a picture, near a line, on a point, nowhere", () => {
  const parts = network();
  assert.equal(under(parts, 15, 25)?.name, "a");
  assert.equal(under(parts, 50, 36)?.name, "a to c");
  assert.equal(under(parts, 81, 12)?.name, "dot");
  assert.equal(under(parts, 50, 90), undefined);
  assert.equal(under(parts, 29, 20)?.name, "a");
});

test("arrow keys lead from part to part, and stay where there is none", () => {
  const parts = network(), at = (name) => parts.find((p) => p.name === name);
  assert.equal(beside(parts, at("a"), "ArrowDown").name, "b");
  assert.equal(beside(parts, at("a"), "ArrowRight").name, "a to c");
  assert.equal(beside(parts, at("a to c"), "ArrowRight").name, "c");
  assert.equal(beside(parts, at("b"), "ArrowLeft").name, "b");
  assert.equal(beside(parts, at("c"), "ArrowUp").name, "dot");
});

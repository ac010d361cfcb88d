import assert from "node:assert/strict";
import { test } from "node:test";
import { box, kept, roomy } from "../src/axes.js";
import { above, hidden, legend, listed, restless, within } from "../src/legend.js";
import { whole } from "../src/dom.js";
import { grid } from "../src/layout.js";
import { beneath, named } from "../src/runs.js";

const COLORS = { blue: "#00f", ink: "#000", muted: "#888", paper: "#fff", grid: "#eee" };

/** Axes from 0 to 10 in 200 × 200 pixels, with these marks. */
function stage(...marks) {
  const axes = { marks, xscale: "linear", yscale: "linear", drag: null };
  return [axes, box(axes, [[0, 10], [0, 10]], { x: 0, y: 0, w: 200, h: 200 })];
}
const line = (x, y, more) => ({ type: "Line", x, y, label: "a", color: "blue", width: 2, style: "solid", ...more });
const CORNERS = { upperRight: { x: 140, y: 0, w: 60, h: 40 }, upperLeft: { x: 0, y: 0, w: 60, h: 40 }, lowerRight: { x: 140, y: 160, w: 60, h: 40 } };

test("how much of a straight piece lies in a rectangle", () => {
  const r = { x: 10, y: 10, w: 10, h: 20 };
  assert.equal(within(r, 0, 15, 100, 15), 10);
  assert.equal(within(r, 12, 12, 15, 16), 5);
  assert.equal(within(r, 15, 0, 15, 100), 20);
  assert.equal(within(r, 0, 5, 100, 5), 0);
  assert.ok(Math.abs(within(r, 10, 10, 1e9, 1e9) - 10 * Math.SQRT2) < 1e-6, "a piece that ends far away");
  assert.ok(!(within(r, NaN, 15, 100, 15) > 0), "and one whose start is missing");
});

test("a straight line of two points weighs as much as the same line in many", () => {
  for (const n of [2, 11, 900]) {
    const x = Array.from({ length: n }, (_, i) => (10 * i) / (n - 1)), [axes, b] = stage(line(x, x));
    assert.ok(hidden(axes, b, CORNERS.upperRight) > 5, `${n} points`);
    assert.equal(hidden(axes, b, CORNERS.upperLeft), 0);
  }
});

test("the present run is hidden less readily than an earlier one", () => {
  const [axes, b] = stage(line([0, 10], [10, 0]), line([0, 10], [0, 10], { color: "ghost blue" }));
  assert.ok(hidden(axes, b, CORNERS.upperRight) < hidden(axes, b, CORNERS.upperLeft));
});

test("one point of four weighs more than one of hundreds", () => {
  const cloud = (n) => hidden(...stage({ type: "Points", x: Array(n).fill(9), y: [9, ...Array(n - 1).fill(1)], size: 8 }), CORNERS.upperRight);
  assert.equal(cloud(4), 5);
  assert.equal(cloud(400), 1);
  const beside = (size) => hidden(...stage({ type: "Points", x: [9], y: [7.8], size }), CORNERS.upperRight);
  assert.ok(beside(12) > 0 && beside(4) === 0, "its edge is a part of it");
});

test("rules, arrows and segments are not hidden where something else is free", () => {
  const [axes, b] = stage({ type: "Rule", x: null, y: 1 });
  assert.ok(hidden(axes, b, CORNERS.lowerRight) > 5);
  assert.equal(hidden(axes, b, CORNERS.upperRight), 0);
  assert.ok(hidden(...stage({ type: "Rule", x: 9, y: null }), CORNERS.upperRight) > 5);
  assert.ok(hidden(...stage({ type: "Arrows", x: [5], y: [5], dx: [5], dy: [4.5] }), CORNERS.upperRight) > 3);
  assert.ok(hidden(...stage({ type: "Segments", x0: [0], y0: [0], x1: [10], y1: [10] }), CORNERS.upperRight) > 5);
});

/** A brush whose paper notes the words that are written on it, and where. */
function pencil() {
  const words = [], ctx = new Proxy({}, { get: (at, name) => at[name] ?? ((...args) => ({ width: 6 * String(args[0]).length })), set: () => true });
  return { words, ctx, k: 1, colors: COLORS, font() {}, pen() {}, fit: (text, x, y, room) => words.push([text, x, y, room]) };
}

/** What the legend of these axes says, and where. */
function drawn(axes, b, memo) {
  const brush = pencil();
  legend(axes, b, memo, brush);
  return brush.words;
}

test("long words are parted before a bracket, not squeezed", () => {
  const words = drawn(...stage(line([0, 1], [0, 1], { label: "learning rate 1 (goes off the top)" }), line([0, 1], [0, 1], { label: "short" })), {});
  assert.deepEqual(words.map(([text]) => text), ["learning rate 1", "(goes off the top)", "short"]);
  const ys = words.map(([, , y]) => y);
  assert.ok(ys[0] < ys[1] && ys[1] < ys[2]);
  for (const [text, , , room] of words) assert.ok(6 * text.length <= room, text);
});

test("a legend asks for another look where it may not move yet", () => {
  const [axes, b] = stage(line([0, 10], [0, 1])), memo = {};
  drawn(axes, b, memo);
  assert.equal(memo.late, false);
  drawn(axes, b, memo);
  assert.equal(memo.late, true);
  assert.equal(restless(axes, b, memo, pencil()), false, "nothing is gained by another picture");
  assert.equal(restless(stage(line([0, 10], [9, 10]))[0], b, memo, pencil()), true, "the curve has come to where it stands");
  memo.cornerAt = performance.now() - 10_000;
  drawn(axes, b, memo);
  assert.equal(memo.late, false);
});

test("a number and its % stay in one line", () => {
  assert.equal(whole("91.0 % of 5 houses, 3 %"), "91.0\u00a0% of 5 houses, 3\u00a0%");
});

test("crowded labels give way evenly, and never the zero", () => {
  const all = [0, 1, 2, 3, 4, 5, 6], at = all.map((i) => 20 * i);
  assert.deepEqual(roomy(all, at, all.map(() => 5), 3), all);
  assert.deepEqual(roomy(all, at, all.map(() => 12), 3), [1, 3, 5]);
  assert.deepEqual(roomy(all, at, all.map(() => 12), -1), [0, 2, 4, 6]);
  assert.deepEqual(roomy(all, at, [1, 1, 1, 1, 1, 1, 40], 0), [0, 3, 6], "one long label");
  assert.deepEqual(roomy([], at, [], -1), []);
});

test("a gutter stands still while numbers change, and goes back when names become numbers", () => {
  assert.deepEqual([kept(undefined, 30), kept(30, 34), kept(34, 28), kept(120, 30)], [30, 34, 34, 30]);
});

const CELL = { x: 0, y: 0, w: 340, h: 240 };
const curves = (...labels) => stage(...labels.map((label) => line([0, 10], [0, 10], { label })))[0];

/** Axes with a legend, and the brush that measures it. */
function long(...labels) {
  const axes = { ...curves(...labels), legend: true }, brush = pencil();
  return { brush, made: above(axes, CELL, brush) };
}

test("a few words stand inside the axes, more above them", () => {
  assert.equal(long("training", "validation", "lowest").made, null);
  assert.equal(long("one alone").made, null);
  const { made } = long("training", "validation", "lowest", "examples 500");
  assert.equal(made.columns.flat().length, 4);
  assert.equal(above({ ...curves("a", "b", "c", "d"), legend: false }, CELL, pencil()), null);
  assert.notEqual(long("of words so many that half of the axes would lie under them", "training", "validation").made, null, "or what is large");
});

test("a legend above has as many columns as have room, each word in it", () => {
  const { made, brush } = long("L2 0.02, augmentation 0", "hidden units 3, augmentation 0", "examples 500", "dropout 0 (goes off the top)", "training", "validation", "lowest validation loss");
  assert.equal(made.columns.length, 2);
  listed(made, 40, 30, CELL, brush);
  assert.equal(brush.words.length, 8, "one is parted");
  for (const [text, x, , room] of brush.words) assert.ok(x + room <= CELL.w, text);
  const ys = brush.words.map(([, , y]) => y);
  assert.ok(Math.max(...ys) < 30 + made.h - 7, "clear of the topmost number of the axis");
  assert.equal(long("a", "b", "c", "d").made.columns.length, 4);
});

test("the second line of an entry stays under its first", () => {
  const { made } = long("a", "a long name of an earlier run (goes off the top)", "c", "d of another long name");
  assert.ok(made.columns.every(([[, draw]]) => draw !== null));
});

test("earlier runs are named beneath the picture: there is room for all of them, and each name stays in its place", () => {
  const runs = ["dashed", "dotted", "solid", "dashdot"].map((style, i) => ({ type: "Line", color: "ghost blue", style, width: 2, label: `hidden units 3${i}, examples 500, augmentation 0.3` }));
  for (const [width, k, columns] of [[1020, 1, 2], [930, 1.25, 2], [930, 1.7, 2], [400, 1, 1]]) {
    const { h, columns: many } = beneath(width, k), brush = { ...pencil(), k };
    assert.equal(many, columns);
    const before = [];
    for (const n of [1, 2, 3, 4]) {
      brush.words.length = 0;
      named(runs.slice(0, n), width, 300, brush);
      assert.deepEqual(brush.words.slice(0, -1), before, "a name stays where it is");
      before.splice(0, n, ...brush.words);
    }
    for (const [, x, y, room] of before) assert.ok(x + room <= width && y > 300 && y < 300 + h);
    assert.equal(new Set(before.map(([, x, y]) => `${x} ${y}`)).size, 4);
  }
});

test("axes keep their height where a legend stands above, and the row has room for it", () => {
  const axes = [1, 2, 3].map(() => ({ width: 1, height: 1 })), scene = { axes, columns: 2, height: 400 };
  const plain = grid(scene, 900), more = grid(scene, 900, false, 0, [0, 50, 0]);
  assert.equal(more.height, plain.height + 50);
  assert.deepEqual(more.boxes.map((b) => Math.round(b.h)), plain.boxes.map((b, i) => Math.round(b.h) + (i < 2 ? 50 : 0)));
  const filled = grid(scene, 900, true, 500, [0, 50, 0]);
  assert.equal(filled.height, 500);
  assert.ok(Math.abs(filled.boxes[0].h - filled.boxes[2].h - 50) < 1e-9);
});

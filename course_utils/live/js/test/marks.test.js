import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { box } from "../src/axes.js";
import { Brush } from "../src/brush.js";
import { lut, fill } from "../src/colour.js";
import { bar } from "../src/marks/heatmap.js";
import { MARKS } from "../src/marks/index.js";
import { swath } from "../src/marks/line.js";

const COLORS = { blue: "#00f", orange: "#f80", ink: "#000", muted: "#888", paper: "#fff", grid: "#eee" };
const MAP = ["#0000ff", "#ffffff", "#ff0000"];
const PALETTE = { colors: { light: COLORS, dark: COLORS }, maps: { light: { gray: ["#000000", "#ffffff"], diverging: MAP }, dark: {} }, cycle: ["blue", "orange"], markers: ["circle", "square"] };
globalThis.document = /** @type {any} */ ({ body: { dataset: { jpThemeLight: "true" } } });

/** A context that notes what is asked of it. */
function paper() {
  const done = [];
  return new Proxy({ done }, {
    get: (at, name) => (name in at ? at[name] : (...args) => { done.push([name, ...args]); return { width: 6 * String(args[0]).length }; }),
    set: (at, name, value) => { at[name] = value; if (name === "fillStyle" || name === "strokeStyle") done.push([name, value]); return true; },
  });
}

let ctx, brush;
beforeEach(() => {
  ctx = paper();
  brush = new Brush(PALETTE);
  brush.begin(ctx, 1);
  brush.raster = (z, start, rows, columns, range, cmap, flip) => ({ start, rows, columns, range, flip });
});
const AXES = { marks: [], xscale: "linear", yscale: "linear", drag: null };
const draw = (mark, axes = AXES) => {
  MARKS[mark.type].draw(mark, box({ ...axes, marks: [mark] }, [[0, 10], [0, 10]], { x: 0, y: 0, w: 100, h: 100 }), brush);
  return ctx.done;
};
const asked = (name) => ctx.done.filter(([n]) => n === name).map(([, ...args]) => args.map((v) => (typeof v === "number" ? Math.round(v * 10) / 10 : v)));

test("a line has a gap where a number is missing", () => {
  draw({ type: "Line", x: [0, 1, 2, 3], y: [0, 1, NaN, 3], color: "blue", style: "dashed", width: 2 });
  assert.deepEqual(asked("moveTo"), [[0, 100], [30, 70]]);
  assert.deepEqual(asked("lineTo"), [[10, 90]]);
  assert.deepEqual(asked("setLineDash"), [[[6, 4]]]);
});

const DENSE = Array.from({ length: 1000 }, (_, i) => i / 100); // ten points a pixel
const curve = (y, more) => ({ type: "Line", x: DENSE, y: DENSE.map(y), color: "blue", style: "solid", width: 2, ...more });
const BOX = box(AXES, [[0, 10], [0, 10]], { x: 0, y: 0, w: 100, h: 100 });

test("a curve of more points than pixels is filled as a pen of its width would cover it", () => {
  const [piece, ...others] = swath(curve(() => 5), BOX, 1);
  assert.equal(others.length, 0);
  for (const [x, top, bottom] of piece) if (x > 1 && x < 99) assert.ok(Math.abs(top - 49) < 1e-9 && Math.abs(bottom - 51) < 1e-9);
  assert.ok(Math.abs(piece[0][0] + 1) <= 0.75 && Math.abs(piece.at(-1)[0] - 101) <= 0.75, "half the pen goes beyond its ends");
  draw(curve(() => 5));
  assert.equal(asked("fill").length, 1);
  assert.equal(asked("stroke").length, 0);
});

test("of more points than pixels no peak is lost, and a step is as wide as the pen", () => {
  draw(curve((_, i) => (i === 500 ? 9 : i === 501 ? 1 : 5)));
  const ys = asked("lineTo").map(([, y]) => y);
  assert.deepEqual([Math.min(...ys), Math.max(...ys)], [9, 91], "a peak of one point, and half the pen");
  assert.ok(ys.length < 1000);
  const step = swath(curve((x) => (x < 5 ? 0 : 10)), BOX, 1)[0].filter(([, top, bottom]) => bottom - top > 90);
  assert.ok(Math.abs(step.at(-1)[0] - step[0][0] - 2) <= 0.5);
});

test("a dense curve has a gap where numbers are missing, and dashes along its middle", () => {
  assert.equal(swath(curve((_, i) => (i > 400 && i < 600 ? NaN : 5)), BOX, 1).length, 2);
  draw(curve((_, i) => (i % 2 ? 4 : 6), { style: "dashed" }));
  assert.equal(asked("fill").length, 1, "how far it goes up and down is seen as an area");
  assert.equal(asked("stroke").length, 1);
  const after = ctx.done.slice(ctx.done.findIndex(([n]) => n === "fill")), middle = after.filter(([n]) => n === "lineTo").map(([, , y]) => y);
  assert.ok(middle.length > 100 && middle.every((y) => Math.abs(y - 50) < 1e-9));
});

test("a dense path that turns back is stroked as it is", () => {
  draw({ ...curve(() => 0), x: DENSE.map((v) => 5 + 4 * Math.cos(v)), y: DENSE.map((v) => 5 + 4 * Math.sin(v)) });
  assert.equal(asked("lineTo").length, DENSE.length - 1);
  assert.equal(asked("stroke").length, 1);
});

test("points have the colour and the marker of their class", () => {
  draw({ type: "Points", x: [1, 2, NaN], y: [1, 2, 3], color: [1, 0, 1], marker: "circle", size: 6, filled: true });
  assert.deepEqual(ctx.done.filter(([n]) => n === "fillStyle").map(([, c]) => c), ["#00f", "#f80"]);
  assert.equal(asked("arc").length, 1);
  assert.equal(asked("closePath").length, 1, "class 1 is a square, its missing point is not drawn");
  const entries = MARKS.Points.entries({ x: [1], y: [1], color: [0, 1], label: "no|yes" }, brush);
  assert.deepEqual(entries.map(([words]) => words), ["no", "yes"]);
});

test("points with a value have its colour, whatever lies beyond -1 and 1 that of the end", () => {
  const mark = { type: "Points", x: [1, 2, 3], y: [1, 2, 3], color: "blue", marker: "circle", size: 6, filled: true, value: [-1, 7, NaN], label: "measured", parts: [] };
  draw(mark);
  const fills = ctx.done.filter(([n]) => n === "fillStyle").map(([, c]) => c);
  assert.deepEqual(fills.slice(0, 2), ["rgb(0 0 255)", "rgb(255 0 0)"]);
  assert.equal(fills.length, 3, "a value that is missing counts as 0");
  assert.equal(MARKS.Points.entries(mark, brush)[0][0], "measured");
});

test("smooth values lie on nodes, others are cells that fill the extent", () => {
  const mark = { type: "HeatMap", z: Object.assign(new Uint8Array(12), { shape: [3, 4] }), extent: [0, 10, 0, 10], cmap: "gray", vmin: 0, vmax: 1, alpha: 1 };
  draw({ ...mark, smooth: true });
  draw({ ...mark, smooth: false });
  const [[, ...nodes], [, ...cells]] = asked("drawImage");
  assert.deepEqual(nodes, [0.5, 0.5, 3, 2, 0, 0, 100, 100]);
  assert.deepEqual(cells, [0, 0, 4, 3, 0, 0, 100, 100]);
});

test("a colour bar is as high as its map, its numbers inside", () => {
  const mark = { type: "HeatMap", extent: [0, 10, 2, 8], cmap: "gray", vmin: 0, vmax: 1 };
  bar(mark, BOX, [0, 0.5, 1], ["0", "0.5", "1"], brush);
  assert.deepEqual(asked("drawImage")[0].slice(1), [110, 20, 10, 60], "below and above it the axes go on");
  assert.deepEqual(asked("fillText").map(([, , y]) => y), [74.5, 50, 25.5]);
  ctx.done.length = 0;
  bar({ ...mark, extent: [0, 10, -5, 15] }, BOX, [], [], brush);
  assert.deepEqual(asked("drawImage")[0].slice(1), [110, 0, 10, 100], "of a map that goes beyond the axes the bar does not");
});

test("bars stand on zero, or lie with the first on top", () => {
  const mark = { type: "Bars", heights: [5, -2, NaN], x: [1, 2, 3], names: [], color: "blue", width: 1, horizontal: false };
  draw(mark);
  assert.deepEqual(asked("roundRect").map((r) => r.slice(0, 4)), [[5, 50, 10, 50], [15, 100, 10, 20]]);
  ctx.done.length = 0;
  draw({ ...mark, horizontal: true });
  assert.deepEqual(asked("roundRect")[0].slice(0, 4), [0, 5, 50, 10]);
});

test("an arrow without length is not drawn", () => {
  draw({ type: "Arrows", x: [0, 1], y: [0, 1], dx: [5, 0], dy: [5, 0], color: "blue", width: 2 });
  assert.equal(asked("fill").length, 1);
  assert.deepEqual(asked("moveTo")[1], [50, 50], "the head begins at the tip");
});

test("segments take colour and width from their values", () => {
  draw({ type: "Segments", x0: [0, 0], y0: [0, 0], x1: [1, 1], y1: [1, 1], value: [2, -1], color: "muted", style: "solid", width: 4 });
  assert.deepEqual(ctx.done.filter(([n]) => n === "strokeStyle").slice(1).map(([, c]) => c), ["rgb(255 0 0)", "rgb(128 128 255)"]);
});

test("a marker on the edge of the axes is drawn whole, one beyond it not at all", () => {
  const mark = { type: "Points", x: [0, 5, 10, 10.2, NaN], y: [10, 0, 5, 5, 5], color: "blue", marker: "circle", size: 12, filled: true, label: "" };
  draw(mark);
  assert.deepEqual(asked("arc").map(([x, y]) => [x, y]), [[0, 0], [50, 100], [100, 50]]);
  assert.ok(MARKS.Points.over(mark) > 6 + 1.2 / 2, "the clip leaves room for it");
  ctx.done.length = 0;
  draw({ ...mark, value: [0, 1, -1, 0, 0] });
  assert.equal(asked("arc").length, 3);
});

test("a gap parts a band", () => {
  draw({ type: "Band", x: [0, 1, 2, 3, 4], low: [0, 0, NaN, 0, 0], high: [1, 1, 1, 1, 1], color: "blue", alpha: 0.2 });
  assert.equal(asked("fill").length, 2);
});

test("a rule crosses the whole axes", () => {
  draw({ type: "Rule", x: null, y: 5, color: "muted", style: "dashed", width: 1 });
  assert.deepEqual([asked("moveTo"), asked("lineTo")], [[[0, 50]], [[100, 50]]]);
});

test("lines of a text stand one below the other", () => {
  draw({ type: "Text", x: 5, y: 5, text: "one\ntwo", color: "ink", size: 10, anchor: "center", bold: false });
  assert.deepEqual(asked("fillText"), [["one", 50, 43.8], ["two", 50, 56.3]]);
});

test("images are squares, each from its own part of the numbers", () => {
  draw({ type: "Images", z: Object.assign(new Uint8Array(8), { shape: [2, 2, 2] }), x: [2, 6], y: [5, 5], size: 2, names: ["a", ""], cmap: "gray", vmin: 0, vmax: 255, border: null, smooth: false });
  const [[first, ...at], [second]] = asked("drawImage");
  assert.deepEqual([first.start, second.start, at], [0, 4, [10, 40, 20, 20]]);
  assert.deepEqual(asked("fillText").map(([t]) => t), ["a"]);
});

test("every kind of mark tells what the axes must show", () => {
  const spans = MARKS.Bars.spans({ heights: [3], x: [1], width: 1, horizontal: true, names: [] });
  assert.deepEqual(spans.map(([axis, v]) => [axis, ...v]), [["y", 0.5], ["y", 1.5], ["x", 3], ["x", 0]]);
  assert.deepEqual(MARKS.Rule.spans({ x: 2, y: null }), [["x", [2]]]);
});

test("colours: the ends, the middle, missing numbers, and indices as they are", () => {
  const table = new Uint32Array(lut(MAP).buffer), words = new Uint32Array(5);
  fill(words, [-9, -1, 0, 1, NaN], 0, 1, 5, [-1, 1], table, false);
  assert.deepEqual([...words], [table[0], table[0], table[128], table[255], 0]);
  fill(words, new Uint8Array([9, 1, 2, 3, 4, 5, 6]), 1, 5, 1, [0, 1], table, true);
  assert.deepEqual([...words], [5, 4, 3, 2, 1].map((i) => table[i]));
});

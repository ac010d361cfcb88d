// One coordinate system: its place, grid, ticks and words, and the marks inside it.
import { legend, listed } from "./legend.js";
import { limits } from "./limits.js";
import { bar } from "./marks/heatmap.js";
import { MARKS } from "./marks/index.js";
import { APART, labels, ticks } from "./ticks.js";

/** @typedef {import("./types.js").Axes} Axes @typedef {import("./types.js").Rect} Rect @typedef {import("./types.js").Box} Box
 * @typedef {import("./brush.js").Brush} Brush @typedef {import("./ticks.js").Ticks} Ticks
 * @typedef {{left?: number, right?: number, corner?: number, cornerAt?: number, late?: boolean, entries?: number}} Memo what must not jump from frame to frame
 * @typedef {{x: Ticks, y: Ticks, xw: string[], yw: string[], named: "x" | "y" | null}} Marked */

const OVER = 3; // CSS pixels by which a line may reach over the edge of its axes

/** Round numbers and their words on both axes; bars bring names of their own.
 * @param {Axes} a @param {number[][]} lim @param {number} w @param {number} h @param {number} k @returns {Marked} */
function marked(a, [xl, yl], w, h, k) {
  const none = { major: [], minor: [] };
  if (!a.frame) return { x: none, y: none, xw: [], yw: [], named: null };
  const logx = a.xscale === "log", logy = a.yscale === "log";
  const x = ticks(xl[0], xl[1], Math.max(2, w / (APART[0] * k)), logx), y = ticks(yl[0], yl[1], Math.max(2, h / (APART[1] * k)), logy);
  const named = a.marks.find((m) => m.type === "Bars" && m.names.length);
  if (named?.type !== "Bars") return { x, y, xw: labels(x.major, logx), yw: labels(y.major, logy), named: null };
  const at = { major: named.x ? Array.from(named.x) : named.names.map((_, i) => i), minor: [] };
  if (named.horizontal) return { x, y: at, xw: labels(x.major, logx), yw: named.names, named: "y" };
  return { x: at, y, xw: named.names, yw: labels(y.major, logy), named: "x" };
}

/** Pixels of data, and data of pixels, inside a rectangle; bars that lie have their first on top.
 * @param {Axes} a @param {number[][]} lim @param {Rect} r @returns {Box} */
export function box(a, [xl, yl], r) {
  const logx = a.xscale === "log", logy = a.yscale === "log", upside = a.marks.some((m) => m.type === "Bars" && m.horizontal);
  const f = (/** @type {number} */ v, /** @type {boolean} */ log) => (log ? Math.log10(v) : v);
  const [x0, x1, y0, y1] = [f(xl[0], logx), f(xl[1], logx), f(yl[0], logy), f(yl[1], logy)], sx = r.w / (x1 - x0), sy = r.h / (y1 - y0);
  // what a log axis cannot show lies a decade before its start
  const flat = (/** @type {number} */ v, /** @type {boolean} */ log, /** @type {number} */ low) => (log ? (v > 0 ? Math.log10(v) : low - 1) : v);
  const down = (/** @type {number} */ t) => (upside ? r.y + (t - y0) * sy : r.y + r.h - (t - y0) * sy);
  return {
    ...r, sx, sy, drag: a.drag,
    X: logx ? (v) => r.x + (flat(v, true, x0) - x0) * sx : (v) => r.x + (v - x0) * sx,
    Y: logy ? (v) => down(flat(v, true, y0)) : down,
    at(px, py) {
      const x = x0 + (px - r.x) / sx, y = y0 + (upside ? py - r.y : r.y + r.h - py) / sy;
      return [logx ? 10 ** x : x, logy ? 10 ** y : y];
    },
  };
}

/** How wide a gutter stays: it only grows, unless it holds something else now, such as numbers where there were names.
 * @param {number | undefined} had @param {number} need */
export const kept = (had, need) => (had === undefined || need > had || need < 0.6 * had ? need : had);

/** The room above the data, for the title. @param {Axes} a @param {number} k */
const head = (a, k) => (a.title ? 26 : 9) * k;

/** The room below them, for numbers and words. @param {Axes} a @param {number} k */
const foot = (a, k) => (a.frame ? 20 * k : 4) + (a.x ? 18 * k : 0);

/** Where the data go in a cell. Gutters only grow, so that the picture stands still while the numbers change.
 * @param {Axes} a @param {Rect} cell @param {number[][]} lim @param {number} left @param {number} right @param {number} list height of a legend above @param {number} k @returns {Rect} */
function inner(a, cell, [xl, yl], left, right, list, k) {
  const top = head(a, k) + list, w = Math.max(10, cell.w - left - right), h = Math.max(10, cell.h - top - foot(a, k)), x = cell.x + left, y = cell.y + top;
  if (!a.equal || a.xscale === "log" || a.yscale === "log") return { x, y, w, h };
  const wide = Math.abs(xl[1] - xl[0]), high = Math.abs(yl[1] - yl[0]), s = Math.min(w / wide, h / high);
  return { x: x + (w - s * wide) / 2, y: y + (h - s * high) / 2, w: s * wide, h: s * high };
}

/** @param {number} v */
const crisp = (v) => Math.round(v) + 0.5;

/** @param {Marked} t @param {Box} b @param {Brush} brush */
function gridLines(t, b, { ctx, colors }) {
  ctx.setLineDash([]);
  ctx.lineWidth = 1;
  ctx.strokeStyle = colors.grid;
  ctx.beginPath();
  for (const v of t.named === "x" ? [] : t.x.major) {
    const p = b.X(v);
    if (p >= b.x - 0.5 && p <= b.x + b.w + 0.5) { ctx.moveTo(crisp(p), b.y); ctx.lineTo(crisp(p), b.y + b.h); }
  }
  for (const v of t.named === "y" ? [] : t.y.major) {
    const p = b.Y(v);
    if (p >= b.y - 0.5 && p <= b.y + b.h + 0.5) { ctx.moveTo(b.x, crisp(p)); ctx.lineTo(b.x + b.w, crisp(p)); }
  }
  ctx.stroke();
}

/** Where labels are crowded, every second of them, or third …: the same way apart all along, and with the zero.
 * @param {number[]} which @param {number[]} at middles of all labels @param {number[]} half their half widths @param {number} zero its place in `which`, or -1 */
export function roomy(which, at, half, zero) {
  for (let every = 1; ; every++) {
    const shown = which.filter((_, n) => n % every === (zero < 0 ? 0 : zero % every));
    if (shown.every((i, n) => n === 0 || at[i] - half[i] >= at[shown[n - 1]] + half[shown[n - 1]] + 4)) return shown;
  }
}

/** @param {Marked} t @param {Box} b @param {Rect} cell @param {Brush} brush */
function frame(t, b, cell, brush) {
  const { ctx, k, colors } = brush, low = b.y + b.h, left = Math.round(b.x) - 0.5;
  ctx.setLineDash([]);
  ctx.strokeStyle = colors.muted;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(left, b.y);
  ctx.lineTo(left, Math.round(low) + 0.5);
  ctx.lineTo(b.x + b.w, Math.round(low) + 0.5);
  for (const v of t.x.minor) { ctx.moveTo(crisp(b.X(v)), low); ctx.lineTo(crisp(b.X(v)), low + 3 * k); }
  for (const v of t.y.minor) { ctx.moveTo(b.x, crisp(b.Y(v))); ctx.lineTo(b.x - 3 * k, crisp(b.Y(v))); }
  ctx.stroke();
  ctx.fillStyle = colors.muted;
  brush.font(11.5);
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  const half = t.xw.map((word) => ctx.measureText(word).width / 2), at = t.x.major.map((v, i) => Math.min(b.X(v), cell.x + cell.w - half[i]));
  const inside = t.x.major.flatMap((v, i) => (b.X(v) >= b.x - 1 && b.X(v) <= b.x + b.w + 1 ? [i] : []));
  for (const i of roomy(inside, at, half, inside.findIndex((n) => t.x.major[n] === 0))) ctx.fillText(t.xw[i], at[i], low + 6 * k);
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  t.y.major.forEach((v, i) => {
    const p = b.Y(v);
    if (p >= b.y - 1 && p <= low + 1) ctx.fillText(t.yw[i], b.x - 7 * k, p);
  });
}

/** The words at the axes and above them. @param {Axes} a @param {Box} b @param {Rect} cell @param {number} gutter @param {number} list @param {Brush} brush */
function words(a, b, cell, gutter, list, brush) {
  const { ctx, k, colors } = brush;
  ctx.fillStyle = colors.ink;
  if (a.x) {
    ctx.textAlign = "center";
    ctx.textBaseline = "alphabetic";
    brush.fit(a.x, b.x + b.w / 2, b.y + b.h + foot(a, k) - 5 * k, cell.w, 12);
  }
  if (a.y) {
    ctx.save();
    ctx.translate(Math.max(cell.x, b.x - gutter) + 10 * k, b.y + b.h / 2);
    ctx.rotate(-Math.PI / 2);
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    brush.fit(a.y, 0, 0, b.h + head(a, k), 12);
    ctx.restore();
  }
  if (a.title) {
    const from = a.frame ? b.x : cell.x + 4, whole = cell.x + cell.w - 4;
    ctx.textBaseline = "alphabetic";
    brush.font(13, true);
    // a title longer than its axes begins further to the left, rather than lose its end
    const at = Math.max(cell.x + 2, Math.min(from, whole - ctx.measureText(a.title).width));
    ctx.textAlign = "left";
    brush.fit(a.title, at, b.y - list - 9 * k, whole - at, 13, true);
  }
}

/** Draws a mark, clipped to its axes and to what it may reach over their edge. @param {Axes["marks"][number]} m @param {Box} b @param {Brush} brush */
function put(m, b, brush) {
  const { ctx, k } = brush, kind = MARKS[m.type];
  if (kind.outside) return kind.draw(m, b, brush);
  const over = (kind.over?.(m) ?? OVER) * k;
  ctx.save();
  ctx.beginPath();
  ctx.rect(b.x - over, b.y - over, b.w + 2 * over, b.h + 2 * over);
  ctx.clip();
  kind.draw(m, b, brush);
  ctx.restore();
}

/** Draws one axes in its cell; returns its box, for dragging.
 * @param {Axes} a @param {Rect} cell @param {Memo} memo @param {Brush} brush @param {import("./legend.js").Columns | null} [aloft] a legend above @returns {Box} */
export function drawAxes(a, cell, memo, brush, aloft = null) {
  const { ctx, k } = brush, lim = limits(a);
  const taken = aloft ? aloft.h : 0, wide = Math.max(10, cell.w - 60 * k), high = Math.max(10, cell.h - (a.title ? 26 : 8) * k - 36 * k - taken);
  const t = marked(a, lim, wide, high, k);
  const surface = a.marks.find((m) => m.type === "HeatMap" && m.bar), coloured = surface?.type === "HeatMap" ? surface : null;
  const scale = coloured ? ticks(coloured.vmin, coloured.vmax, Math.max(2, high / (APART[1] * k))).major : [], scaleWords = labels(scale);
  brush.font(11.5);
  const widest = (/** @type {string[]} */ list) => list.reduce((w, s) => Math.max(w, ctx.measureText(s).width), 0);
  const left = a.frame ? widest(t.yw) + 8 * k + (a.y ? 20 * k : 4 * k) : 4;
  const right = (coloured ? 26 * k + widest(scaleWords) : 0) + (a.frame ? 10 * k : 4);
  memo.left = Math.min(kept(memo.left, left), cell.w * 0.45);
  memo.right = Math.min(kept(memo.right, right), cell.w * 0.4);
  const b = box(a, lim, inner(a, cell, lim, memo.left, memo.right, taken, k));

  if (a.frame) gridLines(t, b, brush);
  for (const layer of [0, 1, 2]) for (const m of a.marks) if ((MARKS[m.type].outside ?? 0) === layer) put(m, b, brush);
  if (a.frame) frame(t, b, cell, brush);
  words(a, b, cell, memo.left, taken, brush);
  if (coloured) bar(coloured, b, scale, scaleWords, brush);
  if (aloft) {
    listed(aloft, b.x, b.y - taken, cell, brush);
    memo.late = false;
  } else if (a.legend) legend(a, b, memo, brush);
  return b;
}

// Which line is which: a small list in the corner that hides least, or, where it is long, in columns above its axes.
import { MARKS } from "./marks/index.js";

/** @typedef {import("./types.js").Axes} Axes @typedef {import("./types.js").Box} Box @typedef {import("./types.js").Entry} Entry @typedef {import("./types.js").Rect} Rect
 * @typedef {import("./brush.js").Brush} Brush @typedef {{columns: (Entry | [string, null])[][], widths: number[], s: number, h: number}} Columns */

export const LOOK_AGAIN = 800; // milliseconds until another corner may be chosen: it must not hop about
const ENOUGH = 250;            // points of a mark that are looked at
const PLACE = 6;               // CSS pixels of a line that weigh as much as a point
const FEW = 3;                 // so many entries stand inside the axes,
const MOST = 0.3;              // unless they take more than this share of them; more stand above
const SMALL = 0.9, SMALLEST = 0.78; // there type may shrink, to save a row, and where two columns have no room
export const ROW = 17;         // CSS pixels, as those below
const SAMPLE = 24, PAD = 7, SIZE = 11.5, UNDER = 8;

/** @param {Axes} a @param {Brush} brush @returns {Entry[]} */
function entries(a, brush) {
  return a.marks.flatMap((m) => {
    const kind = MARKS[m.type];
    if (!("label" in m) || !m.label) return [];
    if (kind.entries) return kind.entries(m, brush);
    return [/** @type {Entry} */ ([m.label, (at) => kind.sample?.(m, at, brush)])];
  });
}

/** How much of the straight piece from (ax, ay) to (bx, by) lies in a rectangle, in CSS pixels.
 * @param {import("./types.js").Rect} r @param {number} ax @param {number} ay @param {number} bx @param {number} by */
export function within({ x, y, w, h }, ax, ay, bx, by) {
  let from = 0, to = 1;
  for (const [start, way, low, high] of [[ax, bx - ax, x, x + w], [ay, by - ay, y, y + h]]) {
    if (way === 0 && (start < low || start > high)) return 0;
    if (way === 0) continue;
    const [t, u] = way > 0 ? [(low - start) / way, (high - start) / way] : [(high - start) / way, (low - start) / way];
    from = Math.max(from, t);
    to = Math.min(to, u);
  }
  return to > from ? (to - from) * Math.hypot(bx - ax, by - ay) : 0;
}

/** How much of the data a rectangle would hide. @param {Axes} a @param {Box} box @param {import("./types.js").Rect} r */
export function hidden(a, box, r) {
  const { X, Y } = box;
  let hits = 0;
  const apart = (/** @type {ArrayLike<number>} */ xs) => Math.max(1, Math.floor(xs.length / ENOUGH));
  /** @type {import("./types.js").Count} */
  const count = {
    places(xs, ys, weight = 1, reach = 0) {
      for (let i = 0; i < xs.length; i += apart(xs)) {
        const px = X(xs[i]), py = Y(ys[i]);
        if (px > r.x - reach && px < r.x + r.w + reach && py > r.y - reach && py < r.y + r.h + reach) hits += weight;
      }
    },
    way(xs, ys, weight = 1) {
      const step = apart(xs);
      for (let i = step; i < xs.length; i += step) {
        const long = within(r, X(xs[i - step]), Y(ys[i - step]), X(xs[i]), Y(ys[i]));
        if (long > 0) hits += (weight * long) / PLACE; // not so where a number is missing
      }
    },
  };
  for (const m of a.marks) MARKS[m.type].covered?.(m, count, box);
  return hits;
}

/** An entry's words in one row, or before a bracket parted into two. @param {string} text @param {number} room @param {Brush} brush */
function rowsOf(text, room, { ctx }) {
  const cut = text.indexOf(" (");
  return cut > 0 && ctx.measureText(text).width > room ? [text.slice(0, cut), text.slice(cut + 1)] : [text];
}

/** What a legend holds, how large it is, and the corners it could stand in. @param {Axes} a @param {Rect} box @param {Brush} brush */
function plan(a, box, brush) {
  const list = entries(a, brush), { ctx, k } = brush, row = ROW * k, pad = PAD * k, margin = 5 * k, beside = SAMPLE * k + 3 * pad;
  brush.font(SIZE);
  const lines = list.map(([text]) => rowsOf(text, box.w - beside, brush));
  const w = Math.min(box.w, beside + Math.max(...lines.flat().map((text) => ctx.measureText(text).width))), h = lines.flat().length * row + pad;
  const left = box.x + margin, right = box.x + box.w - w - margin, top = box.y + margin, low = box.y + box.h - h - margin;
  return { list, lines, row, pad, w, h, corners: [[right, top], [left, top], [right, low], [left, low], [right, box.y + (box.h - h) / 2]] };
}

/** The columns of a legend above its axes, or null where it stands inside them. Only its words and the room decide,
 * never where the curves are: nothing moves while they grow.
 * @param {Axes} a @param {Rect} cell where the axes lie @param {Brush} brush @returns {Columns | null} */
export function above(a, cell, brush) {
  if (!a.legend) return null;
  const { ctx, k } = brush, inside = { ...cell, w: cell.w - 60 * k, h: cell.h - 60 * k }, { list, w, h } = plan(a, inside, brush);
  if (list.length < 2 || (list.length <= FEW && w * h <= MOST * inside.w * inside.h)) return null;
  const room = cell.w - 2 * PAD * k, beside = (SAMPLE + 3 * PAD) * k;
  /** @type {(Entry | [string, null])[]} */
  const lines = list.flatMap(([text, draw]) => rowsOf(text, room / 2 - beside, brush).map((part, n) => /** @type {Entry} */ ([part, n ? null : draw])));
  for (let many = lines.length; ; many--) {
    const rows = Math.ceil(lines.length / many), columns = [];
    for (let i = 0, end = rows; i < lines.length; i = end, end += rows) {
      while (lines[end]?.[1] === null) end++; // the second line of an entry stays with its first
      columns.push(lines.slice(i, end));
    }
    const widths = columns.map((column) => beside + Math.max(...column.map(([text]) => ctx.measureText(text).width)));
    const whole = widths.reduce((sum, width) => sum + width, 0), small = Math.min(1, room / whole);
    if (small < SMALL && many > 2) continue;
    const s = Math.max(small, SMALLEST), wide = widths.indexOf(Math.max(...widths));
    widths[wide] -= Math.max(0, whole - room / s); // the widest gives way
    return { columns, widths: widths.map((width) => width * s), s, h: (Math.max(...columns.map((column) => column.length)) * ROW * s + UNDER) * k };
  }
}

/** Draws it, from (x, y) on, or further to the left where it needs that. @param {Columns} made @param {number} x @param {number} y @param {Rect} cell @param {Brush} brush */
export function listed({ columns, widths, s }, x, y, cell, brush) {
  const row = ROW * s * brush.k;
  let at = Math.max(cell.x, Math.min(x, cell.x + cell.w - widths.reduce((sum, width) => sum + width, 0)));
  columns.forEach((column, c) => {
    column.forEach(([text, draw], i) => entry(text, draw, { x: at, y: y + i * row, w: widths[c], h: row }, s, brush));
    at += widths[c];
  });
}

/** A sample, and its words. @param {string} text @param {Entry[1] | null} draw @param {Rect} r @param {number} s how small @param {Brush} brush */
export function entry(text, draw, { x, y, w, h }, s, brush) {
  const { ctx, k } = brush;
  draw?.({ x, y, w: SAMPLE * s * k, h });
  ctx.fillStyle = brush.colors.ink;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  brush.fit(text, x + (SAMPLE + PAD) * s * k, y + h / 2 + 0.5, w - (SAMPLE + 2 * PAD) * s * k + 1, SIZE * s);
}

/** The corner that hides least; the one it stands in, unless another is clearly better.
 * @param {Axes} a @param {Box} box @param {number | undefined} had @param {ReturnType<typeof plan>} plan */
function corner(a, box, had, { corners, w, h }) {
  const cost = corners.map(([x, y]) => hidden(a, box, { x: x - 3, y: y - 3, w: w + 6, h: h + 6 })), best = cost.indexOf(Math.min(...cost));
  return had === undefined || cost[had] > 1.5 * cost[best] + 4 ? best : had;
}

/** Whether the legend of a picture that stands still would rather be in another corner.
 * @param {Axes} a @param {Box} box @param {import("./axes.js").Memo} memo @param {Brush} brush */
export const restless = (a, box, memo, brush) => !!memo.late && corner(a, box, memo.corner, plan(a, box, brush)) !== memo.corner;

/** @param {Axes} a @param {Box} box @param {import("./axes.js").Memo} memo @param {Brush} brush */
export function legend(a, box, memo, brush) {
  const { ctx, k } = brush, made = plan(a, box, brush), { list, lines, row, pad, w, h, corners } = made, now = performance.now();
  if (!list.length) return;
  memo.late = memo.corner !== undefined && now - (memo.cornerAt ?? 0) <= LOOK_AGAIN && memo.entries === list.length;
  if (memo.corner === undefined || !memo.late) {
    memo.corner = corner(a, box, memo.entries === list.length ? memo.corner : undefined, made);
    memo.cornerAt = now;
    memo.entries = list.length;
  }
  const [x, y] = corners[memo.corner];
  ctx.globalAlpha = 0.86;
  ctx.fillStyle = brush.colors.paper;
  ctx.beginPath();
  ctx.roundRect(x, y, w, h, 5 * k);
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.setLineDash([]);
  ctx.lineWidth = 1;
  ctx.strokeStyle = brush.colors.grid;
  ctx.stroke();
  let down = y + pad / 2;
  list.forEach(([, draw], i) => lines[i].forEach((text, n) => {
    entry(text, n ? null : draw, { x: x + pad, y: down, w: w - pad, h: row }, 1, brush);
    down += row;
  }));
}

// Which line is which: a small list in the corner that hides least.
import { MARKS } from "./marks/index.js";

/** @typedef {import("./types.js").Axes} Axes @typedef {import("./types.js").Box} Box @typedef {import("./types.js").Entry} Entry
 * @typedef {import("./brush.js").Brush} Brush */

const LOOK_AGAIN = 800; // milliseconds until another corner may be chosen: it must not hop about

/** @param {Axes} a @param {Brush} brush @returns {Entry[]} */
function entries(a, brush) {
  return a.marks.flatMap((m) => {
    const kind = MARKS[m.type];
    if (!("label" in m) || !m.label) return [];
    if (kind.entries) return kind.entries(m, brush);
    return [/** @type {Entry} */ ([m.label, (at) => kind.sample?.(m, at, brush)])];
  });
}

/** How much of the data a rectangle would hide. @param {Axes} a @param {Box} box @param {number} x @param {number} y @param {number} w @param {number} h */
function hidden(a, { X, Y }, x, y, w, h) {
  let hits = 0;
  /** @type {import("./types.js").Count} */
  const count = (xs, ys, weight = 1) => {
    const step = Math.max(1, Math.floor(xs.length / 250));
    for (let i = 0; i < xs.length; i += step) {
      const px = X(xs[i]), py = Y(ys[i]);
      if (px > x && px < x + w && py > y && py < y + h) hits += weight;
    }
  };
  for (const m of a.marks) MARKS[m.type].covered?.(m, count);
  return hits;
}

/** @param {Axes} a @param {Box} box @param {import("./axes.js").Memo} memo @param {Brush} brush */
export function legend(a, box, memo, brush) {
  const list = entries(a, brush);
  if (!list.length) return;
  const { ctx, k } = brush, row = 17 * k, sample = 24 * k, pad = 7 * k, margin = 5 * k;
  brush.font(11.5);
  const w = Math.min(box.w, sample + 3 * pad + list.reduce((most, [text]) => Math.max(most, ctx.measureText(text).width), 0)), h = list.length * row + pad;
  const left = box.x + margin, right = box.x + box.w - w - margin, top = box.y + margin, low = box.y + box.h - h - margin;
  const corners = [[right, top], [left, top], [right, low], [left, low], [right, box.y + (box.h - h) / 2]];
  const now = performance.now();
  if (memo.corner === undefined || now - (memo.cornerAt ?? 0) > LOOK_AGAIN || memo.entries !== list.length) {
    const cost = corners.map(([x, y]) => hidden(a, box, x - 3, y - 3, w + 6, h + 6)), best = cost.indexOf(Math.min(...cost));
    if (memo.corner === undefined || memo.entries !== list.length || cost[memo.corner] > 1.5 * cost[best] + 4) memo.corner = best;
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
  list.forEach(([text, draw], i) => {
    const at = { x: x + pad, y: y + pad / 2 + row * i, w: sample, h: row };
    draw(at);
    ctx.fillStyle = brush.colors.ink;
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    brush.font(11.5);
    ctx.fillText(text, at.x + sample + pad, at.y + row / 2 + 0.5, w - sample - 3 * pad + 1);
  });
}

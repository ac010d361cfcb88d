// Which line is which: a small list in the corner that hides least.
import { MARKS } from "./marks/index.js";

/** @typedef {import("./types.js").Axes} Axes @typedef {import("./types.js").Box} Box @typedef {import("./types.js").Entry} Entry
 * @typedef {import("./brush.js").Brush} Brush */

export const LOOK_AGAIN = 800; // milliseconds until another corner may be chosen: it must not hop about
const ENOUGH = 250;            // points of a mark that are looked at
const PLACE = 6;               // CSS pixels of a line that weigh as much as a point

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

/** What a legend holds, how large it is, and the corners it could stand in. @param {Axes} a @param {Box} box @param {Brush} brush */
function plan(a, box, brush) {
  const list = entries(a, brush), { ctx, k } = brush, row = 17 * k, sample = 24 * k, pad = 7 * k, margin = 5 * k;
  brush.font(11.5);
  const beside = sample + 3 * pad, lines = list.map(([text]) => rowsOf(text, box.w - beside, brush));
  const w = Math.min(box.w, beside + Math.max(...lines.flat().map((text) => ctx.measureText(text).width))), h = lines.flat().length * row + pad;
  const left = box.x + margin, right = box.x + box.w - w - margin, top = box.y + margin, low = box.y + box.h - h - margin;
  return { list, lines, row, sample, pad, beside, w, h, corners: [[right, top], [left, top], [right, low], [left, low], [right, box.y + (box.h - h) / 2]] };
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
  const { ctx, k } = brush, made = plan(a, box, brush), { list, lines, row, sample, pad, beside, w, h, corners } = made, now = performance.now();
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
  list.forEach(([, draw], i) => {
    draw({ x: x + pad, y: down, w: sample, h: row });
    ctx.fillStyle = brush.colors.ink;
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    for (const text of lines[i]) {
      brush.fit(text, x + sample + 2 * pad, down + row / 2 + 0.5, w - beside + 1, 11.5);
      down += row;
    }
  });
}

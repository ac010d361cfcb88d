// A curve through (x, y).

/** @typedef {import("../types.js").Line} Line @typedef {import("../types.js").Box} Box */

const FAR = 1e5; // canvases misdraw lines that end much farther away

/** Adds the curve to the path; gaps where a number is not finite.
 * @param {CanvasRenderingContext2D} ctx @param {ArrayLike<number>} xs @param {ArrayLike<number>} ys @param {Box} box */
export function path(ctx, xs, ys, { X, Y, w }) {
  const n = xs.length;
  ctx.beginPath();
  if (n > 6 * w) return columns(ctx, xs, ys, X, Y);
  let pen = false;
  for (let i = 0; i < n; i++) {
    let px = X(xs[i]), py = Y(ys[i]);
    if (!Number.isFinite(px + py)) { pen = false; continue; }
    px = Math.max(-FAR, Math.min(FAR, px));
    py = Math.max(-FAR, Math.min(FAR, py));
    if (pen) ctx.lineTo(px, py); else ctx.moveTo(px, py);
    pen = true;
  }
}

/** More points than can be seen: each pixel column keeps its first, lowest, highest and last.
 * @param {CanvasRenderingContext2D} ctx @param {ArrayLike<number>} xs @param {ArrayLike<number>} ys
 * @param {Box["X"]} X @param {Box["Y"]} Y */
function columns(ctx, xs, ys, X, Y) {
  let pen = false, column = NaN, low = 0, high = 0, last = 0;
  const leave = () => { ctx.lineTo(column, low); ctx.lineTo(column, high); ctx.lineTo(column, last); };
  for (let i = 0; i < xs.length; i++) {
    const px = X(xs[i]), py = Y(ys[i]);
    if (!Number.isFinite(px + py)) {
      if (pen) leave();
      pen = false;
      column = NaN;
      continue;
    }
    const c = Math.round(px);
    if (c !== column) {
      if (pen) { leave(); ctx.lineTo(c, py); } else ctx.moveTo(c, py);
      column = c;
      low = high = py;
      pen = true;
    }
    if (py < low) low = py;
    if (py > high) high = py;
    last = py;
  }
  if (pen) leave();
}

/** A sample for the legend: a short piece of the line.
 * @param {{color: string, width: number, style?: import("../types.js").Dash}} m @param {import("../types.js").Rect} at @param {import("../brush.js").Brush} brush */
export function piece(m, at, brush) {
  const { ctx } = brush, y = at.y + at.h / 2;
  ctx.beginPath();
  ctx.moveTo(at.x, y);
  ctx.lineTo(at.x + at.w, y);
  brush.pen(m.color, Math.min(m.width, 4), m.style);
  ctx.lineCap = "butt";
  ctx.stroke();
}

const FEW = 60; // a long straight piece hides between its ends

/** @type {import("../types.js").Kind<Line>} */
export const line = {
  spans: (m) => [["x", m.x], ["y", m.y]],
  draw(m, box, brush) {
    path(brush.ctx, m.x, m.y, box);
    brush.pen(m.color, m.width, m.style);
    brush.ctx.stroke();
  },
  covered(m, count) {
    if (m.x.length >= FEW) return count(m.x, m.y);
    for (let i = 1; i < m.x.length; i++) {
      for (let t = 0; t < 1; t += 0.1) count([m.x[i - 1] * (1 - t) + m.x[i] * t], [m.y[i - 1] * (1 - t) + m.y[i] * t], 0.5);
    }
  },
  sample: piece,
};

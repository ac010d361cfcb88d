// A curve through (x, y).

/** @typedef {import("../types.js").Line} Line @typedef {import("../types.js").Box} Box */

const FAR = 1e5; // canvases misdraw lines that end much farther away
const FINE = 2;  // columns a CSS pixel, of a curve drawn as an area
const EDGE = 5;  // CSS pixels beside the axes in which there are columns, too: what is drawn there is cut off
const PALE = 0.3;

/** @param {number} v */
const near = (v) => Math.max(-FAR, Math.min(FAR, v));

/** Adds the curve to the path; gaps where a number is not finite.
 * @param {CanvasRenderingContext2D} ctx @param {ArrayLike<number>} xs @param {ArrayLike<number>} ys @param {Box} box */
function path(ctx, xs, ys, { X, Y }) {
  let pen = false;
  ctx.beginPath();
  for (let i = 0; i < xs.length; i++) {
    const px = X(xs[i]), py = Y(ys[i]);
    if (!Number.isFinite(px + py)) { pen = false; continue; }
    if (pen) ctx.lineTo(near(px), near(py)); else ctx.moveTo(near(px), near(py));
    pen = true;
  }
}

/** Whether a curve has more points than pixels, all from left to right. @param {ArrayLike<number>} xs @param {Box} box */
function dense(xs, { w }) {
  if (xs.length <= w) return false;
  for (let i = 1; i < xs.length; i++) if (!(xs[i] >= xs[i - 1])) return false;
  return true;
}

/** What a round pen covers along a dense curve, column by column: a stroke of so many points takes ten times as long as to fill this.
 * @param {Line} m @param {Box} box @param {number} r radius of the pen
 * @returns {[number, number, number][][]} pieces without a gap, each of [x, top, bottom] */
export function swath({ x: xs, y: ys }, { X, Y, x, w }, r) {
  const n = Math.ceil((w + 2 * EDGE) * FINE), left = x - EDGE, high = new Float64Array(n).fill(Infinity), low = new Float64Array(n).fill(-Infinity);
  const touch = (/** @type {number} */ c, /** @type {number} */ y) => {
    if (c < 0 || c >= n) return;
    if (y < high[c]) high[c] = y;
    if (y > low[c]) low[c] = y;
  };
  let from = NaN, px = 0, py = 0; // the column and the place of the point before; no column after a gap
  for (let i = 0; i < xs.length; i++) {
    const qx = X(xs[i]), qy = near(Y(ys[i])), to = Math.floor((qx - left) * FINE);
    if (!Number.isFinite(qx + qy)) { from = NaN; continue; }
    for (let c = Math.max(0, from + 1); c < Math.min(n, to); c++) touch(c, py + ((qy - py) * (left + (c + 0.5) / FINE - px)) / (qx - px));
    touch(to, qy);
    [from, px, py] = [to, qx, qy];
  }
  // over the middle of a column that lies j columns away the pen reaches so high
  const reach = Array.from({ length: Math.floor(r * FINE) + 1 }, (_, j) => Math.sqrt(r * r - (j / FINE) ** 2));
  /** @type {[number, number, number][][]} */
  const pieces = [];
  let open = false;
  for (let c = 0; c < n; c++) {
    let top = Infinity, bottom = -Infinity;
    for (let j = 1 - reach.length; j < reach.length; j++) {
      if (high[c + j] < Infinity) {
        top = Math.min(top, high[c + j] - reach[Math.abs(j)]);
        bottom = Math.max(bottom, low[c + j] + reach[Math.abs(j)]);
      }
    }
    if (top < Infinity && !open) pieces.push([]);
    open = top < Infinity;
    if (open) pieces[pieces.length - 1].push([left + (c + 0.5) / FINE, top, bottom]);
  }
  return pieces;
}

/** A dense curve. Where it is dashed, its dashes follow its middle, before a pale area: along its ups and downs nobody would see them.
 * @param {Line} m @param {Box} box @param {import("../brush.js").Brush} brush */
function area(m, box, brush) {
  const { ctx, k } = brush, pieces = swath(m, box, (m.width * k) / 2), solid = m.style === "solid";
  ctx.beginPath();
  for (const all of pieces) {
    all.forEach(([x, top], i) => ctx[i ? "lineTo" : "moveTo"](x, top));
    for (let i = all.length - 1; i >= 0; i--) ctx.lineTo(all[i][0], all[i][2]);
  }
  ctx.fillStyle = brush.color(m.color);
  ctx.globalAlpha = solid ? 1 : PALE;
  ctx.fill();
  ctx.globalAlpha = 1;
  if (solid) return;
  ctx.beginPath();
  for (const all of pieces) all.forEach(([x, top, bottom], i) => ctx[i ? "lineTo" : "moveTo"](x, (top + bottom) / 2));
  brush.pen(m.color, m.width, m.style);
  ctx.lineJoin = "bevel";
  ctx.stroke();
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

const EARLIER = 0.1; // so much does a curve of an earlier run weigh beside one of the present run

/** @type {import("../types.js").Kind<Line>} */
export const line = {
  spans: (m) => [["x", m.x], ["y", m.y]],
  draw(m, box, brush) {
    if (dense(m.x, box)) return area(m, box, brush);
    path(brush.ctx, m.x, m.y, box);
    brush.pen(m.color, m.width, m.style);
    brush.ctx.stroke();
  },
  covered: (m, count) => count.way(m.x, m.y, m.color.startsWith("ghost") ? EARLIER : 1),
  sample: piece,
};

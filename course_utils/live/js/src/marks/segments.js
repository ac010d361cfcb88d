// Straight pieces: residuals in one colour, or the edges of a network, coloured and thick by their value.
import { piece } from "./line.js";

/** @typedef {import("../types.js").Segments} Segments */

/** @type {import("../types.js").Kind<Segments>} */
export const segments = {
  spans: (m) => [["x", m.x0], ["x", m.x1], ["y", m.y0], ["y", m.y1]],
  draw(m, { X, Y }, brush) {
    const { ctx, k } = brush, { value } = m;
    brush.pen(m.color, m.width, m.style);
    let top = 1e-12;
    if (value) for (const v of value) if (Math.abs(v) > top) top = Math.abs(v);
    ctx.beginPath();
    for (let i = 0; i < m.x0.length; i++) {
      const a = X(m.x0[i]), b = Y(m.y0[i]), c = X(m.x1[i]), d = Y(m.y1[i]);
      if (!Number.isFinite(a + b + c + d)) continue;
      if (value) {
        const share = value[i] / top || 0;
        ctx.beginPath();
        ctx.strokeStyle = brush.valued(share);
        ctx.lineWidth = Math.max(0.3, m.width * Math.abs(share)) * k;
      }
      ctx.moveTo(a, b);
      ctx.lineTo(c, d);
      if (value) ctx.stroke();
    }
    if (!value) ctx.stroke();
  },
  covered(m, count) {
    for (let i = 0; i < m.x0.length; i++) count.way([m.x0[i], m.x1[i]], [m.y0[i], m.y1[i]]);
  },
  far({ x0, y0, x1, y1 }, i, { X, Y }, x, y) {
    const a = X(x0[i]), b = Y(y0[i]), dx = X(x1[i]) - a, dy = Y(y1[i]) - b, t = ((x - a) * dx + (y - b) * dy) / (dx * dx + dy * dy || 1);
    return t < 0 || t > 1 ? Infinity : Math.hypot(x - a - t * dx, y - b - t * dy);
  },
  middle: ({ x0, y0, x1, y1 }, i, { X, Y }) => [X((x0[i] + x1[i]) / 2), Y((y0[i] + y1[i]) / 2)],
  outline({ x0, y0, x1, y1 }, i, { X, Y }, { ctx }) {
    ctx.moveTo(X(x0[i]), Y(y0[i]));
    ctx.lineTo(X(x1[i]), Y(y1[i]));
  },
  sample: piece,
};

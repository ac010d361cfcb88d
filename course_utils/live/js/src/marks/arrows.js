// Arrows from (x, y) to (x + dx, y + dy).
import { piece } from "./line.js";

/** @typedef {import("../types.js").Arrows} Arrows */

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
const sum = (a, b) => Array.from(a, (v, i) => v + b[i]);

/** @type {import("../types.js").Kind<Arrows>} */
export const arrows = {
  spans: (m) => [["x", m.x], ["x", sum(m.x, m.dx)], ["y", m.y], ["y", sum(m.y, m.dy)]],
  draw(m, { X, Y }, brush) {
    const { ctx, k } = brush;
    brush.pen(m.color, m.width);
    ctx.fillStyle = brush.color(m.color);
    for (let i = 0; i < m.x.length; i++) {
      const x0 = X(m.x[i]), y0 = Y(m.y[i]), x1 = X(m.x[i] + m.dx[i]), y1 = Y(m.y[i] + m.dy[i]), length = Math.hypot(x1 - x0, y1 - y0);
      if (!(length > 0.5) || !Number.isFinite(length)) continue;
      const head = Math.min((4 + 3 * m.width) * k, length), ux = (x1 - x0) / length, uy = (y1 - y0) / length;
      ctx.beginPath();
      ctx.moveTo(x0, y0);
      ctx.lineTo(x1 - ux * head * 0.8, y1 - uy * head * 0.8);
      ctx.stroke();
      ctx.beginPath();
      ctx.moveTo(x1, y1);
      ctx.lineTo(x1 - ux * head - uy * head * 0.45, y1 - uy * head + ux * head * 0.45);
      ctx.lineTo(x1 - ux * head + uy * head * 0.45, y1 - uy * head - ux * head * 0.45);
      ctx.closePath();
      ctx.fill();
    }
  },
  covered(m, count) {
    for (let i = 0; i < m.x.length; i++) count.way([m.x[i], m.x[i] + m.dx[i]], [m.y[i], m.y[i] + m.dy[i]]);
  },
  sample: piece,
};

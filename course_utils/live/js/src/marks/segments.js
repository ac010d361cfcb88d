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
    const table = brush.table("diverging");
    ctx.beginPath();
    for (let i = 0; i < m.x0.length; i++) {
      const a = X(m.x0[i]), b = Y(m.y0[i]), c = X(m.x1[i]), d = Y(m.y1[i]);
      if (!Number.isFinite(a + b + c + d)) continue;
      if (value) {
        const share = value[i] / top || 0, j = 4 * Math.round(127.5 + 127.5 * share);
        ctx.beginPath();
        ctx.strokeStyle = `rgb(${table[j]} ${table[j + 1]} ${table[j + 2]})`;
        ctx.lineWidth = Math.max(0.3, m.width * Math.abs(share)) * k;
      }
      ctx.moveTo(a, b);
      ctx.lineTo(c, d);
      if (value) ctx.stroke();
    }
    if (!value) ctx.stroke();
  },
  covered(m, count) {
    count(m.x0, m.y0, 2);
    count(m.x1, m.y1, 2);
  },
  sample: piece,
};

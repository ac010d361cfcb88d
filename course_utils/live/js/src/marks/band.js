// The area between two curves.
import { swatch } from "./bars.js";

/** @typedef {import("../types.js").Band} Band */

/** @type {import("../types.js").Kind<Band>} */
export const band = {
  spans: (m) => [["x", m.x], ["y", m.low], ["y", m.high]],
  draw(m, { X, Y }, brush) {
    const { ctx } = brush, n = m.x.length;
    ctx.globalAlpha = m.alpha;
    ctx.fillStyle = brush.color(m.color);
    for (let start = 0; start < n;) { // a gap (not a number) parts the band
      let end = start;
      while (end < n && Number.isFinite(X(m.x[end]) + Y(m.low[end]) + Y(m.high[end]))) end++;
      if (end > start + 1) {
        ctx.beginPath();
        for (let i = start; i < end; i++) ctx.lineTo(X(m.x[i]), Y(m.high[i]));
        for (let i = end - 1; i >= start; i--) ctx.lineTo(X(m.x[i]), Y(m.low[i]));
        ctx.fill();
      }
      start = end + 1;
    }
    ctx.globalAlpha = 1;
  },
  sample(m, at, brush) { swatch(at, brush.color(m.color), m.alpha, brush); },
};

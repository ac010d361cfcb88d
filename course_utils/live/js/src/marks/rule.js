// A straight line across the whole axes.
import { piece } from "./line.js";

/** @typedef {import("../types.js").Rule} Rule */

/** @type {import("../types.js").Kind<Rule>} */
export const rule = {
  spans: (m) => (m.x !== null ? [["x", [m.x]]] : m.y !== null ? [["y", [m.y]]] : []),
  draw(m, { X, Y, x, y, w, h }, brush) {
    const { ctx } = brush;
    ctx.beginPath();
    if (m.x !== null) {
      ctx.moveTo(X(m.x), y);
      ctx.lineTo(X(m.x), y + h);
    } else if (m.y !== null) {
      ctx.moveTo(x, Y(m.y));
      ctx.lineTo(x + w, Y(m.y));
    }
    brush.pen(m.color, m.width, m.style);
    ctx.stroke();
  },
  covered(m, count, { at, x, y, w, h }) {
    const [left, low] = at(x, y + h), [right, top] = at(x + w, y);
    count.way(m.x !== null ? [m.x, m.x] : [left, right], m.x !== null ? [low, top] : [m.y ?? low, m.y ?? low]);
  },
  sample: piece,
};

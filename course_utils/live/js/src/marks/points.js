// Markers at (x, y), in one colour, by class or by value.
import { OUTLINE } from "../brush.js";

/** @typedef {import("../types.js").Points} Points @typedef {import("../types.js").Box} Box @typedef {import("../brush.js").Brush} Brush */

const FEW = 20; // of so few each is worth more: a single one that is hidden is missed

/** The groups that are drawn alike: [class or null, colour, marker]. @param {Points} m @param {Brush} brush
 * @returns {[number | null, string, string][]} */
function groups(m, brush) {
  if (typeof m.color === "string") return [[null, brush.color(m.color), m.marker]];
  const classes = new Set(Array.from(m.color).filter(Number.isFinite).map(Math.trunc));
  return [...classes].sort((a, b) => a - b).map((c) => [c, brush.cycle(c), brush.marker(c)]);
}

/** Whether a marker's middle lies in the axes: it is drawn whole then, else not at all. @param {Box} box @param {number} px @param {number} py */
const inside = ({ x, y, w, h }, px, py) => px >= x - 0.5 && px <= x + w + 0.5 && py >= y - 0.5 && py <= y + h + 0.5;

/** Each point in the colour of its value. @param {Points} m @param {ArrayLike<number>} value @param {Box} box @param {Brush} brush */
function valued(m, value, box, brush) {
  const { ctx, k } = brush;
  ctx.setLineDash([]);
  ctx.lineWidth = OUTLINE * Math.min(1, k);
  ctx.strokeStyle = m.filled ? brush.colors.paper : brush.colors.ink;
  for (let i = 0; i < m.x.length; i++) {
    const x = box.X(m.x[i]), y = box.Y(m.y[i]);
    if (!inside(box, x, y)) continue;
    ctx.beginPath();
    brush.shape(x, y, (m.size / 2) * k, m.marker);
    ctx.fillStyle = brush.valued(value[i]);
    ctx.fill();
    ctx.stroke();
  }
}

/** @type {import("../types.js").Kind<Points>} */
export const points = {
  spans: (m) => [["x", m.x], ["y", m.y]],
  draw(m, box, brush) {
    const { ctx, k } = brush, { X, Y } = box, classes = typeof m.color === "string" ? null : m.color;
    if (m.value) return valued(m, m.value, box, brush);
    for (const [c, color, marker] of groups(m, brush)) {
      for (let i = 0; i < m.x.length; i++) {
        if (classes && Math.trunc(classes[i]) !== c) continue;
        const x = X(m.x[i]), y = Y(m.y[i]);
        if (!inside(box, x, y)) continue;
        ctx.beginPath(); // one by one: a path of hundreds takes twice as long
        brush.shape(x, y, (m.size / 2) * k, marker);
        brush.finish(color, m.filled);
      }
    }
  },
  over: (m) => 0.65 * m.size + 2, // the tip of a diamond, and the outline
  covered: (m, count) => count.places(m.x, m.y, Math.max(1, FEW / m.x.length), m.size / 2),
  far: (m, i, { X, Y }, x, y) => Math.max(0, Math.hypot(x - X(m.x[i]), y - Y(m.y[i])) - m.size / 2),
  middle: (m, i, { X, Y }) => [X(m.x[i]), Y(m.y[i])],
  outline: (m, i, { X, Y }, brush) => brush.shape(X(m.x[i]), Y(m.y[i]), (m.size / 2 + 2) * brush.k, "circle"),
  entries(m, brush) {
    const names = m.label.split("|"), found = m.value ? [/** @type {[null, string, string]} */ ([null, brush.colors.ink, m.marker])] : groups(m, brush);
    const drawn = names.length > 1 ? found.filter(([c]) => names[c ?? 0]) : found.slice(0, 1);
    return drawn.map(([c, color, marker]) => [names.length > 1 ? names[c ?? 0] : m.label, (at) => {
      brush.ctx.beginPath();
      brush.shape(at.x + at.w / 2, at.y + at.h / 2, 4 * brush.k, marker);
      brush.finish(color, m.filled);
    }]);
  },
};

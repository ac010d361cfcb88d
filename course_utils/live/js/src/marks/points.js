// Markers at (x, y), in one colour or by class.

/** @typedef {import("../types.js").Points} Points @typedef {import("../brush.js").Brush} Brush */

/** The groups that are drawn alike: [class or null, colour, marker]. @param {Points} m @param {Brush} brush
 * @returns {[number | null, string, string][]} */
function groups(m, brush) {
  if (typeof m.color === "string") return [[null, brush.color(m.color), m.marker]];
  const classes = new Set(Array.from(m.color).filter(Number.isFinite).map(Math.trunc));
  return [...classes].sort((a, b) => a - b).map((c) => [c, brush.cycle(c), brush.marker(c)]);
}

/** @type {import("../types.js").Kind<Points>} */
export const points = {
  spans: (m) => [["x", m.x], ["y", m.y]],
  draw(m, { X, Y }, brush) {
    const { ctx, k } = brush, classes = typeof m.color === "string" ? null : m.color;
    for (const [c, color, marker] of groups(m, brush)) {
      for (let i = 0; i < m.x.length; i++) {
        if (classes && Math.trunc(classes[i]) !== c) continue;
        const x = X(m.x[i]), y = Y(m.y[i]);
        if (!Number.isFinite(x + y)) continue;
        ctx.beginPath(); // one by one: a path of hundreds takes twice as long
        brush.shape(x, y, (m.size / 2) * k, marker);
        brush.finish(color, m.filled);
      }
    }
  },
  covered: (m, count) => count(m.x, m.y),
  entries(m, brush) {
    const names = m.label.split("|"), found = groups(m, brush);
    const drawn = names.length > 1 ? found.filter(([c]) => names[c ?? 0]) : found.slice(0, 1);
    return drawn.map(([c, color, marker]) => [names.length > 1 ? names[c ?? 0] : m.label, (at) => {
      brush.ctx.beginPath();
      brush.shape(at.x + at.w / 2, at.y + at.h / 2, 4 * brush.k, marker);
      brush.finish(color, m.filled);
    }]);
  },
};

// Words at a place in the data, on a veil of paper so that they are read on any ground.

/** @typedef {import("../types.js").Text} Text */

/** @type {import("../types.js").Kind<Text>} */
export const text = {
  outside: 2,
  spans: (m) => [["x", [m.x]], ["y", [m.y]]],
  draw(m, { X, Y }, brush) {
    const { ctx, k } = brush, x = X(m.x), y = Y(m.y);
    if (!Number.isFinite(x + y)) return;
    const lines = m.text.split("\n"), step = 1.25 * m.size * k, at = (/** @type {number} */ i) => y + (i - (lines.length - 1) / 2) * step;
    brush.font(m.size, m.bold);
    ctx.textAlign = m.anchor;
    ctx.textBaseline = "middle";
    ctx.setLineDash([]);
    ctx.lineJoin = "round";
    ctx.lineWidth = 3 * k;
    ctx.strokeStyle = brush.colors.paper;
    ctx.globalAlpha = 0.75;
    lines.forEach((words, i) => ctx.strokeText(words, x, at(i)));
    ctx.globalAlpha = 1;
    ctx.fillStyle = brush.color(m.color);
    lines.forEach((words, i) => ctx.fillText(words, x, at(i)));
  },
  covered: (m, count) => count.places([m.x], [m.y], 20),
};

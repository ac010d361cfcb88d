// Bars from 0 to their heights, standing or lying.

/** @typedef {import("../types.js").Bars} Bars */

/** Where the bars stand. @param {Bars} m @returns {number[]} */
export const places = (m) => (m.x ? Array.from(m.x) : Array.from(m.heights, (_, i) => i));

/** @type {import("../types.js").Kind<Bars>} */
export const bars = {
  spans(m) {
    const at = places(m), half = m.width / 2;
    /** @type {["x", "y"] | ["y", "x"]} */
    const [along, across] = m.horizontal ? ["y", "x"] : ["x", "y"];
    return [[along, at.map((v) => v - half)], [along, at.map((v) => v + half)], [across, m.heights], [across, [0], true]];
  },
  draw(m, { X, Y }, brush) {
    const { ctx, k } = brush;
    places(m).forEach((at, i) => {
      const height = m.heights[i], along = m.horizontal ? Y : X, across = m.horizontal ? X : Y;
      if (!Number.isFinite(height)) return;
      const a = along(at - m.width / 2), b = along(at + m.width / 2), c = across(0), d = across(height);
      const r = Math.min(3 * k, Math.abs(b - a) / 4, Math.abs(d - c));
      const near = Math.min(a, b), wide = Math.abs(b - a), low = Math.min(c, d), long = Math.abs(d - c);
      ctx.fillStyle = brush.colorOf(m.color, i);
      ctx.beginPath();
      // round at the outer end alone
      if (m.horizontal) ctx.roundRect(low, near, long, wide, d > c ? [0, r, r, 0] : [r, 0, 0, r]);
      else ctx.roundRect(near, low, wide, long, d < c ? [r, r, 0, 0] : [0, 0, r, r]);
      ctx.fill();
    });
  },
  covered: (m, count) => count.places(places(m), m.heights, 12),
  sample(m, at, brush) { swatch(at, brush.colorOf(m.color, 0), 1, brush); },
};

/** A filled sample for the legend. @param {import("../types.js").Rect} at @param {string} color @param {number} alpha @param {import("../brush.js").Brush} brush */
export function swatch(at, color, alpha, { ctx, k }) {
  ctx.beginPath();
  ctx.globalAlpha = alpha;
  ctx.fillStyle = color;
  ctx.roundRect(at.x + 2 * k, at.y + at.h / 2 - 5 * k, at.w - 4 * k, 10 * k, 2 * k);
  ctx.fill();
  ctx.globalAlpha = 1;
}

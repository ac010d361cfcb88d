// Small pictures, each in a square of its own, with a name above and a coloured frame.

/** @typedef {import("../types.js").Images} Images */

const SMALLEST = 7, LARGEST = 12.5; // of the names, in CSS pixels

/** @param {ArrayLike<number>} values @param {number} by */
const shift = (values, by) => Array.from(values, (v) => v + by);

/** Half a side of the pictures, in CSS pixels. @param {Images} m @param {import("../types.js").Box} box */
const halfSide = (m, { sx, sy }) => (m.size * Math.min(Math.abs(sx), Math.abs(sy))) / 2;

/** @type {import("../types.js").Kind<Images>} */
export const images = {
  outside: 1,
  spans(m) {
    const half = m.size / 2, above = half + (m.names.length ? 0.22 * m.size : 0);
    return [["x", shift(m.x, -half), true], ["x", shift(m.x, half), true], ["y", shift(m.y, -half), true], ["y", shift(m.y, above), true]];
  },
  draw(m, { X, Y, sx, sy }, brush) {
    const { ctx, k } = brush, [n, rows, columns] = m.z.shape;
    const side = m.size * Math.min(Math.abs(sx), Math.abs(sy)), room = 0.85 * side * Math.max(0.2, 1 / m.size - 1);
    for (let i = 0; i < n; i++) {
      const x = X(m.x[i]), y = Y(m.y[i]), left = x - side / 2, top = y - side / 2;
      if (!Number.isFinite(x + y)) continue;
      ctx.imageSmoothingEnabled = m.smooth;
      ctx.drawImage(brush.raster(m.z, i * rows * columns, rows, columns, [m.vmin, m.vmax], m.cmap, false), left, top, side, side);
      ctx.setLineDash([]);
      ctx.strokeStyle = m.border ? brush.cycle(m.border[i]) : brush.colors.grid;
      ctx.lineWidth = (m.border ? 2.5 : 1) * k;
      ctx.strokeRect(left, top, side, side);
      if (!m.names[i]) continue;
      ctx.fillStyle = brush.colors.ink;
      ctx.textAlign = "center";
      ctx.textBaseline = "alphabetic";
      brush.font(Math.max(SMALLEST / k, Math.min(LARGEST, room / k)));
      ctx.fillText(m.names[i], x, top - 3 * k);
    }
  },
  far(m, i, box, x, y) {
    const r = halfSide(m, box), d = Math.max(Math.abs(x - box.X(m.x[i])), Math.abs(y - box.Y(m.y[i])));
    return d < r ? 0 : d - r;
  },
  middle: (m, i, { X, Y }) => [X(m.x[i]), Y(m.y[i])],
  outline(m, i, box, { ctx, k }) {
    const r = halfSide(m, box) + k;
    ctx.rect(box.X(m.x[i]) - r, box.Y(m.y[i]) - r, 2 * r, 2 * r);
  },
};

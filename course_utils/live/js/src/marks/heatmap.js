// A surface of numbers over a rectangle, and the bar that tells what its colours mean.

/** @typedef {import("../types.js").HeatMap} HeatMap */

const RAMP = Float32Array.from({ length: 64 }, (_, i) => i / 63);

/** @type {import("../types.js").Kind<HeatMap>} */
export const heatmap = {
  spans: (m) => [["x", m.extent.slice(0, 2), true], ["y", m.extent.slice(2), true]],
  draw(m, { X, Y }, brush) {
    const { ctx } = brush, [rows, columns] = m.z.shape, [x0, x1, y0, y1] = m.extent;
    if (!rows || !columns) return;
    const left = Math.min(X(x0), X(x1)), top = Math.min(Y(y0), Y(y1)), w = Math.abs(X(x1) - X(x0)), h = Math.abs(Y(y1) - Y(y0));
    const picture = brush.raster(m.z, 0, rows, columns, [m.vmin, m.vmax], m.cmap, Y(y0) > Y(y1));
    // smooth values lie on nodes, the first and the last at the ends of the extent; others are cells that fill it
    const inner = (/** @type {number} */ n) => (m.smooth && n > 1 ? [0.5, n - 1] : [0, n]);
    const [sx, sw] = inner(columns), [sy, sh] = inner(rows);
    ctx.globalAlpha = m.alpha;
    ctx.imageSmoothingEnabled = m.smooth;
    ctx.imageSmoothingQuality = "low"; // between the numbers straight, as in still.py; more costs a third of a frame's time
    ctx.drawImage(picture, sx, sy, sw, sh, left, top, w, h);
    ctx.globalAlpha = 1;
  },
};

/** The colour bar right of an axes, as high as its map, with its numbers.
 * @param {HeatMap} m @param {import("../types.js").Box} box @param {number[]} values @param {string[]} words @param {import("../brush.js").Brush} brush */
export function bar(m, box, values, words, brush) {
  const { ctx, k } = brush, x = box.x + box.w + 10 * k, w = 10 * k;
  const within = (/** @type {number} */ y) => Math.max(box.y, Math.min(box.y + box.h, y)), ends = [within(box.Y(m.extent[2])), within(box.Y(m.extent[3]))];
  const top = Math.min(...ends), high = Math.abs(ends[1] - ends[0]); // beside the map there may be room for words in the axes
  ctx.imageSmoothingEnabled = true;
  ctx.drawImage(brush.raster(RAMP, 0, 64, 1, [0, 1], m.cmap, true), x, top, w, high);
  ctx.fillStyle = brush.colors.muted;
  brush.font(11);
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  const half = 5.5 * k, inside = (/** @type {number} */ y) => Math.max(top + half, Math.min(top + high - half, y)); // below may be nothing
  values.forEach((v, i) => ctx.fillText(words[i], x + w + 5 * k, inside(top + high * (1 - (v - m.vmin) / (m.vmax - m.vmin)))));
}

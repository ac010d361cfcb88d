// Where each axes of a scene lies.

/** @typedef {import("./types.js").Axes} Axes @typedef {import("./types.js").Rect} Rect */

// in CSS pixels
export const WIDTH = 900; // so wide, a scene has the height that it names
const GAP = 14;           // between two axes
const NARROW = 700;       // below this width rows wrap

/** @template T @param {T[]} list @param {number} columns @returns {T[][]} */
const rowsOf = (list, columns) => Array.from({ length: Math.ceil(list.length / columns) }, (_, r) => list.slice(r * columns, (r + 1) * columns));

/** @param {Axes[]} row */
const tallest = (row) => Math.max(...row.map((a) => a.height));

/** @param {Axes[][]} rows */
const heights = (rows) => rows.reduce((sum, row) => sum + tallest(row), 0) || 1;

/** Where each axes lies, and the height of the whole, which is `room` where that is given. `present` is for large type,
 * `more` what axes need above their usual height, in CSS pixels.
 * @param {{axes: Axes[], columns: number, height: number}} scene @param {number} width @param {boolean} [present] @param {number} [room] @param {number[]} [more]
 * @returns {{boxes: Rect[], height: number}} */
export function grid(scene, width, present = false, room = 0, more = []) {
  const limit = present ? (scene.columns > 2 ? 1100 : 800) : NARROW, narrow = !room && width < limit && scene.columns > 1;
  const rows = rowsOf(scene.axes, narrow ? Math.ceil(scene.columns / 2) : scene.columns);
  const usual = scene.height * (present ? 1.25 : 1) * (narrow ? 1 : Math.min(1.1, Math.max(0.85, width / WIDTH)));
  const extra = rows.map((row) => Math.max(0, ...row.map((a) => more[scene.axes.indexOf(a)] ?? 0))), added = extra.reduce((sum, h) => sum + h, 0);
  const height = room || Math.round(added) + Math.round(narrow ? usual * (heights(rows) / heights(rowsOf(scene.axes, scene.columns))) * 0.82 : usual);
  const free = height - added - GAP * (rows.length - 1), total = heights(rows);
  const boxes = [];
  let y = 0;
  for (const [r, row] of rows.entries()) {
    const h = (free * tallest(row)) / total + extra[r], shares = row.reduce((sum, a) => sum + a.width, 0);
    let x = 0;
    for (const a of row) {
      const w = ((width - GAP * (row.length - 1)) * a.width) / shares;
      boxes.push({ x, y, w, h });
      x += w + GAP;
    }
    y += h + GAP;
  }
  return { boxes, height };
}

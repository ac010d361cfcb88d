// Which earlier run is which: their names, beneath all axes, where there is room for several settings.
import { entry, ROW } from "./legend.js";
import { piece } from "./marks/line.js";

/** @typedef {import("./types.js").Line} Line */

export const RUNS = 4;          // so many stay at most
const WIDE = 260, OVER = 5;     // CSS pixels: of a name, and of room above all of them

/** How many names stand in a row, and the height of as many as may come: the picture does not jump with each.
 * @param {number} width @param {number} k */
export function beneath(width, k) {
  const many = Math.max(1, Math.min(RUNS, Math.floor(width / (WIDE * k)))), rows = Math.ceil(RUNS / many);
  return { columns: Math.ceil(RUNS / rows), h: Math.ceil((rows * ROW + OVER) * k) };
}

/** Writes them, from `top` on. @param {Line[]} runs @param {number} width @param {number} top @param {import("./brush.js").Brush} brush */
export function named(runs, width, top, brush) {
  const { k } = brush, { columns } = beneath(width, k), w = width / columns, h = ROW * k;
  runs.forEach((m, i) => {
    const at = { x: 4 + (i % columns) * w, y: top + OVER * k + Math.floor(i / columns) * h, w: w - 8, h };
    entry(m.label, (sample) => piece(m, sample, brush), at, 1, brush);
  });
}

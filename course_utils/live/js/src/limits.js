// What an axes must show, from its marks: one rule with limits.py, and a test compares them.
import { MARKS } from "./marks/index.js";

/** @typedef {import("./types.js").Axes} Axes */

const PAD = 0.04; // free space beside the data, as a share of its range

/** Lowest and highest number of one axis; tight ones may touch its edge.
 * @param {Axes} axes @param {"x" | "y"} axis @param {boolean} log */
function ends(axes, axis, log) {
  let low = Infinity, high = -Infinity, tightLow = Infinity, tightHigh = -Infinity;
  for (const mark of axes.marks) {
    for (const [name, values, tight] of MARKS[mark.type].spans(mark)) {
      if (name !== axis) continue;
      for (let i = 0; i < values.length; i++) {
        let v = values[i];
        if (!Number.isFinite(v) || (log && v <= 0)) continue;
        if (log) v = Math.log10(v);
        if (v < low) low = v;
        if (v > high) high = v;
        if (tight && v < tightLow) tightLow = v;
        if (tight && v > tightHigh) tightHigh = v;
      }
    }
  }
  return { low, high, tightLow, tightHigh };
}

/** [low, high] of one axis: those given, else those that fit the data with a little room.
 * @param {Axes} axes @param {"x" | "y"} axis @returns {[number, number]} */
function along(axes, axis) {
  const given = axis === "x" ? axes.xlim : axes.ylim, log = (axis === "x" ? axes.xscale : axes.yscale) === "log";
  if (given) return given;
  const found = ends(axes, axis, log);
  let { low, high } = found;
  if (low > high) return log ? [1, 10] : [0, 1];
  if (high - low <= 1e-9 * Math.max(1e-30, Math.abs(low), Math.abs(high))) {
    low -= 0.5;
    high += 0.5;
  } else {
    const pad = PAD * (high - low);
    if (low < found.tightLow) low -= pad;
    if (high > found.tightHigh) high += pad;
  }
  return log ? [10 ** low, 10 ** high] : [low, high];
}

/** [[x low, x high], [y low, y high]]. @param {Axes} axes */
export const limits = (axes) => [along(axes, "x"), along(axes, "y")];

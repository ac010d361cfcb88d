// Round numbers along an axis and their words: one rule with ticks.py, and a test compares them.

/** @typedef {{major: number[], minor: number[]}} Ticks */

export const APART = [78, 44]; // CSS pixels from one tick to the next, at least about so many, across and along

/** Round numbers from low to high, about `count` of them; on a log axis whole powers of ten, or 1-2-5 within few of them.
 * @param {number} low @param {number} high @param {number} count @param {boolean} [log] @returns {Ticks} */
export function ticks(low, high, count, log = false) {
  if (low > high) [low, high] = [high, low];
  if (!(high > low) || !Number.isFinite(high - low)) return { major: [], minor: [] };
  if (log) {
    const a = Math.ceil(Math.log10(low) - 1e-9), b = Math.floor(Math.log10(high) + 1e-9);
    const decades = Math.log10(high / low), every = Math.max(1, Math.ceil((b - a + 1) / Math.max(count, 2)));
    const major = [], minor = [];
    for (let e = a - 1; e <= b; e++) for (let k = 1; k < 10; k++) {
      const v = k * 10 ** e;
      if (v < low * (1 - 1e-9) || v > high * (1 + 1e-9)) continue;
      if (k === 1 ? (e - a) % every === 0 : decades < 1.7 && (k === 2 || k === 5) && count >= 3) major.push(v);
      else minor.push(v);
    }
    return major.length > 1 || decades > 1 ? { major, minor: every > 1 ? [] : minor } : ticks(low, high, Math.min(count, 4));
  }
  const raw = (high - low) / Math.max(1, count), power = 10 ** Math.floor(Math.log10(raw));
  // never 2.5 itself: a degree, a layer or a step of 7.5 does not exist
  const step = [1, 2, 2.5, 5, 10].map((f) => f * power).find((s) => s >= raw * 0.75 && s !== 2.5) ?? 10 * power;
  const major = [];
  for (let i = Math.ceil(low / step - 1e-6); i <= Math.floor(high / step + 1e-6); i++) major.push(i * step);
  if (major.length < 2 && count < 12) return ticks(low, high, count + 1); // one number alone tells nothing of the scale
  return { major: major.map((v) => (Math.abs(v) < step * 1e-6 ? 0 : v)), minor: [] };
}

/** @type {Record<string, string>} */
const SUPER = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };
/** @param {number} e */
const power = (e) => "10" + [...String(e)].map((c) => SUPER[c]).join("");

/** The words under the ticks, all in one manner. @param {number[]} values @param {boolean} [log] @returns {string[]} */
export function labels(values, log = false) {
  if (!values.length) return [];
  const top = Math.max(...values.map(Math.abs)), least = Math.min(...values.filter((v) => v).map(Math.abs), top);
  const parts = values.map((v) => { const e = v > 0 ? Math.floor(Math.log10(v) + 1e-9) : 0; return [v / 10 ** e, e]; });
  // on a short log axis the ticks are those of a linear one, and so are their words
  if (log && parts.every(([f]) => Math.abs(f - Math.round(f)) < 1e-6)) {
    if (top >= 1e5 || least < 1e-3) return parts.map(([f, e]) => (Math.round(f) === 1 ? power(e) : `${Math.round(f)}·${power(e)}`));
    return values.map((v) => String(+v.toPrecision(3)).replace("-", "−"));
  }
  const step = values.length > 1 ? Math.abs(values[1] - values[0]) : top || 1;
  const place = Math.floor(Math.log10(step) + 1e-9), quarter = (step / 10 ** Math.floor(Math.log10(step))).toFixed(1) === "2.5";
  if (top >= 1e6 || (top && top < 1e-3)) {
    const e = Math.floor(Math.log10(top)), digits = Math.max(0, Math.min(3, e - place + Number(quarter)));
    return values.map((v) => (v === 0 ? "0" : `${(v / 10 ** e).toFixed(digits)}·${power(e)}`.replace("-", "−")));
  }
  let digits = Math.max(0, -place);
  if (Math.abs(step * 10 ** digits - Math.round(step * 10 ** digits)) > 1e-6) digits += 1;
  return values.map((v) => v.toFixed(Math.min(digits, 8)).replace("-", "−"));
}

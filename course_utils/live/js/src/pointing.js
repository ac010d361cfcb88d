// Parts of the picture that can be pointed at, by hand or by the keyboard: the kernel is told which, and which was picked.
import { MARKS } from "./marks/index.js";
import { make } from "./dom.js";

/** @typedef {import("./types.js").Box} Box @typedef {import("./types.js").Scene} Scene @typedef {import("./types.js").Parted} Parted
 * @typedef {{mark: Parted, i: number, box: Box, name: string}} Part */

const REACH = 7; // CSS pixels around a part that still count
/** @type {Record<string, [number, number]>} */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** All parts, the last drawn first: it lies on top. @param {Scene | null} scene @param {Box[]} boxes @returns {Part[]} */
export function partsOf(scene, boxes) {
  /** @type {Part[]} */
  const found = [];
  scene?.axes.forEach((a, k) => {
    for (const m of a.marks) if ("parts" in m && boxes[k]) m.parts.forEach((name, i) => { if (name) found.unshift({ mark: m, i, box: boxes[k], name }); });
  });
  return found;
}

/** How far a place lies from a part, in CSS pixels. @param {Part} part @param {number} x @param {number} y */
const far = ({ mark, i, box }, x, y) => MARKS[mark.type].far?.(mark, i, box, x, y) ?? Infinity;

/** The part under a place, or the nearest within reach. @param {Part[]} parts @param {number} x @param {number} y */
export function under(parts, x, y) {
  let best, least = REACH;
  for (const part of parts) {
    const d = far(part, x, y);
    if (d < least) [best, least] = [part, d];
  }
  return best;
}

/** The middle of a part in the picture. @param {Part} part @returns {[number, number]} */
const middle = ({ mark, i, box }) => MARKS[mark.type].middle?.(mark, i, box) ?? [NaN, NaN];

/** The next part in the direction of an arrow key: near, and not far off its line. @param {Part[]} parts @param {Part} from @param {string} key */
export function beside(parts, from, key) {
  const [ux, uy] = WAYS[key], [x0, y0] = middle(from);
  let best = from, least = Infinity;
  for (const part of parts) {
    const [x, y] = middle(part), along = (x - x0) * ux + (y - y0) * uy, off = Math.abs((x - x0) * uy) + Math.abs((y - y0) * ux);
    if (along > 1 && along >= off && along + 2 * off < least) [best, least] = [part, along + 2 * off];
  }
  return best;
}

export class Pointing {
  /** @param {HTMLCanvasElement} canvas @param {() => Part[]} parts @param {(type: "hover" | "pick", part: string) => void} tell @param {() => void} redraw */
  constructor(canvas, parts, tell, redraw) {
    this.canvas = canvas;
    this.tell = tell;
    this.redraw = redraw;
    this.parts = parts;
    this.at = ""; // the part pointed at
    this.keys = false;
    this.spoken = make("div", "cu-spoken");
    this.spoken.setAttribute("aria-live", "polite");
    canvas.addEventListener("pointermove", (e) => { if (!e.buttons) this.point(this.find(e)); });
    canvas.addEventListener("pointerleave", () => this.point(""));
    canvas.addEventListener("click", (e) => {
      const part = this.find(e);
      if (!part) return;
      this.point(part); // a finger has not hovered
      this.tell("pick", part);
    });
    canvas.addEventListener("focus", () => { if (canvas.matches(":focus-visible") && !this.at) this.point(this.parts().at(-1)?.name ?? "", true); });
    canvas.addEventListener("blur", () => { if (this.keys) this.point(""); });
    canvas.addEventListener("keydown", (e) => this.key(e));
  }

  /** @param {MouseEvent} e */
  find(e) {
    const r = this.canvas.getBoundingClientRect();
    return under(this.parts(), e.clientX - r.left, e.clientY - r.top)?.name ?? "";
  }

  /** @param {string} part @param {boolean} [keys] whether by keyboard */
  point(part, keys = false) {
    if (part === this.at) return;
    this.at = part;
    this.keys = keys;
    this.canvas.classList.toggle("cu-point", Boolean(part));
    if (keys) this.spoken.textContent = part;
    this.tell("hover", part);
    this.redraw();
  }

  /** @param {KeyboardEvent} e */
  key(e) {
    const parts = this.parts(), now = parts.find(({ name }) => name === this.at) ?? parts.at(-1);
    if (!now) return;
    if (e.key in WAYS) this.point((this.at ? beside(parts, now, e.key) : now).name, true);
    else if (e.key === "Enter") this.tell("pick", now.name);
    else if (e.key === "Escape" && this.at) this.point("");
    else return;
    e.preventDefault();
    e.stopPropagation(); // Escape must not leave the lecture view as well
  }

  /** Shows what is pointed at, and makes the picture a stop of the Tab key where it has parts. @param {import("./brush.js").Brush} brush */
  draw(brush) {
    const parts = this.parts(), now = parts.find(({ name }) => name === this.at), { canvas } = this;
    if (parts.length && canvas.tabIndex !== 0) {
      canvas.tabIndex = 0;
      canvas.setAttribute("role", "application");
      canvas.setAttribute("aria-roledescription", "picture: arrow keys lead from part to part, Enter picks one");
      canvas.setAttribute("data-lm-suppress-shortcuts", "true");
    }
    if (!now) return;
    const { ctx, k, colors } = brush;
    ctx.setLineDash([]);
    ctx.strokeStyle = colors.ink;
    ctx.lineWidth = 2.5 * k;
    ctx.beginPath();
    MARKS[now.mark.type].outline?.(now.mark, now.i, now.box, brush);
    ctx.stroke();
  }
}

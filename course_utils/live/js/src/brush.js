// What every mark draws with: the canvas, the palette of the present theme, the scale of type and lines.
import { lut, Stamps } from "./colour.js";
import { FONT, isDark } from "./theme.js";

/** @typedef {import("./types.js").Numbers} Numbers @typedef {import("./types.js").Dash} Dash */

export const OUTLINE = 1.2; // CSS pixels of paper around a filled point
export const DASH = { solid: [], dashed: [6, 4], dotted: [1.5, 3], dashdot: [8, 3, 1.5, 3] };

export class Brush {
  /** @param {import("./types.js").Palette} palette */
  constructor(palette) {
    this.palette = palette;
    this.stamps = new Stamps();
    /** @type {Record<string, Uint8ClampedArray>} */
    this.tables = {};
    /** @type {CanvasRenderingContext2D} */
    this.ctx = /** @type {any} */ (null);
    this.k = 1;
    /** @type {"light" | "dark"} */
    this.theme = "light";
  }

  /** A new picture: `k` enlarges type and lines. @param {CanvasRenderingContext2D} ctx @param {number} k */
  begin(ctx, k) {
    this.ctx = ctx;
    this.k = k;
    this.theme = isDark() ? "dark" : "light";
    this.stamps.used = 0;
  }

  get colors() { return this.palette.colors[this.theme]; }

  /** @param {string} name */
  color(name) { return this.colors[name] || name; }

  /** @template T @param {T[]} list @param {number} c */
  static turn(list, c) { return list[((Math.trunc(c) % list.length) + list.length) % list.length]; }

  /** The colour of class `c`. @param {number} c */
  cycle(c) { return this.colors[Brush.turn(this.palette.cycle, c)]; }

  /** The marker of class `c`. @param {number} c */
  marker(c) { return Brush.turn(this.palette.markers, c); }

  /** The colour of one thing: a name, or class numbers. @param {string | Numbers} color @param {number} i */
  colorOf(color, i) { return typeof color === "string" ? this.color(color) : this.cycle(color[i]); }

  /** The 256 colours of a map. @param {string} cmap */
  table(cmap) { return (this.tables[cmap + this.theme] ??= lut(this.palette.maps[this.theme][cmap])); }

  /** The colour of a value from -1 to 1, by the "diverging" map; what is no number has that of 0. @param {number} v */
  valued(v) {
    const table = this.table("diverging"), j = 4 * Math.round(127.5 + 127.5 * Math.max(-1, Math.min(1, v || 0)));
    return `rgb(${table[j]} ${table[j + 1]} ${table[j + 2]})`;
  }

  /** Numbers (rows × columns, from `start`) as a small canvas; `flip` puts row 0 at the bottom.
   * @param {ArrayLike<number>} z @param {number} start @param {number} rows @param {number} columns
   * @param {[number, number]} range @param {string} cmap @param {boolean} flip */
  raster(z, start, rows, columns, range, cmap, flip) {
    return this.stamps.take(z, start, rows, columns, range, this.table(cmap), flip, cmap + this.theme);
  }

  /** How lines are drawn from here on. @param {string} color @param {number} width @param {Dash} [style] */
  pen(color, width, style = "solid") {
    const { ctx, k } = this;
    ctx.strokeStyle = this.color(color);
    ctx.lineWidth = width * k;
    ctx.lineJoin = "round";
    ctx.lineCap = style === "solid" ? "round" : "butt";
    ctx.setLineDash(DASH[style].map((d) => d * k * Math.max(1, width / 2)));
  }

  /** @param {number} size @param {boolean} [bold] */
  font(size, bold = false) { this.ctx.font = `${bold ? "600 " : ""}${size * this.k}px ${FONT}`; }

  /** Text that shrinks a little, then ends in "…", rather than leave its place.
   * @param {string} text @param {number} x @param {number} y @param {number} room @param {number} size @param {boolean} [bold] */
  fit(text, x, y, room, size, bold = false) {
    const { ctx } = this;
    this.font(size, bold);
    let w = ctx.measureText(text).width;
    if (w > room) {
      this.font(size * Math.max(0.75, (0.99 * room) / w), bold); // a little less: widths do not scale to the pixel
      w = ctx.measureText(text).width;
    }
    while (w > room && text.length > 4) {
      text = text.slice(0, -2).trimEnd() + "…";
      w = ctx.measureText(text).width;
    }
    ctx.fillText(text, x, y);
  }

  /** The outline of a marker of radius r, added to the path. @param {number} x @param {number} y @param {number} r @param {string} marker */
  shape(x, y, r, marker) {
    const { ctx } = this;
    const outline = OUTLINES[marker];
    if (!outline) {
      ctx.moveTo(x + r, y);
      ctx.arc(x, y, r, 0, 2 * Math.PI);
      return;
    }
    outline.forEach(([dx, dy], i) => (i ? ctx.lineTo(x + dx * r, y + dy * r) : ctx.moveTo(x + dx * r, y + dy * r)));
    ctx.closePath();
  }

  /** Fills the markers of the path, or draws their outlines. @param {string} color @param {boolean} filled */
  finish(color, filled) {
    const { ctx, k } = this;
    ctx.setLineDash([]);
    ctx.lineJoin = "round";
    ctx.strokeStyle = filled ? this.colors.paper : color;
    ctx.lineWidth = filled ? OUTLINE * Math.min(1, k) : 1.5 * k;
    if (filled) {
      ctx.fillStyle = color;
      ctx.fill("nonzero");
    }
    ctx.stroke();
  }
}

const T = 0.42, Q = 1.05; // half the thickness of a cross, and its reach
/** Markers as closed outlines of radius 1; what is not named here is a circle. @type {Record<string, [number, number][]>} */
const OUTLINES = {
  square: [[-0.88, -0.88], [0.88, -0.88], [0.88, 0.88], [-0.88, 0.88]],
  triangle: [[0, -1.15], [1.05, 0.8], [-1.05, 0.8]],
  diamond: [[0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]],
  cross: [[-Q, -Q + T], [-Q + T, -Q], [0, -T], [Q - T, -Q], [Q, -Q + T], [T, 0], [Q, Q - T], [Q - T, Q], [0, T], [-Q + T, Q], [-Q, Q - T], [-T, 0]],
};

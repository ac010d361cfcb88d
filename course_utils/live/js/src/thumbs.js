// Small pictures on the buttons of a list: an axes each, drawn as in the picture, in the colours of the theme.
import { drawAxes } from "./axes.js";
import { Brush } from "./brush.js";
import { make } from "./dom.js";
import { onTheme } from "./theme.js";

const SIDE = 40; // CSS pixels

export class Thumbs {
  /** @param {import("./types.js").Palette} palette */
  constructor(palette) {
    this.palette = palette;
    /** @type {[HTMLCanvasElement, import("./types.js").Axes][]} */
    this.list = [];
    this.end = () => {};
  }

  /** @param {import("./types.js").Axes} axes */
  add(axes) {
    const canvas = make("canvas"), density = 2;
    canvas.width = canvas.height = SIDE * density;
    canvas.setAttribute("aria-hidden", "true");
    if (!this.list.length) this.end = onTheme(() => this.draw());
    this.list.push([canvas, axes]);
    this.draw();
    return canvas;
  }

  draw() {
    for (const [canvas, axes] of this.list) {
      const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")), brush = new Brush(this.palette);
      ctx.setTransform(canvas.width / SIDE, 0, 0, canvas.height / SIDE, 0, 0);
      ctx.clearRect(0, 0, SIDE, SIDE);
      brush.begin(ctx, 0.5);
      drawAxes(axes, { x: 0, y: 0, w: SIDE, h: SIDE }, {}, brush);
    }
  }
}

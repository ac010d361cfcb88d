// The picture of a scene: its canvas, drawn at most once an animation frame and only while somebody can see it.
import { drawAxes } from "./axes.js";
import { Brush } from "./brush.js";
import { make } from "./dom.js";
import { dragging } from "./drag.js";
import { grid } from "./layout.js";
import { above, LOOK_AGAIN, restless } from "./legend.js";
import { partsOf, Pointing } from "./pointing.js";
import { beneath, named } from "./runs.js";
import { onDensity, onTheme } from "./theme.js";

/** @typedef {import("./types.js").Scene} Scene */

export const PRESENT = 1.6;        // type and lines for the back of the room
const LARGEST = [1.7, 1.5, 1.25];  // the same in lecture view, for one, two, more axes in a row
const LEAST = 1.15;                // and where there is little room

export class Picture {
  /** @param {import("./types.js").Spec} spec @param {(values: Record<string, import("./types.js").Value | {drag: number}>) => void} drag what a hand in the picture sets
   * @param {(scene: Scene) => void} words shows what the picture says
   * @param {(type: "hover" | "pick", part: string) => void} point a part of the picture is pointed at, or picked */
  constructor(spec, drag, words, point) {
    this.present = spec.present;
    this.words = words;
    this.brush = new Brush(spec.palette);
    this.el = make("div", "cu-picture");
    this.canvas = make("canvas");
    this.canvas.setAttribute("role", "img");
    this.el.append(this.canvas);
    this.ctx = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    /** @type {Scene | null} */
    this.scene = null;
    /** @type {import("./types.js").Box[]} */
    this.boxes = [];
    /** @type {import("./axes.js").Memo[]} */
    this.memo = [];
    this.visible = true;
    this.stale = false; // not drawn as it should be
    this.compared = false; // earlier runs are named beneath it, or were: their room stays, so that nothing jumps
    this.filling = false; // lecture view: the picture takes the room there is
    this.drawn = this.asked = this.again = this.later = 0;
    /** @type {(() => void) | null} */
    this.waiting = null;
    const resize = new ResizeObserver(() => { this.memo = []; this.queue(); });
    resize.observe(this.el);
    this.ends = [() => resize.disconnect(), onTheme(() => this.queue()), onDensity(() => this.queue())];
    dragging(this.canvas, () => this.boxes, drag);
    this.pointing = new Pointing(this.canvas, () => partsOf(this.scene, this.boxes), point, () => this.queue());
    this.el.append(this.pointing.spoken);
  }

  /** Draws at once, so that the screen's next image holds it; where one was drawn for that already, with the image after it.
   * @param {Scene} scene @param {(() => void) | null} [done] called when it is drawn */
  show(scene, done) {
    if (this.scene?.axes.length !== scene.axes.length) this.memo = [];
    this.scene = scene;
    if (done) this.waiting = done; // an answer tells of the newest frame, and so of those before
    const first = !this.asked;
    this.queue();
    if (first && this.asked && this.drawn) this.draw(); // the first waits until the widget has its place in the page
  }

  /** Draws in the next animation frame. */
  queue() {
    this.stale = true;
    if (this.asked || !this.visible || document.hidden) return;
    this.asked = requestAnimationFrame(() => {
      this.asked = 0;
      if (this.stale) this.draw();
    });
  }

  draw() {
    const { scene } = this, width = this.el.clientWidth;
    this.stale = false;
    if (!scene) return;
    if (width < 50) { // without a place for a moment (JupyterLab does this while it changes its theme): look again soon
      clearTimeout(this.again);
      this.again = setTimeout(() => this.queue(), 100);
      return;
    }
    const whole = this.filling ? this.el.clientHeight : 0;
    const lay = (/** @type {number} */ room, /** @type {number[]} */ ...more) => grid(scene, width, this.filling || this.present, room, more);
    this.compared ||= scene.runs.length > 0;
    const k = this.scale(scene, width, lay(whole).height), below = this.compared ? beneath(width, k).h : 0;
    const room = whole && Math.max(whole - below, whole / 2), usual = lay(room); // a small window loses names, not axes
    this.brush.begin(this.ctx, k);
    const aloft = scene.axes.map((a, i) => above(a, usual.boxes[i], this.brush)); // a long legend gets room of its own
    const { boxes, height } = lay(room, ...aloft.map((list) => list?.h ?? 0));
    this.brush.begin(this.surface(width, whole || height + below), k);
    try {
      this.boxes = scene.axes.map((a, i) => drawAxes(a, boxes[i], (this.memo[i] ??= {}), this.brush, aloft[i]));
      named(scene.runs, width, height, this.brush);
      this.pointing.draw(this.brush);
    } catch (error) {
      console.error("course_utils view:", error);
    }
    // a legend that could not choose its corner anew looks once more, though no other frame may come
    if (this.memo.some((m) => m.late)) this.later ||= setTimeout(() => this.settle(), LOOK_AGAIN);
    this.words(scene);
    this.canvas.dataset.drawn = String(++this.drawn); // how many pictures were drawn, for whoever looks into the page
    const done = this.waiting;
    this.waiting = null;
    done?.();
  }

  /** Draw once more where a legend hides what it need not. */
  settle() {
    this.later = 0;
    if (this.scene?.axes.some((a, i) => this.boxes[i] && this.memo[i] && restless(a, this.boxes[i], this.memo[i], this.brush))) this.queue();
  }

  /** The canvas, empty, in as many pixels as the screen has there. @param {number} width @param {number} height */
  surface(width, height) {
    const density = window.devicePixelRatio || 1, W = Math.round(width * density), H = Math.round(height * density), { canvas } = this;
    if (canvas.width !== W || canvas.height !== H) {
      canvas.width = W;
      canvas.height = H;
    }
    if (canvas.style.height !== `${height}px`) canvas.style.height = `${height}px`;
    const { ctx } = this;
    ctx.setTransform(density, 0, 0, density, 0, 0);
    ctx.clearRect(0, 0, width, height);
    return ctx;
  }

  /** How much larger type and lines are than on a page. @param {Scene} scene @param {number} width @param {number} height */
  scale(scene, width, height) {
    if (!this.filling) return this.present ? PRESENT : width < 700 ? 0.95 : 1;
    const columns = Math.max(1, Math.min(scene.columns, scene.axes.length)), most = LARGEST[Math.min(columns, LARGEST.length) - 1];
    return Math.max(LEAST, most * Math.min(1.25, width / 950, height / (1.2 * scene.height)));
  }

  close() {
    for (const end of this.ends) end();
    cancelAnimationFrame(this.asked);
    clearTimeout(this.again);
    clearTimeout(this.later);
  }
}

// The square one draws on. Mouse, finger and pen draw; with the keyboard the arrows move the pen, Space lowers or lifts it,
// Backspace takes a stroke back, Delete clears.
import { make } from "./dom.js";
import { FONT, onDensity } from "./theme.js";

/** @typedef {import("./drawing.js").Stroke} Stroke */

// as shares of the pad
export const PEN = 0.045; // radius of the pen
const STEP = 0.03;        // of a key press
const NEAR = 0.004;       // a hand that moved less has not moved

/** @param {number} v */
const inside = (v) => Math.min(1, Math.max(0, +v.toFixed(4)));

export class Pad {
  /** @param {{strokes: Stroke[], changed: () => void}} drawing */
  constructor(drawing) {
    this.drawing = drawing;
    this.el = make("canvas", "cu-pad");
    this.el.tabIndex = 0;
    this.el.setAttribute("role", "application");
    this.el.setAttribute("aria-label", "Drawing pad. Arrow keys move the pen, Space lowers or lifts it, Backspace takes the last stroke back, Delete clears.");
    /** @type {[number, number]} */
    this.pen = [0.5, 0.3];
    this.down = this.keys = false; // keys: the pen's ring shows only to those who use the keyboard
    /** @type {number | null} */
    this.finger = null;
    this.asked = 0;
    const resize = new ResizeObserver(() => this.paint());
    resize.observe(this.el);
    this.ends = [() => resize.disconnect(), onDensity(() => this.paint())];
    this.hand();
    this.keyboard();
  }

  back() {
    this.drawing.strokes.pop();
    this.down = false;
    this.drawing.changed();
  }

  wipe() {
    this.drawing.strokes = [];
    this.down = false;
    this.drawing.changed();
  }

  /** The stroke that grows. */
  get last() { return this.drawing.strokes[this.drawing.strokes.length - 1]; }

  /** @param {PointerEvent} e @returns {[number, number]} */
  at(e) {
    const r = this.el.getBoundingClientRect();
    return [inside((e.clientX - r.left) / r.width), inside((e.clientY - r.top) / r.height)];
  }

  hand() {
    const { el } = this;
    el.addEventListener("pointerdown", (e) => {
      if (this.finger !== null || e.button || e.ctrlKey) return; // the other buttons belong to the browser's menu
      el.focus({ preventScroll: true });
      try { el.setPointerCapture(e.pointerId); } catch { /* a pointer made by a program */ }
      this.finger = e.pointerId;
      this.keys = this.down = false;
      this.pen = this.at(e);
      this.drawing.strokes.push([this.pen]);
      this.drawing.changed();
      e.preventDefault();
    });
    el.addEventListener("pointermove", (e) => {
      if (e.pointerId !== this.finger) return;
      this.pen = this.at(e);
      const before = this.last?.[this.last.length - 1];
      if (!before || Math.hypot(this.pen[0] - before[0], this.pen[1] - before[1]) < NEAR) return;
      this.last.push(this.pen);
      this.drawing.changed();
    });
    for (const name of /** @type {const} */ (["pointerup", "pointercancel", "lostpointercapture"])) {
      el.addEventListener(name, (e) => { if (e.pointerId === this.finger) this.finger = null; });
    }
    el.addEventListener("focus", () => { this.keys = el.matches(":focus-visible"); this.paint(); });
    el.addEventListener("blur", () => { this.down = false; this.paint(); });
  }

  keyboard() {
    this.el.addEventListener("keydown", (e) => {
      if (e.key === "Tab" || e.key === "Escape") return;
      e.stopPropagation(); // JupyterLab's own keys (D D deletes the cell) must not act here
      const move = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[e.key];
      this.keys = true;
      if (move) this.go(move[0], move[1]);
      else if (e.key === " ") this.lower();
      else if (e.key === "Backspace" || (e.key === "z" && (e.ctrlKey || e.metaKey))) this.back();
      else if (e.key === "Delete") this.wipe();
      else return;
      e.preventDefault();
    });
  }

  /** @param {number} dx @param {number} dy */
  go(dx, dy) {
    this.pen = [inside(this.pen[0] + dx), inside(this.pen[1] + dy)];
    if (!this.down || !this.last) return this.paint();
    this.last.push(this.pen);
    this.drawing.changed();
  }

  lower() {
    this.down = !this.down;
    if (!this.down) return this.paint();
    this.drawing.strokes.push([this.pen]);
    this.drawing.changed();
  }

  paint() { this.asked ||= requestAnimationFrame(() => { this.asked = 0; this.draw(); }); }

  draw() {
    const { el, drawing: { strokes } } = this, side = el.clientWidth, wide = Math.round(side * (window.devicePixelRatio || 1));
    if (!side) return;
    if (el.width !== wide) el.width = el.height = wide;
    const ink = /** @type {CanvasRenderingContext2D} */ (el.getContext("2d")), byKeys = document.activeElement === el && this.keys;
    ink.setTransform(1, 0, 0, 1, 0, 0);
    ink.fillStyle = "#000";
    ink.fillRect(0, 0, wide, wide);
    if (!strokes.length && this.finger === null && !byKeys) {
      ink.fillStyle = "#8a929c";
      ink.textAlign = "center";
      ink.textBaseline = "middle";
      ink.font = `${0.065 * wide}px ${FONT}`;
      ink.fillText("a digit from 0 to 9", wide / 2, wide / 2);
    }
    ink.setTransform(wide, 0, 0, wide, 0, 0);
    ink.strokeStyle = "#fff";
    ink.lineWidth = 2 * PEN;
    ink.lineCap = ink.lineJoin = "round";
    for (const stroke of strokes) {
      ink.beginPath();
      ink.moveTo(...stroke[0]);
      for (const place of stroke) ink.lineTo(...place);
      ink.stroke();
    }
    if (!byKeys) return;
    ink.strokeStyle = this.down ? "#ffb43d" : "#4fb0ea";
    ink.lineWidth = 0.012;
    ink.beginPath();
    ink.arc(...this.pen, 0.035, 0, 7);
    ink.stroke();
  }

  close() {
    for (const end of this.ends) end();
    cancelAnimationFrame(this.asked);
  }
}

// What a picture says: its caption (shown, and spoken now and then), and the numbers beside it.
import { make, whole } from "./dom.js";

// in milliseconds
const CALM = 2000; // between two captions for a screen reader
const READ = 100;  // between two texts: nobody reads faster, and each makes the browser lay out the page and paint it

/** A caption that is shown at once, and spoken now and then. */
export class Caption {
  constructor() {
    this.el = make("p", "cu-caption");
    this.el.setAttribute("aria-hidden", "true"); // what a screen reader says is the calmer copy
    this.spoken = make("div", "cu-spoken");
    this.spoken.setAttribute("aria-live", "polite");
    this.speaking = 0;
  }

  /** @param {string} text */
  show(text) {
    if (text === this.el.textContent) return;
    this.el.textContent = text;
    this.speaking ||= setTimeout(() => {
      this.speaking = 0;
      this.spoken.textContent = this.el.textContent;
    }, CALM);
  }

  close() { clearTimeout(this.speaking); }
}

export class Words {
  constructor() {
    this.el = make("div", "cu-words");
    this.readouts = make("div", "cu-readouts");
    this.caption = new Caption();
    this.el.append(this.readouts, this.caption.el, this.caption.spoken);
    this.later = this.tall = this.wide = 0;
    /** @type {[import("./types.js").Scene, HTMLCanvasElement] | null} */
    this.newest = null; // what is still to be shown
    // the caption's place only grows, as what is below must not jump; another width is measured anew.
    // Observed, as asking for its height would lay out the page in each frame
    this.grow = new ResizeObserver(([{ contentRect: { width, height } }]) => {
      const turned = Math.abs(width - this.wide) > 1;
      if (!turned && height <= this.tall) return;
      this.wide = width;
      this.tall = turned ? 0 : height;
      // not in the observer itself: one observer that sets off another is an error in the console
      requestAnimationFrame(() => { this.caption.el.style.minHeight = this.tall ? `${this.tall}px` : ""; });
    });
    this.grow.observe(this.caption.el);
  }

  /** The words of this scene: at once, or where others have just been shown a little later.
   * @param {import("./types.js").Scene} scene @param {HTMLCanvasElement} canvas */
  show(scene, canvas) {
    this.newest = [scene, canvas];
    if (!this.later) this.write();
  }

  write() {
    this.later = 0;
    if (!this.newest) return;
    const [scene, canvas] = this.newest;
    this.newest = null;
    this.later = setTimeout(() => this.write(), READ);
    const label = [scene.caption || "picture", ...scene.runs.map((run) => `Earlier run: ${run.label}.`)].join(" ");
    if (canvas.getAttribute("aria-label") !== label) canvas.setAttribute("aria-label", label);
    this.caption.show(whole(scene.caption));
    const list = Object.entries(scene.readouts);
    while (this.readouts.children.length > list.length) this.readouts.lastElementChild?.remove();
    list.forEach(([name, value], i) => this.chip(i, name, value));
  }

  /** The place of a number only grows: its neighbours must not jump. @param {number} i @param {string} name @param {string} value */
  chip(i, name, value) {
    let chip = /** @type {HTMLElement | undefined} */ (this.readouts.children[i]);
    if (!chip) {
      chip = make("span", "cu-readout");
      chip.append(make("span"), make("b"));
      this.readouts.append(chip);
    }
    const [n, v] = /** @type {HTMLElement[]} */ (Array.from(chip.children));
    if (n.textContent !== name) {
      n.textContent = name;
      v.style.minWidth = "";
    }
    if (v.textContent === value) return;
    v.textContent = value;
    const wide = 0.92 * value.length; // a little less than digits take: there are points and spaces
    if (wide > (parseFloat(v.style.minWidth) || 0)) v.style.minWidth = `${wide.toFixed(1)}ch`;
  }

  close() {
    this.grow.disconnect();
    this.caption.close();
    clearTimeout(this.later);
  }
}

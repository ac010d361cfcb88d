// The home of a drawing pad in this page: the strokes, and what the network says of them. All views share one drawing.
import { FLYING, Link } from "./link.js";
import { page } from "./page.js";

/** @typedef {[number, number][]} Stroke
 * @typedef {{type?: string, page?: string, k?: number, strokes: Stroke[], pixels: number[], probabilities: number[], caption: string, error: string}} Reading
 * @typedef {import("./types.js").Model} Model
 * @typedef {{seen: boolean, paint: () => void, read: (reading: Reading) => void, link: (lost: import("./link.js").Lost) => void}} View */

const LOST = 1_000; // milliseconds after which a question counts as lost: the kernel was restarted or is busy

/** @extends {Link<View>} */
export class Drawing extends Link {
  constructor() {
    super();
    /** @type {Stroke[]} */
    this.strokes = [];
    /** @type {Reading | null} */
    this.reading = null;
    this.answered = this.later = 0;
    /** @type {Map<number, number>} */
    this.asked = new Map(); // question -> when it was asked
    this.delay = 0;         // milliseconds from the last answered stroke to its answer
  }

  /** @param {Model} model */
  attach(model) {
    super.attach(model, "reading", (content) => this.take(content));
    this.take(model.get("now"));
  }

  /** The hand has drawn: every view shows it, and the network is asked. */
  changed() {
    for (const view of this.views) view.paint();
    this.ask();
  }

  ask() {
    const now = performance.now();
    for (const [k, at] of this.asked) if (now - at > LOST) this.asked.delete(k);
    clearTimeout(this.later);
    this.later = 0;
    if (this.asked.size < FLYING) this.asked.set(this.tell("strokes", { strokes: this.strokes }), now);
    else this.later = setTimeout(() => this.ask(), LOST + 100); // an answer comes sooner, and asks for what was drawn since
  }

  /** @param {Reading} reading */
  take(reading) {
    const mine = reading.page === page().id, k = reading.k ?? 0;
    if (mine) {
      if (k < this.answered) return;
      this.delay = performance.now() - (this.asked.get(k) ?? performance.now());
      for (const asked of this.asked.keys()) if (asked <= k) this.asked.delete(asked);
      this.answered = k;
    }
    this.reading = reading;
    // another page's drawing, or the kernel's own; here the hand is ahead of the answers
    if (!mine && !this.asked.size && !this.later) this.strokes = reading.strokes ?? [];
    for (const view of this.views) {
      view.read(reading);
      view.paint();
    }
    if (this.later) this.ask();
  }

  /** @param {View} view */
  add(view) {
    if (this.reading) view.read(this.reading);
    view.paint();
    super.add(view);
  }
}

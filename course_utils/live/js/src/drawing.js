// The home of a drawing pad in this page: the strokes, and what the network says of them. All views share one drawing.
import { page } from "./page.js";

/** @typedef {[number, number][]} Stroke
 * @typedef {{type?: string, page?: string, k?: number, strokes: Stroke[], pixels: number[], probabilities: number[], caption: string, error: string}} Reading
 * @typedef {import("./types.js").Model} Model
 * @typedef {{seen: boolean, paint: () => void, read: (reading: Reading) => void, link: (lost: "" | "silent" | "gone") => void}} View */

const FLYING = 2;      // questions sent and not yet answered
const LOST = 1_000;    // milliseconds after which one counts as lost: the kernel was restarted or is busy

export class Drawing {
  constructor() {
    /** @type {Model | null} */
    this.model = null;
    /** @type {Set<View>} */
    this.views = new Set();
    /** @type {Stroke[]} */
    this.strokes = [];
    /** @type {Reading | null} */
    this.reading = null;
    this.k = this.answered = this.later = 0;
    /** @type {Map<number, number>} */
    this.asked = new Map(); // question -> when it was asked
    this.delay = 0;         // milliseconds from the last answered stroke to its answer
    this.told = false;
  }

  /** @param {Model} model */
  attach(model) {
    this.model = model;
    model.on("msg:custom", (/** @type {Reading} */ content) => { if (content.type === "reading") this.take(content); });
    model.on("comm_live_update", () => { for (const view of this.views) view.link("gone"); });
    this.take(model.get("now"));
  }

  /** @param {string} type @param {object} [more] */
  tell(type, more = {}) {
    this.k += 1;
    try {
      this.model?.send({ type, page: page().id, k: this.k, ...more });
    } catch {
      for (const view of this.views) view.link("gone");
    }
    return this.k;
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

  here() {
    const visible = !document.hidden && [...this.views].some((v) => v.seen);
    if (visible === this.told) return;
    this.told = visible;
    this.tell("here", { visible, have: 0 });
  }

  /** @param {View} view */
  add(view) {
    this.views.add(view);
    if (this.reading) view.read(this.reading);
    view.paint();
    this.here();
  }

  /** @param {View} view */
  remove(view) {
    this.views.delete(view);
    if (this.views.size) return this.here();
    this.told = false;
    this.tell("bye");
  }
}

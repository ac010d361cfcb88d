// The one home of a widget in this page: what the kernel has told, what was asked of it and is not yet confirmed.
// Any number of views show it; messages and frames follow protocol.py.
import { page } from "./page.js";
import { apply } from "./protocol.js";

/** @typedef {import("./types.js").Frame} Frame @typedef {import("./types.js").Scene} Scene @typedef {import("./types.js").State} State
 * @typedef {import("./types.js").Model} Model @typedef {import("./types.js").Value} Value @typedef {import("./types.js").Wire} Wire */

/** What a view of this home is to it.
 * @typedef {object} View
 * @property {boolean} seen whether it is on the screen
 * @property {(state: State, busy: Set<string>) => void} [state] shows the controls; those of `busy` keep the hand's value
 * @property {(scene: Scene, done: (() => void) | null) => void} [scene] draws; `done` when that has happened
 * @property {(lost: "" | "silent" | "gone") => void} [link] tells how it stands with the kernel */

const FLYING = 2;         // moves of a hand sent and not yet confirmed
const TOO_LONG = 400;     // milliseconds after which an unconfirmed move no longer holds up the next
const ALIVE = 20_000;     // a visible page says so this often, or the kernel forgets it
const SILENT = 5_000;     // without an answer for so long, the page says so
const ASK_AGAIN = 1_000;  // a missing frame is asked for once in this time

export class Home {
  constructor() {
    /** @type {Model | null} */
    this.model = null;
    /** @type {Set<View>} */
    this.views = new Set();
    /** @type {Scene | null} */
    this.scene = null;
    /** @type {State | null} */
    this.state = null;
    this.k = this.have = this.confirmed = this.later = this.doubt = this.alive = 0;
    this.lacking = -ASK_AGAIN;
    /** @type {Record<string, Value | {drag: number}>} */
    this.pending = {}; // moves of the hand not yet sent, the newest of each control
    /** @type {Record<string, number>} */
    this.moved = {};   // control -> the message that moved it last
    /** @type {{k: number, at: number}[]} */
    this.asked = [];   // messages that the kernel has not yet confirmed
    this.told = false; // what the kernel knows of `visible`
    /** @type {"" | "silent" | "gone"} */
    this.lost = "";
    this.flush = this.flush.bind(this);
  }

  /** The widget comes to this page, or once more (its notebook was closed and opened again). @param {Model} model */
  attach(model) {
    this.model = model;
    model.on("msg:custom", (/** @type {any} */ content, /** @type {Wire[]} */ buffers) => { if (content.type === "frame") this.take(content, buffers); });
    model.on("change:frame", () => this.whole());
    // dead when the kernel restarts; a model of the kernel before never comes to life again
    model.on("comm_live_update", () => this.linked("gone"));
    this.whole();
  }

  /** The whole frame that came with the widget itself. */
  whole() {
    const first = this.model?.get("frame");
    if (first?.content) this.take(first.content, first.buffers ?? []);
  }

  // ---- to the kernel

  /** Sends a message; returns its number. @param {string} type @param {object} [more] */
  tell(type, more = {}) {
    this.k += 1;
    try {
      this.model?.send({ type, page: page().id, k: this.k, ...more });
    } catch {
      this.linked("gone");
    }
    return this.k;
  }

  /** A button: confirmed by the first frame that shows it done. @param {string} type @param {object} [more] */
  press(type, more) {
    if (Object.keys(this.pending).length) this.send();
    this.expect(this.tell(type, more));
  }

  /** A hand moves controls: one message at a time with the newest value of each. @param {Record<string, Value | {drag: number}>} values */
  move(values) {
    Object.assign(this.pending, values);
    if (!this.later) {
      this.later = -1;
      queueMicrotask(this.flush);
    }
  }

  flush() {
    this.later = 0;
    if (!Object.keys(this.pending).length) return;
    const now = performance.now(), flying = this.asked.filter(({ at }) => now - at < TOO_LONG).length;
    if (flying < FLYING) this.send();
    else this.later = setTimeout(this.flush, 100);
  }

  send() {
    const values = this.pending;
    this.pending = {};
    const k = this.tell("set", { values });
    for (const name of Object.keys(values)) this.moved[name] = k;
    this.expect(k);
  }

  /** @param {number} k a message that wants an answer */
  expect(k) {
    this.asked = [...this.asked.slice(-99), { k, at: performance.now() }];
    this.wait();
  }

  wait() {
    clearTimeout(this.doubt);
    this.doubt = setTimeout(() => this.linked("silent"), SILENT);
  }

  /** Whether anybody sees a view; the kernel is told when that changes, and now and then while it is so. @param {boolean} [anew] */
  here(anew = false) {
    const visible = !document.hidden && [...this.views].some((v) => v.seen);
    if (visible === this.told && !anew) return;
    this.told = visible;
    this.tell("here", { visible, have: this.have });
    clearInterval(this.alive);
    clearTimeout(this.doubt); // a hidden page is told nothing
    if (!visible) return;
    this.wait();
    this.alive = setInterval(() => { this.tell("here", { visible, have: this.have }); this.wait(); }, ALIVE);
  }

  /** Asks for a whole frame. */
  lack() {
    this.have = 0;
    if (performance.now() - this.lacking < ASK_AGAIN) return;
    this.lacking = performance.now();
    this.here(true);
  }

  // ---- from the kernel

  /** Fields whose last move is not confirmed. */
  busy() {
    return new Set([...Object.keys(this.pending), ...Object.keys(this.moved).filter((name) => this.moved[name] > this.confirmed)]);
  }

  /** @param {Frame} frame @param {Wire[]} buffers */
  take(frame, buffers) {
    const fits = frame.base === 0 || (this.have > 0 && frame.base === this.have), seen = frame.seen[page().id] ?? 0;
    clearTimeout(this.doubt);
    this.linked("");
    if (seen > this.confirmed) {
      this.confirmed = seen;
      this.asked = this.asked.filter(({ k }) => k > seen);
      if (Object.keys(this.pending).length) {
        clearTimeout(this.later);
        this.flush();
      }
    }
    if (this.asked.length) this.wait();
    if (frame.state) this.state = frame.state;
    if (fits) {
      this.scene = apply(this.scene, frame.changes, buffers);
      this.have = frame.n;
    }
    const drawn = fits && frame.changes.length > 0 && this.scene;
    let owed = frame.ask && fits;
    const ack = () => {
      if (owed) this.tell("ack", { n: this.have }); // what is drawn by then may be a newer frame
      owed = false;
    };
    for (const view of this.views) {
      if (this.state) view.state?.(this.state, this.busy());
      if (drawn && this.scene) view.scene?.(this.scene, owed ? ack : null);
    }
    if (!drawn && this.told) ack();
    if (!fits) this.lack();
  }

  /** @param {"" | "silent" | "gone"} lost */
  linked(lost) {
    if (lost === this.lost || (this.lost === "gone" && lost === "silent")) return;
    this.lost = lost;
    for (const view of this.views) view.link?.(lost);
  }

  // ---- views

  /** @param {View} view */
  add(view) {
    this.views.add(view);
    if (this.state) view.state?.(this.state, this.busy());
    if (this.scene) view.scene?.(this.scene, null);
    view.link?.(this.lost);
    this.here(this.views.size === 1);
  }

  /** @param {View} view */
  remove(view) {
    this.views.delete(view);
    if (this.views.size) return this.here();
    this.tell("bye");
    this.told = false;
    clearInterval(this.alive);
    clearTimeout(this.doubt);
  }
}

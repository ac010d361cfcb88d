// The one home of a widget in this page: what the kernel has told, what was asked of it and is not yet confirmed.
// Any number of views show it; messages and frames follow protocol.py.
import { FLYING, Link } from "./link.js";
import { page } from "./page.js";
import { apply } from "./frames.js";

/** @typedef {import("./types.js").Frame} Frame @typedef {import("./types.js").Scene} Scene @typedef {import("./types.js").State} State
 * @typedef {import("./types.js").Model} Model @typedef {import("./types.js").Value} Value @typedef {import("./types.js").Wire} Wire */

/** What a view of this home is to it.
 * @typedef {object} View
 * @property {boolean} seen whether it is on the screen
 * @property {(state: State, busy: Set<string>) => void} [state] shows the controls; those of `busy` keep the hand's value
 * @property {(scene: Scene, done: (() => void) | null) => void} [scene] draws; `done` when that has happened
 * @property {(lost: import("./link.js").Lost) => void} [link] tells how it stands with the kernel */

// in milliseconds
export const ALIVE = 20_000; // a visible page says so this often, or the kernel forgets it
const TOO_LONG = 400;        // an unconfirmed move no longer holds up the next
const SILENT = 5_000;        // without an answer for so long, the page says so
const ASK_AGAIN = 1_000;     // a missing frame is asked for once in this time

/** @extends {Link<View>} */
export class Home extends Link {
  constructor() {
    super();
    /** @type {Scene | null} */
    this.scene = null;
    /** @type {State | null} */
    this.state = null;
    this.confirmed = this.later = this.doubt = this.alive = 0;
    this.lacking = -ASK_AGAIN;
    /** @type {Record<string, Value | {drag: number}>} */
    this.pending = {}; // moves of the hand not yet sent, the newest of each control
    /** @type {Record<string, number>} */
    this.moved = {};   // control -> the message that moved it last
    /** @type {{k: number, at: number}[]} */
    this.asked = [];   // messages that the kernel has not yet confirmed
    this.flush = this.flush.bind(this);
  }

  /** @param {Model} model */
  attach(model) {
    super.attach(model, "frame", (content, buffers) => this.take(content, buffers));
    model.on("change:frame", () => this.whole());
    this.whole();
  }

  /** The whole frame that came with the widget itself. */
  whole() {
    const first = this.model?.get("frame");
    if (first?.content) this.take(first.content, first.buffers ?? []);
  }

  // ---- to the kernel

  /** A button: confirmed by the first frame that shows it done. @param {string} type @param {object} [more] */
  press(type, more) {
    if (!this.views.size) return; // a view that goes loses the focus: that is nobody's wish, and the page has said goodbye
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

  /** Somebody sees a view, and the kernel is told so now and then; or nobody does, and then nothing is heard of it. */
  watched() {
    clearInterval(this.alive);
    clearTimeout(this.doubt);
    if (!this.told) return;
    this.wait();
    this.alive = setInterval(() => { this.tell("here", { visible: true, have: this.have }); this.wait(); }, ALIVE);
  }

  /** Asks for a whole frame. */
  lack() {
    this.have = 0;
    if (!this.views.size) return; // the next view asks
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

  /** @param {View} view */
  add(view) {
    if (this.state) view.state?.(this.state, this.busy());
    if (this.scene) view.scene?.(this.scene, null);
    super.add(view);
  }

  /** @param {View} view */
  remove(view) {
    // what the hand did last does not go with its view, nor comes after the goodbye
    if (this.views.size === 1 && Object.keys(this.pending).length) this.send();
    super.remove(view);
  }
}

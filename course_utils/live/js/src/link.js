// What the home of any widget in this page is: its model, numbered messages to the kernel, its views, and whether anybody sees one.
import { page } from "./page.js";

/** @typedef {import("./types.js").Model} Model @typedef {"" | "silent" | "gone"} Lost how it stands with the kernel */

export const FLYING = 2; // so much of what a hand does is sent and not yet answered; the rest waits, and goes as one message

/** @template {{seen: boolean, link?: (lost: Lost) => void}} View */
export class Link {
  constructor() {
    /** @type {Model | null} */
    this.model = null;
    /** @type {Set<View>} */
    this.views = new Set();
    this.k = this.have = 0; // messages said, and the newest frame had
    this.told = false;      // what the kernel knows of `visible`
    /** @type {Lost} */
    this.lost = "";
  }

  /** The widget comes to this page, or once more (its notebook was closed and opened again): the newest model alone is heard.
   * @param {Model} model @param {string} type of the messages to it @param {(content: any, buffers: any[]) => void} take */
  attach(model, type, take) {
    this.model = model;
    model.on("msg:custom", (/** @type {any} */ content, /** @type {any[]} */ buffers) => { if (content.type === type && model === this.model) take(content, buffers); });
    // dead when the kernel restarts; a model of the kernel before never comes to life again
    model.on("comm_live_update", () => { if (model === this.model) this.linked("gone"); });
  }

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

  /** Whether anybody sees a view; the kernel is told when that changes. @param {boolean} [anew] or now, in any case */
  here(anew = false) {
    const visible = !document.hidden && [...this.views].some((v) => v.seen);
    if (visible === this.told && !anew) return;
    this.told = visible;
    this.tell("here", { visible, have: this.have });
    this.watched();
  }

  /** `told` has changed. */
  watched() {}

  /** @param {Lost} lost */
  linked(lost) {
    if (lost === this.lost || (this.lost === "gone" && lost === "silent")) return;
    this.lost = lost;
    for (const view of this.views) view.link?.(lost);
  }

  /** @param {View} view */
  add(view) {
    this.views.add(view);
    view.link?.(this.lost);
    this.here(this.views.size === 1);
  }

  /** @param {View} view */
  remove(view) {
    this.views.delete(view);
    if (this.views.size) return this.here();
    this.tell("bye");
    this.told = false;
    this.watched();
  }
}

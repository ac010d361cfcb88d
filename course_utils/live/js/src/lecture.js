// Lecture view: one panel fills the window, with larger type, for the back of the room. A state of the page alone:
// it needs no kernel. And the keys of a panel, which hold in and out of it.
import { button, make, relabel } from "./dom.js";

/** @typedef {{title: HTMLElement, controls?: import("./controls.js").Controls, picture?: import("./picture.js").Picture}} Parts */

const SIZES = [21, 19, 17.5, 16, 14.5, 13, 12]; // CSS pixels of type: the first at which the controls have room
const FEW = 4;                                // so many controls stand above the picture, more beside it
const MANY = 10;                              // more than so many stand beside it in two columns, which lets the type grow
const KEYS = [
  ["Space", "run or pause"], ["R", "reset"], ["L", "lecture view, and back"], ["F", "full screen"], ["Esc", "leave the lecture view"],
  ["Tab", "from control to control"], ["← →", "move a slider"], ["Enter", "type a slider's number"], ["?", "show or hide this list"],
];
/** @type {Lecture | null} */
let open = null;

export class Lecture {
  /** @param {HTMLElement} root @param {Parts} parts @param {() => void} [changed] told when it is entered and left */
  constructor(root, parts, changed = () => {}) {
    this.root = root;
    this.parts = parts;
    this.changed = changed;
    this.on = false;
    this.large = button("large", "", "lecture view: fill the window (L)", () => this.toggle());
    this.large.setAttribute("aria-label", "Lecture view");
    this.large.setAttribute("aria-pressed", "false");
    const ask = button("", "?", "keys (?)", () => this.help());
    ask.setAttribute("aria-label", "Keys");
    this.keys = make("dl", "cu-keys");
    this.keys.hidden = true;
    for (const [key, words] of KEYS) {
      if (!parts.controls?.run && key === "Space") continue;
      if (!parts.controls?.resets && key === "R") continue;
      this.keys.append(make("dt", "", key), make("dd", "", words));
    }
    this.corner = make("div", "cu-corner");
    this.corner.append(ask, this.large);
    parts.title.append(this.corner, this.keys);
    this.room = new ResizeObserver(() => this.fit());
    this.left = () => { if (this.on && this.full && !document.fullscreenElement) this.leave(); };
    this.full = false;
    document.addEventListener("fullscreenchange", this.left);
    root.addEventListener("keydown", (e) => this.key(e));
    // a click behind the lecture view would take the keys away from it
    for (const name of ["mousedown", "pointerdown", "click"]) root.addEventListener(name, (e) => { if (this.on) e.stopPropagation(); });
  }

  toggle() { if (this.on) this.leave(); else this.enter(); }

  help() { this.keys.hidden = !this.keys.hidden; }

  enter() {
    const { root, parts } = this;
    open?.leave();
    open = this;
    this.on = true;
    if (root.parentElement) root.parentElement.style.minHeight = `${root.offsetHeight}px`; // the page below must not jump
    const fields = [...root.querySelectorAll(".cu-control")].filter((e) => !(/** @type {HTMLElement} */ (e).hidden)).length;
    root.classList.add("cu-lecture", fields > FEW ? "cu-beside" : "cu-above");
    root.classList.toggle("cu-many", fields > MANY);
    if (parts.controls) this.corner.before(parts.controls.more); // one row less
    root.tabIndex = -1;
    root.setAttribute("data-lm-suppress-shortcuts", "true");
    this.float();
    root.focus({ preventScroll: true });
    this.button("small", "true", "back to the notebook (L or Esc)");
    if (parts.picture) parts.picture.filling = true;
    this.room.observe(root);
    if (parts.controls) this.room.observe(parts.controls.rows);
    this.changed();
    this.fit();
  }

  /** Into the browser's top layer: nothing of the notebook can cut it off there. */
  float() {
    this.root.popover = "manual";
    this.root.showPopover?.();
  }

  leave() {
    const { root, parts } = this;
    if (!this.on) return;
    this.on = this.full = false;
    open = null;
    this.room.disconnect();
    if (document.fullscreenElement === root) void document.exitFullscreen();
    root.popover = null;
    root.classList.remove("cu-lecture", "cu-beside", "cu-above", "cu-many");
    root.style.removeProperty("--cu-size");
    if (parts.controls) parts.controls.bar.append(parts.controls.more);
    root.removeAttribute("tabindex");
    root.removeAttribute("data-lm-suppress-shortcuts");
    if (root.parentElement) root.parentElement.style.minHeight = "";
    this.button("large", "false", "lecture view: fill the window (L)");
    this.keys.hidden = true;
    if (parts.picture) {
      parts.picture.filling = false;
      parts.picture.memo = [];
      parts.picture.queue();
    }
    this.changed();
    root.scrollIntoView({ block: "nearest" });
    this.large.focus({ preventScroll: true });
  }

  /** @param {"large" | "small"} icon @param {string} pressed @param {string} title */
  button(icon, pressed, title) {
    relabel(this.large, icon);
    this.large.setAttribute("aria-pressed", pressed);
    this.large.title = title;
  }

  /** The largest type at which the controls have room. */
  fit() {
    if (!this.on) return;
    const { root } = this, rows = this.parts.controls?.rows;
    const fits = () => root.scrollHeight <= root.clientHeight + 1 && (!rows || rows.scrollHeight <= rows.clientHeight + 1);
    for (const size of SIZES) {
      root.style.setProperty("--cu-size", `${size}px`);
      if (fits()) break;
    }
    this.parts.picture?.queue();
  }

  async fullScreen() {
    if (!this.on) this.enter();
    if (document.fullscreenElement) return document.exitFullscreen();
    this.root.popover = null; // what is full screen is in the top layer already, and may not be twice
    try {
      await this.root.requestFullscreen();
      this.full = this.on;
      if (!this.on) void document.exitFullscreen(); // left in the meantime
    } catch { // not allowed here: the window is filled all the same
      if (this.on) this.float();
    }
  }

  /** @param {KeyboardEvent} e */
  key(e) {
    const at = /** @type {HTMLElement} */ (e.target), typing = at.matches("select, input:not([type=range], [type=checkbox], [type=radio])");
    // JupyterLab's own keys (arrows leave the cell, D D deletes it) must not act inside a panel
    if (this.on || (e.key !== "Tab" && e.key !== "Escape")) e.stopPropagation();
    if (e.key === "Escape" && this.on) {
      e.preventDefault();
      this.leave();
    } else if (e.key === "Tab" && this.on) this.around(e);
    if (typing || e.ctrlKey || e.metaKey || e.altKey || e.repeat) return;
    const act = { " ": () => this.parts.controls?.turn(), r: () => this.parts.controls?.reset(), l: () => this.toggle(), f: () => void this.fullScreen(), "?": () => this.help() }[e.key.toLowerCase()];
    if (!act || (e.key === " " && at.matches("button, [type=checkbox], [type=radio]"))) return;
    e.preventDefault();
    act();
  }

  /** Tab stays in the lecture view. @param {KeyboardEvent} e */
  around(e) {
    const all = [...this.root.querySelectorAll("button, select, input, [tabindex='0']")].filter(
      (el) => el instanceof HTMLElement && el.tabIndex >= 0 && el.offsetParent !== null && !el.matches(":disabled"));
    const first = /** @type {HTMLElement | undefined} */ (all[0]), last = /** @type {HTMLElement | undefined} */ (all[all.length - 1]);
    const from = document.activeElement;
    if (e.shiftKey ? from === first || from === this.root : from === last) {
      e.preventDefault();
      (e.shiftKey ? last : first)?.focus();
    }
  }

  close() {
    this.leave();
    this.room.disconnect();
    document.removeEventListener("fullscreenchange", this.left);
  }
}

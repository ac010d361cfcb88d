// A button that opens a list of choices: nothing is chosen until Enter or a click, and the same choice can be made again.
import { make } from "./dom.js";

export class Menu {
  /** @param {string} label @param {string[]} choices @param {(index: number) => void} choose */
  constructor(label, choices, choose) {
    this.choices = choices;
    this.el = make("div", "cu-menu");
    this.button = make("button", "cu-button");
    this.button.type = "button";
    this.label = label;
    this.chosen = make("span", "cu-chosen");
    this.button.append(this.chosen, make("span", "", "▾"));
    this.button.setAttribute("aria-haspopup", "menu");
    this.list = make("div", "cu-list");
    this.list.setAttribute("role", "menu");
    this.list.setAttribute("aria-label", label);
    this.items = choices.map((text, i) => {
      const item = make("button", "cu-item", text);
      item.type = "button";
      item.tabIndex = -1;
      item.setAttribute("role", "menuitemradio");
      item.addEventListener("click", () => {
        this.close();
        choose(i);
      });
      return item;
    });
    this.list.append(...this.items);
    this.el.append(make("span", "", label), this.button, this.list);
    this.button.addEventListener("click", () => (this.list.hidden ? this.open() : this.close()));
    this.el.addEventListener("keydown", (e) => this.key(e));
    this.el.addEventListener("focusout", (e) => { if (!this.el.contains(/** @type {Node | null} */ (e.relatedTarget))) this.close(false); });
    this.shown = -2;
    this.show(-1);
    this.list.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
  }

  open() {
    this.list.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    this.items[Math.max(0, this.shown)].focus({ preventScroll: true });
  }

  /** @param {boolean} [back] the focus returns to the button */
  close(back = true) {
    if (this.list.hidden) return;
    this.list.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    if (back) this.button.focus({ preventScroll: true });
  }

  /** Which choice was made last, or -1. @param {number} index */
  show(index) {
    if (index === this.shown) return;
    this.shown = index;
    this.chosen.textContent = this.choices[index] ?? "choose …";
    this.button.setAttribute("aria-label", `${this.label}: ${this.chosen.textContent}`);
    this.items.forEach((item, i) => item.setAttribute("aria-checked", String(i === index)));
  }

  /** @param {KeyboardEvent} e */
  key(e) {
    const last = this.items.length - 1, at = this.items.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const opens = this.list.hidden && (e.key === "ArrowDown" || e.key === "ArrowUp");
    const to = opens ? null : { ArrowDown: at < last ? at + 1 : 0, ArrowUp: at > 0 ? at - 1 : last, Home: 0, End: last }[e.key];
    if (opens) this.open();
    else if (this.list.hidden) return;
    else if (e.key === "Escape") this.close();
    else if (to !== undefined && to !== null) this.items[to].focus({ preventScroll: true });
    else return;
    e.preventDefault();
    e.stopPropagation(); // Escape must not leave the lecture view as well
  }
}

// The guided steps of a demo: a bar with one question at a time, and what was to be seen once it is done.
import { button, make, say } from "./dom.js";

/** @typedef {import("./types.js").Step} Step */

export class Guide {
  /** @param {number} steps how many there are @param {(to: number) => void} go asks for the step of this number; -1 leaves */
  constructor(steps, go) {
    /** @type {Step | null} */
    this.step = null;
    this.open = button("", "Guide", `the ${steps} questions before this demo, one by one`, () => go(this.step ? -1 : 0));
    this.open.setAttribute("aria-expanded", "false");
    this.el = make("section", "cu-guide");
    this.el.setAttribute("aria-label", "guided steps");
    this.el.hidden = true;
    this.place = make("p", "cu-guide-at");
    this.task = make("p");
    this.predict = make("p", "cu-guide-predict");
    this.seen = make("p", "cu-guide-seen");
    const words = make("div", "cu-guide-words"), buttons = make("div", "cu-guide-go"), at = () => this.step?.at ?? 0;
    words.setAttribute("aria-live", "polite");
    words.append(this.task, this.predict, this.seen);
    this.back = button("", "Back", "the question before", () => go(at() - 1));
    this.next = button("", "Next", "the next question", () => go(at() + 1));
    buttons.append(this.back, this.next, button("", "Leave", "close the guide; everything stays as it is", () => { go(-1); this.open.focus(); }));
    this.el.append(this.place, words, buttons);
  }

  /** @param {Step | null} step */
  show(step) {
    this.open.setAttribute("aria-expanded", String(Boolean(step)));
    this.el.hidden = !step;
    this.step = step;
    if (!step) return;
    say(this.place, `${step.at + 1} of ${step.of}`);
    say(this.task, step.do);
    say(this.predict, `Predict: ${step.predict}`);
    say(this.seen, step.seen && `✔ ${step.seen}`);
    this.back.disabled = step.at === 0;
    this.next.classList.toggle("cu-run", Boolean(step.seen));
    if (this.next.lastElementChild) this.next.lastElementChild.textContent = step.at + 1 < step.of ? "Next" : "Finish";
  }
}

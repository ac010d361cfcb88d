// One control of a demo: a slider with its number, a switch, a list or a line of text.
import { make } from "./dom.js";
import { unique } from "./page.js";
import { Thumbs } from "./thumbs.js";

/** @typedef {import("./types.js").Control} Description @typedef {import("./types.js").Value} Value */

/** A slider works on whole positions 0 … steps; these are its values. @param {Description} c */
export function scaleOf(c) {
  if (c.kind === "log") {
    const a = Math.log10(c.low), b = Math.log10(c.high), steps = Math.max(40, Math.round((b - a) * 24));
    const tidy = (/** @type {number} */ v) => Math.min(c.high, Math.max(c.low, +v.toPrecision(2)));
    return {
      steps,
      value: (/** @type {number} */ i) => tidy(10 ** (a + ((b - a) * i) / steps)),
      position: (/** @type {number} */ v) => Math.round(((Math.log10(v) - a) / (b - a)) * steps),
    };
  }
  const steps = Math.max(1, Math.round((c.high - c.low) / c.step));
  return {
    steps,
    value: (/** @type {number} */ i) => (i >= steps ? c.high : +(c.low + i * c.step).toFixed(10)),
    position: (/** @type {number} */ v) => Math.round((v - c.low) / c.step),
  };
}

/** A value in few characters. @param {Description} c @param {number} v */
export function words(c, v) {
  if (c.kind === "integer") return String(v);
  if (v === 0) return "0";
  if (c.kind === "log") {
    if (Math.abs(v) >= 1e-3 && Math.abs(v) < 1e5) return String(+v.toPrecision(3));
    return v.toExponential(+v.toPrecision(2) === +v.toPrecision(1) ? 0 : 1).replace("e+", "e");
  }
  const digits = Math.max(0, Math.min(6, -Math.floor(Math.log10(c.step) + 1e-9))), scaled = c.step * 10 ** digits;
  return (+v).toFixed(Math.abs(scaled - Math.round(scaled)) > 1e-6 ? digits + 1 : digits);
}

export class Control {
  /** @param {Description} c @param {(value: Value) => void} change @param {import("./types.js").Palette} palette */
  constructor(c, change, palette) {
    this.c = c;
    this.thumbs = new Thumbs(palette);
    this.el = make("div", `cu-control cu-${c.kind}`);
    this.el.title = [c.help, c.rebuild ? "↻ a change starts the run anew" : ""].filter(Boolean).join("\n");
    this.label = make("label", "cu-label", c.label);
    if (c.rebuild) {
      const sign = make("span", "cu-rebuild", "↻");
      sign.setAttribute("aria-label", "(starts anew)");
      this.label.append(" ", sign);
    }
    this.head = make("div", "cu-head");
    this.head.append(this.label);
    /** @type {(v: Value) => void} */
    this.set = () => {};
    /** How far its range reaches now, where that may be less than `high`; of a choice, how many of its options there are.
     * @type {(most: number | undefined) => void} */
    this.reach = () => {};
    const input = c.kind === "toggle" ? this.toggle(change) : c.kind === "text" ? this.text(change) : c.kind === "several" || c.pictures ? this.tiles(change) : c.kind === "choice" ? this.choice(change) : this.slider(change);
    if (input instanceof HTMLInputElement || input instanceof HTMLSelectElement) input.id = this.label.htmlFor = unique();
    else input.setAttribute("aria-labelledby", this.label.id = unique());
    if (c.help) input.setAttribute("aria-description", c.help);
  }

  /** @param {(value: Value) => void} change */
  toggle(change) {
    const input = make("input");
    input.type = "checkbox";
    input.setAttribute("role", "switch");
    input.addEventListener("change", () => change(input.checked));
    this.set = (v) => { input.checked = Boolean(v); };
    this.head.prepend(input);
    this.el.append(this.head);
    return input;
  }

  /** @param {(value: Value) => void} change */
  choice(change) {
    const input = make("select");
    this.c.options.forEach((text, i) => input.append(new Option(text, String(i))));
    input.addEventListener("change", () => change(+input.value));
    this.set = (v) => { input.value = String(v); };
    this.reach = (most = this.c.options.length) => Array.from(input.options).forEach((o, i) => { o.hidden = o.disabled = i >= most; });
    this.el.append(this.head, input);
    return input;
  }

  /** All options side by side, with a picture where they have one: one of them, or several. @param {(value: Value) => void} change */
  tiles(change) {
    const { c } = this, group = make("div", "cu-tiles"), one = c.kind === "choice", name = unique();
    group.setAttribute("role", one ? "radiogroup" : "group");
    const inputs = c.options.map((text, i) => {
      const tile = make("label", "cu-tile"), input = make("input");
      Object.assign(input, { type: one ? "radio" : "checkbox", name, value: String(i) });
      tile.append(input);
      if (c.pictures) tile.append(this.thumbs.add(c.pictures[i]));
      tile.append(make("span", "", text));
      group.append(tile);
      return input;
    });
    const chosen = () => inputs.flatMap((input, i) => (input.checked ? [i] : []));
    group.addEventListener("change", (e) => {
      const now = chosen();
      if (now.length) change(one ? now[0] : now);
      else /** @type {HTMLInputElement} */ (e.target).checked = true; // one must stay
    });
    if (one) this.reach = (most = inputs.length) => Array.from(group.children).forEach((tile, i) => { /** @type {HTMLElement} */ (tile).hidden = i >= most; });
    this.set = (v) => inputs.forEach((input, i) => { input.checked = one ? i === v : Array.isArray(v) && v.includes(i); });
    this.el.classList.add("cu-wide");
    this.el.append(this.head, group);
    return group;
  }

  /** A line of text acts with each letter, or on Enter and when it is left. Escape brings back what holds.
   * @param {(value: Value) => void} change */
  text(change) {
    const { c } = this, input = make("input", "cu-typed");
    Object.assign(input, { type: "text", maxLength: c.high, spellcheck: false, autocomplete: "off" });
    let held = ""; // what the kernel has, or was told last
    this.set = (v) => {
      held = String(v);
      if (document.activeElement !== input) input.value = held; // never under the hand
    };
    const tell = () => {
      if (input.value === held) return;
      held = input.value;
      change(held);
    };
    input.addEventListener("input", (e) => {
      const typed = e instanceof InputEvent && e.inputType !== "insertReplacementText"; // else a suggestion was chosen
      if (!typed || (c.atOnce && !e.isComposing)) tell(); // half a Chinese character is none
    });
    input.addEventListener("compositionend", () => { if (c.atOnce) tell(); });
    input.addEventListener("change", tell);
    input.addEventListener("blur", () => { input.value = held; });
    input.addEventListener("keydown", (e) => {
      if (e.isComposing) return;
      if (e.key === "Enter") tell();
      if (e.key !== "Escape" || input.value === held) return;
      input.value = held;
      e.stopPropagation(); // Escape must not leave the lecture view as well
    });
    this.el.append(this.head, input);
    if (c.options.length) {
      const list = make("datalist");
      list.id = unique();
      list.append(...c.options.map((word) => new Option(word, word)));
      input.setAttribute("list", list.id);
      this.el.append(list);
    }
    if (c.high > 24) this.el.classList.add("cu-wide");
    return input;
  }

  /** Enter leads from the slider to its number and back; Escape leads back and leaves the value as it was.
   * @param {(value: Value) => void} change */
  slider(change) {
    const { c } = this, scale = scaleOf(c), input = make("input"), number = make("input", "cu-number"), value = make("span", "cu-value");
    Object.assign(input, { type: "range", min: "0", max: String(scale.steps), step: "1" });
    Object.assign(number, { type: "text", inputMode: "decimal", tabIndex: -1 });
    number.setAttribute("aria-label", `${c.label}: type a value`);
    let text = "";
    const paint = (/** @type {number} */ v) => {
      text = words(c, v).replace(/^-/, "−");
      if (document.activeElement !== number) {
        number.value = text;
        number.style.width = `${Math.max(3, text.length + 0.8)}ch`;
      }
      input.setAttribute("aria-valuetext", `${text} ${c.unit}`.trim());
      input.style.setProperty("--at", `${(100 * +input.value) / Math.max(1, +input.max)}%`);
    };
    this.reach = (most = c.high) => { input.max = String(scale.position(most)); };
    this.set = (v) => {
      input.value = String(scale.position(Number(v)));
      paint(Number(v));
    };
    input.addEventListener("input", () => {
      const v = scale.value(+input.value);
      paint(v);
      change(v);
    });
    input.addEventListener("keydown", (e) => { if (e.key === "Enter") number.focus(); });
    number.addEventListener("focus", () => number.select());
    number.addEventListener("change", () => {
      const typed = Number(number.value.replace(",", ".").replace("−", "-"));
      change(Number.isFinite(typed) && number.value.trim() ? typed : number.value); // what is no number is refused in words
    });
    number.addEventListener("keydown", (e) => {
      if (e.key === "Escape") number.value = text;
      if (e.key !== "Enter" && e.key !== "Escape") return;
      input.focus();
      e.stopPropagation(); // Escape must not leave the lecture view as well
    });
    value.append(number);
    if (c.unit) value.append(make("span", "cu-unit", c.unit));
    this.head.append(value);
    this.el.append(this.head, input);
    return input;
  }
}

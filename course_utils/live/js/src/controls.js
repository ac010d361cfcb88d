// The controls of a panel: run, step, reset, speed, presets, and one control for each field of the demo.
import { Control } from "./control.js";
import { button, make, relabel, say } from "./dom.js";
import { Guide } from "./guide.js";
import { Menu } from "./menu.js";

/** @typedef {import("./types.js").State} State @typedef {import("./home.js").Home} Home @typedef {import("./types.js").Spec} Spec */

export class Controls {
  /** @param {Spec} spec @param {Home} home */
  constructor(spec, home) {
    this.home = home;
    this.shown = "";
    /** @type {State | null} */
    this.state = null;
    /** @type {Record<string, Control>} */
    this.list = {};
    this.el = make("div", "cu-controls");
    this.el.setAttribute("role", "group");
    this.el.setAttribute("aria-label", `Controls of ${spec.title}`);
    this.bar = make("div", "cu-bar");
    this.rows = make("div", "cu-rows");
    this.more = make("div", "cu-more");
    this.note = make("p", "cu-note");
    this.end = make("p", "cu-end");
    this.end.setAttribute("role", "status");
    this.error = make("div", "cu-error");
    this.error.setAttribute("role", "alert");
    this.guide = new Guide(spec.guide, (to) => home.press("guide", { value: to }));
    this.told = make("div", "cu-told");
    this.told.append(this.error, this.end);
    this.code = make("input", "cu-code");
    this.code.readOnly = this.code.hidden = this.note.hidden = this.end.hidden = this.error.hidden = true;
    this.code.setAttribute("aria-label", "settings as Python code");
    this.buttons(spec);
    this.lists(spec);
    this.rest(spec);
    this.bar.append(this.more);
    for (const c of spec.controls) {
      this.list[c.name] = new Control(c, (value) => home.move({ [c.name]: value }), spec.palette);
      this.rows.append(this.list[c.name].el);
    }
    if (spec.trains && spec.controls.some((c) => c.rebuild)) this.rows.append(make("span", "cu-legend", "↻ starts the run anew"));
    this.el.append(this.bar, ...(spec.controls.length ? [this.rows] : []));
  }

  /** @param {Spec} spec */
  buttons(spec) {
    const { home, bar } = this;
    if (spec.trains) {
      this.run = button("play", "Run", "run or pause (Space); the run goes on where it stopped", () => this.turn());
      this.run.classList.add("cu-run");
      bar.append(this.run, button("step", "Step", `one step: ${spec.step}`, () => home.press("step")));
    }
    if (spec.trains || spec.seed) bar.append(button("reset", "Reset", "start anew with the same seed (R)", () => this.reset()));
    this.resets = spec.trains || spec.seed;
  }

  /** Run or pause. */
  turn() { if (this.run) this.home.press(this.state?.playing ? "pause" : "play"); }

  reset() { if (this.resets) this.home.press("reset"); }

  /** @param {Spec} spec */
  lists(spec) {
    if (spec.trains) this.speed = this.pick(spec);
    if (spec.presets.length) {
      this.preset = new Menu("try", spec.presets, (index) => this.home.press("preset", { value: index }));
      this.bar.append(this.preset.el);
    }
  }

  /** The list of speeds. @param {Spec} spec */
  pick(spec) {
    const select = make("select"), label = make("label", "cu-pick");
    select.append(...spec.speeds.map((text, i) => new Option(text, String(i))));
    select.addEventListener("change", () => this.home.press("speed", { value: +select.value }));
    label.title = `a step is ${spec.step}`;
    label.append(make("span", "", "speed"), select);
    this.bar.append(label);
    return select;
  }

  /** @param {Spec} spec */
  rest(spec) {
    const { home, more } = this;
    if (spec.guide) more.append(this.guide.open);
    if (spec.seed) more.append(button("", "New seed", "other random numbers", () => home.press("reseed")));
    if (spec.trains) {
      const label = make("label", "cu-keep"), keep = make("input");
      label.title = "a run's curves stay in the picture, grey, after a reset";
      keep.type = "checkbox";
      keep.addEventListener("change", () => home.press("keep", { value: keep.checked }));
      label.append(keep, "Keep runs");
      this.keep = keep;
      this.kept = [label, this.clear = button("", "Clear", "clear earlier runs: take the grey curves away", () => home.press("clear"))];
      this.clear.setAttribute("aria-label", "Clear earlier runs");
      more.append(...this.kept);
    }
    const copy = button("", "Copy settings", "the Python code that rebuilds this run", () => this.copied(copy));
    more.append(copy);
  }

  /** @param {HTMLButtonElement} copy */
  async copied(copy) {
    const text = this.state?.code ?? "", words = copy.lastElementChild;
    this.code.value = text;
    this.code.hidden = false;
    this.code.select();
    try { await navigator.clipboard.writeText(text); } catch { /* the field is selected: Ctrl+C copies it */ }
    if (!words) return;
    words.textContent = "Copied";
    setTimeout(() => { words.textContent = "Copy settings"; }, 1500);
  }

  close() { for (const control of Object.values(this.list)) control.thumbs.end(); }

  /** @param {State} state @param {Set<string>} busy fields whose last move is not confirmed; they keep the hand's value */
  show(state, busy) {
    const text = JSON.stringify([state, [...busy]]);
    if (text === this.shown) return; // most frames of a run change the picture alone
    this.shown = text;
    for (const [name, control] of Object.entries(this.list)) {
      control.reach(state.most[name]);
      if (!busy.has(name)) control.set(state.values[name]);
      control.el.hidden = state.hidden.includes(name);
    }
    if (this.run && this.state?.playing !== state.playing) {
      relabel(this.run, state.playing ? "pause" : "play", state.playing ? "Pause" : "Run");
      this.run.classList.toggle("cu-on", state.playing);
    }
    this.state = state;
    if (this.speed) this.speed.value = String(state.speed);
    this.preset?.show(state.preset);
    if (this.keep) this.keep.checked = state.keep;
    if (this.clear) this.clear.disabled = !state.ghosts;
    for (const el of this.kept ?? []) el.hidden = !state.curves;
    say(this.note, state.note);
    this.guide.show(state.guide);
    say(this.end, state.end);
    say(this.error, state.error);
    if (!this.code.hidden && this.code.value !== state.code) this.code.hidden = true;
  }
}

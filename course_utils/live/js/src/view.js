// The widget of panels, plots and single sliders: builds a view of the home that this page has of it.
import { Control } from "./control.js";
import { Controls } from "./controls.js";
import { make, say } from "./dom.js";
import { Home } from "./home.js";
import { Lecture } from "./lecture.js";
import { widget } from "./mount.js";
import { Picture } from "./picture.js";
import { Words } from "./words.js";

/** @typedef {import("./types.js").Spec} Spec */

/** A slider alone, for a loop of the learner's own. @param {HTMLElement} root @param {Spec} spec @param {Home} home */
function slider(root, spec, home) {
  const [c] = spec.controls, control = new Control(c, (value) => home.move({ [c.name]: value }), spec.palette);
  const note = make("p", "cu-note"), error = make("div", "cu-error");
  error.setAttribute("role", "alert");
  root.classList.add("cu-single");
  root.append(control.el, note, error);
  root.addEventListener("keydown", (e) => { if (e.key !== "Tab") e.stopPropagation(); });
  return {
    /** @param {import("./types.js").State} state @param {Set<string>} busy */
    state(state, busy) {
      if (!busy.has(c.name)) control.set(state.values[c.name]);
      say(note, state.note);
      say(error, state.error);
    },
    close() {},
  };
}

/** A panel: controls and picture; a plot has the picture alone. @param {HTMLElement} root @param {Spec} spec @param {Home} home */
function panel(root, spec, home) {
  const title = make("div", "cu-title"), words = new Words();
  const picture = new Picture(spec, (values) => home.move(values), (scene) => words.show(scene, picture.canvas), (type, part) => home.press(type, { part }));
  const controls = spec.mode === "panel" ? new Controls(spec, home) : undefined;
  title.append(make("span", "cu-name", spec.title));
  root.append(title);
  if (controls) root.append(controls.el, controls.code, controls.guide.el, controls.note);
  root.append(picture.el);
  if (controls) root.append(controls.told); // below: a run that ends must not push its picture away
  root.append(words.el);
  const lecture = new Lecture(root, { title, controls, picture });
  let shape = ""; // what of the state changes the room that the controls need
  return {
    /** @param {import("./types.js").State} state @param {Set<string>} busy */
    state(state, busy) {
      controls?.show(state, busy);
      const now = [state.hidden, state.note, state.end, state.error, state.guide?.at, state.guide?.seen].join("|");
      if (now !== shape) lecture.fit();
      shape = now;
    },
    /** @param {import("./types.js").Scene} scene @param {(() => void) | null} done */
    scene: (scene, done) => picture.show(scene, done),
    /** @param {boolean} seen */
    sight(seen) {
      picture.visible = seen;
      if (seen) picture.queue();
    },
    close() {
      lecture.close();
      picture.close();
      controls?.close();
      words.close();
    },
  };
}

export default widget(() => new Home(), (root, spec, home) => (spec.mode === "slider" ? slider : panel)(root, spec, home), {
  "": "",
  silent: "The kernel does not answer: it is busy, or gone. If this line stays, run this cell again.",
  gone: "The kernel was restarted, so this panel can no longer move: run this cell again.",
});

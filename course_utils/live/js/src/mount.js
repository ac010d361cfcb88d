// What every widget is to anywidget, a panel as the pad, and what every view has: its root in the page, theme, whether somebody
// sees it, the line about the kernel.
import { make, say } from "./dom.js";
import { homeOf, leaveHome } from "./page.js";
import { onTheme } from "./theme.js";

/** @typedef {import("./link.js").Lost} Lost @typedef {import("./types.js").Model} Model
 * @typedef {{close: () => void, sight?: (seen: boolean) => void}} Face */

const NEAR = "150px"; // so far beyond the edge of the window a picture counts as seen: it is ready when it comes

/** @template {import("./link.js").Link<any> & {attach: (model: Model) => void}} H @template {Face} F
 * @param {() => H} newHome makes the home of a widget in this page
 * @param {(root: HTMLElement, spec: any, home: H) => F} build a view of it @param {Record<Lost, string>} words of the line about the kernel */
export function widget(newHome, build, words) {
  const homeFor = (/** @type {Model} */ model) => homeOf(model.get("spec").id, newHome);
  return {
    /** @param {{model: Model}} told */
    initialize({ model }) {
      const home = homeFor(model);
      home.attach(model);
      return () => leaveHome(model.get("spec").id, home);
    },

    /** @param {{model: Model, el: HTMLElement}} told */
    render({ model, el }) {
      const home = homeFor(model), spec = model.get("spec");
      return mount(el, home, spec, (root) => build(root, spec, home), words);
    },
  };
}

/** Returns what takes the view away. @template {Face} F
 * @param {HTMLElement} el @param {import("./link.js").Link<any>} home @param {{id: string, present: boolean}} spec @param {(root: HTMLElement) => F} build
 * @param {Record<Lost, string>} words */
function mount(el, home, spec, build, words) {
  const root = make("div", `cu-root${spec.present ? " cu-present" : ""}`), line = make("p", "cu-lost");
  line.setAttribute("role", "status");
  line.hidden = true;
  el.append(root);
  const face = build(root);
  // the still picture that stands for this widget on the next day is not shown beside it, whatever the front end
  root.append(line, make("style", "", `.cu-still[data-for="${spec.id}"] { display: none }`));
  const view = {
    ...face,
    seen: true,
    /** @param {Lost} lost */
    link(lost) {
      say(line, words[lost]);
      root.classList.toggle("cu-gone", lost === "gone");
      for (const field of root.querySelectorAll(":is(.cu-controls, .cu-more) :is(button, select, input)")) field.toggleAttribute("inert", lost === "gone");
    },
  };
  // Jupyter's own keys (arrows leave the cell, D D deletes it) must not act in here; Notebook 7 hears them before we can
  for (const field of root.querySelectorAll("input, select, button, .cu-pad")) field.setAttribute("data-lm-suppress-shortcuts", "true");
  home.add(view);
  // a picture that nobody sees is not drawn, and the kernel is told, so that it computes none
  const look = () => {
    face.sight?.(view.seen);
    home.here();
  };
  const sight = new IntersectionObserver((entries) => {
    view.seen = entries[entries.length - 1].isIntersecting;
    look();
  }, { rootMargin: NEAR });
  sight.observe(root);
  document.addEventListener("visibilitychange", look);
  const ends = [() => sight.disconnect(), () => document.removeEventListener("visibilitychange", look), onTheme((dark) => root.classList.toggle("cu-dark", dark))];
  return () => {
    for (const end of ends) end();
    face.close();
    home.remove(view);
  };
}

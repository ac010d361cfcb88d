// Small helpers for elements.

/** A new element. @template {keyof HTMLElementTagNameMap} T @param {T} tag @param {string} [name] @param {string} [text]
 * @returns {HTMLElementTagNameMap[T]} */
export function make(tag, name = "", text = "") {
  const e = document.createElement(tag);
  if (name) e.className = name;
  if (text) e.textContent = text;
  return e;
}

const ICONS = {
  play: "M4 2.5v11l9.5-5.5z", pause: "M4 2.5h3v11H4zM9 2.5h3v11H9z", step: "M3 2.5v11L10 8zM11 2.5h2v11h-2z",
  reset: "M8 2a6 6 0 1 0 6 6h-2a4 4 0 1 1-4-4c1.1 0 2.1.45 2.83 1.17L9 7h5V2l-1.76 1.76A6 6 0 0 0 8 2z",
  large: "M2 2h5v2H4v3H2zM9 12h3V9h2v5H9zM9 2h5v5h-2V4H9zM2 9h2v3h3v2H2z", small: "M5 2h2v5H2V5h3zM9 9h5v2h-3v3H9zM9 2h2v3h3v2H9zM2 9h5v5H5v-3H2z",
};

/** A button of the panel. @param {keyof typeof ICONS | ""} icon @param {string} text @param {string} title @param {() => void} act */
export function button(icon, text, title, act) {
  const b = make("button", "cu-button");
  b.type = "button";
  b.title = title;
  if (icon) b.innerHTML = `<svg viewBox="0 0 16 16" aria-hidden="true"><path d="${ICONS[icon]}"/></svg>`;
  if (text) b.append(make("span", "", text));
  b.addEventListener("click", act);
  return b;
}

/** Another icon and other words on a button. @param {HTMLButtonElement} b @param {keyof typeof ICONS} icon @param {string} [text] */
export function relabel(b, icon, text) {
  b.querySelector("path")?.setAttribute("d", ICONS[icon]);
  if (text !== undefined && b.lastElementChild) b.lastElementChild.textContent = text;
}

/** Words whose numbers are not parted from their % at the end of a line. @param {string} text */
export const whole = (text) => text.replace(/(\d) (?=%)/g, "$1\u00a0");

/** Words into an element, which is hidden while there are none. @param {HTMLElement} el @param {string} words */
export function say(el, words) {
  const text = whole(words);
  if (el.textContent !== text) el.textContent = text;
  el.hidden = !text;
}

// A hand in the picture: dragging in axes that offer it sets fields of the demo.

/** @typedef {import("./types.js").Box} Box */

const REACH = 4; // CSS pixels around the axes that still count

/** @param {HTMLCanvasElement} canvas @param {() => Box[]} boxes @param {(values: Record<string, {drag: number}>) => void} set */
export function dragging(canvas, boxes, set) {
  let held = -1; // the axes in hand; its box is looked up anew, as limits may move under the hand
  const place = (/** @type {{clientX: number, clientY: number}} */ e) => {
    const r = canvas.getBoundingClientRect();
    return [e.clientX - r.left, e.clientY - r.top];
  };
  const under = (/** @type {{clientX: number, clientY: number}} */ e) => {
    const [x, y] = place(e);
    return boxes().findIndex((b) => b.drag && x >= b.x - REACH && x <= b.x + b.w + REACH && y >= b.y - REACH && y <= b.y + b.h + REACH);
  };
  const move = (/** @type {PointerEvent} */ e) => {
    const b = boxes()[held];
    if (!b?.drag) return;
    const [px, py] = place(e), at = b.at(Math.min(Math.max(px, b.x), b.x + b.w), Math.min(Math.max(py, b.y), b.y + b.h));
    /** @type {Record<string, {drag: number}>} */
    const values = {};
    b.drag.forEach((name, i) => { if (name) values[name] = { drag: at[i] }; });
    set(values);
    e.preventDefault();
  };
  canvas.addEventListener("pointerdown", (e) => {
    // the other buttons belong to the browser's menu: "Save image as…" must not move anything
    held = e.button === 0 && !e.ctrlKey ? under(e) : -1;
    if (held < 0) return;
    canvas.setPointerCapture(e.pointerId);
    canvas.classList.add("cu-grabbing");
    move(e);
  });
  canvas.addEventListener("pointermove", (e) => {
    if (held >= 0 && e.buttons & 1) move(e);
    else canvas.classList.toggle("cu-grab", under(e) >= 0);
  });
  const stop = () => { held = -1; canvas.classList.remove("cu-grabbing"); };
  canvas.addEventListener("pointerup", stop);
  canvas.addEventListener("pointercancel", stop);
  // a finger in such axes drags, from the first touch on; anywhere else, and with two fingers, it moves the page
  canvas.addEventListener("touchstart", (e) => { if (e.touches.length === 1 && under(e.touches[0]) >= 0) e.preventDefault(); }, { passive: false });
}

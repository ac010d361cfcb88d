// The widget of the drawing pad: the pad, the pixels that the network sees, and what it makes of them.
import { button, make, say } from "./dom.js";
import { Drawing } from "./drawing.js";
import { Lecture } from "./lecture.js";
import { widget } from "./mount.js";
import { Pad } from "./pad.js";
import { Caption } from "./words.js";

/** @typedef {import("./drawing.js").Reading} Reading */

const SIDE = 28; // pixels of what the network sees

/** The picture that the network sees. */
function sight() {
  const canvas = make("canvas", "cu-sees"), picture = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  canvas.width = canvas.height = SIDE;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", `The ${SIDE} by ${SIDE} pixels the network sees`);
  return {
    canvas,
    /** @param {number[]} pixels */
    show(pixels) {
      const image = picture.createImageData(SIDE, SIDE);
      pixels.forEach((v, i) => image.data.set([v, v, v, 255], 4 * i));
      picture.putImageData(image, 0, 0);
    },
  };
}

/** A bar for each digit. */
function digits() {
  const el = make("div", "cu-digits");
  el.setAttribute("role", "group");
  el.setAttribute("aria-label", "Probability of each digit");
  const rows = Array.from({ length: 10 }, (_, digit) => {
    const line = make("div", "cu-digit"), track = make("span", "cu-track"), fill = make("span", "cu-fill"), share = make("span", "cu-share");
    track.append(fill);
    line.append(make("b", "", String(digit)), track, share);
    el.append(line);
    return { line, fill, share };
  });
  return {
    el,
    /** @param {number[]} probabilities */
    show(probabilities) {
      const top = Math.max(...probabilities);
      probabilities.forEach((p, k) => {
        rows[k].fill.style.width = `${100 * p}%`;
        rows[k].share.textContent = `${Math.round(100 * p)} %`;
        rows[k].line.classList.toggle("cu-best", top > 0 && p === top);
      });
    },
  };
}

/** @param {string} name @param {string} head @param {HTMLElement[]} rest */
function part(name, head, ...rest) {
  const el = make("div", `cu-draw-part ${name}`);
  el.append(make("div", "cu-draw-head", head), ...rest);
  return el;
}

/** @param {HTMLElement} root @param {unknown} spec @param {Drawing} drawing */
function face(root, spec, drawing) {
  const pad = new Pad(drawing), sees = sight(), bars = digits();
  const title = make("div", "cu-title"), caption = new Caption(), error = make("div", "cu-error");
  error.setAttribute("role", "alert");
  const undo = button("", "Undo", "take the last stroke back (Backspace)", () => pad.back()), clear = button("", "Clear", "an empty pad (Delete)", () => pad.wipe());
  const row = make("div", "cu-bar"), parts = make("div", "cu-draw-parts");
  row.append(undo, clear);
  parts.append(part("", "draw here", pad.el, row), part("", "what the network sees", sees.canvas), part("cu-draw-wide", "probability", bars.el));
  title.append(make("span", "cu-name", "Draw a digit"));
  root.classList.add("cu-draw");
  root.append(title, parts, caption.el, caption.spoken, error,
    make("p", "cu-keyline", "Mouse, finger or pen. Keys: arrows move, Space lowers or lifts the pen, Backspace undoes, Delete clears."));
  const lecture = new Lecture(root, { title }, () => pad.paint());
  return {
    paint() {
      undo.disabled = clear.disabled = !drawing.strokes.length;
      pad.paint();
    },
    /** @param {Reading} reading */
    read(reading) {
      root.dataset.delay = drawing.delay.toFixed(1); // milliseconds to this answer, for whoever looks into the page
      sees.show(reading.pixels);
      bars.show(reading.probabilities);
      caption.show(reading.caption);
      say(error, reading.error);
    },
    close() {
      caption.close();
      lecture.close();
      pad.close();
    },
  };
}

export default widget(() => new Drawing(), face, {
  "": "", silent: "", gone: "The kernel was restarted, so nobody reads this pad any more: run this cell again.",
});

// A square pad. Mouse, finger and pen draw; with the keyboard the arrows move the pen, Space lowers or lifts it,
// Backspace takes a stroke back, Delete clears. Strokes go to the kernel, at most two unanswered; the newest answer is shown.

const STEP = 0.03, WIDTH = 0.09; // of a key press; of the pen, as in draw.py

const make = (tag, name = "", text = "") => { const e = document.createElement(tag); if (name) e.className = name; if (text) e.textContent = text; return e; };
const inside = (v) => Math.min(1, Math.max(0, +v.toFixed(4)));

function isDark() {
  const body = document.body;
  if (body.dataset.jpThemeLight !== undefined) return body.dataset.jpThemeLight === "false";
  return body.classList.contains("vscode-dark") || body.classList.contains("vscode-high-contrast");
}

function button(text, title, act) {
  const b = make("button", "cu-button", text);
  b.type = "button"; b.title = title;
  b.addEventListener("click", act);
  b.addEventListener("keydown", (e) => { if (e.key !== "Tab" && e.key !== "Escape") e.stopPropagation(); });
  return b;
}

function render({ model, el }) {
  const present = model.get("spec").present, root = make("div", `cu-root cu-draw${present ? " cu-present" : ""}`);
  const pad = make("canvas", "cu-pad"), sees = make("canvas", "cu-sees"), bars = make("div", "cu-digits");
  const caption = make("p", "cu-caption"), spoken = make("div", "cu-spoken"), error = make("div", "cu-error");
  pad.tabIndex = 0;
  pad.setAttribute("role", "application");
  pad.setAttribute("aria-label", "Drawing pad. Arrow keys move the pen, Space lowers or lifts it, Backspace takes the last stroke back, Delete clears.");
  sees.width = sees.height = 28;
  sees.setAttribute("role", "img");
  sees.setAttribute("aria-label", "The 28 by 28 pixels the network sees");
  bars.setAttribute("role", "group");
  bars.setAttribute("aria-label", "Probability of each digit");
  caption.setAttribute("aria-hidden", "true"); // what a screen reader says is the calmer copy below
  spoken.setAttribute("aria-live", "polite");
  error.setAttribute("role", "alert"); error.hidden = true;
  const undo = button("Undo", "take the last stroke back (Backspace)", () => back()), clear = button("Clear", "an empty pad (Delete)", () => wipe());
  const left = make("div", "cu-draw-part"), middle = make("div", "cu-draw-part"), right = make("div", "cu-draw-part cu-draw-wide");
  const row = make("div", "cu-bar"), parts = make("div", "cu-draw-parts");
  row.append(undo, clear);
  left.append(make("div", "cu-draw-head", "draw here"), pad, row);
  middle.append(make("div", "cu-draw-head", "what the network sees"), sees);
  right.append(make("div", "cu-draw-head", "probability"), bars);
  parts.append(left, middle, right);
  root.append(make("div", "cu-title", "Draw a digit"), parts, caption, spoken, error,
    make("p", "cu-keys", "Mouse, finger or pen. Keys: arrows move, Space lowers or lifts the pen, Backspace undoes, Delete clears."));
  el.append(root);
  for (const e of [pad, undo, clear]) e.setAttribute("data-lm-suppress-shortcuts", "true"); // Notebook 7 hears keys before we do
  const rows = Array.from({ length: 10 }, (_, digit) => {
    const line = make("div", "cu-digit"), track = make("span", "cu-track"), fill = make("span", "cu-fill"), share = make("span", "cu-share");
    track.append(fill);
    line.append(make("b", "", String(digit)), track, share);
    bars.append(line);
    return { line, fill, share };
  });

  // ---- the hand
  let strokes = [], finger = null, pen = [0.5, 0.3], down = false, asked = 0;
  const ink = pad.getContext("2d");
  const paint = () => {
    asked = 0;
    const side = pad.clientWidth, dpr = window.devicePixelRatio || 1;
    if (!side) return;
    if (pad.width !== Math.round(side * dpr)) pad.width = pad.height = Math.round(side * dpr);
    ink.setTransform(pad.width, 0, 0, pad.width, 0, 0);
    ink.fillStyle = "#000"; ink.fillRect(0, 0, 1, 1);
    ink.strokeStyle = "#fff"; ink.lineWidth = WIDTH; ink.lineCap = ink.lineJoin = "round";
    for (const s of strokes) {
      ink.beginPath(); ink.moveTo(...s[0]);
      for (const p of s) ink.lineTo(...p);
      ink.stroke();
    }
    if (!strokes.length && finger === null && !(document.activeElement === pad && keys)) {
      ink.fillStyle = "#8a929c"; ink.textAlign = "center"; ink.textBaseline = "middle";
      ink.setTransform(1, 0, 0, 1, 0, 0);
      ink.font = `${0.065 * pad.width}px system-ui, "DejaVu Sans", sans-serif`;
      ink.fillText("a digit from 0 to 9", pad.width / 2, pad.width / 2);
      ink.setTransform(pad.width, 0, 0, pad.width, 0, 0);
    }
    if (document.activeElement === pad && keys) {
      ink.strokeStyle = down ? "#ffb43d" : "#4fb0ea"; ink.lineWidth = 0.012;
      ink.beginPath(); ink.arc(...pen, 0.035, 0, 7); ink.stroke();
    }
  };
  let keys = false; // the pen's ring shows only to those who use the keyboard
  const repaint = () => { if (!asked) asked = requestAnimationFrame(paint); };
  const changed = () => { undo.disabled = clear.disabled = !strokes.length; repaint(); ask(); };
  const back = () => { strokes.pop(); down = false; changed(); };
  const wipe = () => { strokes = []; down = false; changed(); };
  const at = (e) => { const r = pad.getBoundingClientRect(); return [inside((e.clientX - r.left) / r.width), inside((e.clientY - r.top) / r.height)]; };
  pad.addEventListener("pointerdown", (e) => {
    if (finger !== null || e.button) return;
    pad.focus({ preventScroll: true });
    try { pad.setPointerCapture(e.pointerId); } catch { /* a pointer made by a program */ }
    finger = e.pointerId; keys = down = false; pen = at(e);
    strokes.push([pen]);
    changed();
    e.preventDefault();
  });
  pad.addEventListener("pointermove", (e) => {
    if (e.pointerId !== finger) return;
    const stroke = strokes[strokes.length - 1], last = stroke && stroke[stroke.length - 1];
    pen = at(e);
    if (!stroke || Math.hypot(pen[0] - last[0], pen[1] - last[1]) < 0.004) return;
    stroke.push(pen);
    changed();
  });
  for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) pad.addEventListener(name, (e) => { if (e.pointerId === finger) finger = null; });
  pad.addEventListener("focus", () => { keys = pad.matches(":focus-visible"); repaint(); });
  pad.addEventListener("blur", () => { down = false; repaint(); });
  pad.addEventListener("keydown", (e) => {
    if (e.key === "Tab" || e.key === "Escape") return;
    e.stopPropagation(); // JupyterLab's own keys (D D deletes the cell) must not act here
    const move = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[e.key];
    keys = true;
    if (move) {
      pen = [inside(pen[0] + move[0]), inside(pen[1] + move[1])];
      if (down) { strokes[strokes.length - 1].push(pen); changed(); } else repaint();
    } else if (e.key === " ") {
      down = !down;
      if (down) { strokes.push([pen]); changed(); } else repaint();
    } else if (e.key === "Backspace" || (e.key === "z" && (e.ctrlKey || e.metaKey))) back();
    else if (e.key === "Delete") wipe();
    else return;
    e.preventDefault();
  });

  // ---- the network
  let number = 0, answered = 0, behind = false, speaking = 0;
  const sent = new Map(); // question -> when it was asked
  const ask = () => {
    const now = performance.now();
    for (const [n, t] of sent) if (now - t > 1000) sent.delete(n); // lost: the kernel was restarted or is busy
    if (sent.size >= 2) { if (!behind) { behind = true; setTimeout(() => { if (behind) { behind = false; ask(); } }, 1100); } return; }
    behind = false;
    sent.set(++number, now);
    try { model.send({ type: "strokes", n: number, strokes }); } catch { /* the kernel is gone */ }
  };
  const picture = sees.getContext("2d");
  const show = (told) => {
    const image = picture.createImageData(28, 28);
    told.pixels.forEach((v, i) => image.data.set([v, v, v, 255], 4 * i));
    picture.putImageData(image, 0, 0);
    const top = Math.max(...told.probabilities);
    told.probabilities.forEach((p, k) => {
      rows[k].fill.style.width = `${100 * p}%`;
      rows[k].share.textContent = `${Math.round(100 * p)} %`;
      rows[k].line.classList.toggle("cu-best", top > 0 && p === top);
    });
    caption.textContent = told.caption;
    if (!speaking) speaking = setTimeout(() => { speaking = 0; spoken.textContent = caption.textContent; }, 1500);
    error.hidden = !told.error;
    if (error.textContent !== told.error) error.textContent = told.error;
  };
  const hear = (content) => {
    if (content.type !== "reading") return;
    const asked = sent.get(content.n);
    for (const n of sent.keys()) if (n <= content.n) sent.delete(n);
    if (content.n > answered) { answered = content.n; show(content); }
    if (asked) root.cuDelays.push(performance.now() - asked);
    if (behind) { behind = false; ask(); }
  };
  root.cuDelays = []; // milliseconds from stroke to bars, for tests
  model.on("msg:custom", hear);

  const theme = () => root.classList.toggle("cu-dark", isDark());
  const watch = new MutationObserver(theme), resize = new ResizeObserver(repaint);
  watch.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light", "class"] });
  resize.observe(pad);
  theme();
  const first = model.get("now");
  strokes = first.strokes || [];
  undo.disabled = clear.disabled = !strokes.length;
  show(first);
  repaint();
  return () => {
    model.off("msg:custom", hear);
    watch.disconnect(); resize.disconnect();
    cancelAnimationFrame(asked); clearTimeout(speaking);
  };
}

export default { render };

// A square pad. Mouse and touch draw; with the keyboard the arrows move the pen, space lowers or lifts it, Delete clears.
function render({ model, el }) {
  const SIDE = 240, STEP = 0.03;
  el.innerHTML = `<div style="display:flex;gap:20px;flex-wrap:wrap;align-items:flex-start;color:var(--jp-ui-font-color1,#1f2328);font:13px var(--jp-ui-font-family,sans-serif)">
    <div><canvas class="course-pad" tabindex="0" role="application" width="${SIDE}" height="${SIDE}"
      aria-label="Drawing pad. Arrow keys move the pen, space lowers or lifts it, Delete clears."
      style="background:#000;touch-action:none;cursor:crosshair;border:1px solid var(--jp-border-color1,#888)"></canvas>
      <div><button class="course-clear">Clear</button> arrows move, space draws, Delete clears</div></div>
    <div><canvas class="course-sees" width="28" height="28" style="width:140px;height:140px;image-rendering:pixelated" role="img"
      aria-label="The 28 by 28 pixels the network sees"></canvas><div>what the network sees</div></div>
    <div class="course-bars" style="width:220px"></div></div>
    <div class="course-caption" aria-live="polite" style="margin-top:6px;color:var(--jp-ui-font-color1,#1f2328)"></div>`;
  const pad = el.querySelector(".course-pad"), ink = pad.getContext("2d"), sees = el.querySelector(".course-sees").getContext("2d");
  const bars = el.querySelector(".course-bars"), caption = el.querySelector(".course-caption");
  let strokes = [], drawing = false, pen = [0.5, 0.3], down = false, waiting = false;
  const send = () => {
    paint();
    if (waiting) return;
    waiting = true;
    setTimeout(() => { waiting = false; model.set("strokes", strokes.map(s => s.slice())); model.save_changes(); }, 30);
  };
  const paint = () => {
    ink.clearRect(0, 0, SIDE, SIDE);
    ink.strokeStyle = "#fff"; ink.lineWidth = 0.09 * SIDE; ink.lineCap = ink.lineJoin = "round";
    for (const s of strokes) {
      ink.beginPath(); ink.moveTo(s[0][0] * SIDE, s[0][1] * SIDE);
      for (const [x, y] of s) ink.lineTo(x * SIDE, y * SIDE);
      ink.stroke();
    }
    if (document.activeElement === pad) {
      ink.strokeStyle = down ? "#d98200" : "#3d9fd6"; ink.lineWidth = 2;
      ink.beginPath(); ink.arc(pen[0] * SIDE, pen[1] * SIDE, 6, 0, 7); ink.stroke();
    }
  };
  const at = e => { const r = pad.getBoundingClientRect();
    return [Math.min(1, Math.max(0, (e.clientX - r.left) / r.width)), Math.min(1, Math.max(0, (e.clientY - r.top) / r.height))]; };
  const clear = () => { strokes = []; down = false; send(); };
  pad.addEventListener("pointerdown", e => { pad.focus(); pad.setPointerCapture(e.pointerId); drawing = true; down = false; pen = at(e); strokes.push([pen]); send(); });
  pad.addEventListener("pointermove", e => { if (drawing) { pen = at(e); strokes[strokes.length - 1].push(pen); send(); } });
  for (const name of ["pointerup", "pointercancel"]) pad.addEventListener(name, () => { drawing = false; });
  pad.addEventListener("focus", paint); pad.addEventListener("blur", paint);
  pad.addEventListener("keydown", e => {
    const move = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[e.key];
    if (move) {
      pen = pen.map((v, i) => Math.min(1, Math.max(0, v + move[i])));
      if (down) { strokes[strokes.length - 1].push(pen); send(); } else paint();
    } else if (e.key === " ") { down = !down; if (down) { strokes.push([pen]); send(); } else paint(); }
    else if (e.key === "Delete" || e.key === "Backspace") clear();
    else return;
    e.preventDefault(); e.stopPropagation();
  });
  el.querySelector(".course-clear").addEventListener("click", clear);
  const show = () => {
    const image = sees.createImageData(28, 28);
    model.get("pixels").forEach((v, i) => image.data.set([v, v, v, 255], 4 * i));
    sees.putImageData(image, 0, 0);
    bars.innerHTML = model.get("probabilities").map((p, k) =>
      `<div style="display:flex;gap:6px;align-items:center"><b>${k}</b><span style="background:#3d9fd6;height:10px;width:${Math.round(150 * p)}px"></span>${Math.round(100 * p)} %</div>`).join("");
    caption.textContent = model.get("caption");
  };
  for (const name of ["pixels", "probabilities", "caption"]) model.on(`change:${name}`, show);
  show(); paint();
}
export default { render };

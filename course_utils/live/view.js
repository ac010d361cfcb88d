// Draws scenes (see scene.py) and the controls of a demo's panel. One ES module: no network, no build step.
// Parts: numbers -> limits, ticks -> theme -> drawing of marks -> Picture (canvas, caption, readouts) -> controls -> widget.

// ---------------------------------------------------------------- numbers

const PAD = 0.04; // free space beside the data, as in limits.py

/** An array sent as {buffer, shape} becomes a Float32Array with `shape`; everything else stays. */
export function unpack(value, buffers) {
  if (Array.isArray(value)) return value.map((v) => unpack(v, buffers));
  if (value === null || typeof value !== "object") return value;
  if (typeof value.buffer === "number" && Array.isArray(value.shape)) {
    const view = buffers[value.buffer];
    const bytes = view instanceof ArrayBuffer ? new Uint8Array(view) : new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    const whole = bytes.byteOffset % 4 ? bytes.slice() : bytes;
    const array = new Float32Array(whole.buffer, whole.byteOffset, whole.byteLength >> 2);
    array.shape = value.shape;
    return array;
  }
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, unpack(v, buffers)]));
}

/** What each mark asks of the axes: [axis, values, tight]; the same rule as limits.py. */
function spans(m) {
  const sum = (a, b) => a.map((v, i) => v + b[i]);
  const shift = (a, d) => a.map((v) => v + d);
  switch (m.type) {
    case "Line": case "Points": return [["x", m.x], ["y", m.y]];
    case "HeatMap": return [["x", m.extent.slice(0, 2), true], ["y", m.extent.slice(2), true]];
    case "Bars": {
      const at = m.x || m.heights.map((_, i) => i);
      const [along, across] = m.horizontal ? ["y", "x"] : ["x", "y"];
      return [[along, shift(at, -m.width / 2)], [along, shift(at, m.width / 2)], [across, m.heights], [across, [0], true]];
    }
    case "Arrows": return [["x", m.x], ["x", sum(m.x, m.dx)], ["y", m.y], ["y", sum(m.y, m.dy)]];
    case "Segments": return [["x", m.x0], ["x", m.x1], ["y", m.y0], ["y", m.y1]];
    case "Band": return [["x", m.x], ["y", m.low], ["y", m.high]];
    case "Rule": return [m.x === null ? ["y", [m.y]] : ["x", [m.x]]];
    case "Text": return [["x", [m.x]], ["y", [m.y]]];
    case "Images": {
      const half = m.size / 2, above = half + (m.names.length ? 0.22 * m.size : 0);
      return [["x", shift(m.x, -half), true], ["x", shift(m.x, half), true], ["y", shift(m.y, -half), true], ["y", shift(m.y, above), true]];
    }
  }
  return [];
}

/** [[x low, x high], [y low, y high]] of an axes: those given, else those that fit the data. */
export function limits(axes) {
  return [["x", axes.xlim, axes.xscale], ["y", axes.ylim, axes.yscale]].map(([axis, given, scale]) => {
    if (given) return given;
    const log = scale === "log";
    let low = Infinity, high = -Infinity, tightLow = Infinity, tightHigh = -Infinity;
    for (const mark of axes.marks) for (const [name, values, tight] of spans(mark)) {
      if (name !== axis) continue;
      for (let v of values) {
        if (!Number.isFinite(v) || (log && v <= 0)) continue;
        if (log) v = Math.log10(v);
        if (v < low) low = v;
        if (v > high) high = v;
        if (tight) { tightLow = Math.min(tightLow, v); tightHigh = Math.max(tightHigh, v); }
      }
    }
    if (low > high) return log ? [1, 10] : [0, 1];
    if (high - low <= 1e-9 * Math.max(1e-30, Math.abs(low), Math.abs(high))) { low -= 0.5; high += 0.5; }
    else {
      const pad = PAD * (high - low);
      if (low < tightLow) low -= pad;
      if (high > tightHigh) high += pad;
    }
    return log ? [10 ** low, 10 ** high] : [low, high];
  });
}

/** Round numbers from low to high, about `count` of them; on a log axis whole powers of ten, or 1-2-5 within few of them. */
export function ticks(low, high, count, log = false) {
  if (low > high) [low, high] = [high, low];
  if (!(high > low) || !Number.isFinite(high - low)) return { major: [], minor: [] };
  if (log) {
    const a = Math.ceil(Math.log10(low) - 1e-9), b = Math.floor(Math.log10(high) + 1e-9);
    const decades = Math.log10(high / low), every = Math.max(1, Math.ceil((b - a + 1) / Math.max(count, 2)));
    const major = [], minor = [];
    for (let e = a - 1; e <= b; e++) for (let k = 1; k < 10; k++) {
      const v = k * 10 ** e;
      if (v < low * (1 - 1e-9) || v > high * (1 + 1e-9)) continue;
      if (k === 1 ? (e - a) % every === 0 : decades < 1.7 && (k === 2 || k === 5) && count >= 3) major.push(v);
      else minor.push(v);
    }
    return major.length > 1 || decades > 1 ? { major, minor: every > 1 ? [] : minor } : ticks(low, high, Math.min(count, 4));
  }
  const raw = (high - low) / Math.max(1, count), power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((f) => f * power).find((s) => s >= raw * 0.75);
  const major = [];
  for (let i = Math.ceil(low / step - 1e-6); i <= Math.floor(high / step + 1e-6); i++) major.push(i * step);
  return { major: major.map((v) => (Math.abs(v) < step * 1e-6 ? 0 : v)), minor: [], step };
}

const SUPER = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };
const power = (e) => "10" + [...String(e)].map((c) => SUPER[c]).join("");

/** The words under the ticks, all in one manner. */
export function labels(values, log = false) {
  if (!values.length) return [];
  const top = Math.max(...values.map(Math.abs)), least = Math.min(...values.filter((v) => v).map(Math.abs), top);
  const parts = values.map((v) => { const e = v > 0 ? Math.floor(Math.log10(v) + 1e-9) : 0; return [v / 10 ** e, e]; });
  // on a short log axis the ticks are those of a linear one, and so are their words
  if (log && parts.every(([f]) => Math.abs(f - Math.round(f)) < 1e-6)) {
    if (top >= 1e5 || least < 1e-3) return parts.map(([f, e]) => (Math.round(f) === 1 ? power(e) : `${Math.round(f)}·${power(e)}`));
    return values.map((v) => String(+v.toPrecision(3)).replace("-", "−"));
  }
  const step = values.length > 1 ? Math.abs(values[1] - values[0]) : top || 1;
  if (top >= 1e6 || (top && top < 1e-3)) {
    const e = Math.floor(Math.log10(top)), digits = Math.max(0, Math.min(3, e - Math.floor(Math.log10(step) + 1e-9) + (/^2\.5/.test((step / 10 ** Math.floor(Math.log10(step))).toFixed(1)) ? 1 : 0)));
    return values.map((v) => (v === 0 ? "0" : `${(v / 10 ** e).toFixed(digits)}·${power(e)}`.replace("-", "−")));
  }
  let digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  if (Math.abs(step * 10 ** digits - Math.round(step * 10 ** digits)) > 1e-6) digits += 1;
  return values.map((v) => v.toFixed(Math.min(digits, 8)).replace("-", "−"));
}

/** The numbers that get the first and the last colour of a heat map or of images. */
export function span(m) {
  let low = Infinity, high = -Infinity;
  if (m.vmin === null || m.vmax === null) for (const v of m.z) if (Number.isFinite(v)) { if (v < low) low = v; if (v > high) high = v; }
  if (low > high) { low = 0; high = 1; }
  if (m.cmap === "diverging" && m.vmin === null && m.vmax === null) { high = Math.max(Math.abs(low), Math.abs(high)); low = -high; }
  if (m.vmin !== null) low = m.vmin;
  if (m.vmax !== null) high = m.vmax;
  return high > low ? [low, high] : [low - 0.5, low + 0.5];
}

/** 256 colours (RGBA bytes) from evenly spaced stops "#rrggbb". */
export function lut(stops) {
  const table = new Uint8ClampedArray(1024), rgb = stops.map((s) => [1, 3, 5].map((i) => parseInt(s.slice(i, i + 2), 16)));
  for (let i = 0; i < 256; i++) {
    const t = (i / 255) * (stops.length - 1), k = Math.min(Math.floor(t), stops.length - 2), f = t - k;
    for (let c = 0; c < 3; c++) table[4 * i + c] = rgb[k][c] * (1 - f) + rgb[k + 1][c] * f;
    table[4 * i + 3] = 255;
  }
  return table;
}

// ---------------------------------------------------------------- theme

function isDark() {
  const body = document.body;
  if (body.dataset.jpThemeLight !== undefined) return body.dataset.jpThemeLight === "false";
  return body.classList.contains("vscode-dark") || body.classList.contains("vscode-high-contrast");
}

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif';
const PRESENT = 1.6;
const OUTLINE = 1.2; // paper around a filled point, as in still.py

// ---------------------------------------------------------------- layout

/** Where each axes lies, [{x, y, w, h}], and the height of the whole. Below 700 px rows wrap. */
export function grid(scene, width, present = false) {
  const n = scene.axes.length;
  const narrow = width < (present ? (scene.columns > 2 ? 1100 : 800) : 700) && scene.columns > 1;
  const columns = narrow ? Math.ceil(scene.columns / 2) : scene.columns;
  const tall = scene.height * (present ? 1.25 : 1) * (narrow ? 1 : Math.min(1.1, Math.max(0.85, width / 900)));
  const rowsOf = (c) => { const rows = []; for (let i = 0; i < n; i += c) rows.push(scene.axes.slice(i, i + c)); return rows; };
  const rows = rowsOf(columns), before = rowsOf(scene.columns);
  const share = (list) => list.reduce((s, row) => s + Math.max(...row.map((a) => a.height)), 0) || 1;
  const height = Math.round(narrow ? tall * (share(rows) / share(before)) * 0.82 : tall);
  const boxes = [], gap = 14, total = share(rows), free = height - gap * (rows.length - 1);
  let y = 0;
  for (const row of rows) {
    const h = free * Math.max(...row.map((a) => a.height)) / total, wide = row.reduce((s, a) => s + a.width, 0);
    let x = 0;
    for (const a of row) {
      const w = (width - gap * (row.length - 1)) * a.width / wide;
      boxes.push({ x, y, w, h });
      x += w + gap;
    }
    y += h + gap;
  }
  return { boxes, height };
}

// ---------------------------------------------------------------- drawing

const DASH = { solid: [], dashed: [6, 4], dotted: [1.5, 3] };

class Painter {
  constructor(palette) {
    this.palette = palette;
    this.luts = {};
    this.stamps = []; // off-screen canvases, one for each image in a frame, kept for the next
  }

  begin(ctx, k) {
    this.dark = isDark();
    const name = this.dark ? "dark" : "light";
    this.colors = this.palette.colors[name];
    this.maps = this.palette.maps[name];
    this.themeName = name;
    this.ctx = ctx;
    this.k = k;
    this.used = 0;
  }

  color(name) { return this.colors[name] || name; }
  cycle(c) { const n = this.palette.cycle.length; return this.colors[this.palette.cycle[((c % n) + n) % n]]; }
  marker(c) { const n = this.palette.markers.length; return this.palette.markers[((c % n) + n) % n]; }
  lut(cmap) { const key = cmap + this.themeName; return (this.luts[key] ||= lut(this.maps[cmap])); }

  stroke(color, width, style = "solid") {
    const { ctx, k } = this;
    ctx.strokeStyle = this.color(color);
    ctx.lineWidth = width * k;
    ctx.lineJoin = "round";
    ctx.lineCap = style === "solid" ? "round" : "butt";
    ctx.setLineDash(DASH[style].map((d) => d * k * Math.max(1, width / 2)));
  }

  font(size, bold = false) { this.ctx.font = `${bold ? "600 " : ""}${size * this.k}px ${FONT}`; }

  /** Numbers (rows × columns, from `start`) as a small canvas; `flip` puts row 0 at the bottom. */
  raster(z, rows, columns, start, [low, high], cmap, flip) {
    const stamp = (this.stamps[this.used] ||= { canvas: document.createElement("canvas") });
    this.used += 1;
    if (stamp.canvas.width !== columns || stamp.canvas.height !== rows || !stamp.data) {
      stamp.canvas.width = columns; stamp.canvas.height = rows;
      stamp.ctx = stamp.canvas.getContext("2d");
      stamp.data = stamp.ctx.createImageData(columns, rows);
      stamp.words = new Uint32Array(stamp.data.data.buffer);
    }
    const table = new Uint32Array(this.lut(cmap).buffer), words = stamp.words, scale = 255 / (high - low);
    for (let r = 0; r < rows; r++) {
      let from = start + r * columns, to = (flip ? rows - 1 - r : r) * columns;
      for (let c = 0; c < columns; c++, from++, to++) {
        const t = (z[from] - low) * scale;
        words[to] = t >= 0 ? table[t > 255 ? 255 : t + 0.5 | 0] : t < 0 ? table[0] : 0; // not a number: see-through
      }
    }
    stamp.ctx.putImageData(stamp.data, 0, 0);
    return stamp.canvas;
  }

  /** One axes in its cell; `memo` keeps what must not jump from frame to frame. Returns the box for hit tests. */
  axes(a, cell, memo) {
    const { ctx, k } = this;
    const [xl, yl] = limits(a), logx = a.xscale === "log", logy = a.yscale === "log";
    const upside = a.marks.some((m) => m.type === "Bars" && m.horizontal);
    const bar = a.marks.find((m) => m.type === "HeatMap" && m.bar);
    const names = a.marks.find((m) => m.type === "Bars" && m.names.length);
    this.font(11.5);
    const high = Math.max(10, cell.h - (a.title ? 26 : 8) * k - 36 * k), wide = Math.max(10, cell.w - 60 * k);
    let xt = { major: [], minor: [] }, yt = xt, xw = [], yw = [];
    if (a.frame) {
      xt = ticks(xl[0], xl[1], Math.max(2, wide / (78 * k)), logx);
      yt = ticks(yl[0], yl[1], Math.max(2, high / (44 * k)), logy);
      xw = labels(xt.major, logx); yw = labels(yt.major, logy);
      if (names) {
        const at = names.x ? [...names.x] : names.names.map((_, i) => i);
        if (names.horizontal) { yt = { major: at, minor: [] }; yw = names.names; } else { xt = { major: at, minor: [] }; xw = names.names; }
      }
    }
    const widest = (words) => words.reduce((w, t) => Math.max(w, ctx.measureText(t).width), 0);
    const barTicks = bar ? ticks(...span(bar), Math.max(2, high / (44 * k))) : null, barWords = bar ? labels(barTicks.major) : [];
    // gutters only grow, so that the picture stands still while the numbers change
    const want = { left: a.frame ? widest(yw) + 8 * k + (a.y ? 20 * k : 4 * k) : 4, right: (bar ? 26 * k + widest(barWords) : 0) + (a.frame ? 10 * k : 4) };
    memo.left = Math.min(Math.max(memo.left || 0, want.left), cell.w * 0.45);
    memo.right = Math.min(Math.max(memo.right || 0, want.right), cell.w * 0.4);
    const top = (a.title ? 26 : 9) * k, bottom = (a.frame ? 20 * k : 4) + (a.x ? 18 * k : 0);
    let bx = cell.x + memo.left, by = cell.y + top, bw = Math.max(10, cell.w - memo.left - memo.right), bh = Math.max(10, cell.h - top - bottom);
    if (a.equal && !logx && !logy) {
      const s = Math.min(bw / Math.abs(xl[1] - xl[0]), bh / Math.abs(yl[1] - yl[0]));
      const w = s * Math.abs(xl[1] - xl[0]), h = s * Math.abs(yl[1] - yl[0]);
      bx += (bw - w) / 2; by += (bh - h) / 2; bw = w; bh = h;
    }
    const f = (v, log) => (log ? Math.log10(v) : v);
    const ax0 = f(xl[0], logx), ax1 = f(xl[1], logx), ay0 = f(yl[0], logy), ay1 = f(yl[1], logy);
    const sx = bw / (ax1 - ax0), sy = bh / (ay1 - ay0);
    const X = logx ? (v) => bx + ((v > 0 ? Math.log10(v) : ax0 - 1) - ax0) * sx : (v) => bx + (v - ax0) * sx;
    const down = upside ? (t) => by + (t - ay0) * sy : (t) => by + bh - (t - ay0) * sy;
    const Y = logy ? (v) => down(v > 0 ? Math.log10(v) : ay0 - 1) : down;
    const box = { x: bx, y: by, w: bw, h: bh, X, Y, sx, sy, logx, logy, drag: a.drag,
      at: (px, py) => { const x = ax0 + (px - bx) / sx, y = ay0 + (upside ? py - by : by + bh - py) / sy; return [logx ? 10 ** x : x, logy ? 10 ** y : y]; } };

    if (a.frame) {
      const crisp = (v) => Math.round(v) + 0.5;
      ctx.setLineDash([]);
      ctx.lineWidth = 1;
      ctx.strokeStyle = this.colors.grid;
      ctx.beginPath();
      const inside = (v, lo, hi) => v >= lo - 0.5 && v <= hi + 0.5;
      if (!(names && !names.horizontal)) for (const v of xt.major) if (inside(X(v), bx, bx + bw)) { ctx.moveTo(crisp(X(v)), by); ctx.lineTo(crisp(X(v)), by + bh); }
      if (!(names && names.horizontal)) for (const v of yt.major) if (inside(Y(v), by, by + bh)) { ctx.moveTo(bx, crisp(Y(v))); ctx.lineTo(bx + bw, crisp(Y(v))); }
      ctx.stroke();
    }
    ctx.save();
    ctx.beginPath();
    ctx.rect(bx - 3 * k, by - 3 * k, bw + 6 * k, bh + 6 * k);
    ctx.clip();
    for (const m of a.marks) if (m.type !== "Text" && m.type !== "Images") this[m.type](m, box);
    ctx.restore();
    for (const m of a.marks) if (m.type === "Images") this.Images(m, box);
    for (const m of a.marks) if (m.type === "Text") this.Text(m, box);

    ctx.setLineDash([]);
    if (a.frame) {
      ctx.strokeStyle = this.colors.muted;
      ctx.lineWidth = 1;
      ctx.beginPath();
      ctx.moveTo(Math.round(bx) - 0.5, by); ctx.lineTo(Math.round(bx) - 0.5, Math.round(by + bh) + 0.5); ctx.lineTo(bx + bw, Math.round(by + bh) + 0.5);
      for (const v of xt.minor) { const p = Math.round(X(v)) + 0.5; ctx.moveTo(p, by + bh); ctx.lineTo(p, by + bh + 3 * k); }
      for (const v of yt.minor) { const p = Math.round(Y(v)) + 0.5; ctx.moveTo(bx, p); ctx.lineTo(bx - 3 * k, p); }
      ctx.stroke();
      ctx.fillStyle = this.colors.muted;
      this.font(11.5);
      ctx.textAlign = "center"; ctx.textBaseline = "top";
      let last = -Infinity;
      xt.major.forEach((v, i) => {
        const p = X(v), w = ctx.measureText(xw[i]).width;
        if (p < bx - 1 || p > bx + bw + 1 || p - w / 2 < last + 4) return; // crowded labels give way
        const at = Math.min(p, cell.x + cell.w - w / 2);
        ctx.fillText(xw[i], at, by + bh + 6 * k);
        last = at + w / 2;
      });
      ctx.textAlign = "right"; ctx.textBaseline = "middle";
      yt.major.forEach((v, i) => { const p = Y(v); if (p >= by - 1 && p <= by + bh + 1) ctx.fillText(yw[i], bx - 7 * k, p); });
    }
    ctx.fillStyle = this.colors.ink;
    this.font(12);
    if (a.x) { ctx.textAlign = "center"; ctx.textBaseline = "alphabetic"; this.fit(a.x, bx + bw / 2, by + bh + bottom - 5 * k, cell.w, 12); }
    if (a.y) {
      ctx.save();
      ctx.translate(Math.max(cell.x, bx - memo.left) + 10 * k, by + bh / 2);
      ctx.rotate(-Math.PI / 2);
      ctx.textAlign = "center"; ctx.textBaseline = "middle";
      this.fit(a.y, 0, 0, bh + top, 12);
      ctx.restore();
    }
    if (a.title) {
      ctx.fillStyle = this.colors.ink;
      ctx.textAlign = "left"; ctx.textBaseline = "alphabetic";
      this.fit(a.title, a.frame ? bx : cell.x + 4, by - 9 * k, cell.x + cell.w - (a.frame ? bx : cell.x + 4), 13, true);
    }
    if (bar) this.bar(bar, box, barTicks.major, barWords);
    if (a.legend) this.legend(a, box, memo);
    return box;
  }

  /** Text that shrinks a little, then ends in "…", rather than leave its place. */
  fit(text, x, y, room, size, bold = false) {
    const { ctx } = this;
    this.font(size, bold);
    let w = ctx.measureText(text).width;
    if (w > room) { this.font(size * Math.max(0.82, room / w), bold); w = ctx.measureText(text).width; }
    while (w > room && text.length > 4) { text = text.slice(0, -2).trimEnd() + "…"; w = ctx.measureText(text).width; }
    ctx.fillText(text, x, y);
  }

  bar(m, box, values, words) {
    const { ctx, k } = this, [low, high] = span(m), x = box.x + box.w + 10 * k, w = 10 * k;
    const ramp = Float32Array.from({ length: 64 }, (_, i) => low + (high - low) * i / 63);
    ctx.imageSmoothingEnabled = true;
    ctx.drawImage(this.raster(ramp, 64, 1, 0, [low, high], m.cmap, true), x, box.y, w, box.h);
    ctx.fillStyle = this.colors.muted;
    this.font(11);
    ctx.textAlign = "left"; ctx.textBaseline = "middle";
    values.forEach((v, i) => ctx.fillText(words[i], x + w + 5 * k, box.y + box.h * (1 - (v - low) / (high - low))));
  }

  path(xs, ys, { X, Y, w }) {
    const { ctx } = this, n = xs.length;
    ctx.beginPath();
    let pen = false;
    if (n > 6 * w) { // more points than can be seen: keep each pixel column's first, lowest, highest and last
      let column = NaN, low = 0, high = 0, last = 0;
      for (let i = 0; i < n; i++) {
        const px = X(xs[i]), py = Y(ys[i]);
        if (!Number.isFinite(px + py)) { if (pen) ctx.lineTo(column, last); pen = false; column = NaN; continue; }
        const c = Math.round(px);
        if (c !== column) {
          if (pen) { ctx.lineTo(column, low); ctx.lineTo(column, high); ctx.lineTo(column, last); }
          if (pen) ctx.lineTo(c, py); else ctx.moveTo(c, py);
          column = c; low = high = py; pen = true;
        }
        if (py < low) low = py;
        if (py > high) high = py;
        last = py;
      }
      if (pen) { ctx.lineTo(column, low); ctx.lineTo(column, high); ctx.lineTo(column, last); }
      return;
    }
    for (let i = 0; i < n; i++) {
      let px = X(xs[i]), py = Y(ys[i]);
      if (!Number.isFinite(px + py)) { pen = false; continue; }
      px = Math.max(-1e5, Math.min(1e5, px)); py = Math.max(-1e5, Math.min(1e5, py));
      if (pen) ctx.lineTo(px, py); else ctx.moveTo(px, py);
      pen = true;
    }
  }

  Line(m, box) {
    this.path(m.x, m.y, box);
    this.stroke(m.color, m.width, m.style);
    this.ctx.stroke();
  }

  shape(x, y, r, marker) {
    const { ctx } = this;
    switch (marker) {
      case "square": ctx.rect(x - r * 0.88, y - r * 0.88, r * 1.76, r * 1.76); break;
      case "triangle": ctx.moveTo(x, y - r * 1.15); ctx.lineTo(x + r * 1.05, y + r * 0.8); ctx.lineTo(x - r * 1.05, y + r * 0.8); ctx.closePath(); break;
      case "diamond": ctx.moveTo(x, y - r * 1.2); ctx.lineTo(x + r * 1.2, y); ctx.lineTo(x, y + r * 1.2); ctx.lineTo(x - r * 1.2, y); ctx.closePath(); break;
      case "cross": { // a thick ×, as a closed outline so that it can be filled
        const t = r * 0.42, q = r * 1.05;
        [[-q, -q + t], [-q + t, -q], [0, -t], [q - t, -q], [q, -q + t], [t, 0], [q, q - t], [q - t, q], [0, t], [-q + t, q], [-q, q - t], [-t, 0]]
          .forEach(([dx, dy], i) => (i ? ctx.lineTo(x + dx, y + dy) : ctx.moveTo(x + dx, y + dy)));
        ctx.closePath(); break;
      }
      default: ctx.moveTo(x + r, y); ctx.arc(x, y, r, 0, 2 * Math.PI);
    }
  }

  /** [[class or null, colour, marker]] of a Points mark. */
  groups(m) {
    if (typeof m.color === "string") return [[null, this.color(m.color), m.marker]];
    return [...new Set(m.color)].filter(Number.isFinite).map(Math.trunc).sort((a, b) => a - b).map((c) => [c, this.cycle(c), this.marker(c)]);
  }

  Points(m, { X, Y }) {
    const { ctx, k } = this;
    ctx.setLineDash([]);
    for (const [c, color, marker] of this.groups(m)) {
      ctx.beginPath();
      for (let i = 0; i < m.x.length; i++) {
        if (c !== null && Math.trunc(m.color[i]) !== c) continue;
        const x = X(m.x[i]), y = Y(m.y[i]);
        if (Number.isFinite(x + y)) this.shape(x, y, m.size / 2 * k, marker);
      }
      this.finish(color, m.filled);
    }
  }

  finish(color, filled) {
    const { ctx, k } = this;
    ctx.lineJoin = "round";
    if (filled) { ctx.fillStyle = color; ctx.fill("nonzero"); ctx.strokeStyle = this.colors.paper; ctx.lineWidth = OUTLINE; } else { ctx.strokeStyle = color; ctx.lineWidth = 1.5 * k; }
    ctx.stroke();
  }

  HeatMap(m, { X, Y }) {
    const { ctx } = this, [rows, columns] = m.z.shape, [x0, x1, y0, y1] = m.extent;
    if (!rows || !columns) return;
    const left = X(x0), right = X(x1), low = Y(y0), high = Y(y1);
    ctx.globalAlpha = m.alpha;
    ctx.imageSmoothingEnabled = m.smooth;
    ctx.imageSmoothingQuality = "high";
    ctx.drawImage(this.raster(m.z, rows, columns, 0, span(m), m.cmap, low > high), Math.min(left, right), Math.min(low, high), Math.abs(right - left), Math.abs(low - high));
    ctx.globalAlpha = 1;
  }

  Bars(m, { X, Y, sx, sy }) {
    const { ctx, k } = this;
    for (let i = 0; i < m.heights.length; i++) {
      const at = m.x ? m.x[i] : i, h = m.heights[i];
      if (!Number.isFinite(h)) continue;
      ctx.fillStyle = typeof m.color === "string" ? this.color(m.color) : this.cycle(Math.trunc(m.color[i]));
      const [a, b] = m.horizontal ? [Y(at - m.width / 2), Y(at + m.width / 2)] : [X(at - m.width / 2), X(at + m.width / 2)];
      const [c, d] = m.horizontal ? [X(0), X(h)] : [Y(0), Y(h)];
      const r = Math.min(3 * k, Math.abs(b - a) / 4, Math.abs(d - c));
      ctx.beginPath();
      const outer = d > c ? [0, r, r, 0] : [r, 0, 0, r];
      if (m.horizontal) ctx.roundRect(Math.min(c, d), Math.min(a, b), Math.abs(d - c), Math.abs(b - a), outer);
      else ctx.roundRect(Math.min(a, b), Math.min(c, d), Math.abs(b - a), Math.abs(d - c), d < c ? [r, r, 0, 0] : [0, 0, r, r]);
      ctx.fill();
    }
  }

  Arrows(m, { X, Y }) {
    const { ctx, k } = this;
    this.stroke(m.color, m.width);
    ctx.fillStyle = this.color(m.color);
    for (let i = 0; i < m.x.length; i++) {
      const x0 = X(m.x[i]), y0 = Y(m.y[i]), x1 = X(m.x[i] + m.dx[i]), y1 = Y(m.y[i] + m.dy[i]), length = Math.hypot(x1 - x0, y1 - y0);
      if (!(length > 0.5) || !Number.isFinite(length)) continue;
      const head = Math.min((4 + 3 * m.width) * k, length), ux = (x1 - x0) / length, uy = (y1 - y0) / length;
      ctx.beginPath(); ctx.moveTo(x0, y0); ctx.lineTo(x1 - ux * head * 0.8, y1 - uy * head * 0.8); ctx.stroke();
      ctx.beginPath(); ctx.moveTo(x1, y1);
      ctx.lineTo(x1 - ux * head - uy * head * 0.45, y1 - uy * head + ux * head * 0.45);
      ctx.lineTo(x1 - ux * head + uy * head * 0.45, y1 - uy * head - ux * head * 0.45);
      ctx.closePath(); ctx.fill();
    }
  }

  Segments(m, { X, Y }) {
    const { ctx, k } = this;
    this.stroke(m.color, m.width, m.style);
    let top = 1e-12;
    if (m.value) for (const v of m.value) if (Math.abs(v) > top) top = Math.abs(v);
    const table = m.value && this.lut("diverging");
    if (!m.value) ctx.beginPath();
    for (let i = 0; i < m.x0.length; i++) {
      const [a, b, c, d] = [X(m.x0[i]), Y(m.y0[i]), X(m.x1[i]), Y(m.y1[i])];
      if (!Number.isFinite(a + b + c + d)) continue;
      if (m.value) {
        const s = m.value[i] / top || 0, j = 4 * Math.round(127.5 + 127.5 * s);
        ctx.beginPath();
        ctx.strokeStyle = `rgb(${table[j]} ${table[j + 1]} ${table[j + 2]})`;
        ctx.lineWidth = Math.max(0.3, m.width * Math.abs(s)) * k;
      }
      ctx.moveTo(a, b); ctx.lineTo(c, d);
      if (m.value) ctx.stroke();
    }
    if (!m.value) ctx.stroke();
  }

  Band(m, { X, Y }) {
    const { ctx } = this, n = m.x.length;
    ctx.globalAlpha = m.alpha;
    ctx.fillStyle = this.color(m.color);
    for (let start = 0; start < n;) { // a gap (not a number) parts the band
      let end = start;
      while (end < n && Number.isFinite(X(m.x[end]) + Y(m.low[end]) + Y(m.high[end]))) end++;
      if (end > start + 1) {
        ctx.beginPath();
        for (let i = start; i < end; i++) ctx.lineTo(X(m.x[i]), Y(m.high[i]));
        for (let i = end - 1; i >= start; i--) ctx.lineTo(X(m.x[i]), Y(m.low[i]));
        ctx.fill();
      }
      start = Math.max(end, start) + 1;
    }
    ctx.globalAlpha = 1;
  }

  Rule(m, { X, Y, x, y, w, h }) {
    const { ctx } = this;
    ctx.beginPath();
    if (m.x !== null) { ctx.moveTo(X(m.x), y); ctx.lineTo(X(m.x), y + h); } else { ctx.moveTo(x, Y(m.y)); ctx.lineTo(x + w, Y(m.y)); }
    this.stroke(m.color, m.width, m.style);
    ctx.stroke();
  }

  Text(m, { X, Y }) {
    const { ctx, k } = this, x = X(m.x), y = Y(m.y);
    if (!Number.isFinite(x + y)) return;
    this.font(m.size, m.bold);
    ctx.textAlign = m.anchor; ctx.textBaseline = "middle";
    ctx.setLineDash([]);
    ctx.lineJoin = "round"; ctx.lineWidth = 3 * k; ctx.strokeStyle = this.colors.paper; ctx.globalAlpha = 0.75;
    const lines = m.text.split("\n"), step = 1.25 * m.size * k;
    lines.forEach((t, i) => ctx.strokeText(t, x, y + (i - (lines.length - 1) / 2) * step));
    ctx.globalAlpha = 1; ctx.fillStyle = this.color(m.color);
    lines.forEach((t, i) => ctx.fillText(t, x, y + (i - (lines.length - 1) / 2) * step));
  }

  Images(m, { X, Y, sx, sy }) {
    const { ctx, k } = this, [n, rows, columns] = m.z.shape, range = span(m);
    const side = m.size * Math.min(Math.abs(sx), Math.abs(sy));
    const room = 0.85 * side * Math.max(0.2, 1 / m.size - 1);
    for (let i = 0; i < n; i++) {
      const x = X(m.x[i]), y = Y(m.y[i]), left = x - side / 2, top = y - side / 2;
      if (!Number.isFinite(x + y)) continue;
      ctx.imageSmoothingEnabled = false;
      ctx.drawImage(this.raster(m.z, rows, columns, i * rows * columns, range, m.cmap, false), left, top, side, side);
      ctx.setLineDash([]);
      ctx.strokeStyle = m.border ? this.cycle(Math.trunc(m.border[i])) : this.colors.grid;
      ctx.lineWidth = (m.border ? 2.5 : 1) * k;
      ctx.strokeRect(left, top, side, side);
      if (m.names[i]) {
        ctx.fillStyle = this.colors.ink;
        ctx.textAlign = "center"; ctx.textBaseline = "alphabetic";
        this.font(Math.max(7 / k, Math.min(12.5, room / k)));
        ctx.fillText(m.names[i], x, top - 3 * k);
      }
    }
  }

  /** Entries of the legend: [label, how to draw its swatch]. */
  entries(a) {
    const list = [];
    for (const m of a.marks) {
      if (!m.label) continue;
      if (m.type === "Points") {
        const names = m.label.split("|"), groups = this.groups(m);
        if (names.length > 1) for (const [c, color, marker] of groups) { if (names[c]) list.push([names[c], m, color, marker]); } else if (groups.length) list.push([m.label, m, groups[0][1], groups[0][2]]);
      } else list.push([m.label, m]);
    }
    return list;
  }

  legend(a, box, memo) {
    const list = this.entries(a);
    if (!list.length) return;
    const { ctx, k } = this, line = 17 * k, sample = 24 * k, pad = 7 * k;
    this.font(11.5);
    const w = Math.min(box.w, sample + 3 * pad + list.reduce((s, [t]) => Math.max(s, ctx.measureText(t).width), 0)), h = list.length * line + pad;
    const margin = 5 * k;
    const corners = [[box.x + box.w - w - margin, box.y + margin], [box.x + margin, box.y + margin],
      [box.x + box.w - w - margin, box.y + box.h - h - margin], [box.x + margin, box.y + box.h - h - margin],
      [box.x + box.w - w - margin, box.y + (box.h - h) / 2]];
    // the corner that hides least; it is kept until another is clearly better, so that it does not hop about
    const now = performance.now();
    if (memo.corner === undefined || now - (memo.cornerAt || 0) > 800 || memo.entries !== list.length) {
      const hidden = corners.map(([x, y]) => this.covered(a, box, x - 3, y - 3, w + 6, h + 6));
      const best = hidden.indexOf(Math.min(...hidden));
      if (memo.corner === undefined || memo.entries !== list.length || hidden[memo.corner] > 1.5 * hidden[best] + 4) memo.corner = best;
      memo.cornerAt = now; memo.entries = list.length;
    }
    const [x, y] = corners[memo.corner];
    ctx.globalAlpha = 0.86; ctx.fillStyle = this.colors.paper;
    ctx.beginPath(); ctx.roundRect(x, y, w, h, 5 * k); ctx.fill();
    ctx.globalAlpha = 1; ctx.setLineDash([]); ctx.lineWidth = 1; ctx.strokeStyle = this.colors.grid; ctx.stroke();
    list.forEach(([label, m, color, marker], i) => {
      const cy = y + pad / 2 + line * (i + 0.5), cx = x + pad;
      ctx.beginPath();
      if (m.type === "Points") { ctx.setLineDash([]); this.shape(cx + sample / 2, cy, 4 * k, marker); this.finish(color, m.filled); }
      else if (m.type === "Band" || m.type === "Bars") {
        ctx.globalAlpha = m.alpha ?? 1; ctx.fillStyle = typeof m.color === "string" ? this.color(m.color) : this.cycle(Math.trunc(m.color[0] || 0));
        ctx.roundRect(cx + 2 * k, cy - 5 * k, sample - 4 * k, 10 * k, 2 * k); ctx.fill(); ctx.globalAlpha = 1;
      } else { ctx.moveTo(cx, cy); ctx.lineTo(cx + sample, cy); this.stroke(m.color, Math.min(m.width, 4), m.style || "solid"); ctx.lineCap = "butt"; ctx.stroke(); }
      ctx.fillStyle = this.colors.ink; ctx.textAlign = "left"; ctx.textBaseline = "middle";
      this.font(11.5);
      ctx.fillText(label, cx + sample + pad, cy + 0.5, w - sample - 3 * pad + 1);
    });
  }

  /** How much of the data a rectangle would hide. */
  covered(a, { X, Y, sx }, x, y, w, h) {
    let hits = 0;
    const count = (xs, ys, weight = 1) => {
      const step = Math.max(1, Math.floor(xs.length / 250));
      for (let i = 0; i < xs.length; i += step) {
        const px = X(xs[i]), py = Y(ys[i]);
        if (px > x && px < x + w && py > y && py < y + h) hits += weight;
      }
    };
    for (const m of a.marks) {
      if (m.type === "Line" || m.type === "Points") {
        const few = m.type === "Line" && m.x.length < 60; // a long straight piece hides between its ends
        if (few) for (let i = 1; i < m.x.length; i++) for (let t = 0; t < 1; t += 0.1) count([m.x[i - 1] * (1 - t) + m.x[i] * t], [m.y[i - 1] * (1 - t) + m.y[i] * t], 0.5);
        else count(m.x, m.y);
      } else if (m.type === "Bars") count(m.x || m.heights.map((_, i) => i), m.heights, 12);
      else if (m.type === "Arrows") count(m.x.map((v, i) => v + m.dx[i]), m.y.map((v, i) => v + m.dy[i]), 3);
      else if (m.type === "Text") count([m.x], [m.y], 20);
      else if (m.type === "Segments") { count(m.x0, m.y0, 2); count(m.x1, m.y1, 2); }
    }
    return hits;
  }
}

// ---------------------------------------------------------------- the picture: canvas, caption, readouts

const make = (tag, name = "", text = "") => { const e = document.createElement(tag); if (name) e.className = name; if (text) e.textContent = text; return e; };

class Picture {
  /** `send(message)` to the kernel; `ranges` name -> {low, high} of fields that can be dragged. */
  constructor(el, palette, present, send) {
    this.send = send;
    this.present = present;
    this.painter = new Painter(palette);
    this.frame = make("div", "cu-picture");
    this.canvas = make("canvas");
    this.canvas.setAttribute("role", "img");
    this.frame.append(this.canvas);
    this.readouts = make("div", "cu-readouts");
    this.caption = make("p", "cu-caption");
    this.spoken = make("div", "cu-spoken"); // for screen readers: the caption, at most every two seconds
    this.spoken.setAttribute("aria-live", "polite");
    this.caption.setAttribute("aria-hidden", "true");
    el.append(this.frame, this.readouts, this.caption, this.spoken);
    this.memo = {};
    this.boxes = [];
    this.visible = true;
    this.drawn = 0;
    this.resize = new ResizeObserver(() => { this.memo = {}; this.resized = true; this.queue(); });
    this.resize.observe(this.frame);
    // the caption's place only grows: what is below must not jump (observed, as asking for its height would lay out the page in each frame)
    this.grow = new ResizeObserver(([{ contentRect }]) => {
      if (contentRect.height > (this.tall || 0)) { this.tall = contentRect.height; this.caption.style.minHeight = `${this.tall}px`; }
    });
    this.grow.observe(this.caption);
    this.theme = new MutationObserver(() => this.queue());
    this.theme.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light", "data-jp-theme-name", "class"] });
    this.pointer();
  }

  show(scene, done) {
    if (this.scene && (this.scene.axes.length !== scene.axes.length)) this.memo = {};
    this.scene = scene;
    if (done) this.waiting = done; // an answer tells of the newest frame, and so of those before
    this.queue();
  }

  queue() {
    if (this.asked || !this.visible || document.hidden) return;
    this.asked = requestAnimationFrame(() => { this.asked = 0; this.draw(); });
  }

  draw() {
    const scene = this.scene, width = this.frame.clientWidth;
    if (!scene) return;
    if (width < 50) { // without a place for a moment (JupyterLab does this while it changes its theme): look again soon
      clearTimeout(this.again);
      this.again = setTimeout(() => this.queue(), 100);
      return;
    }
    // not in the observer itself: one observer that sets off the other is an error in the console
    if (this.resized) { this.resized = false; this.tall = 0; this.caption.style.minHeight = ""; }
    const started = performance.now(), dpr = window.devicePixelRatio || 1, k = this.present ? PRESENT : width < 700 ? 0.95 : 1;
    const { boxes, height } = grid(scene, width, this.present);
    const W = Math.round(width * dpr), H = Math.round(height * dpr);
    if (this.canvas.width !== W || this.canvas.height !== H) {
      this.canvas.width = W; this.canvas.height = H;
      this.canvas.style.height = `${height}px`;
    }
    const ctx = (this.ctx ||= this.canvas.getContext("2d"));
    ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
    ctx.clearRect(0, 0, width, height);
    this.painter.begin(ctx, k);
    try {
      this.boxes = scene.axes.map((a, i) => this.painter.axes(a, boxes[i], (this.memo[i] ||= {})));
    } catch (error) {
      console.error("course_utils view:", error);
    }
    this.words(scene);
    this.drawn += 1;
    this.ms = performance.now() - started;
    const done = this.waiting;
    this.waiting = null;
    done?.(this.ms);
  }

  words(scene) {
    if (scene.caption !== this.caption.textContent) {
      this.caption.textContent = scene.caption;
      this.canvas.setAttribute("aria-label", scene.caption || "picture");
      if (!this.speaking) this.speaking = setTimeout(() => { this.speaking = 0; if (this.scene) this.spoken.textContent = this.scene.caption; }, 2000);
    }
    const list = Object.entries(scene.readouts);
    while (this.readouts.children.length > list.length) this.readouts.lastChild.remove();
    list.forEach(([name, value], i) => {
      let chip = this.readouts.children[i];
      if (!chip) { chip = make("span", "cu-readout"); chip.append(make("span"), make("b")); this.readouts.append(chip); }
      const [n, v] = chip.children;
      if (n.textContent !== name) { n.textContent = name; v.style.minWidth = ""; v.cuLongest = 0; }
      if (v.textContent !== value) {
        v.textContent = value;
        if (value.length > (v.cuLongest || 0)) { // its place only grows; measured seldom
          v.cuLongest = value.length;
          v.style.minWidth = `${Math.max(v.offsetWidth, parseFloat(v.style.minWidth) || 0)}px`;
        }
      }
    });
  }

  /** Dragging in axes that offer it sets fields; one message an animation frame. */
  pointer() {
    const c = this.canvas, place = (e) => { const r = c.getBoundingClientRect(); return [e.clientX - r.left, e.clientY - r.top]; };
    const under = (e) => { const [x, y] = place(e); return this.boxes.findIndex((b) => b.drag && x >= b.x - 4 && x <= b.x + b.w + 4 && y >= b.y - 4 && y <= b.y + b.h + 4); };
    const move = (e) => {
      const b = this.boxes[this.dragging];
      if (!b) return;
      const [px, py] = place(e), [x, y] = b.at(Math.min(Math.max(px, b.x), b.x + b.w), Math.min(Math.max(py, b.y), b.y + b.h));
      this.send({ type: "drag", values: Object.fromEntries(b.drag.map((name, i) => [name, [x, y][i]]).filter(([name]) => name)) });
      e.preventDefault();
    };
    c.addEventListener("pointerdown", (e) => {
      this.dragging = under(e);
      if (this.dragging < 0) return;
      c.setPointerCapture(e.pointerId);
      c.classList.add("cu-grabbing");
      move(e);
    });
    c.addEventListener("pointermove", (e) => {
      if (this.dragging >= 0 && e.buttons) return move(e);
      const on = under(e) >= 0;
      c.classList.toggle("cu-grab", on);
      c.style.touchAction = on ? "none" : "";
    });
    c.addEventListener("pointerenter", (e) => { c.style.touchAction = under(e) >= 0 ? "none" : ""; });
    const stop = () => { this.dragging = -1; c.classList.remove("cu-grabbing"); };
    c.addEventListener("pointerup", stop);
    c.addEventListener("pointercancel", stop);
    this.dragging = -1;
  }

  close() {
    this.resize.disconnect();
    this.grow.disconnect();
    this.theme.disconnect();
    cancelAnimationFrame(this.asked);
    clearTimeout(this.speaking);
    clearTimeout(this.again);
  }
}

// ---------------------------------------------------------------- controls

/** A slider works on whole positions 0 … steps; these are its values. */
export function scaleOf(c) {
  if (c.kind === "log") {
    const a = Math.log10(c.low), b = Math.log10(c.high), steps = Math.max(40, Math.round((b - a) * 24));
    const tidy = (v) => Math.min(c.high, Math.max(c.low, +v.toPrecision(2)));
    return { steps, value: (i) => tidy(10 ** (a + (b - a) * i / steps)), position: (v) => Math.round((Math.log10(v) - a) / (b - a) * steps) };
  }
  const steps = Math.max(1, Math.round((c.high - c.low) / c.step));
  return { steps, value: (i) => (i >= steps ? c.high : +(c.low + i * c.step).toFixed(10)), position: (v) => Math.round((v - c.low) / c.step) };
}

export function words(c, v) {
  if (c.kind === "integer") return String(v);
  if (v === 0) return "0";
  if (c.kind === "log") return Math.abs(v) < 1e-3 || Math.abs(v) >= 1e5 ? v.toExponential(+v.toPrecision(2) === +v.toPrecision(1) ? 0 : 1).replace("e+", "e") : String(+v.toPrecision(3));
  const digits = Math.max(0, Math.min(6, -Math.floor(Math.log10(c.step) + 1e-9)));
  return (+v).toFixed(Math.abs(c.step * 10 ** digits - Math.round(c.step * 10 ** digits)) > 1e-6 ? digits + 1 : digits);
}

// each panel runs a module of its own: a number alone would come twice in a page, and labels would lead to another panel
const mine = Math.random().toString(36).slice(2, 10);
let serial = 0;

class Control {
  constructor(c, change) {
    this.c = c;
    this.change = change;
    const id = `cu-${mine}-${++serial}`;
    this.el = make("div", `cu-control cu-${c.kind}`);
    this.el.title = [c.help, c.rebuild ? "↻ a change starts the run anew" : ""].filter(Boolean).join("\n");
    const label = make("label", "cu-label", c.label);
    label.htmlFor = id;
    if (c.rebuild) { const r = make("span", "cu-rebuild", "↻"); r.setAttribute("aria-label", "(starts anew)"); label.append(" ", r); }
    const head = make("div", "cu-head");
    head.append(label);
    if (c.kind === "toggle") {
      this.input = make("input"); this.input.type = "checkbox"; this.input.setAttribute("role", "switch");
      this.input.addEventListener("change", () => change(this.input.checked));
      head.prepend(this.input);
      this.el.append(head);
    } else if (c.kind === "choice") {
      this.input = make("select");
      c.options.forEach((o, i) => this.input.append(new Option(o, i)));
      this.input.addEventListener("change", () => change(+this.input.value));
      this.el.append(head, this.input);
    } else {
      this.scale = scaleOf(c);
      this.input = make("input"); this.input.type = "range";
      Object.assign(this.input, { min: 0, max: this.scale.steps, step: 1 });
      this.number = make("input", "cu-number"); this.number.type = "text"; this.number.inputMode = "decimal"; this.number.tabIndex = -1;
      this.number.setAttribute("aria-label", `${c.label}: type a value`);
      this.input.addEventListener("input", () => { const v = this.scale.value(+this.input.value); this.paint(v); change(v); });
      this.number.addEventListener("change", () => { const v = Number(this.number.value.replace(",", ".").replace("−", "-")); change(Number.isFinite(v) && this.number.value.trim() ? v : this.number.value); });
      // Enter leads from the slider to its number and back; Escape leads back and leaves the value as it was
      this.number.addEventListener("keydown", (e) => {
        e.stopPropagation();
        if (e.key === "Escape") this.number.value = this.text;
        if (e.key === "Enter" || e.key === "Escape") this.input.focus();
      });
      this.input.addEventListener("keydown", (e) => { if (e.key === "Enter") this.number.focus(); });
      this.number.addEventListener("focus", () => this.number.select());
      const value = make("span", "cu-value");
      value.append(this.number);
      if (c.unit) value.append(make("span", "cu-unit", c.unit));
      head.append(value);
      this.el.append(head, this.input);
    }
    this.input.id = id;
    if (c.help) this.input.setAttribute("aria-description", c.help);
    // JupyterLab's own keys (arrows leave the cell, Enter edits it) must not act inside a control
    this.input.addEventListener("keydown", (e) => e.stopPropagation());
  }

  paint(v) {
    const text = this.text = words(this.c, v).replace(/^-/, "−");
    if (document.activeElement !== this.number) { this.number.value = text; this.number.style.width = `${Math.max(3, text.length + 0.8)}ch`; }
    this.input.setAttribute("aria-valuetext", `${text} ${this.c.unit}`.trim());
    this.input.style.setProperty("--at", `${100 * this.input.value / this.scale.steps}%`);
  }

  set(v) {
    if (this.c.kind === "toggle") this.input.checked = v;
    else if (this.c.kind === "choice") this.input.value = v;
    else { this.input.value = this.scale.position(v); this.paint(v); }
  }
}

const ICONS = {
  play: "M4 2.5v11l9.5-5.5z", pause: "M4 2.5h3v11H4zM9 2.5h3v11H9z", step: "M3 2.5v11L10 8zM11 2.5h2v11h-2z",
  reset: "M8 2a6 6 0 1 0 6 6h-2a4 4 0 1 1-4-4c1.1 0 2.1.45 2.83 1.17L9 7h5V2l-1.76 1.76A6 6 0 0 0 8 2z",
};

function button(icon, text, title, act) {
  const b = make("button", "cu-button");
  b.type = "button"; b.title = title;
  b.innerHTML = icon ? `<svg viewBox="0 0 16 16" aria-hidden="true"><path d="${ICONS[icon]}"/></svg>` : "";
  b.append(make("span", "", text));
  b.addEventListener("click", act);
  b.addEventListener("keydown", (e) => { if (e.key !== "Tab" && e.key !== "Escape") e.stopPropagation(); });
  return b;
}

class Controls {
  constructor(el, spec, send) {
    this.spec = spec;
    this.seen = 0;
    this.list = {};
    this.el = make("div", "cu-controls");
    this.el.setAttribute("role", "group");
    this.el.setAttribute("aria-label", `Controls of ${spec.title}`);
    const bar = make("div", "cu-bar"), rows = make("div", "cu-rows");
    if (spec.trains) {
      this.run = button("play", "Run", "run or pause (the run goes on where it stopped)", () => send({ type: this.state.playing ? "pause" : "play" }));
      this.run.classList.add("cu-run");
      bar.append(this.run, button("step", "Step", "one step", () => send({ type: "step" })));
    }
    if (spec.trains || spec.seed) bar.append(button("reset", "Reset", "start anew with the same seed", () => send({ type: "reset" })));
    if (spec.trains) {
      const speed = make("select"); speed.title = "steps a second";
      speed.setAttribute("aria-label", "speed");
      spec.speeds.forEach((s, i) => speed.append(new Option(s, i)));
      speed.addEventListener("change", () => send({ type: "speed", value: +speed.value }));
      this.speed = speed;
      bar.append(this.pick("speed", speed));
    }
    if (spec.presets.length) {
      const preset = make("select");
      preset.append(new Option("choose …", -1));
      spec.presets.forEach((p, i) => preset.append(new Option(p, i)));
      preset.addEventListener("change", () => { if (+preset.value >= 0) send({ type: "preset", value: +preset.value }); });
      this.preset = preset;
      bar.append(this.pick("try", preset));
    }
    const more = make("div", "cu-more");
    if (spec.seed) more.append(button("", "New seed", "other random numbers", () => send({ type: "reseed" })));
    if (spec.trains) {
      const keep = make("label", "cu-keep"); keep.title = "a run's curves stay in the picture, grey, after a reset";
      this.keep = make("input"); this.keep.type = "checkbox";
      this.keep.addEventListener("change", () => send({ type: "keep", value: this.keep.checked }));
      this.keep.addEventListener("keydown", (e) => e.stopPropagation());
      keep.append(this.keep, "Keep runs");
      this.clear = button("", "Clear", "clear earlier runs: take the grey curves away", () => send({ type: "clear" }));
      this.clear.setAttribute("aria-label", "Clear earlier runs");
      more.append(keep, this.clear);
    }
    this.copy = button("", "Copy settings", "the Python code that rebuilds this run", () => this.copied());
    more.append(this.copy);
    bar.append(more);
    for (const c of spec.controls) {
      const control = new Control(c, (value) => send({ type: "set", values: { [c.name]: value } }));
      this.list[c.name] = control;
      rows.append(control.el);
    }
    this.note = make("p", "cu-note");
    this.code = make("input", "cu-code"); this.code.readOnly = true; this.code.hidden = true;
    this.code.setAttribute("aria-label", "settings as Python code");
    this.code.addEventListener("keydown", (e) => { e.stopPropagation(); if (e.key === "Escape") this.code.hidden = true; });
    this.error = make("div", "cu-error"); this.error.setAttribute("role", "alert"); this.error.hidden = true;
    if (spec.trains && spec.controls.some((c) => c.rebuild)) rows.append(make("span", "cu-legend", "↻ starts the run anew"));
    if (spec.controls.length) this.el.append(bar, rows); else this.el.append(bar);
    if (!bar.querySelector("button, select")) bar.remove();
    el.append(this.el, this.code, this.note, this.error);
  }

  pick(text, select) {
    const label = make("label", "cu-pick");
    label.append(make("span", "", text), select);
    select.addEventListener("keydown", (e) => e.stopPropagation());
    return label;
  }

  async copied() {
    this.code.value = this.state.code;
    this.code.hidden = false;
    this.code.select();
    try { await navigator.clipboard.writeText(this.state.code); } catch { /* the field is selected: Ctrl+C copies it */ }
    const words = this.copy.lastChild;
    words.textContent = "Copied";
    setTimeout(() => { words.textContent = "Copy settings"; }, 1500);
  }

  /** `busy`: fields moved here whose answer has not come back yet; they keep the hand's value. */
  show(state, busy) {
    const text = JSON.stringify([state, [...busy]]);
    if (text === this.shown) return; // most frames of a run change the picture alone
    this.shown = text;
    this.state = state;
    for (const [name, control] of Object.entries(this.list)) {
      if (!busy.has(name)) control.set(state.values[name]);
      control.el.hidden = state.hidden.includes(name);
    }
    if (this.run && this.running !== state.playing) {
      this.running = state.playing;
      this.run.querySelector("path").setAttribute("d", ICONS[state.playing ? "pause" : "play"]);
      this.run.lastChild.textContent = state.playing ? "Pause" : "Run";
      this.run.classList.toggle("cu-on", state.playing);
    }
    if (this.speed) this.speed.value = state.speed;
    if (this.preset) this.preset.value = state.preset;
    if (this.keep) { this.keep.checked = state.keep; this.clear.disabled = !state.ghosts; }
    const say = (el, text) => { if (el.textContent !== text) el.textContent = text; el.hidden = !text; };
    say(this.note, state.note);
    say(this.error, state.error);
    if (!this.code.hidden && this.code.value !== state.code) this.code.hidden = true;
  }
}

// ---------------------------------------------------------------- widget

// What belongs to a model, shared by all of its views: the last frame, and what was sent but not answered.
const homes = new WeakMap();

function home(model) {
  let h = homes.get(model);
  if (h) return h;
  h = { views: new Set(), sent: 0, seen: 0, pending: {}, at: {}, asked: 0, flying: [] };
  const tell = (message) => { try { model.send(message); } catch { /* the kernel is gone */ } };
  h.tell = tell;
  // Values of a moving slider: the newest of each field, one message an animation frame, at most two unanswered.
  const flush = () => {
    h.asked = 0;
    h.flying = h.flying.filter((t) => performance.now() - t < 400);
    if (!Object.keys(h.pending).length) return;
    if (h.flying.length >= 2) { h.asked = setTimeout(flush, 100); return; }
    h.sent += 1;
    for (const name of Object.keys(h.pending)) h.at[name] = h.sent;
    h.flying.push(performance.now());
    tell({ type: "set", values: h.pending, k: h.sent });
    h.pending = {};
  };
  h.flush = flush;
  h.send = (message) => {
    if (message.type !== "set" && message.type !== "drag") { if (Object.keys(h.pending).length) { h.flying = []; flush(); } return tell(message); }
    for (const [name, value] of Object.entries(message.values)) h.pending[name] = message.type === "drag" ? { drag: value } : value;
    if (!h.asked) { h.asked = 1; queueMicrotask(flush); }
  };
  h.busy = () => new Set([...Object.keys(h.pending), ...Object.keys(h.at).filter((name) => h.at[name] > h.seen)]);
  h.take = (content, buffers) => {
    if (content.scene) h.scene = unpack(content.scene, buffers);
    if (content.state) {
      h.state = content.state;
      if (h.state.seen > h.seen) { h.seen = h.state.seen; h.flying = []; if (Object.keys(h.pending).length) { clearTimeout(h.asked); flush(); } }
    }
    h.n = content.n;
    let acked = !content.ask; // what is drawn then may be a newer frame
    const ack = (ms) => { if (!acked) { acked = true; tell({ type: "ack", n: h.n, ms: +(ms || 0).toFixed(2) }); } };
    for (const v of h.views) {
      if (content.state) v.controls?.show(h.state, h.busy());
      if (content.scene) v.picture?.show(h.scene, content.ask && ack);
    }
    if (!content.scene) ack();
  };
  model.on("msg:custom", (content, buffers) => { if (content.type === "frame") h.take(content, buffers); });
  const first = model.get("frame");
  if (first && first.content) h.take(first.content, first.buffers || []);
  homes.set(model, h);
  return h;
}

function render({ model, el }) {
  const h = home(model), spec = model.get("spec"), root = make("div", `cu-root${spec.present ? " cu-present" : ""}`), view = { seen: true };
  const theme = () => root.classList.toggle("cu-dark", isDark());
  const watch = new MutationObserver(theme);
  watch.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light", "class"] });
  theme();
  el.append(root);
  if (spec.mode === "slider") {
    const c = spec.controls[0], control = new Control(c, (value) => h.send({ type: "set", values: { [c.name]: value } }));
    root.classList.add("cu-single");
    root.append(control.el);
    view.controls = { show: (state, busy) => { if (!busy.has(c.name)) control.set(state.values[c.name]); } };
  } else {
    if (spec.title) root.append(make("div", "cu-title", spec.title));
    if (spec.mode === "panel") view.controls = new Controls(root, spec, h.send);
    view.picture = new Picture(root, spec.palette, spec.present, h.send);
    root.cuPicture = view.picture; // for tests
  }
  // Jupyter's own keys (arrows leave the cell, D D deletes it) must not act in here; Notebook 7 hears them before we can
  for (const e of root.querySelectorAll("input, select, button")) e.setAttribute("data-lm-suppress-shortcuts", "true");
  h.views.add(view);
  if (h.state) view.controls?.show(h.state, h.busy());
  if (h.scene) view.picture?.show(h.scene);

  // A picture that nobody sees is not drawn, and the kernel is told, so that it computes none.
  let told = null;
  const report = () => {
    const seen = !document.hidden && [...h.views].some((v) => v.seen);
    if (view.picture) { view.picture.visible = view.seen; if (view.seen && !document.hidden) view.picture.queue(); }
    if (seen !== h.told) { h.told = seen; h.tell({ type: "view", visible: seen }); }
  };
  const inter = new IntersectionObserver((entries) => { view.seen = entries[entries.length - 1].isIntersecting; report(); }, { rootMargin: "150px" });
  inter.observe(root);
  document.addEventListener("visibilitychange", report);
  h.told = true;
  h.tell({ type: "ready" });
  return () => {
    inter.disconnect();
    watch.disconnect();
    document.removeEventListener("visibilitychange", report);
    h.views.delete(view);
    view.picture?.close();
    if (h.views.size) report(); else h.tell({ type: "closed" });
  };
}

export default { initialize({ model }) { home(model); }, render };

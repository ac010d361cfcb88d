// Numbers as colours: tables of 256, and small canvases filled through them.

/** @typedef {import("./types.js").Numbers} Numbers */

/** 256 colours (RGBA bytes) from evenly spaced stops "#rrggbb". @param {string[]} stops */
export function lut(stops) {
  const table = new Uint8ClampedArray(1024), rgb = stops.map((s) => [1, 3, 5].map((i) => parseInt(s.slice(i, i + 2), 16)));
  for (let i = 0; i < 256; i++) {
    const t = (i / 255) * (stops.length - 1), k = Math.min(Math.floor(t), stops.length - 2), f = t - k;
    for (let c = 0; c < 3; c++) table[4 * i + c] = rgb[k][c] * (1 - f) + rgb[k + 1][c] * f;
    table[4 * i + 3] = 255;
  }
  return table;
}

/** Fills `words` (rows × columns, from `start` of z) with colours; not a number is see-through; `flip` puts row 0 at the bottom.
 * @param {Uint32Array} words @param {ArrayLike<number>} z @param {number} start @param {number} rows @param {number} columns
 * @param {[number, number]} range @param {Uint32Array} table @param {boolean} flip */
export function fill(words, z, start, rows, columns, [low, high], table, flip) {
  const indices = z instanceof Uint8Array, scale = 255 / (high - low);
  for (let r = 0; r < rows; r++) {
    let from = start + r * columns, to = (flip ? rows - 1 - r : r) * columns;
    for (let c = 0; c < columns; c++, from++, to++) {
      if (indices) { words[to] = table[z[from]]; continue; }
      const t = (z[from] - low) * scale;
      words[to] = t >= 0 ? table[t > 255 ? 255 : (t + 0.5) | 0] : t < 0 ? table[0] : 0;
    }
  }
}

/** Canvases of one picture, kept from frame to frame and filled anew only where their numbers changed. */
export class Stamps {
  constructor() {
    /** @type {{canvas: HTMLCanvasElement, image: ImageData, words: Uint32Array, key: string, z: ArrayLike<number> | null}[]} */
    this.list = [];
    this.used = 0;
  }

  /** @param {ArrayLike<number>} z @param {number} start @param {number} rows @param {number} columns @param {[number, number]} range
   * @param {Uint8ClampedArray} table @param {boolean} flip @param {string} colours name of the table */
  take(z, start, rows, columns, range, table, flip, colours) {
    let stamp = this.list[this.used];
    if (!stamp || stamp.canvas.width !== columns || stamp.canvas.height !== rows) {
      const canvas = document.createElement("canvas");
      canvas.width = columns;
      canvas.height = rows;
      const image = new ImageData(columns, rows);
      stamp = this.list[this.used] = { canvas, image, words: new Uint32Array(image.data.buffer), key: "", z: null };
    }
    this.used += 1;
    const key = `${start} ${range} ${flip} ${colours}`;
    if (stamp.z !== z || stamp.key !== key) {
      fill(stamp.words, z, start, rows, columns, range, new Uint32Array(table.buffer), flip);
      /** @type {CanvasRenderingContext2D} */ (stamp.canvas.getContext("2d")).putImageData(stamp.image, 0, 0);
      stamp.z = z;
      stamp.key = key;
    }
    return stamp.canvas;
  }
}

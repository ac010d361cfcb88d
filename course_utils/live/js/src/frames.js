// How a frame is read: the other half of frames.py, and a test holds the two together.

/** @typedef {import("./types.js").Numbers} Numbers @typedef {import("./types.js").Wire} Wire */

/** The bytes of a buffer, which may lie anywhere in a message. @param {Wire} wire */
const bytes = (wire) => (wire instanceof ArrayBuffer ? new Uint8Array(wire) : new Uint8Array(wire.buffer, wire.byteOffset, wire.byteLength));

/** Little endian float32 numbers. @param {Wire} wire */
function floats(wire) {
  const raw = bytes(wire), whole = raw.byteOffset % 4 ? raw.slice() : raw;
  return new Float32Array(whole.buffer, whole.byteOffset, whole.byteLength >> 2);
}

/** @param {Float32Array | Uint8Array} array @param {number[]} shape @returns {Numbers} */
const shaped = (array, shape) => Object.assign(array, { shape });

/** A value with its arrays in place of their descriptions; `before` is what stands where it goes.
 * @param {any} value @param {Wire[]} buffers @param {any} [before] @returns {any} */
export function unpack(value, buffers, before) {
  if (Array.isArray(value)) return value.map((v) => unpack(v, buffers));
  if (value === null || typeof value !== "object") return value;
  if ("u8" in value) return shaped(bytes(buffers[value.u8]), value.shape);
  if ("f32" in value && "from" in value) {
    const end = floats(buffers[value.f32]), grown = new Float32Array(value.from + end.length);
    grown.set(before.subarray(0, value.from));
    grown.set(end, value.from);
    return shaped(grown, [grown.length]);
  }
  if ("f32" in value) return shaped(floats(buffers[value.f32]), value.shape);
  return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, unpack(v, buffers)]));
}

/** The tree after `changes`, which are applied in order; a change at [] replaces the whole.
 * @param {any} tree @param {[(string | number)[], unknown][]} changes @param {Wire[]} buffers @returns {any} */
export function apply(tree, changes, buffers) {
  for (const [path, value] of changes) {
    if (!path.length) { tree = unpack(value, buffers); continue; }
    let at = tree;
    for (const key of path.slice(0, -1)) at = at[key];
    const last = path[path.length - 1];
    at[last] = unpack(value, buffers, at[last]);
  }
  return tree;
}

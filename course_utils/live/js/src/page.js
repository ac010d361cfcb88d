// A page is somebody. Every widget's module is loaded anew, and anywidget hands out a new model object to each view:
// what belongs to the page, and to one widget in it, is therefore kept beside them all, under a name of our own.

const KEY = Symbol.for("course_utils.page");

/** @typedef {{id: string, serial: number, homes: Map<string, any>}} Page */

/** This page: its id, and what its widgets share. @returns {Page} */
export function page() {
  const all = /** @type {any} */ (globalThis);
  return (all[KEY] ??= { id: crypto.randomUUID?.() ?? Math.random().toString(36).slice(2), serial: 0, homes: new Map() });
}

/** The one home of a widget in this page, made by `make` at the first call.
 * @template H @param {string} id @param {() => H} make @returns {H} */
export function homeOf(id, make) {
  const { homes } = page();
  if (!homes.has(id)) homes.set(id, make());
  return homes.get(id);
}

/** A widget is closed for good. @param {string} id @param {object} home */
export function leaveHome(id, home) {
  const { homes } = page();
  if (homes.get(id) === home) homes.delete(id);
}

/** An id that no other element of the page has. */
export const unique = () => `cu-${page().id.slice(0, 8)}-${++page().serial}`;

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { Home } from "../src/home.js";
import { homeOf, leaveHome, page } from "../src/page.js";

globalThis.document = /** @type {any} */ ({ hidden: false });
const ME = page().id, STATE = { values: { lr: 0.1 }, hidden: [], playing: false };

/** A model as anywidget hands it out, and a view that notes what it is shown. */
function stage() {
  const sent = [], heard = {};
  const model = { get: () => null, send: (m) => sent.push(m), on: (name, act) => { heard[name] = act; }, off() {} };
  const view = { seen: true, states: [], scenes: 0, lost: "", state: (s, busy) => view.states.push([s.values.lr, [...busy]]), scene: (_, done) => { view.scenes += 1; view.done = done; }, link: (lost) => { view.lost = lost; } };
  const home = new Home();
  home.attach(model);
  home.add(view);
  let n = 0;
  const frame = (more = {}) => home.take({ type: "frame", n: ++n, base: n - 1, ask: false, changes: [], state: null, seen: {}, ...more }, []);
  return { home, sent, heard, view, frame, types: () => sent.map((m) => m.type) };
}

// no timer of a home may keep the tests waiting
beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
});

test("the value of a hand stays until the kernel has applied it", async () => {
  const { home, sent, view, frame } = stage();
  frame({ base: 0, state: STATE });
  home.move({ lr: 0.2 });
  await null;
  const { k } = sent.find((m) => m.type === "set");
  frame({ seen: { [ME]: k - 1 }, state: { ...STATE, values: { lr: 0.1 } } });
  assert.deepEqual(view.states.at(-1), [0.1, ["lr"]], "a frame in between must not put the slider back");
  frame({ seen: { somebody: k + 5 } });
  assert.deepEqual(view.states.at(-1)[1], ["lr"], "another page's confirmation is not ours");
  frame({ seen: { [ME]: k }, state: { ...STATE, values: { lr: 0.2 } } });
  assert.deepEqual(view.states.at(-1), [0.2, []]);
});

test("thirty presses are few messages, and the last value is among them", async () => {
  const { home, sent, frame } = stage();
  frame({ base: 0, state: STATE });
  for (let i = 1; i <= 30; i++) { home.move({ lr: i }); await null; }
  const sets = () => sent.filter((m) => m.type === "set");
  assert.equal(sets().length, 2, "two on the way, the rest waits");
  frame({ seen: { [ME]: sets()[1].k } });
  assert.deepEqual(sets().at(-1).values, { lr: 30 });
  frame({ seen: { [ME]: sets().at(-1).k } });
  assert.equal(home.busy().size, 0);
});

test("a button sends what the hand had moved before it", async () => {
  const { home, types, frame } = stage();
  frame({ base: 0, state: STATE });
  home.move({ lr: 1 });
  home.press("step");
  assert.deepEqual(types(), ["here", "set", "step"]);
});

test("a frame that does not fit is asked for anew, once in a while", () => {
  const { home, sent, view, frame } = stage();
  frame({ base: 0, changes: [[[], { axes: [], caption: "a" }]], state: STATE });
  assert.equal(view.scenes, 1);
  frame();
  home.take({ type: "frame", n: 9, base: 8, ask: true, changes: [[["caption"], "z"]], state: null, seen: {} }, []);
  home.take({ type: "frame", n: 10, base: 9, ask: true, changes: [[["caption"], "z"]], state: null, seen: {} }, []);
  assert.equal(home.scene.caption, "a");
  assert.deepEqual(sent.slice(1).map((m) => [m.type, m.have]), [["here", 0]]);
  home.take({ type: "frame", n: 11, base: 0, ask: false, changes: [[[], { axes: [], caption: "whole" }]], state: STATE, seen: {} }, []);
  assert.equal(home.scene.caption, "whole");
  assert.equal(home.have, 11);
});

test("a frame is answered once it is drawn, a frame without a picture at once, and by one of two views", () => {
  const { home, sent, view, frame } = stage();
  const second = { seen: true, scene: (_, done) => { second.done = done; } };
  frame({ base: 0, changes: [[[], { axes: [], caption: "a" }]], state: STATE });
  home.add(second);
  frame({ ask: true, changes: [[["caption"], "b"]] });
  assert.equal(sent.filter((m) => m.type === "ack").length, 0);
  view.done();
  second.done();
  frame({ ask: true });
  assert.deepEqual(sent.filter((m) => m.type === "ack").map((m) => m.n), [2, 3]);
});

test("seen by one of its views is seen; the last one that closes says goodbye", () => {
  const { home, view, sent, types } = stage();
  const second = { seen: true };
  home.add(second);
  view.seen = false;
  home.here();
  assert.deepEqual(types(), ["here"], "the second still sees it");
  second.seen = false;
  home.here();
  assert.deepEqual(sent.at(-1), { type: "here", page: ME, k: 2, visible: false, have: 0 });
  home.remove(view);
  assert.equal(types().includes("bye"), false);
  home.remove(second);
  assert.equal(types().at(-1), "bye");
});

test("after its goodbye a page says nothing: what the hand did last comes before it", async () => {
  const { home, sent, view, types, frame } = stage();
  frame({ base: 0, changes: [[[], { axes: [], caption: "a" }]], state: STATE });
  for (let i = 1; i <= 3; i++) { home.move({ lr: i }); await null; }
  home.remove(view);
  assert.deepEqual(types(), ["here", "set", "set", "set", "bye"]);
  assert.deepEqual(sent.at(-2).values, { lr: 3 });
  home.press("hover", { part: "" }); // the canvas leaves the page and loses the focus
  mock.timers.tick(1_000);
  home.take({ type: "frame", n: 9, base: 8, ask: true, changes: [], state: null, seen: {} }, []);
  assert.equal(types().at(-1), "bye");
  home.add(view);
  assert.deepEqual(sent.at(-1), { type: "here", page: ME, k: 6, visible: true, have: 0 });
});

test("the end of a model before, and what it still hears, are nothing to the one of today", () => {
  const { home, view, heard, frame } = stage(), before = { ...heard };
  frame({ base: 0, state: STATE });
  home.attach({ get: () => null, send() {}, on() {}, off() {} });
  before.comm_live_update();
  assert.equal(view.lost, "");
  before["msg:custom"]({ type: "frame", n: 9, base: 0, ask: false, changes: [], state: { ...STATE, values: { lr: 9 } }, seen: {} }, []);
  assert.equal(home.have, 1);
});

test("a kernel that says nothing, and one that is gone, are told; a frame takes the words back", () => {
  const { home, view, frame, heard } = stage();
  frame({ base: 0, state: STATE });
  home.press("play");
  mock.timers.tick(6_000);
  assert.equal(view.lost, "silent");
  frame({ seen: { [ME]: 99 } });
  assert.equal(view.lost, "");
  mock.timers.tick(6_000);
  assert.equal(view.lost, "", "nothing is asked, so nothing is missing");
  heard.comm_live_update();
  assert.equal(view.lost, "gone");
});

test("one home for a widget, however often its module is loaded", async () => {
  const a = homeOf("x", () => ({}));
  const again = await import("../src/page.js?again");
  assert.equal(again.homeOf("x", () => ({})), a);
  assert.equal(again.page().id, ME);
  leaveHome("x", {});
  assert.equal(homeOf("x", () => ({})), a);
  leaveHome("x", a);
  assert.notEqual(homeOf("x", () => ({})), a);
});

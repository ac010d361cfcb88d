import assert from "node:assert/strict";
import { test } from "node:test";
import { Lecture } from "../src/lecture.js";

/** A lecture view that is on, and what it does; `answer` is the browser's to full screen. */
function stage(answer) {
  const did = [];
  globalThis.document = /** @type {any} */ ({ fullscreenElement: null, exitFullscreen: () => { did.push("exit"); } });
  const lecture = Object.assign(Object.create(Lecture.prototype), { on: true, full: false, root: { popover: "manual", requestFullscreen: () => answer } });
  lecture.float = () => { did.push("float"); };
  return { lecture, did };
}

test("full screen that comes after the lecture view was left is left as well", async () => {
  for (const [answer, stays, gone] of [[() => Promise.resolve(), [], ["exit"]], [() => Promise.reject(new Error("not allowed")), ["float"], []]]) {
    const kept = stage(answer());
    await kept.lecture.fullScreen();
    assert.deepEqual(kept.did, stays);
    const left = stage(answer()), waits = left.lecture.fullScreen();
    left.lecture.on = false;
    await waits;
    assert.deepEqual(left.did, gone);
    assert.equal(left.lecture.full, false);
  }
});

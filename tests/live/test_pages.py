"""Several pages on one kernel: each is judged by itself, none holds another up, and whoever comes sees the whole picture."""
import json
import threading
import time

import pytest
from fake_browser import Browser, until, workers
from small_demos import Training, Wave

from course_utils.live import pages, protocol
from course_utils.live.loop import Plot, Slider
from course_utils.live.view import SAME


def same(browser):
    """Whether all pages show the panel's picture and state."""
    newest = browser.view.newest()["content"]
    return all(p.have == newest["n"] and p.state == newest["state"] for p in browser.pages)


def rate(panel, browser, page, seconds=1.0):
    """Frames a second that a page gets while the panel plays."""
    panel.play()
    time.sleep(0.3)
    before, began = page.got, time.monotonic()
    time.sleep(seconds)
    found = (page.got - before) / (time.monotonic() - began)
    panel.pause()
    return found


@pytest.mark.parametrize("message", [
    {"type": "here", "visible": True, "have": 3}, {"type": "ack", "n": 3}, {"type": "bye"}, {"type": "set", "values": {"lr": 0.1}},
    *({"type": b} for b in protocol.BUTTONS), {"type": "preset", "value": 1}, {"type": "keep", "value": True}, {"type": "hover", "part": ""},
    {"type": "strokes", "strokes": []}])
def test_messages_are_read(message):
    said = protocol.read({"page": "a", "k": 4, **message})
    assert (said.page, said.k) == ("a", 4) and {k: v for k, v in vars(said).items() if k not in ("page", "k")}.items() <= message.items()


@pytest.mark.parametrize("message", [{}, {"type": "no such"}, {"type": "ack", "page": "a", "k": 1}, {"type": "set", "k": 1, "values": {}}])
def test_what_is_no_message_is_told_and_nothing_else_happens(panel_of, message):
    with pytest.raises(ValueError, match="run the cell again"):
        protocol.read(message)
    panel = panel_of(Wave())
    browser = Browser(panel)
    browser.view.take(message)
    assert "run the cell again" in browser.state["error"]
    browser.say(type="set", values={"frequency": 2.0})
    assert panel.demo.frequency == 2.0 and not browser.state["error"]


def test_two_pages_show_the_same_and_each_hears_of_its_own(panel_of):
    panel = panel_of(Training())
    browser = Browser(panel, pages=("laptop", "projector"))
    laptop, projector = browser.pages
    k = laptop.say(type="set", values={"lr": 0.5})
    assert laptop.seen == k > projector.seen and projector.state["values"]["lr"] == 0.5
    panel.play()
    until(lambda: laptop.got > 20 and projector.got > 20)
    panel.pause()
    until(lambda: same(browser))
    assert laptop.scene["caption"] == projector.scene["caption"] == f"{len(panel.demo.losses)} steps"


def test_a_page_in_the_background_or_gone_leaves_the_other_its_pictures(panel_of):
    """Two pages, one hidden: the other had 0.7 pictures a second; the same for one that says nothing any more."""
    panel = panel_of(Training())
    browser = Browser(panel, pages=("laptop", "projector"))
    laptop, projector = browser.pages
    laptop.say(type="here", visible=False, have=laptop.have)
    assert rate(panel, browser, projector) > 15
    laptop.say(type="here", visible=True, have=laptop.have)
    laptop.answer = False          # the lid is closed
    assert rate(panel, browser, projector) > 15


def test_a_page_alone_that_falls_silent_gets_one_frame_a_second_and_all_again_when_it_wakes(panel_of):
    panel = panel_of(Training())
    browser = Browser(panel)
    page, = browser.pages
    page.answer = False
    assert rate(panel, browser, page, 2.0) < 12
    page.answer = True
    page.say(type="ack", n=page.have)
    assert rate(panel, browser, page) > 15


def test_a_forgotten_page_is_remembered_at_its_next_word(panel_of, monkeypatch):
    panel = panel_of(Wave())
    browser = Browser(panel)
    page, = browser.pages
    clock = time.monotonic
    monkeypatch.setattr(pages.time, "monotonic", lambda: clock() + 100)
    assert not panel.view.watched and not len(panel.view.pages)
    panel.set(frequency=3.0)
    assert page.state["values"]["frequency"] == 1.0
    k = page.say(type="set", values={"height": 0.5})
    assert page.seen == k and page.state["values"]["frequency"] == 3.0 and page.scene["caption"] == panel.scene.caption


def test_a_page_that_joins_or_missed_a_frame_gets_the_whole_picture(panel_of):
    panel = panel_of(Training())
    browser = Browser(panel)
    panel.play()
    until(lambda: browser.pages[0].got > 10)
    late = browser.open("late")          # a reload, or the projector
    until(lambda: late.got > 5)
    panel.view.send, taken = (lambda content, buffers=(): None), panel.view.send          # the line is cut for a moment
    until(lambda n=panel.view.pages.sent: panel.view.pages.sent > n)
    panel.view.send = taken
    until(lambda n=late.got: late.got > n + 20)
    panel.pause()
    until(lambda: same(browser))
    assert [p.scene["caption"] for p in browser.pages] == [f"{len(panel.demo.losses)} steps"] * 2


def test_here_is_always_answered(panel_of):
    """So that a page can tell a kernel that has nothing new from one that was restarted; also while a step is under way."""
    panel = panel_of(Training())
    browser = Browser(panel)
    page, go = browser.pages[0], threading.Event()
    got = page.got
    page.say(type="here", visible=True, have=page.have)
    assert page.got == got + 1 and browser.frames[-1][0]["changes"] == []
    panel.demo.step = lambda: go.wait(20) and None
    panel.play()
    until(lambda: browser.state["playing"])
    got = page.got
    page.say(type="here", visible=True, have=page.have)
    assert page.got == got + 1
    go.set()
    panel.pause()


def test_a_reload_keeps_its_pace(panel_of):
    """After a reload the same drag reached the demo 5 times a second: the counts of the two sides no longer matched."""
    panel = panel_of(Wave())
    browser = Browser(panel)
    for n in range(30):
        browser.say(type="set", values={"height": 0.05 * n})
    browser.pages.clear()
    fresh = browser.open("reloaded")
    for n in range(30):
        k = fresh.say(type="set", values={"height": 0.05 * n})
        assert fresh.seen == k and panel.demo.height == pytest.approx(0.05 * n)


def test_the_run_goes_on_until_the_last_page_says_goodbye(panel_of):
    panel = panel_of(Training())
    browser = Browser(panel, pages=("one", "two"))
    panel.play()
    browser.pages[1].say(type="bye")
    time.sleep(0.2)
    assert panel.playing
    browser.pages[0].say(type="bye")
    until(lambda: not workers())


class Line:
    """A book of pages whose one page hangs on a line: `delay` seconds, `rate` bytes a second, in time of its own."""

    def __init__(self, monkeypatch, delay, rate):
        self.now, self.delay, self.rate, self.free = 100.0, delay, rate, 0.0
        self.longest, self.answers = 0.0, []
        monkeypatch.setattr(pages.time, "monotonic", lambda: self.now)
        self.book = pages.Pages()
        self.hear("here", visible=True, have=0)

    def hear(self, kind, **told):
        self.book.hear(protocol.read({"type": kind, "page": "one", "k": 1, **told}))

    def run(self, seconds, size, every=0.02):
        """Frames of `size` bytes as often as the book allows; returns (frames a second, longest wait in the line in seconds)."""
        sent, longest, end = 0, 0.0, self.now + seconds
        while self.now < end:
            while self.answers and self.answers[0][0] <= self.now:
                self.hear("ack", n=self.answers.pop(0)[1])
            if self.book.ready():
                self.free = max(self.free, self.now) + size / self.rate
                longest, sent = max(longest, self.free - self.now), sent + 1
                n, ask = self.book.count(size, whole=False)
                if ask:
                    self.answers.append((self.free + self.delay, n))
            self.now += every
        return sent / seconds, longest


def test_a_slow_line_is_not_filled_up(monkeypatch):
    """5 Mbit/s: it carries what it can, and no picture waits in it for more than the fifth of a second that the issue allows."""
    line = Line(monkeypatch, delay=0.04, rate=625_000)
    rate, _ = line.run(3, 4_000)                     # fits: the line is believed to be fast
    assert rate == pytest.approx(50, abs=1) and line.book.window > pages.FIRST
    line.run(2, 40_000)                              # then it does not, and is found out
    rate, longest = line.run(10, 40_000)
    assert longest <= 0.2 and rate > 0.7 * 625 / 40


def test_a_fast_line_is_rarely_asked(monkeypatch):
    """An answer costs the page several times what a frame does."""
    line = Line(monkeypatch, delay=0.03, rate=1e8)
    line.run(3, 20_000)
    asked = []
    count = line.book.count
    monkeypatch.setattr(line.book, "count", lambda *a, **k: asked.append(count(*a, **k)) or asked[-1])
    rate, _ = line.run(10, 20_000)
    assert rate == pytest.approx(50, abs=1) and sum(ask for _, ask in asked) <= 10 / pages.EVERY + 1


def test_frames_that_fail_to_be_sent_are_not_built_upon(panel_of):
    panel = panel_of(Training())
    browser = Browser(panel)
    real, failures = panel.view.send, iter([True, True])

    def send(content, buffers=()):
        if next(failures, False):
            raise OSError("the socket is closed")
        real(content, buffers)

    panel.view.send = send
    panel.step()
    assert "could not be sent: OSError: the socket is closed" in panel.error
    panel.step()
    assert same(browser) and browser.scene["caption"] == "2 steps" and not browser.state["error"]
    json.dumps(browser.frames[-1][0])


def first_waits(tell, seconds=0.3):
    """`tell`, whose first caller stays for a while after it has read what it tells: another thread may slip in there."""
    def slowly(*args):
        told = tell(*args)
        if not slowly.held.is_set():
            slowly.held.set()
            time.sleep(seconds)
        return told

    slowly.held = threading.Event()
    return slowly


def overtake(slowly, first, second):
    """`first` on a thread, `second` here once that one has read what it will tell."""
    thread = threading.Thread(target=first)
    thread.start()
    assert slowly.held.wait(10)
    second()
    thread.join(10)


def test_of_two_pages_that_move_one_slider_the_last_move_is_seen(monkeypatch):
    """Each page's messages come on a thread of their own: what one had read was sent after what the other had changed."""
    slowly = first_waits(Slider._state)
    slider = Slider("rate", 0.1, 0, 1)
    browser = Browser(slider, pages=("laptop", "projector"))
    laptop, projector = browser.pages
    monkeypatch.setattr(Slider, "_state", lambda self: slowly(self))
    overtake(slowly, lambda: laptop.say(type="set", values={"value": 0.2}), lambda: projector.say(type="set", values={"value": 0.7}))
    assert slider.value == 0.7 and all(page.state["values"]["value"] == 0.7 for page in browser.pages)
    assert all(page.seen == page.k for page in browser.pages)
    slider.close()


def test_a_plots_newest_picture_is_the_last(monkeypatch):
    """A late picture goes out on a thread of its own, while the loop draws the next."""
    slowly = first_waits(Plot.scene.fget)
    plot = Plot(y="loss")
    browser = Browser(plot)
    plot.add(loss=3.0)
    monkeypatch.setattr(Plot, "scene", property(lambda self: slowly(self)))
    plot._due = time.monotonic() + 1000          # pictures when the test says
    plot.add(loss=2.0)

    def goes_on():
        plot.add(loss=1.0)
        plot.flush()

    overtake(slowly, plot.flush, goes_on)
    plot.close()
    assert list(browser.scene["axes"][0]["marks"][0]["y"]) == [3, 2, 1]


def test_an_answer_to_a_page_does_not_bring_back_what_was(panel_of, monkeypatch):
    """A page that comes back is answered with the state that was sent last, not with one that another thread has made old."""
    panel = panel_of(Wave())
    browser = Browser(panel)
    page, push, between = browser.pages[0], panel.view.push, []

    def pushed(scene, *told):
        if scene is SAME and not between:
            between.append(threading.Thread(target=panel.set, kwargs={"frequency": 2.0}))
            between[0].start()
            between[0].join(10)
        push(scene, *told)

    monkeypatch.setattr(panel.view, "push", pushed)
    page.say(type="here", visible=True, have=page.have)
    assert between and page.state["values"]["frequency"] == 2.0 == panel.demo.frequency


def test_what_is_confirmed_is_in_the_state(panel_of):
    """A wish is done and not yet told when another page asks for an answer: that answer must not say that it is told."""
    panel = panel_of(Wave())
    browser = Browser(panel, pages=("laptop", "projector"))
    laptop = browser.pages[0]
    before = laptop.seen
    wish = protocol.read({"page": "laptop", "k": laptop.k + 1, "type": "set", "values": {"frequency": 2.0}})
    panel.demo.set(frequency=2.0)
    panel.view.pages.applied(wish)
    panel.view.push(SAME, SAME)
    assert laptop.seen == before and laptop.state["values"]["frequency"] != 2.0
    panel.draw()
    assert laptop.seen == wish.k and laptop.state["values"]["frequency"] == 2.0

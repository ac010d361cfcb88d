"""Stands in for the browser: pages that show a panel's view, in this process."""
import threading
import time

from decoder import decode


def until(true, seconds=20.0):
    """Wait for something that happens on another thread."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.005)


def workers():
    return [t for t in threading.enumerate() if t.name == "course_utils panel"]


class Page:
    """One page: decodes frames as view.js does, answers those that ask. `answer=False`: it says nothing by itself."""

    def __init__(self, browser, name, answer=True):
        self.browser, self.name, self.answer, self.k, self.visible = browser, name, answer, 0, True
        self.scene = self.state = None
        self.have, self.seen, self.got = 0, 0, 0

    def open(self):
        """What a page does when it loads: it takes the frame that comes with the widget, and says that it is here."""
        first = self.browser.view.newest()
        self.take(first["content"], first["buffers"])
        self.say(type="here", visible=True, have=self.have)

    def say(self, **message):
        """Returns the number of the message."""
        with self.browser.lock:
            self.k += 1
            k = self.k
        if message["type"] == "here":
            self.visible = message["visible"]
        self.browser.view.take({"page": self.name, "k": k, **message})
        return k

    def take(self, content, buffers):
        self.got += 1
        if content["base"] in (0, self.have):
            self.scene = decode(None if content["base"] == 0 else self.scene, content["changes"], buffers)
            self.have = content["n"]
        else:
            self.have = 0
        self.state = content["state"] or self.state
        self.seen = content["seen"].get(self.name, self.seen)

    def react(self, content):
        """Answers come on another thread, as from another process."""
        if not self.answer:
            return
        if not self.have:
            self.say(type="here", visible=self.visible, have=0)
        elif content["ask"] and self.visible:
            self.say(type="ack", n=self.have)


class Browser:
    """All pages that show `shown` (a panel, slider or plot); `say`, `state` and `scene` are those of the first.

    `frames` holds (content, buffers) of everything that was sent.
    """

    def __init__(self, shown, answer=True, pages=("first",)):
        self.view, self.frames, self.pages, self.lock = shown.view, [], [], threading.Lock()
        self.view.send = self.send
        for name in pages:
            self.open(name, answer)

    def open(self, name, answer=True):
        self.pages.append(Page(self, name, answer))
        self.pages[-1].open()
        return self.pages[-1]

    def send(self, content, buffers=()):
        buffers = [bytes(b) for b in buffers]          # what the wire would carry now, whatever its owner does later
        self.frames.append((content, buffers))
        for page in list(self.pages):
            page.take(content, buffers)
            if page.answer and (content["ask"] or not page.have):
                threading.Thread(target=page.react, args=(content,)).start()

    def say(self, **message):
        return self.pages[0].say(**message)

    @property
    def state(self):
        return self.pages[0].state

    @property
    def scene(self):
        return self.pages[0].scene


def size(frame):
    """Bytes of a frame as they go over the line, less the envelope of a Jupyter message."""
    import json

    content, buffers = frame
    return len(json.dumps(content)) + sum(map(len, buffers))

"""A line as in a hall full of people: a proxy on the loopback address that carries so many bits a second, so late, and is cut at will."""
from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterator

CHUNK, QUEUE = 4096, 64          # bytes read at once; chunks that wait in the line before the sender is held up


class Line:
    """Forwards to `port`; `slow` (off at first: JupyterLab itself may load quickly) holds for both directions by itself."""

    def __init__(self, port: int, bits: float, round_trip: float):
        self.port, self.bytes_per_second, self.delay = port, bits / 8, round_trip / 2
        self.slow = self._down = False
        self.carried = [0, 0]          # bytes to the server, and from it
        self._open: set[asyncio.StreamWriter] = set()

    def cut(self) -> None:
        """Every connection breaks, and no other comes about until `mend`."""
        self._down = True
        self._loop.call_soon_threadsafe(self._break)

    def mend(self) -> None:
        self._down = False

    def _break(self) -> None:
        for writer in list(self._open):
            writer.transport.abort()

    async def _pump(self, reader, writer, way: int, free: list[float]) -> None:
        """Read, keep for as long as the line needs, write on."""
        loop, waiting = asyncio.get_running_loop(), asyncio.Queue(QUEUE)

        async def deliver():
            while (item := await waiting.get()) is not None:
                at, data = item
                if (rest := at - loop.time()) > 0:
                    await asyncio.sleep(rest)
                writer.write(data)
                await writer.drain()
            with contextlib.suppress(OSError, RuntimeError):
                writer.write_eof()

        out = asyncio.create_task(deliver())
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            while data := await reader.read(CHUNK):
                self.carried[way] += len(data)
                now = loop.time()
                if self.slow:
                    free[way] = max(free[way], now) + len(data) / self.bytes_per_second
                await waiting.put((free[way] + self.delay if self.slow else now, data))
        await waiting.put(None)
        with contextlib.suppress(OSError):
            await out
        writer.close()

    async def _serve(self, ready: threading.Event) -> None:
        free = [0.0, 0.0]          # all connections share the line

        async def connected(reader, writer):
            if self._down:
                writer.transport.abort()
                return
            try:
                there, back = await asyncio.open_connection("127.0.0.1", self.port)
            except OSError:
                writer.close()
                return
            self._open |= {writer, back}
            await asyncio.gather(self._pump(reader, back, 0, free), self._pump(there, writer, 1, free), return_exceptions=True)
            self._open -= {writer, back}

        server = await asyncio.start_server(connected, "127.0.0.1", 0)
        self.address, self._loop, self._end = server.sockets[0].getsockname()[1], asyncio.get_running_loop(), asyncio.Event()
        ready.set()
        await self._end.wait()
        server.close()
        self._break()
        while self._open:          # each ends by itself: a task that is cancelled would be told as an error
            await asyncio.sleep(0.01)


@contextlib.contextmanager
def slow_line(url: str, bits: float, round_trip: float) -> Iterator[tuple[str, Line]]:
    """(address of `url` behind the line, the line): `bits` a second, `round_trip` seconds there and back."""
    line, ready = Line(int(url.rsplit(":", 1)[1]), bits, round_trip), threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(line._serve(ready)), daemon=True)
    thread.start()
    assert ready.wait(10), "the line did not open"
    try:
        yield f"http://127.0.0.1:{line.address}", line
    finally:
        line._loop.call_soon_threadsafe(line._end.set)
        thread.join(5)

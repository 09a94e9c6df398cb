"""Play and pause: something that goes on by itself while the learner watches."""

import asyncio
import threading
import time
import weakref
from collections.abc import Callable

PER_SECOND = 25  # pictures: with many more of them the browser falls behind
BREATH = 0.005  # seconds for what the learner does meanwhile

_players = weakref.WeakSet()


def _event_loop():
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        raise RuntimeError("playing takes a notebook; press Step on instead") from None


class Player:
    """Calls `advance` again and again on the kernel's event loop, until it says False.

    The loop gives way after each call, so that other controls work while it plays. A new player
    stops the others: when a cell is run again, its old widget is gone, and must not go on.

    Parameters
    ----------
    advance : function
        Goes on by one picture; returns whether there is more to come.
    stopped : function
        Called when the last call was made, whoever stopped it.

    Attributes
    ----------
    lock : held during each call, for what must not come in between from another thread
    """

    def __init__(self, advance: Callable[[], bool], stopped: Callable[[], None]):
        self.advance, self.stopped = advance, stopped
        self.lock = threading.RLock()
        self.task = None
        for other in list(_players):
            other.pause()
        _players.add(self)

    @property
    def playing(self) -> bool:
        """Whether it goes on by itself."""
        return self.task is not None

    def play(self) -> None:
        """Go on until paused.

        Raises
        ------
        RuntimeError
            If there is no event loop, as in a plain script.
        """
        with self.lock:
            if not self.playing:
                loop = _event_loop()
                self.task = task = object()  # what this run is known by
                self._running = loop.create_task(self._run(task))  # kept, or it may be collected

    def pause(self) -> None:
        """Stop before the next call."""
        with self.lock:
            if self.playing:
                self.task = None
                self.stopped()

    async def _run(self, task):
        while True:
            start = time.perf_counter()
            with self.lock:
                if self.task is not task:
                    return
                if not self.advance():
                    self.pause()
                    return
            rest = 1 / PER_SECOND - (time.perf_counter() - start)
            await asyncio.sleep(max(BREATH, rest))

"""Play and pause: something that goes on by itself while the learner watches."""

import asyncio
import threading
import time
import weakref
from collections.abc import Callable

PER_SECOND = 25  # pictures: with many more of them the browser falls behind
BREATH = 0.005  # seconds for what the learner does meanwhile
AGAIN = 1.0  # seconds after which a picture that was not taken is followed by another
UNSEEN = 15.0  # seconds without a picture taken, after which nobody looks any more

_players = weakref.WeakSet()


def _event_loop():
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        raise RuntimeError("playing takes a notebook; press Step on instead") from None


class Player:
    """Goes on and shows again and again on the kernel's event loop, until there is no more.

    The loop gives way after each picture, so that other controls work while it plays, and shows the
    next one only when the last was taken: pictures never queue on their way. A new player stops the
    others: when a cell is run again, its old widget is gone, and must not go on.

    Parameters
    ----------
    advance : function
        Goes on by one picture; returns whether there is more to come.
    show : function
        Shows it; called as well when it stops, whoever stopped it.
    taken : function
        Returns whether somebody has the picture that was shown last.

    Attributes
    ----------
    lock : held during each call, for what must not come in between from another thread
    """

    def __init__(self, advance: Callable, show: Callable, taken: Callable = lambda: True):
        self.advance, self.show, self.taken = advance, show, taken
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
                self.show()

    async def _run(self, task):
        try:
            seen = time.monotonic()
            while time.monotonic() < seen + UNSEEN:
                start = time.monotonic()
                if not self._still(task, self.advance):
                    return
                if await self._until_taken(start):
                    seen = time.monotonic()
                self._still(task, self.show)
        except KeyboardInterrupt:  # whoever interrupts the kernel means this: it pauses
            pass  # and goes no further, where it would end the event loop
        finally:
            with self.lock:
                if self.task is task:
                    self.pause()

    def _still(self, task, action):
        """Do something if this is still the run that plays; return what comes of it."""
        with self.lock:
            return action() if self.task is task else None

    async def _until_taken(self, start):
        """Give way until the next picture is due; return whether somebody has the last one."""
        await asyncio.sleep(max(BREATH, start + 1 / PER_SECOND - time.monotonic()))
        while not self.taken() and time.monotonic() < start + AGAIN:
            await asyncio.sleep(BREATH)
        return self.taken()

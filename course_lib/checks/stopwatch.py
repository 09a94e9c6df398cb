"""Calls a function that may never come back."""

import ctypes
import sys
import threading
import time
from collections.abc import Callable

import numpy as np


class TimeIsOver(BaseException):
    """Raised inside the function, to end it."""


class Stopped(BaseException):
    """The function was still running when its time was over.

    A BaseException, so that no `except Exception` of the learner's swallows it. A function that
    catches even this runs on.
    """

    def __init__(self, seconds: float, runs_on: bool = False):
        super().__init__()
        self.seconds, self.runs_on = seconds, runs_on


def call_within(seconds: float, function: Callable, arguments: dict):
    """Return `function(**arguments)`, or raise what it raised, or Stopped after `seconds`.

    It runs in a thread of its own, and where none can be started, with an eye on each line.
    numpy's floating-point warnings are silenced: what comes of them is seen in the result.
    """
    outcome = {}

    def call():
        try:
            with np.errstate(all="ignore"):
                outcome["value"] = function(**arguments)
        except BaseException as error:
            outcome["error"] = error

    thread = threading.Thread(target=call, daemon=True)
    try:
        thread.start()
    except RuntimeError:  # a browser has no threads
        watched(seconds, call)
    else:
        thread.join(seconds)
        if thread.is_alive():
            stop(thread)
            raise Stopped(seconds, runs_on=thread.is_alive())
    if "error" in outcome:
        raise outcome["error"]
    return outcome["value"]


def stop(thread: threading.Thread, attempts: int = 5) -> None:
    """Raise Stopped inside a running thread, again if a bare `except` has caught it."""
    for _ in range(attempts):
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(thread.ident), ctypes.py_object(TimeIsOver)
        )
        thread.join(0.1)
        if not thread.is_alive():
            return


def watched(seconds: float, call: Callable) -> None:
    """Call in this thread; every line after the time is over raises Stopped.

    What takes long within one line, a single call of numpy's, is not stopped.
    """
    end = time.monotonic() + seconds

    def look(*_):
        if time.monotonic() > end:
            raise Stopped(seconds)
        return look

    before = sys.gettrace()
    sys.settrace(look)
    try:
        call()
    finally:
        sys.settrace(before)

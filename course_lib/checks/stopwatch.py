"""Calls a function that may never come back."""

import ctypes
import threading
from collections.abc import Callable

import numpy as np


class Stopped(BaseException):
    """The function was still running when its time was over.

    A BaseException, so that no `except Exception` of the learner's swallows it.
    """


def call_within(seconds: float, function: Callable, arguments: dict):
    """Return `function(**arguments)`, or raise what it raised, or Stopped after `seconds`.

    It runs in a thread of its own, which works on every system and under every front end. numpy's
    floating-point warnings are silenced: what comes of them is seen in the result.
    """
    outcome = {}

    def run():
        try:
            with np.errstate(all="ignore"):
                outcome["value"] = function(**arguments)
        except BaseException as error:
            outcome["error"] = error

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        stop(thread)
        raise Stopped
    if "error" in outcome:
        raise outcome["error"]
    return outcome["value"]


def stop(thread: threading.Thread, attempts: int = 5) -> None:
    """Raise Stopped inside a running thread, again if a bare `except` has caught it."""
    for _ in range(attempts):
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(thread.ident), ctypes.py_object(Stopped)
        )
        thread.join(0.1)
        if not thread.is_alive():
            return

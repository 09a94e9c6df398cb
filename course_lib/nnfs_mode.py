"""numpy as the book uses it, and numpy as it is.

`nnfs.init()`, which stands on top of the book's scripts, replaces np.dot (computed in float64,
rounded to float32), np.zeros, np.eye and np.random.randn (all float32) for the whole process,
seeds np.random with 0, and wraps the functions once more at each call. It has no undo. Here it is
kept to a `with` block, left aside for one, or undone.
"""

import inspect
from contextlib import contextmanager
from importlib.util import find_spec

import numpy as np

if (nnfs := find_spec("nnfs")) and not nnfs.submodule_search_locations:
    raise ImportError(f"{nnfs.origin} hides the package nnfs: rename it and restart the kernel")

PATCHED = [(np, "dot"), (np, "zeros"), (np, "eye"), (np.random, "randn")]


@contextmanager
def nnfs_mode():
    """Within the block numpy behaves as after `nnfs.init()`; afterwards as before.

        with nnfs_mode():
            inputs, y_true = spiral_data(samples=100, classes=3)

    Functions and random state are put back, also after an exception. Blocks may be nested, each
    starts from seed 0. Use it to get the numbers that the book prints.
    """
    import nnfs  # here: who only leaves it aside need not load it

    random_state = np.random.get_state()
    with numpy_mode():
        nnfs.init()
        try:
            yield
        finally:
            np.random.set_state(random_state)


@contextmanager
def numpy_mode():
    """Within the block np.dot and the others are numpy's own, also after `nnfs.init()`.

    What needs float64, as a gradient check does, goes inside. Afterwards all is as before.
    """
    before = _in_place()
    _put_in_place(map(numpys_own, before))
    try:
        yield
    finally:
        _put_in_place(before)


def undo_nnfs_init():
    """Give np.dot and the others back to numpy for good, and say so if `nnfs.init()` had run."""
    if nnfs_in_force():
        _put_in_place(map(numpys_own, _in_place()))
        print(
            "nnfs.init() was in force. Chapters need float64, so np.dot, np.zeros, np.eye and\n"
            "np.random.randn are numpy's own again. Chapter 1 says more, under\n"
            '"Why your numbers may differ from the book\'s".'
        )


def nnfs_in_force():
    """Return whether `nnfs.init()` has run, and nobody has undone it."""
    return any(function is not numpys_own(function) for function in _in_place())


def numpys_own(function):
    """Return the function of numpy that `nnfs.init()` has wrapped, however often it ran."""
    while getattr(function, "__module__", None) == "nnfs.core":
        kept = inspect.getclosurevars(function).nonlocals
        function = kept["orig_dot"] if "orig_dot" in kept else kept["method"][-1]
    return function


def _in_place():
    return [getattr(owner, name) for owner, name in PATCHED]


def _put_in_place(functions):
    for (owner, name), function in zip(PATCHED, functions, strict=True):
        setattr(owner, name, function)

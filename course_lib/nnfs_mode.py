"""numpy as the book uses it, for as long as a `with` block lasts."""

from contextlib import contextmanager

import nnfs
import numpy as np

if not hasattr(nnfs, "core"):
    raise ImportError(f"{nnfs.__file__} hides the package nnfs: rename it and restart the kernel")

PATCHED = [(np, "dot"), (np, "zeros"), (np, "eye"), (np.random, "randn")]


@contextmanager
def nnfs_mode():
    """Within the block numpy behaves as after `nnfs.init()`; afterwards as before.

    `nnfs.init()` replaces np.dot (computed in float64, rounded to float32), np.zeros, np.eye and
    np.random.randn (all float32) for the whole process, and seeds np.random with 0. It has no
    undo, and wraps the functions once more at each call. This block puts functions and random
    state back, also after an exception; blocks may be nested, each starts from seed 0.

        with nnfs_mode():
            inputs, y_true = spiral_data(samples=100, classes=3)

    Use it to get the numbers the book prints. Check gradients outside: float32 is too coarse.
    """
    functions = [getattr(owner, name) for owner, name in PATCHED]
    random_state = np.random.get_state()
    try:
        if np.dot.__module__ == nnfs.core.__name__:  # patched already: only the seed is left to do
            np.random.seed(0)
        else:
            nnfs.init()
        yield
    finally:
        for (owner, name), function in zip(PATCHED, functions, strict=True):
            setattr(owner, name, function)
        np.random.set_state(random_state)

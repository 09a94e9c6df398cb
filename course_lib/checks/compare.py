"""When two results are the same."""

from numbers import Number

import numpy as np

TOLERANCE = 2e-5  # of the largest entry: float32 passes, an error of 1e-4 does not


def close(given, truth) -> bool:
    """Return whether two results agree in shape and numbers, NaN and infinity included."""
    given, truth = as_array(given), np.asarray(truth, dtype=np.float64)
    if given is None or given.dtype.kind not in "biuf" or given.shape != truth.shape:
        return False
    finite = np.isfinite(truth)
    return bool(
        np.array_equal(given[~finite], truth[~finite], equal_nan=True)
        and (np.abs(given[finite] - truth[finite]) <= TOLERANCE * scale(truth)).all()
    )


def scale(truth) -> float:
    """Return the size of the largest finite entry, or 1 if all are zero."""
    sizes = np.abs(np.asarray(truth, dtype=np.float64))
    return float(np.max(sizes[np.isfinite(sizes)], initial=0.0)) or 1.0


def as_array(value):
    """Return a result as an array, or None if it is no such thing; fractions count as numbers."""
    if too_deep(value):
        return None
    try:
        array = np.asarray(value)
        if array.dtype.kind == "O" and all(isinstance(each, Number) for each in array.flat):
            array = array.astype(float)
    except Exception:  # whatever the `__array__` of a class of the learner's raises
        return None
    return None if array.dtype.kind == "O" else array


def too_deep(value, levels: int = 5) -> bool:
    """Return whether lists stand in lists too often, as they do in one that holds itself."""
    if not isinstance(value, list | tuple):
        return False
    return levels == 0 or any(too_deep(each, levels - 1) for each in value)


def unchanged(before, after) -> bool:
    """Return whether an argument is as it was before the call."""
    if isinstance(before, np.ndarray):
        same = isinstance(after, np.ndarray) and before.dtype == after.dtype
        return same and np.array_equal(before, after, equal_nan=before.dtype.kind == "f")
    return before == after

"""Which part of a wrong result is right."""

from collections.abc import Iterator

import numpy as np

from course_lib.checks.compare import TOLERANCE, scale
from course_lib.exercises.labels import as_one_hot


def right_part(cases: list[dict], truths: list, given: list) -> tuple[str, str] | None:
    """Return where the results are right and where they are wrong, if one part tells it in all.

    A part counts only if all in it is right, and all beside it is wrong.
    """
    found = None
    for case, truth, value in zip(cases, truths, given, strict=True):
        truth = np.asarray(truth, dtype=float)
        if value.shape != truth.shape or truth.ndim == 0 or not np.isfinite(value).all():
            return None
        right = np.abs(value - truth) <= TOLERANCE * scale(truth)
        now = [words for words, part in parts(case, truth) if is_just(part, right)]
        found = now if found is None else [words for words in found if words in now]
    return found[0] if found else None


def is_just(part: np.ndarray, right: np.ndarray) -> bool:
    """Return whether the part is what is right: there are entries in it, and entries beside it."""
    return part.any() and not part.all() and np.array_equal(part, right)


def parts(case: dict, truth: np.ndarray) -> Iterator[tuple[tuple[str, str], np.ndarray]]:
    """Yield parts of a result of that shape, with the words for it and for what is beside it."""
    places = np.indices(truth.shape)
    rows, columns = places[0], places[-1]
    if truth.ndim == 2 and truth.shape[0] > 1:
        yield from both("in the first row", "in all others", rows == 0)
        yield from both("in the last row", "in all others", rows == rows.max())
    if truth.ndim == 2 and truth.shape[0] == truth.shape[1]:
        yield from both("on the diagonal", "beside it", rows == columns)
        yield from both("on and below the diagonal", "above it", rows >= columns)
    what = "column" if truth.ndim == 2 else "entry"
    yield from both(f"in the first {what}", "in all others", columns == 0)
    yield from both(f"in the last {what}", "in all others", columns == columns.max())
    if "y_true" in case and truth.ndim == 2:
        true = as_one_hot(case["y_true"], truth.shape[1]) == 1
        yield from both("at the true classes", "at all others", true)
    yield from by_sign("the right number", truth)
    for name, value in case.items():
        if np.shape(value) == truth.shape:
            yield from by_sign(f"`{name}`", value)


def by_sign(what: str, values: np.ndarray) -> Iterator[tuple[tuple[str, str], np.ndarray]]:
    """Yield the places of positive, negative and zero numbers, and those of all others."""
    for sign, part in (("positive", values > 0), ("negative", values < 0), ("0", values == 0)):
        yield from both(f"where {what} is {sign}", f"where {what} is not {sign}", part)


def both(here: str, there: str, part: np.ndarray) -> Iterator[tuple[tuple[str, str], np.ndarray]]:
    """Yield a part, and then what is beside it."""
    yield (here, there), part
    yield (there, here), ~part

"""One small row of a wrong case, to be pasted and tried: the input, yours, the right one."""

import numpy as np

from course_lib.checks.compare import TOLERANCE, as_array, scale

LARGEST = 6  # numbers in a row, or it is no small one


def row(name: str, case: dict, came, truth) -> str:
    """Return the row of the result that is furthest off, with all arguments if these are small."""
    given, truth = as_array(came), np.asarray(truth, dtype=float)
    if given is None or given.shape != truth.shape or given.dtype.kind not in "biuf":
        return ""
    off = np.abs(np.nan_to_num(given.astype(float), nan=np.inf) - truth)
    if not (off > TOLERANCE * scale(truth)).any():
        return ""
    place = np.unravel_index(np.argmax(off), truth.shape)[:-1] if truth.ndim > 1 else ()
    if truth[place].size > LARGEST:
        return ""
    where = f"`{name}[{', '.join(map(str, place))}]`" if place else f"`{name}`"
    return (
        f"{inputs(case, place, len(truth) if truth.ndim else 0)}{where}: yours "
        f"`{written(given[place])}`, right `{written(truth[place])}`."
    )


def inputs(case: dict, place: tuple, n_rows: int) -> str:
    """Return the arguments as code: all, if they are small, or the row of each, if each has it."""
    arrays = {name: value for name, value in case.items() if np.ndim(value)}
    if place and all(len(value) == n_rows > 1 for value in arrays.values()):
        rows = {f"{name}[{place[0]}]": value[place[0]] for name, value in arrays.items()}
    else:
        rows = arrays
    if any(np.size(value) > LARGEST for value in rows.values()):
        return ""
    plain = {name: value for name, value in case.items() if name not in arrays}
    code = "; ".join(f"{name} = {written(value)}" for name, value in (rows | plain).items())
    return f"For `{code}`, "


def written(value) -> str:
    """Return numbers as they are typed, with four significant digits."""
    if np.ndim(value):
        return f"[{', '.join(map(written, value))}]"
    return f"{float(value):.4g}" if isinstance(value, float | np.floating) else str(value)

"""The sentences that any exercise may need; those of one exercise stand with its mistakes."""

import traceback
from collections.abc import Callable, Iterable

import numpy as np

from course_lib.checks.compare import as_array, close, scale

PRODUCT = (
    " Write the two shapes beside the product: the last axis of the first factor has to be as long "
    "as the first axis of the second. A transpose swaps the axes."
)
ADVICE = {  # a part of what numpy says -> what it means
    "mismatch in its core dimension": PRODUCT,
    "not aligned": PRODUCT,
    "could not be broadcast together": (
        " Write the two shapes beside the operation: they have to match entry by entry, save where "
        "one of them is 1."
    ),
    "truth value of an array": (
        " An `if` asks a single question of a whole array. `np.where`, or a mask, asks it of every "
        "entry."
    ),
    "is out of bounds for array of dimension": (
        " The array has no axis of that number: axis 0 runs over the rows, axis 1 over the "
        "columns, and a one-dimensional array has axis 0 only."
    ),
    "Cannot cast ufunc": (
        " An array of whole numbers cannot take fractions in place: make a new array of floats."
    ),
}


def no_function(name: str) -> str:
    """Return what to say when something else than a function was handed over."""
    return (
        "This is what came back from a call. Hand over the function itself, without brackets "
        f"behind its name: `checks.{name}({name})`."
    )


def todo(results: Iterable[str]) -> str:
    """Return what is to be done at first."""
    return f"Let the function return {code(results)} in place of the dots; run the cell again."


def still_open(names: Iterable[str]) -> str:
    """Return what is left to be done."""
    return f"Still to be written: {code(names)}."


def stopped(seconds: float) -> str:
    """Return what to say about a function that does not come back."""
    return (
        f"Your function was stopped: after {seconds:.0f} seconds it had not come back. Look for a "
        "loop whose condition never becomes false."
    )


def raised(function: Callable, error: BaseException, arguments: Iterable[str]) -> str:
    """Return what was raised, and by which of the learner's own lines."""
    what = f"`{type(error).__name__}: {error}`"
    file = getattr(getattr(function, "__code__", None), "co_filename", None)
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == file]
    if not frames:
        return (
            f"Your function could not be called: {what}. It is handed {code(arguments)}, by these "
            "names: leave its first line as it was."
        )
    line = f": `{frames[-1].line}`" if frames[-1].line else ""
    advice = next((text for part, text in ADVICE.items() if part in str(error)), "")
    return f"Your function raised {what} in line {frames[-1].lineno} of its cell{line}.{advice}"


def changed(name: str) -> str:
    """Return what to say about a function that changes an argument."""
    return (
        f"Your function changes its argument `{name}` in place. Whoever called it still needs the "
        "old numbers: make a new array, or work on a copy."
    )


def nothing(results: Iterable[str]) -> str:
    """Return what to say about a function without a return."""
    return (
        "Your function returns nothing (None). Let every way through it end with "
        f"`return {', '.join(results)}`."
    )


def miscounted(results: tuple[str, ...], value) -> str:
    """Return what to say about too few or too many results."""
    came = f"{len(value)} things" if isinstance(value, tuple | list) else "one thing"
    wanted = f"expected {len(results)}: `return {', '.join(results)}`"
    return f"Your function returns {came}, {wanted}."


def other_order(came: Iterable[str], results: Iterable[str]) -> str:
    """Return what to say about right results in another order."""
    return f"All right, but in another order: you return {code(came)}, expected {code(results)}."


def so_far(right: list[str]) -> str:
    """Return which of several results are right already."""
    return f"{code(right)}: right. " if right else ""


def right(given: dict[str, list]) -> str:
    """Return the good news."""
    as_list = any(isinstance(value, list) for values in given.values() for value in values)
    remark = " (A list came, and was taken as an array.)" if as_list else ""
    return f"{code(given)}: the same as the mathematics says.{remark}"


def of_another_kind(name: str, given: list, expected: list) -> str | None:
    """Return what is wrong with a result besides its numbers: type, dtype, shape, NaN."""
    for came, truth in zip(given, expected, strict=True):
        if came is None:
            continue
        array = as_array(came)
        if array is None:
            return f"`{name}` is of type {type(came).__name__}, expected an array of numbers."
        if array.dtype.kind == "b":
            return f"`{name}` holds True and False, expected numbers."
        if array.dtype.kind not in "iuf":
            return f"`{name}` holds values of type {array.dtype}, expected real numbers."
        if array.shape != np.shape(truth):
            return another_shape(name, array.shape, np.shape(truth))
        if not np.isfinite(array).all():
            return (
                f"`{name}` holds {first_not_finite(array)}. Look for a division by zero, the "
                "logarithm of zero, or an exponential that overflows."
            )
        if array.dtype.kind in "iu" and not close(came, truth):
            return (
                f"`{name}` is an array of whole numbers ({array.dtype}), in which every fraction "
                "is cut off. Start from floats."
            )
    return None


def another_shape(name: str, came: tuple, expected: tuple) -> str:
    """Return both shapes, and the likeliest reason."""
    if came == expected[::-1]:
        reason = "It lies on its side: is something transposed that should not be?"
    elif np.prod(came) == np.prod(expected):
        reason = "The number of entries is right: was an axis lost (`keepdims=True`) or added?"
    else:
        reason = "Write the shape of every array in your formula beside it."
    return f"`{name}` has shape {came}, expected {expected}. {reason}"


def how_far_off(name: str, given: list, expected: list) -> str:
    """Return how far off the numbers are, and where most."""
    pairs = [pair for pair in zip(given, expected, strict=True) if pair[0] is not None]
    errors = [np.abs(as_array(g) - t) for g, t in pairs]
    shares = [np.max(e) / scale(t) for e, (_, t) in zip(errors, pairs, strict=True)]
    worst = errors[int(np.argmax(shares))]
    index = [int(i) for i in np.unravel_index(np.argmax(worst), worst.shape)]
    where = f", most at {index}" if index else ""
    return (
        f"`{name}` has the right shape, but its numbers are off by up to {max(shares):.2g} times "
        f"the largest of them{where}. None of the usual mistakes fits."
    )


def first_not_finite(array) -> str:
    """Return the first entry that is no finite number, and its place."""
    index = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
    return f"{array[index]} at {list(index)}" if index else f"{array}"


def code(names: Iterable[str]) -> str:
    """Return names as code, with commas between them."""
    return ", ".join(f"`{name}`" for name in names)

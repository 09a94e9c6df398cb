"""The sentences that any exercise may need; those of one exercise stand with its mistakes."""

import inspect
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from course_lib.checks.compare import as_array
from course_lib.checks.errors import meaning
from course_lib.checks.stopwatch import Stopped

OUR_OWN = str(Path(__file__).parent)


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


def stopped(error: Stopped, case: str) -> str:
    """Return what to say about a function that does not come back."""
    still = " It cannot be stopped, and runs on: restart the kernel." if error.runs_on else ""
    return (
        f"After {error.seconds:g} seconds it had not come back from {case}, and was given up."
        f"{still} Is there a loop whose condition never becomes false, or does it only take long?"
    )


def raised(function: Callable, error: BaseException, arguments: dict) -> str:
    """Return what was raised, and by which of the learner's own lines."""
    what = f"`{type(error).__name__}: {error}`"
    if not takes(function, arguments):
        return (
            f"your function could not be called: {what}. It is handed {code(arguments)}, by these "
            "names: leave its first line as it was."
        )
    advice = f" {meaning(error)[1]}".rstrip()
    frames = own_frames(error)
    if not frames:
        return f"your function raised {what}.{advice}"
    line = f": `{frames[-1].line}`" if frames[-1].line else ""
    return f"your function raised {what} in line {frames[-1].lineno} of its cell{line}.{advice}"


def takes(function: Callable, arguments: dict) -> bool:
    """Return whether a function takes these arguments by name; what does not tell, may."""
    try:
        inspect.signature(function).bind(**arguments)
    except TypeError:
        return False
    except ValueError:
        return True
    return True


def own_frames(error: BaseException) -> list[traceback.FrameSummary]:
    """Return the frames of the learner's own file: that in which the first call landed."""
    frames = [
        f for f in traceback.extract_tb(error.__traceback__) if not f.filename.startswith(OUR_OWN)
    ]
    return [frame for frame in frames if frame.filename == frames[0].filename]


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


def where(right: list[str], wrong: list[str]) -> str:
    """Return in which cases the function is right, if it is so in some, and where it is not."""
    if not right or not wrong:
        return ""
    return f"Right for {some(right)}. Not right yet for {some(wrong)}. "


def failed(error: BaseException) -> str:
    """Return what to say when the judge itself has broken down."""
    return (
        f"The check itself failed (`{type(error).__name__}: {error}`), which says nothing about "
        "your answer. This is a defect of the course: please report it, with your function."
    )


def borrowed(names: list[str]) -> str:
    """Return the remark on an answer that leaves the work to the course's own classes."""
    if not names:
        return ""
    return (
        f" Your function uses the course's own {code(names)}, though. Write the steps yourself "
        "once, and you will know what happens in there."
    )


def some(cases: list[str]) -> str:
    """Return the names of two cases at most, quoted, and how many more there are."""
    shown = [f'"{case}"' for case in cases[:2]]
    return listed(shown + [f"{len(cases) - 2} more"] * (len(cases) > 2))


def listed(names: list[str]) -> str:
    """Return words with commas, and an `and` before the last."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


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
        array = as_array(came)
        if array is None:
            return f"`{name}` is {described(came)}, expected an array of numbers."
        if array.dtype.kind == "b":
            return f"`{name}` holds True and False, expected numbers."
        if array.dtype.kind not in "iuf":
            return f"`{name}` holds values of type {array.dtype}, expected real numbers."
        if array.shape != np.shape(truth):
            return another_shape(name, array.shape, np.shape(truth))
        if not np.isfinite(array).all():
            return f"`{name}` holds {first_not_finite(array)}."
        if array.dtype.kind in "iu" and cut_off(array, truth):
            return (
                f"`{name}` is an array of whole numbers ({array.dtype}), in which every fraction "
                "is cut off. Start from floats."
            )
    return None


def described(came) -> str:
    """Return what came that cannot be taken as an array of numbers."""
    if isinstance(came, np.ndarray):
        return "an array of other things than numbers"
    if isinstance(came, list | tuple):
        return f"a {type(came).__name__} whose parts do not make one array of numbers"
    return f"of type {type(came).__name__}"


def another_shape(name: str, came: tuple, expected: tuple) -> str:
    """Return both shapes, and the likeliest reason."""
    return f"`{name}` has shape {came}, expected {expected}. {SHAPES[of_shape(came, expected)]}"


SHAPES = {
    "on its side": "It lies on its side: is something transposed that should not be?",
    "axis lost or added": "The number of entries is right: was an axis lost (`keepdims=True`) or "
    "added?",
    "axis too many": "It has an axis too many: where each number should stand there is a whole row "
    "or table of them. Is there a name without its index, or a sum that is missing?",
    "axis too few": "It has an axis too few: was something summed that should be kept apart?",
    "": "Write the shape of every array in your formula beside it.",
}


def of_shape(came: tuple, expected: tuple) -> str:
    """Return what the matter is with a shape, in a word or two."""
    if came == expected[::-1]:
        return "on its side"
    if np.prod(came) == np.prod(expected):
        return "axis lost or added"
    if len(came) > len(expected):
        return "axis too many"
    return "axis too few" if len(came) < len(expected) else ""


def cut_off(array, truth) -> bool:
    """Return whether whole numbers are the right ones without their fractions."""
    return array.shape == np.shape(truth) and np.array_equal(array, np.trunc(truth))


NOTHING_FITS = "The shape is right, the numbers are not, and none of the usual mistakes gives them."


def first_not_finite(array) -> str:
    """Return the first entry that is no finite number, and its place."""
    index = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
    return f"{array[index]} at {list(index)}" if index else f"{array}"


def code(names: Iterable[str]) -> str:
    """Return names as code, with commas between them."""
    return ", ".join(f"`{name}`" for name in names)

"""Where NaN and infinity come from: the line, and what happened in it."""

from collections.abc import Callable
from copy import deepcopy

import numpy as np

from course_lib.checks.words import own_frames

CAUSES = {  # a part of what numpy says -> what it means
    "divide by zero encountered in log": "the logarithm of 0 is taken there",
    "divide by zero": "a number is divided by 0 there",
    "invalid value encountered in log": "the logarithm of a negative number is taken there",
    "overflow encountered in exp": "an exponential grows beyond the largest float there",
    "overflow": "a number grows beyond the largest float there",
    "invalid value": "0 / 0, or infinity less infinity, is computed there",
}


def cause(function: Callable, arguments: dict) -> str:
    """Return the line that first made a number that is none, and how, if numpy can tell."""
    try:
        with np.errstate(all="raise", under="ignore"):
            function(**deepcopy(arguments))
    except FloatingPointError as error:
        frames = own_frames(error)
        how = next((text for part, text in CAUSES.items() if part in str(error)), str(error))
        place = f"Line {frames[-1].lineno} of its cell makes it" if frames else "It is made"
        line = f", `{frames[-1].line}`" if frames and frames[-1].line else ""
        return f" {place}{line}: {how}."
    except Exception:
        return ""
    return ""

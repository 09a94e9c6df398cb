"""Two texts are the same when their numbers agree within a tolerance and all else to the character.

Printed results differ in their last digits from processor to processor; words, line breaks and
brackets do not. Spaces may differ only where a number next to them or elsewhere in the text has
changed its digits: numpy pads its columns to the longest one.
"""

import math
import re

RTOL = 1e-6
NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?!\w|\.\d)")


def same_text(expected, actual, rtol=RTOL):
    """Return whether `actual` is `expected` but for numbers within `rtol` of theirs."""
    numbers, others = NUMBER.findall(expected), NUMBER.findall(actual)
    gaps, other_gaps = NUMBER.split(expected), NUMBER.split(actual)
    if numbers != others:
        gaps, other_gaps = ([squeeze(gap) for gap in each] for each in (gaps, other_gaps))
    return (
        len(numbers) == len(others)
        and gaps == other_gaps
        and all(same_number(*pair, rtol) for pair in zip(numbers, others, strict=True))
    )


def same_number(expected, actual, rtol=RTOL):
    """Return whether two numbers, given as text, agree; whole numbers count, and agree exactly."""
    if re.fullmatch(r"[-+]?\d+", expected) and re.fullmatch(r"[-+]?\d+", actual):
        return int(expected) == int(actual)
    return math.isclose(float(expected), float(actual), rel_tol=rtol, abs_tol=0.0)


def squeeze(gap):
    """Return the text between two numbers without the spaces that pad a column."""
    return re.sub(r" *\n *", "\n", re.sub(r"(?<=\[) +| +(?=\])", "", re.sub(" +", " ", gap)))


def rows_of_numbers(text):
    """Return the numbers of each line that has any, as text."""
    return [row for line in text.splitlines() if (row := NUMBER.findall(line))]


def printed(cell):
    """Return what a code cell prints, stored or fresh: streams as they come, results as text."""
    return "".join(
        output.get("text") or output.get("data", {}).get("text/plain", "") + "\n"
        for output in cell.outputs
    )


def tolerance(cell):
    """Return the relative tolerance of a cell's numbers: its own if it names one and says why."""
    return cell.metadata.get("tolerance", {}).get("rtol", RTOL)

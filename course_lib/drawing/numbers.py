"""Numbers as text: the one way to write them, for the eye and for the ear."""

import math
from collections.abc import Callable

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def number(value: float) -> str:
    """Return `value` for the eye: four digits, a true minus, and words where it is no number."""
    return for_the_eye(plain(value))


def plain(value: float) -> str:
    """Return `value` for the ear and the tests: as `number`, with the minus of a keyboard."""
    if math.isnan(value):
        return "not a number"
    if math.isinf(value):
        return "too large"
    return f"{value + 0.0:.4g}".replace("e-0", "e-").replace("e+0", "e+")  # + 0.0: no -0


def brief(value: float, digits: int = 3) -> str:
    """Return `value` where there is little room: at most so many digits after the point.

    What these digits cannot show keeps the first of its own; what they would make a 1 is "≈1".
    """
    if value and abs(value) < 0.5 * 10.0**-digits:
        return number(float(f"{value:.0e}"))
    if 1e4 <= abs(value) < math.inf:
        return number(float(f"{value:.1e}"))
    return _not_quite(value, number(round(float(value), digits)))


def cramped(value: float) -> str:
    """Return `value` where there is hardly any room: two digits after the point, none before."""
    if value and abs(value) < 0.005:
        return "≈0"
    text = _not_quite(value, number(round(float(value), 2)))
    return text.replace("0.", ".", 1) if abs(value) < 1 else text


def _not_quite(value, text):
    exact = math.isclose(abs(value), 1, rel_tol=1e-12)
    return "≈" + text if text in ("1", "−1") and not exact else text


def decimals(value: float, digits: int = 3) -> str:
    """Return `value` with always so many digits after the point: they stand still as it changes.

    What these digits cannot show is written as `number` writes it, and so is 0.
    """
    if not math.isfinite(value) or abs(value) < 0.5 * 10.0**-digits:
        return number(value)
    return for_the_eye(f"{value:.{digits}f}")


def in_brackets(value: float, form: Callable[[float], str] = number) -> str:
    """Return `value` as it stands behind a sign: in brackets where it has a sign of its own."""
    return f"({form(value)})" if value < 0 else form(value)


def subscript(letter: str, *index: int) -> str:
    """Return a letter and its index below the line, as in w₀₁."""
    return letter + "".join(map(str, index)).translate(SUBSCRIPTS)


def for_the_eye(text: str) -> str:
    """Return a number as text with a true minus."""
    return text.replace("-", "−")

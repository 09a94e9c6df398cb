"""Whether a wrong result is the right one times a number with a name, or more by such a number."""

from itertools import combinations

import numpy as np

from course_lib.checks.compare import TOLERANCE

AXES = {  # what the axes of an argument count, as the course names them
    "inputs": ("n_samples", "n_inputs"),
    "weights": ("n_inputs", "n_neurons"),
    "dvalues": ("n_samples", "n_neurons"),
    "z": ("n_samples", "n_neurons"),
    "output": ("n_samples", "n_classes"),
    "logits": ("n_samples", "n_classes"),
    "y_pred": ("n_samples", "n_classes"),
    "x": ("n_inputs",),
    "w": ("n_inputs",),
    "weights1": ("n_inputs", "n_neurons"),
    "weights2": ("n_neurons", "n_classes"),
}


def sizes(case: dict) -> dict[str, float]:
    """Return the sizes and the plain numbers of a case by name."""
    found = {}
    for argument, value in case.items():
        if np.ndim(value) == 0:
            found[argument] = float(value)
        axes = AXES.get(argument, ())
        if len(axes) == np.ndim(value):
            found = dict(zip(axes, map(float, np.shape(value)), strict=True)) | found
    return found


def named_factors(case: dict) -> list[dict[str, float]]:
    """Return the numbers that a factor may be, by what they are called, the simpler ones first."""
    plain = {f"`{name}`": value for name, value in sizes(case).items() if value not in (0.0, 1.0)}
    squares = {f"{name} squared": value**2 for name, value in plain.items()}
    pairs = combinations(plain, 2)
    products = {f"{one} times {other}": plain[one] * plain[other] for one, other in pairs}
    return [plain, {"2": 2.0}, squares | products, {"ln 2": float(np.log(2)), "3": 3.0, "4": 4.0}]


def factor(cases: list[dict], factors: list[float]) -> tuple[str, str] | None:
    """Return how the right numbers were changed, and by which number, if it has a name.

    What has the same value in all these cases cannot be told apart, and is named together.
    """
    if fits(factors, [-1.0] * len(factors)):
        return "turned", ""
    for level in zip(*map(named_factors, cases), strict=True):
        for how in ("multiplied", "divided", "multiplied, turned", "divided, turned"):
            names = [name for name in level[0] if fits(changed(how, factors), each_of(level, name))]
            if names:
                return how, " or ".join(names)
    return None


def changed(how: str, factors: list[float]) -> np.ndarray:
    """Return the numbers that were multiplied with or divided by, without their sign."""
    turned = np.asarray(factors) * (-1.0 if "turned" in how else 1.0)
    return 1 / turned if "divided" in how else turned


def each_of(level: tuple[dict[str, float], ...], name: str) -> list[float]:
    """Return the number of that name in each case; it is NaN where there is none."""
    return [named.get(name, np.nan) for named in level]


def fits(factors: list[float], wanted: list[float]) -> bool:
    """Return whether the factors are those wanted, in every case."""
    return bool(np.all(np.abs(np.divide(factors, wanted) - 1) < TOLERANCE))


def ratio(given: np.ndarray, truth: np.ndarray) -> float | None:
    """Return the number that the truth is multiplied with, or None if there is no single one."""
    truth = np.asarray(truth, dtype=float)
    if given.shape != truth.shape or not np.isfinite([given, truth]).all() or not truth.any():
        return None
    place = np.unravel_index(np.argmax(np.abs(truth)), truth.shape)
    found = given[place] / truth[place]
    near = np.abs(given - found * truth) <= TOLERANCE * np.abs(given[place])
    return float(found) if near.all() and found else None


def sentence(name: str, how: str, factor_: str) -> str:
    """Return what is said to the right numbers times a factor."""
    if how == "turned":
        return (
            f"Every number of your `{name}` is right but for its sign. Look for one minus sign "
            "that is missing, or one that is there twice."
        )
    turned = " Its sign is turned, too." if "turned" in how else ""
    if "multiplied" in how:
        return (
            f"Your `{name}` is right but for a factor: it is multiplied with exactly {factor_}."
            f"{turned} Where in the formula does that number come in, and how often in yours?"
        )
    return (
        f"Your `{name}` is right but for a factor: it has been divided by exactly {factor_}."
        f"{turned} Which step divides, or leaves a factor out, where the formula does not?"
    )


def besides(how: str, factor_: str) -> str:
    """Return what is said to a factor that comes on top of a known mistake."""
    if how == "turned":
        return "And the sign of every number is turned."
    turned = " and its sign is turned" if "turned" in how else ""
    by = "multiplied with" if "multiplied" in how else "divided by"
    return f"And the whole is {by} {factor_}{turned}."

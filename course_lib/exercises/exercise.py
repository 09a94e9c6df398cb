"""What an exercise is: arguments to try, the truth about them, known mistakes, hints."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Mistake:
    """A wrong way to compute one of the results, and what a teacher would say to it.

    `wrong` takes the arguments of the exercise and returns that result as the mistake gives it.
    `says` explains, without giving the right line away.
    """

    result: str
    wrong: Callable
    says: str


@dataclass(frozen=True)
class Exercise:
    """A function for the learner to write.

    Parameters
    ----------
    name
        Of the function, and of its check.
    results
        Names of what it returns, in order.
    cases
        Returns the arguments to try, a list of dictionaries: generic numbers, for a seed that has
        a default.
    truth
        Takes the arguments, returns the results: by central differences, or by definition. It
        uses no class of the course, and no function that `nnfs.init()` replaces (np.dot, np.zeros,
        np.eye, np.random.randn).
    mistakes
        Known ones; each gives other numbers than the truth and than all others.
    look_first
        What to look at when no known mistake fits.
    hints
        From a nudge to nearly the answer.
    """

    name: str
    results: tuple[str, ...]
    cases: Callable[..., list[dict]]
    truth: Callable
    mistakes: list[Mistake] = field(repr=False)
    look_first: str
    hints: list[str] = field(repr=False)

    @cached_property
    def expected(self) -> list[tuple]:
        """The true results for each case, computed once."""
        return [as_results(self.truth(**case), len(self.results)) for case in self.cases()]


def as_results(value, n_results: int) -> tuple:
    """Return what a function returned as a tuple of results, one or several."""
    return (value,) if n_results == 1 else tuple(value)

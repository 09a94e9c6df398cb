"""What an exercise is: arguments to try, the truth about them, the solution, known mistakes."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache, cached_property


@dataclass(frozen=True)
class Mistake:
    """A line as a learner may write it, and what a teacher would say to it.

    `line` is one or several statements. Each takes the place of the solution's statement that sets
    the same name, or of its `return`. Which results come out wrong is found by running it.
    `says` explains, without giving the right line away; `{}` in it is the wrong result's name.
    `name` is short, and the same wherever the misconception is: it is for counting.
    """

    line: str
    says: str
    name: str


@dataclass(frozen=True, eq=False)
class Exercise:
    """A function for the learner to write.

    Parameters
    ----------
    name
        Of the function, and of its check.
    results
        Names of what it returns, in order.
    cases
        Returns the arguments to try, for a seed that has a default: a dictionary of them for each
        case, by the name of the case in words that a learner understands.
    truth
        Takes the arguments, returns the results: by central differences, or by definition. It
        uses no class of the course, and no function that `nnfs.init()` replaces (np.dot, np.zeros,
        np.eye, np.random.randn).
    solution
        The source of the function as it should be. It is shown to the learner, and the mistakes
        are made in it; it never judges.
    mistakes
        Known ones; each gives other numbers than the truth and than all others.
    look_first
        What to look at when no known mistake fits.
    hints
        From a nudge to nearly the answer.
    """

    name: str
    results: tuple[str, ...]
    cases: Callable[..., dict[str, dict]]
    truth: Callable
    solution: str = field(repr=False)
    mistakes: list[Mistake] = field(repr=False)
    look_first: str
    hints: list[str] = field(repr=False)

    @cache  # noqa: B019 (an exercise lives as long as the process)
    def at(self, seed: int) -> "Exercise":
        """Return the exercise with the cases of that seed, and so with their truth."""
        return replace(self, cases=lambda other=seed: self.cases(other))

    @cached_property
    def tried(self) -> dict[str, dict]:
        """The arguments of each case, drawn once: whoever calls a function hands it copies."""
        return self.cases()

    @cached_property
    def expected(self) -> dict[str, list]:
        """The true results by name, each as a list with one value for each case."""
        return by_name(self.results, [self.truth(**case) for case in self.tried.values()])


def by_name(results: tuple[str, ...], answers: list) -> dict[str, list]:
    """Return what a function returned in each case, sorted by the names of its results."""
    nothing = (None,) * len(results)
    rows = [
        nothing if answer is None else (answer,) if len(results) == 1 else answer
        for answer in answers
    ]
    return {name: [row[place] for row in rows] for place, name in enumerate(results)}

"""What the learner's function does in every case, before anything is said about it."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from course_lib.checks.compare import as_array, close, unchanged
from course_lib.checks.programs import run
from course_lib.checks.stopwatch import Stopped, call_within
from course_lib.exercises.exercise import Exercise

SECONDS = 3.0
OTHER_SEEDS = 4711, 4712, 4713


@dataclass
class Outcome:
    """What came of one case: a value or an error, and the arguments that were changed."""

    case: str
    number: int
    arguments: dict
    value: object = None
    error: BaseException | None = None
    changed: tuple[str, ...] = ()


def gather(cases: dict[str, dict], function: Callable) -> list[Outcome]:
    """Call the function once in each case; after one that does not come back no more is tried."""
    outcomes = []
    for number, (name, arguments) in enumerate(cases.items()):
        outcomes.append(outcome_of(name, number, arguments, function))
        if isinstance(outcomes[-1].error, Stopped):
            break
    return outcomes


def outcome_of(name: str, number: int, arguments: dict, function: Callable) -> Outcome:
    """Call the function on copies of the arguments."""
    outcome, handed = Outcome(name, number, arguments), deepcopy(arguments)
    try:
        outcome.value = call_within(SECONDS, function, handed)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        outcome.error = error
    outcome.changed = tuple(n for n in handed if not unchanged(arguments[n], handed[n]))
    return outcome


class SecondTry:
    """What the function gives on other numbers, called only when a name is to be confirmed."""

    def __init__(self, exercise: Exercise, function: Callable):
        self.exercise, self.function = exercise, function

    @cached_property
    def outcomes(self) -> list[Outcome]:
        """What comes in the cases of other seeds, where nothing is raised."""
        tried = [gather(self.exercise.at(s).tried, self.function) for s in OTHER_SEEDS]
        return [each for outcomes in tried for each in outcomes if each.value is not None]

    def agrees(self, steps, name: str) -> bool:
        """Return whether changed steps give there, too, what the function gives."""
        with np.errstate(all="ignore"):
            returned = [run(steps, each.arguments) for each in self.outcomes]
        place = self.exercise.results.index(name)
        for outcome, ours in zip(self.outcomes, returned, strict=True):
            theirs = outcome.value
            if len(self.exercise.results) > 1:
                theirs, ours = theirs[place], ours and ours[place]
            if ours is None or not close(theirs, ours):
                return False
        return True


class Evidence:
    """The outcomes, sorted by what they say about each result."""

    def __init__(self, exercise: Exercise, outcomes: list[Outcome]):
        self.exercise, self.outcomes = exercise, outcomes
        self.raised = [each for each in outcomes if each.error is not None]
        self.came = [each for each in outcomes if each.error is None]
        self.names = exercise.results

    def given(self, name: str) -> dict[int, object]:
        """Return what came for a result, by the number of the case."""
        place = self.names.index(name)
        single = len(self.names) == 1
        return {o.number: o.value if single else o.value[place] for o in self.came}

    def wrong(self, name: str) -> dict[int, object]:
        """Return what came for a result where it is not right."""
        truth = self.exercise.expected[name]
        return {n: v for n, v in self.given(name).items() if not close(v, truth[n])}

    def numbers(self, values: dict[int, object]) -> dict[int, np.ndarray] | None:
        """Return values as arrays of numbers, or None if some are none."""
        arrays = {number: as_array(value) for number, value in values.items()}
        proper = all(a is not None and a.dtype.kind in "biuf" for a in arrays.values())
        return arrays if proper and arrays else None

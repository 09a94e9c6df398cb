"""The engine: calls the learner's function and compares what it returns with the truth.

It never raises. It knows no exercise: all that is special about one stands in the exercise.
"""

import random
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from course_lib.checks import words
from course_lib.checks.compare import close, unchanged
from course_lib.checks.stopwatch import Stopped, call_within
from course_lib.exercises.exercise import Exercise, as_results

SECONDS = 3.0
NOT_ATTEMPTED, WRONG, RIGHT = "not attempted yet", "not right yet", "right"


@dataclass(frozen=True)
class Verdict:
    """One of three outcomes, and what to tell the learner."""

    outcome: str
    text: str


class Decided(Exception):  # noqa: N818 (it carries a verdict, and is no error)
    """Ends a judgement early."""

    def __init__(self, outcome: str, text: str):
        super().__init__(text)
        self.verdict = Verdict(outcome, text)


def judge(exercise: Exercise, function: Callable) -> Verdict:
    """Return the verdict on the learner's function; random states are left as they were."""
    states = np.random.get_state(), random.getstate()
    try:
        if not callable(function):
            raise Decided(WRONG, words.no_function(exercise))
        if is_empty(function):
            raise Decided(NOT_ATTEMPTED, words.todo(exercise))
        answers = [results_of(exercise, function, case) for case in exercise.cases()]
        return compare(exercise, answers)
    except Decided as decided:
        return decided.verdict
    finally:
        np.random.set_state(states[0])
        random.setstate(states[1])


def results_of(exercise: Exercise, function: Callable, case: dict) -> tuple:
    """Call the function on copies of the arguments and return as many results as are expected."""
    arguments = deepcopy(case)
    try:
        value = call_within(SECONDS, function, arguments)
    except Stopped:
        raise Decided(WRONG, words.stopped(SECONDS)) from None
    except NotImplementedError:
        raise Decided(NOT_ATTEMPTED, words.todo(exercise)) from None
    except BaseException as error:
        raise Decided(WRONG, words.raised(function, error, list(case))) from None
    for name in case:
        if not unchanged(case[name], arguments[name]):
            raise Decided(WRONG, words.changed(name))
    return counted(exercise, value)


def counted(exercise: Exercise, value) -> tuple:
    """Return what came as a tuple of results, if there are as many as expected."""
    n_results = len(exercise.results)
    if value is Ellipsis:
        raise Decided(NOT_ATTEMPTED, words.todo(exercise))
    if value is None:
        raise Decided(WRONG, words.nothing(exercise))
    if n_results > 1 and not (isinstance(value, tuple | list) and len(value) == n_results):
        raise Decided(WRONG, words.miscounted(exercise, value))
    return as_results(value, n_results)


def compare(exercise: Exercise, answers: list[tuple]) -> Verdict:
    """Return the verdict on results of the right number."""
    numbers = range(len(exercise.results))
    open_ = [n for n in numbers if any(answer[n] is Ellipsis for answer in answers)]
    right = [n for n in numbers if n not in open_ and fits(exercise, answers, n, n)]
    wrong = [n for n in numbers if n not in open_ and n not in right]
    if not open_ and not wrong:
        return Verdict(RIGHT, words.right(exercise, answers))
    if wrong and (order := other_order(exercise, answers)):
        return Verdict(WRONG, words.other_order(exercise, order))
    text = words.so_far(exercise, right)
    if not wrong:
        return Verdict(NOT_ATTEMPTED, text + words.still_open(exercise, open_))
    return Verdict(WRONG, text + on_wrong_result(exercise, answers, wrong[0]))


def on_wrong_result(exercise: Exercise, answers: list[tuple], number: int) -> str:
    """Return the sentence on a wrong result: a known mistake, its kind, or how far off it is."""
    given = [answer[number] for answer in answers]
    expected = [results[number] for results in exercise.expected]
    name = exercise.results[number]
    return (
        known_mistake(exercise, name, given)
        or words.of_another_kind(name, given, expected)
        or words.how_far_off(exercise, name, given, expected)
    )


def known_mistake(exercise: Exercise, name: str, given: list) -> str | None:
    """Return what to say to the known mistake that gives just these results, if there is one."""
    for mistake in exercise.mistakes:
        if mistake.result == name:
            with np.errstate(all="ignore"):
                wrong = [mistake.wrong(**case) for case in exercise.cases()]
            if all(close(g, w) for g, w in zip(given, wrong, strict=True)):
                return mistake.says
    return None


def other_order(exercise: Exercise, answers: list[tuple]) -> list[int] | None:
    """Return the order in which the results came, if all are right but for that."""
    for order in permutations(range(len(exercise.results))):
        if all(fits(exercise, answers, n, place) for place, n in enumerate(order)):
            return list(order)
    return None


def fits(exercise: Exercise, answers: list[tuple], number: int, place: int) -> bool:
    """Return whether what came at `place` is the result `number`, in every case."""
    pairs = zip(answers, exercise.expected, strict=True)
    return all(close(answer[place], results[number]) for answer, results in pairs)


def is_empty(function: Callable) -> bool:
    """Return whether a function has no body: only a docstring, `pass` or dots."""

    def empty():
        """Do nothing."""

    code = getattr(function, "__code__", None)
    return (
        code is not None
        and code.co_code == empty.__code__.co_code
        and set(code.co_consts) <= {None, function.__doc__}
    )

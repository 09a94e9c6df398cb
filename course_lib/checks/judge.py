"""The engine: calls the learner's function and compares what it returns with the truth.

It never raises. It knows no exercise: all that is special about one stands in the exercise.
"""

import random
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from itertools import permutations, repeat

import numpy as np

from course_lib.checks import words
from course_lib.checks.compare import close, unchanged
from course_lib.checks.diagnosis import known_mistake
from course_lib.checks.stopwatch import Stopped, call_within
from course_lib.exercises.exercise import Exercise, by_name

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
            raise Decided(WRONG, words.no_function(exercise.name))
        if is_empty(function):
            raise Decided(NOT_ATTEMPTED, words.todo(exercise.results))
        cases = exercise.tried.values()
        answers = [attempt(exercise.results, function, case) for case in cases]
        failed = [each for each in answers if isinstance(each, Decided)]
        answers = [None if isinstance(each, Decided) else each for each in answers]
        given = by_name(exercise.results, answers)
        if failed and (answers[0] is None or not any_wrong(exercise, given)):
            raise failed[0]
        return verdict_on(exercise, given)
    except Decided as decided:
        return decided.verdict
    finally:
        np.random.set_state(states[0])
        random.setstate(states[1])


def attempt(results: tuple[str, ...], function: Callable, case: dict):
    """Call the function; return what came, or the verdict on a call that went wrong."""
    try:
        return answer(results, function, case)
    except Decided as decided:
        if decided.verdict.outcome == NOT_ATTEMPTED:
            raise
        return decided


def any_wrong(exercise: Exercise, given: dict[str, list]) -> bool:
    """Return whether a result is wrong where the function returned one."""
    return any(
        value is not None and not close(value, truth)
        for name in given
        for value, truth in zip(given[name], exercise.expected[name], strict=True)
    )


def answer(results: tuple[str, ...], function: Callable, case: dict):
    """Call the function on copies of the arguments; return what came, if the number is right."""
    arguments = deepcopy(case)
    try:
        value = call_within(SECONDS, function, arguments)
    except Stopped:
        raise Decided(WRONG, words.stopped(SECONDS)) from None
    except NotImplementedError:
        raise Decided(NOT_ATTEMPTED, words.todo(results)) from None
    except BaseException as error:
        raise Decided(WRONG, words.raised(function, error, case)) from None
    for name in case:
        if not unchanged(case[name], arguments[name]):
            raise Decided(WRONG, words.changed(name))
    return counted(results, value)


def counted(results: tuple[str, ...], value):
    """Return what came, if it is as many results as are expected."""
    if value is Ellipsis:
        raise Decided(NOT_ATTEMPTED, words.todo(results))
    if value is None:
        raise Decided(WRONG, words.nothing(results))
    several = isinstance(value, tuple | list)
    if len(results) > 1 and not (several and len(value) == len(results)):
        raise Decided(WRONG, words.miscounted(results, value))
    return value


def verdict_on(exercise: Exercise, given: dict[str, list]) -> Verdict:
    """Return the verdict on what came: for each result, by name, a value in each case."""
    still_open = [name for name in given if any(value is Ellipsis for value in given[name])]
    done = [name for name in given if name not in still_open]
    right = [name for name in done if fits(exercise, name, given[name])]
    wrong = [name for name in done if name not in right]
    if not still_open and not wrong:
        return Verdict(RIGHT, words.right(given))
    if wrong and (order := other_order(exercise, given)):
        return Verdict(WRONG, words.other_order(order, exercise.results))
    text = words.so_far(right)
    if not wrong:
        return Verdict(NOT_ATTEMPTED, text + words.still_open(still_open))
    return Verdict(WRONG, text + on_wrong_result(exercise, wrong[0], given[wrong[0]]))


def on_wrong_result(exercise: Exercise, name: str, given: list) -> str:
    """Return the sentence on a wrong result: a known mistake, its kind, or how far off it is."""
    expected = exercise.expected[name]
    return (
        known_mistake(exercise, name, given)
        or words.of_another_kind(name, given, expected)
        or f"{words.how_far_off(name, given, expected)} {exercise.look_first}"
    )


def other_order(exercise: Exercise, given: dict[str, list]) -> tuple[str, ...] | None:
    """Return the names of the results as they came, if all are right but for their order."""
    for order in permutations(given):
        if all(map(fits, repeat(exercise), order, given.values())):
            return order
    return None


def fits(exercise: Exercise, name: str, given: list) -> bool:
    """Return whether what came is the result of that name, in every case."""
    return all(map(close, given, exercise.expected[name]))


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

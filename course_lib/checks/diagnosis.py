"""Which known mistake gives these numbers."""

from copy import deepcopy
from functools import cache

import numpy as np

from course_lib.checks.compare import close
from course_lib.checks.edits import function_from, with_mistake
from course_lib.exercises.exercise import Exercise, Mistake, by_name


def known_mistake(exercise: Exercise, name: str, given: list) -> str | None:
    """Return what to say to the known mistake that gives just these values, if there is one."""
    for mistake, wrong in wrong_results(exercise)[name]:
        if all(map(same, given, wrong)):
            return said(mistake, name)
    return None


def same(given, wrong) -> bool:
    """Return whether a case gave what the mistake gives: these numbers, or an exception (None)."""
    return given is wrong is None or (
        given is not None and wrong is not None and close(given, wrong)
    )


def said(mistake: Mistake, name: str) -> str:
    """Return what the mistake says about the result of that name."""
    return mistake.says.replace("{}", f"`{name}`")


@cache
def wrong_results(exercise: Exercise) -> dict[str, list[tuple[Mistake, list]]]:
    """Return for each result the mistakes that spoil it, with what it becomes in each case."""
    spoiled = {name: [] for name in exercise.results}
    for mistake in exercise.mistakes:
        for name, values in results_with(exercise, mistake).items():
            if not all(map(close, values, exercise.expected[name])):
                spoiled[name].append((mistake, values))
    return spoiled


def results_with(exercise: Exercise, mistake: Mistake) -> dict[str, list]:
    """Return what the solution returns in each case, once the mistake is in it."""
    function = function_from(with_mistake(exercise.solution, mistake.line), exercise.name)
    with np.errstate(all="ignore"):
        answers = [result_or_none(function, case) for case in exercise.tried.values()]
    return by_name(exercise.results, answers)


def result_or_none(function, case):
    """Return what the function returns, or None if numpy refuses."""
    try:
        return function(**deepcopy(case))
    except (ValueError, IndexError):
        return None

"""The engine: calls the learner's function in every case, and says what it has found out.

It never raises. It knows no exercise: all that is special about one stands in the exercise.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from types import ModuleType

import numpy as np

from course_lib.checks import words
from course_lib.checks.compare import as_array, close
from course_lib.checks.diagnosis import Diagnosis, diagnosis
from course_lib.checks.equal_sizes import equally_long
from course_lib.checks.errors import meaning
from course_lib.checks.evidence import Evidence, Outcome, SecondTry, gather
from course_lib.checks.row import row
from course_lib.checks.stopwatch import Stopped
from course_lib.checks.undefined import cause
from course_lib.exercises.exercise import Exercise

NOT_ATTEMPTED, WRONG, RIGHT = "not attempted yet", "not right yet", "right"
FAILED = "could not be checked"


@dataclass(frozen=True)
class Verdict:
    """One of four outcomes, what to tell the learner, and what it rests upon.

    `mistake` is the name of a known mistake, `case` that of the first case which is wrong, and
    `edit` what was changed in the solution to give the learner's numbers.
    """

    outcome: str
    text: str
    mistake: str = ""
    case: str = ""
    edit: str = ""


def judge(exercise: Exercise, function: Callable, seed: int | None = None) -> Verdict:
    """Return the verdict on the learner's function; random states are left as they were."""
    states = np.random.get_state(), random.getstate()
    try:
        return judged(exercise if seed is None else exercise.at(seed), function)
    except Exception as error:
        return Verdict(FAILED, words.failed(error))
    finally:
        np.random.set_state(states[0])
        random.setstate(states[1])


def judged(exercise: Exercise, function: Callable) -> Verdict:
    """Return the verdict, once the function has been called in every case."""
    if not callable(function):
        return Verdict(WRONG, words.no_function(exercise.name))
    if is_empty(function):
        return Verdict(NOT_ATTEMPTED, words.todo(exercise.results))
    evidence = Evidence(exercise, gather(exercise.tried, function))
    return unfit(evidence) or on_results(evidence, function)


def unfit(evidence: Evidence) -> Verdict | None:
    """Return the verdict on an answer that is not such as to be compared, or None."""
    for outcome in evidence.outcomes:
        text = None
        if type(outcome.error) is NotImplementedError or outcome.value is Ellipsis:
            return Verdict(NOT_ATTEMPTED, words.todo(evidence.names), case=outcome.case)
        if isinstance(outcome.error, Stopped):
            text = words.stopped(outcome.error, outcome.case)
        elif outcome.changed:
            text = words.changed(outcome.changed[0])
        elif outcome.error is None and outcome.value is None:
            text = words.nothing(evidence.names)
        elif outcome.error is None and miscounted(evidence.names, outcome.value):
            text = words.miscounted(evidence.names, outcome.value)
        if text:
            return Verdict(WRONG, text, case=outcome.case)
    return None


def miscounted(results: tuple[str, ...], value) -> bool:
    """Return whether there are more or fewer results than expected."""
    several = isinstance(value, tuple | list)
    return len(results) > 1 and not (several and len(value) == len(results))


def on_results(evidence: Evidence, function: Callable) -> Verdict:
    """Return the verdict on what came, result by result."""
    still_open = [n for n in evidence.names if Ellipsis in map(type_of, evidence.given(n).values())]
    wrong = [n for n in evidence.names if n not in still_open and evidence.wrong(n)]
    right = [n for n in evidence.names if n not in still_open + wrong]
    if wrong and (order := other_order(evidence)):
        return Verdict(WRONG, words.other_order(order, evidence.names))
    if wrong:
        return on_wrong_result(evidence, function, wrong[0], right if not evidence.raised else [])
    if evidence.raised:
        return on_error(evidence, function)
    if still_open:
        text = words.so_far(right) + words.still_open(still_open)
        return Verdict(NOT_ATTEMPTED, text)
    text = words.right({name: evidence.given(name).values() for name in right})
    return Verdict(RIGHT, text + words.borrowed(own_classes(function)))


def type_of(value):
    """Return dots as they are, and None for all else, which may be an array."""
    return value if value is Ellipsis else None


def on_wrong_result(evidence: Evidence, function: Callable, name: str, right: list) -> Verdict:
    """Return the verdict on a wrong result: where it is wrong, why, and one row of it."""
    exercise, wrong = evidence.exercise, evidence.wrong(name)
    found = explained(evidence, function, name)
    first = next(each for each in evidence.outcomes if each.number in wrong)
    good = [each.case for each in evidence.came if each.number not in wrong]
    bad = [each.case for each in evidence.came if each.number in wrong]
    text = words.so_far(right) + words.where(good, bad) + found.text
    example = row(name, first.arguments, wrong[first.number], exercise.expected[name][first.number])
    text += f" {example}" if example else ""
    if evidence.raised:
        text += f" {on_raised(evidence.raised[0], function)}"
    return Verdict(WRONG, text, found.mistake, first.case, found.edit)


def explained(evidence: Evidence, function: Callable, name: str) -> Diagnosis:
    """Return what there is to say about a wrong result: the smallest change, or its kind."""
    exercise, wrong = evidence.exercise, evidence.wrong(name)
    given, numbers = evidence.numbers(evidence.given(name)), evidence.numbers(wrong)
    agrees = SecondTry(exercise, function).agrees
    found = diagnosis(exercise, name, given, numbers, agrees) if given and numbers else None
    if found:
        return found
    truths = [exercise.expected[name][number] for number in wrong]
    odd = words.of_another_kind(name, list(wrong.values()), truths)
    if odd is None:
        return Diagnosis(f"{words.NOTHING_FITS} {exercise.look_first}")
    if numbers and not all(np.isfinite(value).all() for value in numbers.values()):
        first = next(o for o in evidence.came if o.number in wrong and not finite(wrong[o.number]))
        return Diagnosis(odd + cause(function, first.arguments), edit="not finite")
    if numbers and (smaller := on_equal_sizes(exercise, function)):
        return Diagnosis(f"{odd} {smaller.text}", smaller.mistake, smaller.edit)
    return Diagnosis(odd, edit=next(filter(None, map(shape_of, wrong.values(), truths)), ""))


def shape_of(value, truth) -> str:
    """Return what the matter is with the shape of a result, if it is not the right one."""
    array = as_array(value)
    if array is None or array.shape == np.shape(truth):
        return ""
    return words.of_shape(array.shape, np.shape(truth))


def finite(value) -> bool:
    """Return whether all numbers of a result are finite."""
    return bool(np.isfinite(as_array(value)).all())


def on_error(evidence: Evidence, function: Callable) -> Verdict:
    """Return the verdict on a function that raises in some cases, and is right in all others."""
    first = evidence.raised[0]
    text = words.where([o.case for o in evidence.came], [o.case for o in evidence.raised])
    text += on_raised(first, function)
    found = on_equal_sizes(evidence.exercise, function) or Diagnosis("")
    text += f" {found.text}" if found.text else ""
    return Verdict(WRONG, text, found.mistake, first.case, found.edit or meaning(first.error)[0])


def on_raised(outcome: Outcome, function: Callable) -> str:
    """Return in which case the function raised what."""
    said = words.raised(function, outcome.error, outcome.arguments)
    return f"For {outcome.case} {said}"


def on_equal_sizes(exercise: Exercise, function: Callable) -> Diagnosis | None:
    """Return what the numbers show that come where all axes are equally long."""
    smaller = equal_sizes_of(exercise)
    if smaller is None:
        return None
    evidence = Evidence(smaller, gather(smaller.tried, function))
    if evidence.raised or unfit(evidence):
        return None
    for name in evidence.names:
        given = evidence.numbers(evidence.given(name))
        wrong = evidence.numbers(evidence.wrong(name))
        found = diagnosis(smaller, name, given, wrong) if given and wrong else None
        if found:
            text = (
                f"Where all axes are equally long it gives numbers, which tell more. {found.text}"
            )
            return Diagnosis(text, found.mistake, found.edit)
    return None


@cache
def equal_sizes_of(exercise: Exercise) -> Exercise | None:
    """Return the exercise with cases whose axes are all equally long."""
    return equally_long(exercise)


def other_order(evidence: Evidence) -> tuple[str, ...] | None:
    """Return the names of the results as they came, if all are right but for their order."""
    expected = evidence.exercise.expected
    for order in permutations(evidence.names) if not evidence.raised else ():
        pairs = zip(evidence.names, order, strict=True)
        if all(
            close(value, expected[taken_for][number])
            for name, taken_for in pairs
            for number, value in evidence.given(name).items()
        ):
            return order
    return None


def own_classes(function: Callable) -> list[str]:
    """Return the names of the course's own classes in the code of a function."""
    names = getattr(getattr(function, "__code__", None), "co_names", ())
    known = getattr(function, "__globals__", {})
    modules = [known[name] for name in names if isinstance(known.get(name), ModuleType)]
    values = [known.get(name) for name in names]
    values += [getattr(module, name, None) for module in modules for name in names]
    classes = [value for value in values if isinstance(value, type)]
    return [each.__name__ for each in classes if each.__module__.startswith("course_lib.")]


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

"""What turned the right way into the learner's: the smallest change that gives their numbers."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course_lib.checks import factors, kinds
from course_lib.checks.parts import right_part
from course_lib.checks.search import Shelf, search_of
from course_lib.exercises.exercise import Exercise, Mistake


@dataclass(frozen=True)
class Diagnosis:
    """What to say, the name of the known mistake, and what explains the numbers."""

    text: str
    mistake: str = ""
    edit: str = ""


def diagnosis(
    exercise: Exercise,
    name: str,
    given: dict[int, np.ndarray],
    wrong: dict[int, np.ndarray],
    agrees: Callable = lambda *_: True,
) -> Diagnosis | None:
    """Return the smallest explanation of what came for a result, or None.

    `given` holds what came, by the number of the case, and `wrong` that of it which is not right.
    What explains all cases goes before what explains the wrong ones alone. `agrees` tells of
    changed steps and a result whether they give what the answer gives on other numbers, too.
    """
    search = search_of(exercise)
    if of_another_form(exercise, given, wrong):  # then the other numbers, too, go two ways
        tried, agrees = [given, wrong], lambda *_: True
    else:
        tried = [given]
    return (
        of_known(exercise, search.known, name, tried, agrees)
        or of_factor(exercise, name, wrong)
        or of_edit(exercise, search.small, name, tried, agrees)
        or of_edit(exercise, search.whole, name, tried, agrees)
        or of_known_and_factor(exercise, search.known, name, wrong)
        or of_edit(exercise, search.double, name, tried, agrees)
        or of_argument(exercise, name, wrong)
        or of_part(exercise, name, wrong)
    )


def said(mistake: Mistake, name: str) -> str:
    """Return what the mistake says about the result of that name."""
    return mistake.says.replace("{}", f"`{name}`")


def of_another_form(exercise: Exercise, given: dict, wrong: dict) -> bool:
    """Return whether the wrong cases have arguments of another form than all that are right.

    Only then may the answer go two ways, and a mistake be in one of them alone.
    """
    right = {forms(case) for case in cases_of(exercise, given.keys() - wrong.keys())}
    return bool(right) and not right & {forms(case) for case in cases_of(exercise, wrong)}


def forms(case: dict) -> tuple:
    """Return of each argument the number of its axes and the kind of its numbers."""
    return tuple((np.ndim(value), np.asarray(value).dtype.kind) for value in case.values())


def of_known(
    exercise: Exercise, shelf: Shelf, name: str, tried: list[dict], agrees: Callable
) -> Diagnosis | None:
    """Return the words of a known mistake that gives these values."""
    for values in tried:
        if not any(np.isfinite(value).any() for value in values.values()):
            continue
        for candidate in shelf.giving(name, values):
            if agrees(candidate.steps, name):
                mistake = candidate.mistake
                return Diagnosis(said(mistake, name), mistake.name, candidate.edit)
    return None


def of_factor(exercise: Exercise, name: str, wrong: dict[int, np.ndarray]) -> Diagnosis | None:
    """Return by which number the result is too large or too small, if it has a name."""
    truth = exercise.expected[name]
    found = {number: factors.ratio(value, truth[number]) for number, value in wrong.items()}
    if None in found.values():
        return None
    changed = factors.factor(cases_of(exercise, found), list(found.values()))
    if not changed:
        return None
    return Diagnosis(factors.sentence(name, *changed), edit=f"factor {changed[1] or -1}")


def of_edit(
    exercise: Exercise, shelf: Shelf, name: str, tried: list[dict], agrees: Callable
) -> Diagnosis | None:
    """Return what is said of the likeliest kind of edit, about what all edits of it share."""
    found = next(filter(None, (shelf.giving(name, values) for values in tried)), [])
    found = [each for each in found if agrees(each.steps, name)]
    if not found or not telling(tried[-1]):
        return None
    kind = min((each.kind for each in found), key=kinds.RANK.get)
    near = frozenset.intersection(*[each.near for each in found if each.kind == kind])
    arguments = [each for each in next(iter(exercise.tried.values())) if each in near]
    return Diagnosis(kinds.sentence(kind, name, arguments), edit=kind)


def telling(wrong: dict[int, np.ndarray]) -> bool:
    """Return whether there are enough numbers that a candidate does not fit by chance."""
    return sum(int(np.isfinite(value).sum()) for value in wrong.values()) > 2


def of_known_and_factor(
    exercise: Exercise, shelf: Shelf, name: str, wrong: dict[int, np.ndarray]
) -> Diagnosis | None:
    """Return the words of a known mistake whose numbers came times a factor that has a name."""
    if not all(len(np.unique(np.abs(value[value != 0]))) > 1 for value in wrong.values()):
        return None  # equal numbers are in proportion to whatever else is equal
    for candidate, found in shelf.in_proportion(name, wrong):
        changed = factors.factor(cases_of(exercise, found), list(found.values()))
        if changed:
            first = said(candidate.mistake, name)
            return Diagnosis(
                f"Two things at once. {first} {factors.besides(*changed)}",
                candidate.mistake.name,
                f"{candidate.edit}; factor {changed[1]}",
            )
    return None


def of_argument(exercise: Exercise, name: str, wrong: dict[int, np.ndarray]) -> Diagnosis | None:
    """Return which argument was handed back, or that all is zero."""
    for argument in next(iter(exercise.tried.values())):
        handed = [case[argument] for case in cases_of(exercise, wrong)]
        if all(map(np.array_equal, handed, wrong.values())):
            return Diagnosis(
                f"Your `{name}` holds the argument `{argument}`, unchanged. Which step should make "
                "something new of it, and does your `return` name the result of that step?",
                edit="argument handed back",
            )
    if not any(value.any() for value in wrong.values()):
        return Diagnosis(
            f"Your `{name}` holds nothing but zeros. Was it filled at all, or is every number "
            "multiplied with zero on the way? Print it after each step.",
            edit="zeros",
        )
    return None


def of_part(exercise: Exercise, name: str, wrong: dict[int, np.ndarray]) -> Diagnosis | None:
    """Return which part of the result is right already."""
    truths = [exercise.expected[name][number] for number in wrong]
    part = right_part(cases_of(exercise, wrong), truths, list(wrong.values()))
    return part and Diagnosis(
        f"Your `{name}` is right {part[0]}, and wrong {part[1]}. What does your code do there that "
        "it does not do here? Follow one number of each kind from the arguments to the result.",
        edit="part right",
    )


def cases_of(exercise: Exercise, numbers) -> list[dict]:
    """Return the arguments of the cases of these numbers."""
    cases = list(exercise.tried.values())
    return [cases[number] for number in numbers]

"""Checks of the learner's own work: `checks.dense_backward(dense_backward)`.

There is a check for every exercise, under the name of the function to be written. To add one, add
an `Exercise` to the module of its chapter.
"""

from collections.abc import Callable

from course_lib.checks import batch, jacobian, layer, loss, neuron, relu, training
from course_lib.checks.card import Card
from course_lib.checks.check import Check, record

CHECKS = {
    exercise.name: Check(exercise)
    for chapter in (neuron, layer, batch, relu, jacobian, loss, training)
    for exercise in chapter.EXERCISES
}


def hint(exercise: Callable | str) -> Card:
    """Return the next hint for an exercise, given the learner's function or its name."""
    return find(getattr(exercise, "__name__", exercise)).hint()


def progress(chapter: str) -> Card:
    """Return one line that shows which exercises of a chapter, "03_batch" for example, are done."""
    of_chapter = [check for check in CHECKS.values() if check.exercise.chapter == chapter]
    if not of_chapter:
        chapters = sorted({check.exercise.chapter for check in CHECKS.values()})
        raise ValueError(f"progress: no chapter {chapter!r}, there are {', '.join(chapters)}")
    return record(of_chapter)


def find(name: str) -> Check:
    """Return the check of that name, or say which there are."""
    if name not in CHECKS:
        raise AttributeError(f"there is no exercise {name!r}: there are {', '.join(CHECKS)}")
    return CHECKS[name]


def __getattr__(name: str) -> Check:
    if name.startswith("_"):
        raise AttributeError(name)
    return find(name)


def __dir__() -> list[str]:
    return [*CHECKS, "hint", "progress"]

"""Checks of the learner's own work: `checks.dense_backward(dense_backward)`.

There is a check for every exercise, under the name of the function to be written. The exercises
stand in `course_lib.exercises`.
"""

from collections.abc import Callable

from course_lib.checks.card import Card
from course_lib.checks.check import Check, record
from course_lib.exercises import CHAPTERS, exercises_of, notebook

CHECKS = {
    exercise.name: Check(exercise) for chapter in CHAPTERS for exercise in exercises_of(chapter)
}


def hint(exercise: Callable | str) -> Card:
    """Return the next hint for an exercise, given the learner's function or its name."""
    return find(getattr(exercise, "__name__", exercise)).hint()


def progress(chapter: str) -> Card:
    """Return one line that shows which exercises of a chapter, "03_batch" for example, are done."""
    chapters = {notebook(name): name for name in CHAPTERS}
    if chapter not in chapters:
        raise ValueError(f"progress: no chapter {chapter!r}, there are {', '.join(chapters)}")
    return record([CHECKS[exercise.name] for exercise in exercises_of(chapters[chapter])])


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

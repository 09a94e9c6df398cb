"""What the exercises try is enough: on any seed the wrong answers differ from the right one.

Besides the known mistakes there are wrong lines in `tests/answers`, aimed at the cases: they are
right for some sizes, signs, orders or forms of labels, and a case has to show that they are wrong.
"""

import importlib
from itertools import combinations

import numpy as np
import pytest

from course_lib.checks import CHECKS
from course_lib.checks.compare import close
from course_lib.exercises import CHAPTERS, says
from course_lib.exercises.exercise import by_name
from tests.lines import with_line

SEEDS = range(20)
EXERCISES = {name: check.exercise for name, check in CHECKS.items()}
MODULES = [importlib.import_module(f"tests.answers.{chapter}") for chapter in CHAPTERS]
ANSWERS = {name: answers for module in MODULES for name, answers in module.ANSWERS.items()}
WRONG = {name: lines for module in MODULES for name, lines in module.WRONG.items()}

every_exercise = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)


def right(exercise, given):
    """Return whether what came is right, for each result by name."""
    return {name: all(map(close, given[name], exercise.expected[name])) for name in given}


def same(one, other):
    """Return whether a case gave the same twice: these numbers, or an exception (None)."""
    if one is None or other is None:
        return one is other
    return close(one, other)


@every_exercise
def test_right_answers_are_right_on_any_seed(exercise):
    for seed in SEEDS:
        drawn = exercise.at(seed)
        for answer in ANSWERS[exercise.name]:
            given = [answer(**case) for case in drawn.cases().values()]
            assert all(right(drawn, by_name(drawn.results, given)).values()), seed
        assert all(right(drawn, with_line(drawn, "pass")).values()), seed


@every_exercise
def test_no_known_mistake_gives_right_numbers_or_those_of_another_on_any_seed(exercise):
    for seed in SEEDS:
        drawn = exercise.at(seed)
        wrong = [(mistake, with_line(drawn, mistake.line)) for mistake in drawn.mistakes]
        for mistake, values in wrong:
            assert not all(right(drawn, values).values()), (seed, mistake.line)
        for (one, its), (other, others) in combinations(wrong, 2):
            for name in drawn.results:
                alike = all(map(same, its[name], others[name]))
                assert not alike or right(drawn, its)[name], (seed, one.line, other.line)


@every_exercise
def test_wrong_answers_aimed_at_the_cases_are_wrong_on_any_seed(exercise):
    for seed in SEEDS:
        drawn = exercise.at(seed)
        accepted = [
            line
            for line in WRONG[exercise.name]
            if all(right(drawn, with_line(drawn, line)).values())
        ]
        assert not accepted, seed


@every_exercise
def test_cases_are_small_and_have_the_same_number_on_any_seed(exercise):
    n_cases = {len(exercise.cases(seed)) for seed in SEEDS}
    sizes = [np.size(a) for case in exercise.cases().values() for a in case.values()]
    assert len(n_cases) == 1
    assert max(sizes) <= 30


@every_exercise
def test_another_seed_gives_other_numbers(exercise):
    one, other = (
        [array for case in exercise.cases(seed).values() for array in case.values()]
        for seed in (1, 2)
    )
    assert not any(
        np.array_equal(a, b) for a, b in zip(one, other, strict=True) if len(np.unique(a)) > 5
    )


def test_mistakes_have_short_names_and_the_same_words_the_same_name():
    mistakes = [mistake for exercise in EXERCISES.values() for mistake in exercise.mistakes]
    assert all(0 < len(mistake.name) <= 60 for mistake in mistakes)
    assert len({mistake.says for mistake in mistakes}) == len(
        {(mistake.says, mistake.name) for mistake in mistakes}
    )


def test_a_misconception_is_counted_across_exercises():
    where = {}
    for exercise in EXERCISES.values():
        for mistake in exercise.mistakes:
            where.setdefault(mistake.name, set()).add(exercise.name)
    assert len(where[says.DVALUES_LEFT_OUT.name]) >= 5
    assert len(where[says.WRONG_SIGN.name]) >= 5

"""The checks of the learner's work are tested harder than the code they check.

Stubs are read from the notebooks. Right answers written in other ways than the solutions stand in
`tests/answers`; wrong ones are the known mistakes, and mutants of the solutions.
"""

import ast
import importlib
import re
import time
from contextlib import suppress
from copy import deepcopy
from pathlib import Path

import nbformat
import numpy as np
import pytest

from course_lib import checks
from course_lib.checks.compare import close
from course_lib.checks.diagnosis import Diagnosis, said
from course_lib.checks.edits import mutants
from course_lib.checks.judge import NOT_ATTEMPTED, RIGHT, WRONG, judge
from course_lib.checks.search import search_of
from course_lib.checks.source import function_from, with_mistake
from course_lib.exercises import CHAPTERS, exercises_of, notebook
from course_lib.nnfs_mode import PATCHED, nnfs_mode
from tests.lines import with_line

ROOT = Path(__file__).parent.parent
NOTEBOOKS = {
    path.stem: nbformat.read(path, as_version=4) for path in (ROOT / "notebooks").glob("*.ipynb")
}
EXERCISES = {name: check.exercise for name, check in checks.CHECKS.items()}
CHAPTER_OF = {each.name: chapter for chapter in CHAPTERS for each in exercises_of(chapter)}
MODULES = [importlib.import_module(f"tests.answers.{chapter}") for chapter in CHAPTERS]
ANSWERS = {name: answers for module in MODULES for name, answers in module.ANSWERS.items()}
EQUIVALENT = {name: listed for module in MODULES for name, listed in module.EQUIVALENT.items()}

every_exercise = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)


def cells_of(exercise):
    """Return the cell that states the exercise, and the exercise's own behind it."""
    cells = NOTEBOOKS[notebook(CHAPTER_OF[exercise.name])].cells
    wanted = f"exercise-{exercise.name.replace('_', '-')}"
    place = next(number for number, cell in enumerate(cells) if cell.id == wanted)
    return cells[place - 1], cells[place]


def stub_of(exercise):
    source, line = cells_of(exercise)[1].source.rsplit("\n", 1)
    assert line == f"checks.{exercise.name}({exercise.name})"
    return source


def written(exercise, source):
    """Return the function as a learner has it who writes this source in a notebook."""
    return function_from(source, exercise.name, np)


def in_float32(function):
    def answer(**arguments):
        for name, value in arguments.items():
            if isinstance(value, np.ndarray) and value.dtype == np.float64:
                arguments[name] = value.astype(np.float32)
        return function(**arguments)

    return answer


def answering(exercise, **changed):
    """Return a function that answers case by case with the truth, but for some results."""
    rows = zip(*(exercise.expected | changed).values(), strict=True)

    def answer(**arguments):
        row = next(rows)
        if any(each is None for each in row):
            raise ValueError("as numpy raises, where the mistake does")
        return row if len(row) > 1 else row[0]

    return answer


def wrong_results(exercise):
    """Return for each result the mistakes that spoil it, with what it becomes in each case."""
    spoiled = {name: [] for name in exercise.results}
    for mistake in exercise.mistakes:
        for name, values in with_line(exercise, mistake.line).items():
            if not all(map(close, values, exercise.expected[name])):
                spoiled[name].append((mistake, values))
    return spoiled


def any_number(results):
    """Return whether not all is NaN or infinite; such results are traced, and not recognised."""
    return any(result is not None and np.isfinite(result).any() for result in results)


def sentences(exercise, text):
    """Return what is said of known mistakes in the text, of whichever result."""
    names = exercise.results
    return {m.says for m in exercise.mistakes if any(said(m, name) in text for name in names)}


@every_exercise
def test_the_stub_is_not_attempted(exercise):
    assert judge(exercise, written(exercise, stub_of(exercise))).outcome == NOT_ATTEMPTED


@every_exercise
def test_the_solution_is_right_in_any_form(exercise):
    solution = written(exercise, exercise.solution)
    assert len(ANSWERS[exercise.name]) >= 2
    for answer in [solution, in_float32(solution), *ANSWERS[exercise.name]]:
        verdict = judge(exercise, answer)
        assert verdict.outcome == RIGHT, verdict.text


@every_exercise
def test_every_known_mistake_is_met_with_its_own_words(exercise):
    for name, spoiled in wrong_results(exercise).items():
        for mistake, values in spoiled:
            verdict = judge(exercise, answering(exercise, **{name: values}))
            assert verdict.outcome == WRONG
            if not any_number(values):
                continue
            assert sentences(exercise, verdict.text) == {mistake.says}, (name, mistake)


@every_exercise
def test_a_known_mistake_in_the_solution_is_met_with_its_own_words(exercise):
    for mistake in exercise.mistakes:
        function = written(exercise, with_mistake(exercise.solution, mistake.line))
        verdict = judge(exercise, function)
        assert verdict.outcome == WRONG
        spoiled = [
            v for known in wrong_results(exercise).values() for m, v in known if m is mistake
        ]
        if any(map(any_number, spoiled)):
            assert sentences(exercise, verdict.text) == {mistake.says}, mistake.line
        else:
            assert "Line" in verdict.text


@every_exercise
def test_what_is_said_of_several_results_names_none_of_them_alone(exercise):
    for mistake in exercise.mistakes:
        spoiled = [
            name
            for name, known in wrong_results(exercise).items()
            if any(mistake is each for each, _ in known)
        ]
        named = [name for name in exercise.results if f"`{name}`" in mistake.says]
        assert spoiled, mistake
        assert len(spoiled) == 1 or not named or "{}" in mistake.says, (spoiled, mistake)


@every_exercise
def test_what_is_no_known_mistake_is_not_taken_for_one(exercise):
    rng = np.random.default_rng(99)
    wrong_ways = {
        "zeros": np.zeros_like,
        "ones": np.ones_like,
        "random": lambda result: rng.normal(size=np.shape(result)),
        "a little off": lambda result: np.asarray(result) * (1 + 1e-4),
    }
    for way, spoil in wrong_ways.items():
        for name, truth in exercise.expected.items():
            values = [spoil(np.asarray(value, dtype=float)) for value in truth]
            verdict = judge(exercise, answering(exercise, **{name: values}))
            assert verdict.outcome == WRONG, way
            assert not sentences(exercise, verdict.text), way


@pytest.fixture
def only_outcomes(monkeypatch):
    """Let the judge decide and not explain: a thousand searches would take minutes."""
    monkeypatch.setattr("course_lib.checks.judge.explained", lambda *_: Diagnosis("wrong"))
    monkeypatch.setattr("course_lib.checks.judge.on_equal_sizes", lambda *_: None)


@every_exercise
@pytest.mark.usefixtures("only_outcomes")
def test_the_checks_reject_every_mutant_of_the_solution(exercise, record_property):
    solution = written(exercise, exercise.solution)
    equivalent, n_rejected, survivors = set(), 0, []
    for description, source in mutants(exercise.solution):
        mutant = written(exercise, source)
        if same_on_other_numbers(exercise, solution, mutant):
            equivalent.add(description)
        elif judge(exercise, mutant).outcome == RIGHT:
            survivors.append(description)
        else:
            n_rejected += 1
    assert not survivors
    assert equivalent == set(EQUIVALENT.get(exercise.name, {}))
    record_property("rejected mutants", n_rejected)
    record_property("equivalent mutants", len(equivalent))


def same_on_other_numbers(exercise, solution, mutant):
    """Return whether a mutant computes what the solution does, on numbers the check has not."""
    for case in [case for seed in (1001, 1002) for case in exercise.at(seed).tried.values()]:
        with np.errstate(all="ignore"):
            try:
                results = mutant(**deepcopy(case))
            except Exception:
                return False
            expected = solution(**deepcopy(case))
        if not isinstance(expected, tuple):
            results, expected = [results], [expected]
        if not all(map(close, results, expected)):
            return False
    return True


def test_there_are_enough_exercises_and_mistakes():
    assert len(EXERCISES) >= 16
    assert sum(len(exercise.mistakes) for exercise in EXERCISES.values()) >= 80
    assert all(exercises_of(chapter) for chapter in CHAPTERS)


@every_exercise
def test_every_exercise_has_hints_and_tells_its_difficulty_and_minutes(exercise):
    assert len(exercise.hints) >= 2
    assert re.search(
        r"### Exercise · .+\n+\*Difficulty: (easy|medium|hard)\. About \d+ minutes\.\*",
        cells_of(exercise)[0].source,
    )


@every_exercise
def test_the_judge_is_quick_and_changes_nothing(exercise):
    solution = written(exercise, exercise.solution)
    judge(exercise, solution)
    functions = [getattr(owner, name) for owner, name in PATCHED]
    state = np.random.get_state()[1].copy()
    start = time.process_time()
    judge(exercise, lambda **_: np.random.randn())
    assert time.process_time() - start < 1.0
    assert functions == [getattr(owner, name) for owner, name in PATCHED]
    np.testing.assert_array_equal(np.random.get_state()[1], state)


@every_exercise
def test_it_judges_the_same_in_the_books_numeric_mode(exercise):
    exercise.__dict__.pop("expected", None)  # the truth, too, is computed there
    search_of.cache_clear()
    with nnfs_mode():
        assert judge(exercise, written(exercise, exercise.solution)).outcome == RIGHT
        for name, spoiled in wrong_results(exercise).items():
            verdict = judge(exercise, answering(exercise, **{name: spoiled[0][1]}))
            assert sentences(exercise, verdict.text) == {spoiled[0][0].says}


# Where the line of a mistake stands in the solution.

SOLUTION = """
def function(x, w, total):
    y = x * w
    y[x < 0] = 0
    for n in y:
        total += n
    return total
"""
PLACES = [
    # a plain assignment replaces all that sets the name, any other only its like
    ("y = x + w", "y = x + w; for n in y:; total += n; return total"),
    ("y[x > 0] = 0", "y = x * w; y[x > 0] = 0; for n in y:; total += n; return total"),
    ("total = np.sum(y)", "y = x * w; y[x < 0] = 0; total = np.sum(y); return total"),
    ("return -total", "y = x * w; y[x < 0] = 0; for n in y:; total += n; return -total"),
    # what replaces nothing stands in front of its first use
    ("w = -w\ny = w", "w = -w; y = w; for n in y:; total += n; return total"),
    ("w = -w", "w = -w; y = x * w; y[x < 0] = 0; for n in y:; total += n; return total"),
    ("z = len(y)\ntotal = z", "y = x * w; y[x < 0] = 0; z = len(y); total = z; return total"),
    ("y = w\ny[x == 0] = 1\ntotal = y", "y = w; y[x == 0] = 1; total = y; return total"),
]


@pytest.mark.parametrize(("line", "body"), PLACES)
def test_the_line_of_a_mistake_finds_its_place(line, body):
    _, *lines = ast.unparse(with_mistake(SOLUTION, line)).splitlines()
    assert "; ".join(text.strip() for text in lines) == body


def test_the_known_mistakes_are_made_with_numpys_own_functions():
    source = (
        "def function(): return np.eye(2), np.zeros((2, 2)), np.dot(np.ones(3), np.full(3, 0.1))"
    )
    with nnfs_mode():
        results = function_from(source, "function")()
    assert [np.asarray(result).dtype for result in results] == [np.float64] * 3
    np.testing.assert_array_equal(results[0], [[1, 0], [0, 1]])
    assert results[2] == pytest.approx(0.3, rel=1e-12)


# The judge itself, on one exercise of three results and one of a single one.

DENSE, RELU = EXERCISES["dense_backward"], EXERCISES["relu_backward"]


def dense(inputs, weights, dvalues):
    return dvalues @ weights.T, inputs.T @ dvalues, dvalues.sum(axis=0, keepdims=True)


def raises(z, dvalues):
    return z.missing


def changes_its_argument(z, dvalues):
    dvalues[z <= 0] = 0
    return dvalues


def into_whole_numbers(z, dvalues):
    mask = (z > 0).astype(int)
    mask *= dvalues
    return mask


def with_a_docstring_only(z, dvalues):
    """Return dinputs."""


def not_implemented(z, dvalues):
    raise NotImplementedError


def other_argument_names(a, b):
    return a


SENTENCES = [
    (RELU, lambda z, dvalues: None, WRONG, "returns nothing (None)"),
    (RELU, lambda z, dvalues: ..., NOT_ATTEMPTED, "in place of the dots"),
    (RELU, with_a_docstring_only, NOT_ATTEMPTED, "in place of the dots"),
    (RELU, not_implemented, NOT_ATTEMPTED, "in place of the dots"),
    (
        RELU,
        raises,
        WRONG,
        "raised `AttributeError: 'numpy.ndarray' object has no attribute 'missing'`",
    ),
    (RELU, raises, WRONG, ": `return z.missing`"),
    (RELU, lambda z, dvalues: dvalues @ z, WRONG, "Write the two shapes beside the product"),
    (RELU, lambda z, dvalues: np.dot(dvalues, z), WRONG, "Write the two shapes beside the product"),
    (RELU, lambda z, dvalues: z + dvalues.T, WRONG, "Write the two shapes beside the operation"),
    (RELU, lambda z, dvalues: dvalues if z > 0 else 0, WRONG, "asks a single question of a whole"),
    (RELU, lambda z, dvalues: dvalues.sum(axis=2), WRONG, "has no axis of that number"),
    (RELU, lambda z, dvalues: dvalues > 0, WRONG, "holds True and False"),
    (RELU, into_whole_numbers, WRONG, "make a new array of floats"),
    (RELU, other_argument_names, WRONG, "It is handed `z`, `dvalues`"),
    (RELU, changes_its_argument, WRONG, "changes its argument `dvalues` in place"),
    (RELU, np.ones((2, 2)), WRONG, "Hand over the function itself"),
    (RELU, lambda z, dvalues: "text", WRONG, "expected real numbers"),
    (RELU, lambda z, dvalues: {"dinputs": 1}, WRONG, "of type dict, expected an array"),
    (RELU, lambda z, dvalues: [[1], [1, 2]], WRONG, "is a list whose parts do not make one array"),
    (RELU, lambda z, dvalues: dvalues * 1j, WRONG, "of type complex128, expected real numbers"),
    (RELU, lambda z, dvalues: dvalues.T, WRONG, "It lies on its side"),
    (RELU, lambda z, dvalues: dvalues.ravel(), WRONG, "was an axis lost"),
    (RELU, lambda z, dvalues: dvalues[:1], WRONG, "has shape (1, 3), expected (4, 3)"),
    (RELU, lambda z, dvalues: dvalues / 0.0, WRONG, "a number is divided by 0 there"),
    (
        RELU,
        lambda z, dvalues: np.where(z > 0, dvalues, 0).astype(int),
        WRONG,
        "array of whole numbers",
    ),
    (RELU, lambda z, dvalues: dvalues**2, WRONG, "none of the usual mistakes gives them"),
    (RELU, lambda z, dvalues: np.where(z > 0, dvalues, 0).tolist(), RIGHT, "A list came"),
    (DENSE, lambda **a: dense(**a)[::-1], WRONG, "you return `dbiases`, `dweights`, `dinputs`"),
    (DENSE, lambda **a: list(dense(**a)), RIGHT, "`dinputs`, `dweights`, `dbiases`"),
    (DENSE, lambda **a: dense(**a)[:2], WRONG, "returns 2 things, expected 3"),
    (DENSE, lambda **a: dense(**a)[0], WRONG, "returns one thing, expected 3"),
    (DENSE, lambda **a: (dense(**a)[0], ..., ...), NOT_ATTEMPTED, "`dinputs`: right. Still to be"),
    (
        DENSE,
        lambda **a: (*dense(**a)[:2], dense(**a)[2] ** 2),
        WRONG,
        "`dinputs`, `dweights`: right.",
    ),
]


@pytest.mark.parametrize(("exercise", "function", "outcome", "part"), SENTENCES)
def test_each_kind_of_answer_has_its_sentence(exercise, function, outcome, part):
    verdict = judge(exercise, function)
    assert verdict.outcome == outcome
    assert part in verdict.text


def test_a_function_that_never_comes_back_is_stopped(monkeypatch):
    def endless(z, dvalues):
        while True:
            with suppress(Exception):
                z = z + 1

    monkeypatch.setattr("course_lib.checks.evidence.SECONDS", 0.2)
    verdict = judge(RELU, endless)
    assert verdict.outcome == WRONG
    assert "it had not come back" in verdict.text


# What stands in the notebook.


def test_hints_come_one_by_one_and_end_with_the_solution():
    check = checks.Check(RELU)
    texts = [check.hint().text for _ in RELU.hints]
    assert texts == RELU.hints
    assert "The solution is folded up" in check.hint().text


def test_the_second_and_third_wrong_answer_offer_a_hint():
    check = checks.Check(RELU)
    cards = [check(lambda z, dvalues: dvalues) for _ in range(3)]
    assert [card.hint for card in cards] == ["", *RELU.hints[:2]]


def test_progress_shows_what_is_done():
    check, other = checks.Check(RELU), checks.Check(DENSE)
    check(lambda z, dvalues: np.where(z > 0, dvalues, 0))
    card = checks.record([check, other])
    assert repr(card) == "○ 1 of 2 exercises done\n  ✓ `relu_backward` · ○ `dense_backward`"


def test_a_card_says_the_same_in_html_and_as_text():
    card = checks.Check(RELU)(lambda z, dvalues: np.ones(2) * (z < dvalues))
    assert repr(card).startswith("✗ `relu_backward`: not right yet\n")
    assert 'role="status"' in card._repr_html_()
    assert "<code>relu_backward</code>: not right yet</strong>" in card._repr_html_()


def test_a_card_escapes_what_the_learner_wrote():
    def tagged(z, dvalues):
        raise ValueError("<script>")

    assert "&lt;script&gt;" in checks.Check(RELU)(tagged)._repr_html_()


def test_a_card_marks_code_and_stress():
    html = checks.Card(WRONG, "`a * b`", "each *sample* by itself")._repr_html_()
    assert "<code>a * b</code>" in html
    assert "each <em>sample</em> by itself" in html


def test_no_module_takes_the_name_of_an_exercise():
    modules = {path.stem for path in (ROOT / "course_lib/checks").glob("*.py")}
    assert not modules & set(EXERCISES)


def test_names_that_are_no_exercise_are_told():
    with pytest.raises(AttributeError, match="no exercise 'relu_bakward': there are"):
        _ = checks.relu_bakward
    with pytest.raises(ValueError, match="no chapter '04'"):
        checks.progress("04")


def test_hint_takes_the_function_or_its_name():
    def relu_backward(z, dvalues):
        return ...

    assert "hint" in checks.hint(relu_backward).title
    assert "hint" in checks.hint("relu_backward").title

"""What the judge says is true of the answer it says it to, and it finds something to say."""

import ast
import functools
import re
import threading
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from benchmarks.judging import left_out, measured
from course_lib import checks
from course_lib.checks import evidence, factors, kinds
from course_lib.checks.edits import replacements, slips
from course_lib.checks.errors import MEANINGS
from course_lib.checks.judge import FAILED, RIGHT, WRONG, judge
from course_lib.checks.source import function_from
from course_lib.losses import LossCategoricalCrossentropy

EXERCISES = {name: check.exercise for name, check in checks.CHECKS.items()}
DENSE, RELU, SOFTMAX = (EXERCISES[n] for n in ("dense_backward", "relu_backward", "softmax"))
CROSS_ENTROPY, ACCURACY = EXERCISES["cross_entropy"], EXERCISES["accuracy"]

every_exercise = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)


def relu(z, dvalues):
    return np.where(z > 0, dvalues, 0.0)


def solution(exercise):
    return function_from(exercise.solution, exercise.name, np)


# The sentences by kind.


def grade(text):
    """Return the Flesch-Kincaid grade: long sentences and long words make it high."""
    words = re.findall(r"[a-z]+", text.lower())
    sentences = len(re.findall(r"[.?!:]", text))
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", w)))) for w in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


@pytest.mark.parametrize("kind", kinds.SENTENCES)
def test_the_sentence_of_a_kind_is_short_and_plain(kind):
    text = kinds.sentence(kind, "dinputs", ["weights"])
    assert 15 <= len(text.split()) <= 60
    assert grade(text) <= 9
    assert "{" not in text


@pytest.mark.parametrize(("part", "kind", "says"), MEANINGS, ids=[m[0] for m in MEANINGS])
def test_the_sentence_of_an_exception_is_short_and_plain(part, kind, says):
    assert 10 <= len(says.split()) <= 60
    assert grade(says) <= 9


@every_exercise
def test_every_kind_of_edit_has_a_sentence(exercise):
    tree = ast.parse(exercise.solution)
    assert {edit.kind for edit in [*replacements(tree), *slips(tree)]} <= set(kinds.SENTENCES)


# What is found.


@pytest.mark.parametrize("name", ["relu_backward", "accuracy", "softmax"])
def test_most_wrong_answers_written_in_another_form_are_named(name, monkeypatch):
    monkeypatch.setattr(evidence, "SECONDS", 0.3)
    counts = measured(EXERCISES[name]).counts
    assert counts["numeric, named"] >= 0.8 * counts["numeric"] > 10
    assert counts["raises, named"] >= 0.6 * counts["raises"] > 10


@pytest.mark.parametrize("name", ["dense_backward", "relu_backward", "softmax", "momentum_step"])
def test_most_known_mistakes_are_named_without_the_list(name):
    found, of = left_out(EXERCISES[name])
    assert found >= 0.6 * of


@every_exercise
def test_random_numbers_are_not_named(exercise):
    rng = np.random.default_rng(5)
    for _ in range(8):
        rows = [
            tuple(rng.normal(size=np.shape(each)) for each in row)
            for row in zip(*exercise.expected.values(), strict=True)
        ]
        answers = iter(rows)
        verdict = judge(exercise, lambda _=answers, **__: one_or_all(next(_)))
        assert verdict.outcome == WRONG
        assert not verdict.edit, verdict.text


def one_or_all(results):
    return results if len(results) > 1 else results[0]


@pytest.mark.parametrize(
    ("exercise", "function", "edit"),
    [
        (RELU, lambda z, dvalues: -relu(z, dvalues), "factor -1"),
        (RELU, lambda z, dvalues: 2 * relu(z, dvalues), "factor 2"),
        (RELU, lambda z, dvalues: len(z) * relu(z, dvalues), "factor `n_samples`"),
        (RELU, lambda z, dvalues: relu(z, abs(dvalues)), "absolute values"),
        (RELU, lambda z, dvalues: relu(dvalues, z), "names swapped"),
        (RELU, lambda z, dvalues: relu(z, dvalues)[::-1] + z * 0, "rows reversed"),
        (RELU, lambda z, dvalues: np.where(z == 0, 0.0, dvalues * np.sign(z)), "part right"),
    ],
)
def test_a_wrong_answer_that_no_list_has_is_named_by_its_edit(exercise, function, edit):
    verdict = judge(replace(exercise, mistakes=[]), function)
    assert verdict.outcome == WRONG
    assert verdict.edit == edit, verdict.text


def test_a_missing_transpose_is_named_where_all_axes_are_equally_long():
    def without(inputs, weights, dvalues):
        return dvalues @ weights, inputs.T @ dvalues, dvalues.sum(axis=0, keepdims=True)

    verdict = judge(DENSE, without)
    assert "raised `ValueError: matmul" in verdict.text
    assert verdict.edit == "transpose left out"
    assert "at `weights`" in verdict.text


# Evidence before words.


def test_an_exception_in_a_later_case_does_not_hide_what_the_earlier_showed():
    def labels_only(y_pred, y_true):
        if y_true.ndim == 2:
            return y_true.missing
        return -2 * np.log(np.clip(y_pred[np.arange(len(y_pred)), y_true], 1e-7, 1 - 1e-7))

    verdict = judge(CROSS_ENTROPY, labels_only)
    assert "multiplied with exactly 2" in verdict.text
    assert "has no attribute 'missing'" in verdict.text


def test_the_verdict_says_in_which_cases_the_answer_is_right():
    def labels_only(y_pred, y_true):
        y_true = y_true if y_true.ndim == 1 else np.argmin(y_true, axis=1)
        return -np.log(np.clip(y_pred[np.arange(len(y_pred)), y_true], 1e-7, 1 - 1e-7))

    verdict = judge(CROSS_ENTROPY, labels_only)
    assert re.match(r"Right for [^.]*label[^.]*\. Not right yet for [^.]*one-hot", verdict.text)
    assert "one-hot" in verdict.case


def test_nan_is_traced_to_its_line_and_cause():
    def below_zero(logits):
        shifted = np.log(-1 - np.abs(logits))
        return shifted

    verdict = judge(SOFTMAX, below_zero)
    assert "`shifted = np.log(-1 - np.abs(logits))`" in verdict.text
    assert "the logarithm of a negative number" in verdict.text


def test_a_row_shows_the_input_the_answer_and_the_right_one():
    verdict = judge(RELU, lambda z, dvalues: relu(z, dvalues) ** 3)
    z, dvalues, yours, right = (
        np.array(ast.literal_eval(found))
        for found in re.findall(r"(\[[^\[\]]+, [^\[\]]+\])", verdict.text)
    )
    np.testing.assert_allclose(right, relu(z, dvalues), rtol=1e-3)
    np.testing.assert_allclose(yours, right**3, rtol=1e-2)


# Nothing false.


class Raising:
    def __call__(self, z, dvalues):
        return z.missing


@pytest.mark.parametrize("function", [functools.partial(Raising()), Raising()])
def test_what_raises_inside_is_not_said_to_be_uncallable(function):
    text = judge(RELU, function).text
    assert "your function raised `AttributeError" in text
    assert "could not be called" not in text


def test_other_arguments_are_said_to_be_uncallable():
    assert "could not be called" in judge(RELU, lambda a, b: a).text
    assert "could not be called" in judge(RELU, functools.partial(relu, 1, 2)).text


def test_a_question_from_the_keyboard_is_no_stub():
    class NoKeyboardError(NotImplementedError):
        pass

    def asks(z, dvalues):
        raise NoKeyboardError("raw_input was called")

    assert "raised `NoKeyboardError" in judge(RELU, asks).text


def test_fractions_are_numbers():
    def in_fractions(z, dvalues):
        return [[Fraction(each) for each in row] for row in relu(z, dvalues).tolist()]

    assert judge(RELU, in_fractions).outcome == RIGHT


def test_a_result_that_cannot_be_an_array_is_told_so():
    class NoArray:
        def __array__(self, *_, **__):
            raise ValueError("no")

    holds_itself = []
    holds_itself += [holds_itself, holds_itself]
    for value in (NoArray(), np.array([{}, []], dtype=object), holds_itself):
        verdict = judge(RELU, lambda z, dvalues, value=value: value)
        assert verdict.outcome == WRONG
        assert "expected an array of numbers" in verdict.text


def test_a_count_is_not_said_to_be_cut_off():
    def count(y_pred, y_true):
        labels = y_true if y_true.ndim == 1 else y_true.argmax(axis=1)
        return int((y_pred.argmax(axis=1) == labels).sum()) + 3

    assert "cut off" not in judge(replace(ACCURACY, mistakes=[]), count).text
    assert "cut off" in judge(RELU, lambda z, dvalues: np.trunc(relu(z, dvalues))).text


def test_a_factor_is_named_only_where_it_is_one():
    cases = [{"z": np.ones((4, 3))}, {"z": np.ones((2, 3))}]
    assert factors.factor(cases, [4.0, 2.0]) == ("multiplied", "`n_samples`")
    assert factors.factor(cases, [-0.25, -0.5]) == ("divided, turned", "`n_samples`")
    assert factors.factor(cases, [4.0, 2.5]) is None
    assert factors.factor(cases, [3.0, 3.0]) == ("multiplied", "`n_neurons`")


def test_a_loop_that_catches_everything_is_said_to_run_on(monkeypatch):
    over = threading.Event()

    def stubborn(z, dvalues):
        while not over.is_set():
            with suppress(BaseException):
                over.wait(0.01)

    monkeypatch.setattr(evidence, "SECONDS", 0.1)
    text = judge(RELU, stubborn).text
    over.set()
    assert "It cannot be stopped, and runs on" in text
    assert "or does it only take long?" in text


# Without threads, and when the judge itself fails.


@pytest.fixture
def no_threads(monkeypatch):
    def cannot(_):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", cannot)


@every_exercise
@pytest.mark.usefixtures("no_threads")
def test_it_judges_without_threads(exercise):
    assert judge(exercise, solution(exercise)).outcome == RIGHT


@pytest.mark.usefixtures("no_threads")
def test_an_endless_loop_is_stopped_without_threads(monkeypatch):
    def endless(z, dvalues):
        while True:
            z = z + 1

    monkeypatch.setattr(evidence, "SECONDS", 0.1)
    assert "had not come back" in judge(RELU, endless).text


def test_a_failure_of_the_judge_is_told_as_ours(monkeypatch):
    monkeypatch.setattr("course_lib.checks.judge.diagnosis", lambda *_: 1 / 0)
    card = checks.Check(RELU)(lambda z, dvalues: z)
    assert card.outcome == FAILED
    assert "a defect of the course: please report it" in card.text


# What a verdict carries.


def test_a_verdict_carries_case_and_edit_and_takes_a_seed():
    verdict = judge(RELU, lambda z, dvalues: 2 * relu(z, dvalues), seed=3)
    assert verdict.case in RELU.at(3).cases()
    assert verdict.edit == "factor 2"


def test_the_courses_own_class_is_right_with_a_remark():
    def borrowed(y_pred, y_true):
        return LossCategoricalCrossentropy().forward(y_pred, y_true)

    verdict = judge(CROSS_ENTROPY, borrowed)
    assert verdict.outcome == RIGHT
    assert "uses the course's own `LossCategoricalCrossentropy`" in verdict.text


@every_exercise
def test_an_exercise_needs_no_list_of_mistakes(exercise):
    bare = replace(exercise, mistakes=[])
    assert judge(bare, solution(bare)).outcome == RIGHT
    first = next(iter(exercise.expected))
    truth = exercise.expected
    rows = iter(
        zip(*[[-np.asarray(v) if n == first else v for v in truth[n]] for n in truth], strict=True)
    )
    verdict = judge(bare, lambda **_: one_or_all(next(rows)))
    assert verdict.edit == "factor -1"

"""What the solution returns once something in it is changed: thousands of candidates.

A candidate is a known mistake, one edit of the solution, or two. It is run on a case when a wrong
answer to that case first comes, and never again.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations, islice
from types import CodeType

import numpy as np

from course_lib.checks.compare import TOLERANCE, as_array, scale
from course_lib.checks.edits import replacements, slips
from course_lib.checks.programs import Program, run
from course_lib.checks.source import with_mistake
from course_lib.exercises.exercise import Exercise, Mistake

PAIRS = 4000  # as many steps of pairs of edits are run


@dataclass(frozen=True, eq=False)
class Candidate:
    """A changed solution: its steps, and what was changed in it.

    `kind`, `near` and `edit` are those of the edits; a known mistake is a `mistake` besides.
    """

    steps: tuple[CodeType, ...]
    kind: str
    near: frozenset[str]
    edit: str
    changed: dict[int, CodeType]
    mistake: Mistake | None = None


class Shelf:
    """Candidates of one sort, with what they return in each case."""

    def __init__(self, exercise: Exercise, candidates: Iterable[Candidate]):
        self.exercise, self.candidates = exercise, list(candidates)
        self.cases = list(exercise.tried.values())
        self._tables = {}

    def table(self, number: int) -> dict[tuple, tuple[np.ndarray, list[Candidate]]]:
        """Return the results in a case, by name and shape: a row for each candidate."""
        if number not in self._tables:
            self._tables[number] = self._fill(number)
        return self._tables[number]

    def _fill(self, number: int) -> dict:
        found = {}
        with np.errstate(all="ignore"):
            for candidate in self.candidates:
                returned = run(candidate.steps, self.cases[number])
                for name, value in named(self.exercise, returned):
                    rows = found.setdefault((name, value.shape), ([], []))
                    rows[0].append(value.ravel().astype(float))
                    rows[1].append(candidate)
        return {key: (np.array(rows), which) for key, (rows, which) in found.items()}

    def giving(self, name: str, given: dict[int, np.ndarray]) -> list[Candidate]:
        """Return the candidates that give just these values in the cases of these numbers."""
        fitting = None
        for number, value in given.items():
            rows, candidates = self.table(number).get((name, value.shape), (np.empty((0, 0)), []))
            tolerance = TOLERANCE * scale(self.exercise.expected[name][number])
            fits = same(rows, value.ravel(), tolerance) if candidates else []
            now = [each for each, fit in zip(candidates, fits, strict=True) if fit]
            fitting = now if fitting is None else [each for each in fitting if each in set(now)]
            if not fitting:
                return []
        return fitting or []

    def in_proportion(self, name: str, given: dict[int, np.ndarray]) -> list[tuple]:
        """Return the candidates that give a multiple of these values, each with its factors."""
        factors = {}
        for number, value in given.items():
            rows, candidates = self.table(number).get((name, value.shape), (np.empty((0, 0)), []))
            if not candidates or not np.isfinite(value).all() or not value.any():
                return []
            flat = value.ravel()
            place = np.argmax(np.abs(flat))
            with np.errstate(all="ignore"):
                ratios = flat[place] / rows[:, place]
                fits = same(rows * ratios[:, np.newaxis], flat, TOLERANCE * np.abs(flat[place]))
            for each, ratio in zip(np.flatnonzero(fits), ratios[fits], strict=True):
                factors.setdefault(candidates[each], {})[number] = ratio
        return [(c, found) for c, found in factors.items() if len(found) == len(given)]


def same(rows: np.ndarray, value: np.ndarray, tolerance: float) -> np.ndarray:
    """Return for each row whether it is the value, NaN and infinity included."""
    with np.errstate(all="ignore"):
        close_ = np.abs(rows - value) <= tolerance
    return (close_ | (rows == value) | (np.isnan(rows) & np.isnan(value))).all(axis=1)


def named(exercise: Exercise, returned) -> Iterator[tuple[str, np.ndarray]]:
    """Yield the results by name, as arrays of numbers; what is none is passed over."""
    values = (returned,) if len(exercise.results) == 1 else returned
    if not isinstance(values, tuple) or len(values) != len(exercise.results):
        return
    for name, value in zip(exercise.results, values, strict=True):
        array = as_array(value)
        if array is not None and array.dtype.kind in "biuf":
            yield name, array


class Search:
    """The candidates of an exercise, the likelier ones first."""

    def __init__(self, exercise: Exercise):
        self.exercise = exercise
        self.program = Program(ast.parse(exercise.solution))

    @cached_property
    def known(self) -> Shelf:
        """The known mistakes."""
        return Shelf(self.exercise, map(self._with_mistake, self.exercise.mistakes))

    @cached_property
    def small(self) -> Shelf:
        """One operator, constant, name, function or argument is another."""
        edits = replacements(self.program.tree)
        return Shelf(self.exercise, self._with_edits(edits))

    @cached_property
    def whole(self) -> Shelf:
        """One step is left out, done twice, or done to other numbers."""
        return Shelf(self.exercise, self._with_edits(slips(self.program.tree)))

    @cached_property
    def double(self) -> Shelf:
        """Two of the smaller edits, or one of them and a known mistake."""
        pairs = combinations([*self.known.candidates, *self.small.candidates], 2)
        return Shelf(
            self.exercise,
            islice(filter(None, map(self._both, pairs)), PAIRS // len(self.program.steps)),
        )

    def _with_mistake(self, mistake: Mistake) -> Candidate:
        steps = tuple(Program(with_mistake(self.exercise.solution, mistake.line)).steps)
        return Candidate(steps, "known", frozenset(), mistake.line, {}, mistake)

    def _with_edits(self, edits) -> Iterator[Candidate]:
        for edit in edits:
            code = self.program.step_with(edit)
            if code is not None:
                changed = {edit.step: code}
                yield Candidate(self._steps(changed), edit.kind, edit.near, str(edit), changed)

    def _both(self, pair: tuple[Candidate, Candidate]) -> Candidate | None:
        one, other = pair
        if not (one.changed and other.changed) or one.changed.keys() & other.changed.keys():
            return None
        changed = one.changed | other.changed
        edit = f"{one.edit}; {other.edit}"
        return Candidate(self._steps(changed), "two", one.near | other.near, edit, changed)

    def _steps(self, changed: dict[int, CodeType]) -> tuple[CodeType, ...]:
        return tuple(changed.get(n, step) for n, step in enumerate(self.program.steps))


@cache
def search_of(exercise: Exercise) -> Search:
    """Return the candidates of an exercise, with all that has been found out about them."""
    return Search(exercise)

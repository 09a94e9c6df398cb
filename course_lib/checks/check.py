"""What stands in a notebook: `checks.dense_backward(dense_backward)`, and the learner's record."""

from collections.abc import Callable

from course_lib.checks.card import SIGNS, Card
from course_lib.checks.judge import NOT_ATTEMPTED, RIGHT, WRONG, judge
from course_lib.exercises.exercise import Exercise


class Check:
    """Calls the learner's function, says what is right or wrong with it, and remembers."""

    def __init__(self, exercise: Exercise):
        self.exercise = exercise
        self.outcome = NOT_ATTEMPTED
        self.n_wrong = 0
        self.n_hints = 0

    def __call__(self, function: Callable) -> Card:
        """Return the verdict as a card; from the second wrong answer on with the next hint."""
        verdict = judge(self.exercise, function)
        self.outcome = verdict.outcome
        self.n_wrong += verdict.outcome == WRONG
        hint = ""
        if verdict.outcome == WRONG and self.n_wrong > 1:
            hint = self.exercise.hints[min(self.n_wrong - 2, len(self.exercise.hints) - 1)]
        return Card(
            verdict.outcome, f"`{self.exercise.name}`: {verdict.outcome}", verdict.text, hint
        )

    def hint(self) -> Card:
        """Return the next hint; after the last one the solution is all that is left."""
        hints = self.exercise.hints
        if self.n_hints >= len(hints):
            text = "That was the last hint. The solution is folded up below the exercise."
            return Card(self.outcome, f"`{self.exercise.name}`: no more hints", text)
        self.n_hints += 1
        title = f"`{self.exercise.name}`: hint {self.n_hints} of {len(hints)}"
        return Card(self.outcome, title, hints[self.n_hints - 1])

    def __repr__(self) -> str:
        return f"Check({self.exercise.name}): {self.outcome}"


def record(checks: list[Check]) -> Card:
    """Return one line that shows which of the exercises are done."""
    n_done = sum(check.outcome == RIGHT for check in checks)
    outcome = RIGHT if n_done == len(checks) else NOT_ATTEMPTED
    text = " · ".join(f"{SIGNS[check.outcome]} `{check.exercise.name}`" for check in checks)
    return Card(outcome, f"{n_done} of {len(checks)} exercises done", text)

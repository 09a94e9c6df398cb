"""How many wrong answers the judge can name, how rightly, and how quickly.

The answers are mutants of the right ones in `tests/answers`, whose form the search never sees.
`python -m benchmarks.judging relu_backward softmax` measures some exercises only.
"""

import importlib
import inspect
import random
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace

import numpy as np

from course_lib.checks import CHECKS, evidence
from course_lib.checks.edits import mutants
from course_lib.checks.judge import WRONG, Verdict, judge
from course_lib.checks.source import function_from, with_mistake
from course_lib.exercises import CHAPTERS
from course_lib.exercises.exercise import Exercise

MODULES = [importlib.import_module(f"tests.answers.{chapter}") for chapter in CHAPTERS]
OTHER_SEED = 1001
AT_MOST = 60  # mutants of an answer, drawn at random with a seed


@dataclass
class Tally:
    """What became of the wrong answers of an exercise."""

    counts: Counter = field(default_factory=Counter)
    unnamed: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        self.counts += other.counts
        self.unnamed += other.unnamed
        self.doubtful += other.doubtful
        self.seconds += other.seconds


def written_otherwise(name: str) -> Iterator[tuple[str, Callable]]:
    """Yield mutants of the right answers to an exercise that were written in another form."""
    for module in MODULES:
        for answer in module.ANSWERS.get(name, []):
            found = list(mutants(inspect.getsource(answer)))
            drawn = random.Random(7).sample(found, min(AT_MOST, len(found)))
            for description, source in drawn:
                namespace = dict(vars(module))
                exec(source, namespace)
                yield f"{answer.__name__}: {description}", namespace[answer.__name__]


def measured(exercise: Exercise) -> Tally:
    """Return what the judge says to all mutants of the other answers."""
    tally = Tally()
    for description, mutant in written_otherwise(exercise.name):
        start = time.process_time()
        verdict = judge(exercise, mutant)
        if verdict.outcome != WRONG or "had not come back" in verdict.text:
            tally.counts[verdict.outcome] += 1
            continue
        tally.seconds.append(time.process_time() - start)
        kind = "raises" if raises(exercise, mutant) else "numeric"
        tally.counts[kind] += 1
        tally.counts[f"{kind}, named"] += bool(verdict.edit)
        if kind == "numeric" and verdict.edit:
            holds = holds_on_other_numbers(exercise, mutant, verdict)
            tally.counts["named rightly"] += holds
            if not holds:
                tally.doubtful.append(f"{exercise.name}, {verdict.edit}: {description}")
        if not verdict.edit:
            tally.unnamed.append(f"{exercise.name}, {kind}, {description}")
    return tally


def holds_on_other_numbers(exercise: Exercise, function: Callable, verdict: Verdict) -> bool:
    """Return whether the name given to an answer is given on numbers that it was not found on."""
    other = judge(exercise, function, seed=OTHER_SEED)
    return (other.mistake, other.edit) == (verdict.mistake, verdict.edit)


def raises(exercise: Exercise, function: Callable) -> bool:
    """Return whether a function raises in one of the cases."""
    try:
        with np.errstate(all="ignore"):
            for case in exercise.cases().values():
                function(**deepcopy(case))
    except Exception:
        return True
    return False


def left_out(exercise: Exercise) -> tuple[int, int]:
    """Return how many known mistakes the search names without the list, and how many there are."""
    without = replace(exercise, mistakes=[])
    verdicts = [judge(without, mistaken(exercise, each.line)) for each in exercise.mistakes]
    return sum(bool(verdict.edit) for verdict in verdicts), len(verdicts)


def mistaken(exercise: Exercise, line: str) -> Callable:
    """Return the solution with the line of a known mistake in it."""
    return function_from(with_mistake(exercise.solution, line), exercise.name)


def main() -> None:
    """Print all figures, and what is not named."""
    warnings.simplefilter("ignore")  # of the mutants' own text
    evidence.SECONDS = 0.3
    total, known = Tally(), [0, 0]
    for name in sys.argv[1:] or CHECKS:
        exercise = CHECKS[name].exercise
        tally, (found, of) = measured(exercise), left_out(exercise)
        total.add(tally)
        known = [known[0] + found, known[1] + of]
        print(f"{name}: {dict(tally.counts)}, left out {found} of {of}", flush=True)
    counts = total.counts
    for kind, floor in (("numeric", 0.80), ("raises", 0.60)):
        share = counts[f"{kind}, named"] / max(counts[kind], 1)
        print(f"reach, {kind}: {share:.0%} of {counts[kind]} named (bar {floor:.0%})")
    share = counts["named rightly"] / max(counts["numeric, named"], 1)
    print(f"precision: {share:.1%} are named the same on other numbers (bar 98 %)")
    print(f"leave-one-out: {known[0]} of {known[1]} (bar 60 %)")
    print(f"a wrong answer: p95 {np.quantile(total.seconds, 0.95):.3f} s (bar 0.3)")
    print("\n".join(["named otherwise on other numbers:", *total.doubtful]))
    print("\n".join(["not named:", *total.unnamed]))


if __name__ == "__main__":
    main()

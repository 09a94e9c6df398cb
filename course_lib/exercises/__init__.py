"""What the learner is asked: for each exercise the cases, the truth, known mistakes and hints.

One module for each chapter, with a list `EXERCISES`. To add a chapter, add its name here and a
module of that name; its notebook, pictures, widgets and tests bear the same name.
"""

from importlib import import_module

CHAPTERS = (
    "single_neuron",
    "layer",
    "batch",
    "relu",
    "softmax_jacobian",
    "fused_loss",
    "spiral_training",
)


def notebook(chapter: str) -> str:
    """Return the name of a chapter's notebook: its number and its name."""
    return f"{CHAPTERS.index(chapter) + 1:02}_{chapter}"


def exercises_of(chapter: str) -> list:
    """Return the exercises of a chapter, in their order."""
    return import_module(f"{__name__}.{chapter}").EXERCISES

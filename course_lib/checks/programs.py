"""The solution as a list of steps, so that another step can be put in without the rest.

Only what changes is compiled: a thousand changed programs take as long as a thousand lines.
"""

import ast
import warnings
from types import CodeType

import numpy as np

from course_lib.checks.edits import Edit, placed
from course_lib.checks.source import NUMPYS_OWN

RESULT = "returned value"  # no name of a learner's or of a solution's


class Program:
    """The steps of a function's body, each compiled once, by their source."""

    def __init__(self, tree: ast.Module):
        self.tree = tree
        self.steps = [code_of(statement) for statement in steps_of(tree)]

    def step_with(self, edit: Edit) -> CodeType | None:
        """Return the code of the step that an edit is in, or None if that is no program."""
        with placed(edit):
            try:
                return code_of(self.tree.body[0].body[edit.step])
            except (SyntaxError, ValueError, TypeError):
                return None


def steps_of(tree: ast.Module) -> list[ast.stmt]:
    """Return the body of the function; if it returns from within, the function, and its call."""
    function = tree.body[0]
    inner = [node for node in ast.walk(function) if isinstance(node, ast.Return)]
    if inner == function.body[-1:]:
        return function.body
    call = f"{function.name}({', '.join(each.arg for each in function.args.args)})"
    return [function, ast.Return(ast.parse(call, mode="eval").body)]


def code_of(statement: ast.stmt) -> CodeType:
    """Return the code of one step; a `return` keeps its value under a name of its own."""
    if isinstance(statement, ast.Return):
        statement = ast.Assign([ast.Name(RESULT, ast.Store())], statement.value)
    module = ast.fix_missing_locations(ast.Module([statement], []))
    with warnings.catch_warnings(action="ignore"):  # "perhaps you missed a comma", of our own text
        return compile(module, "<solution>", "exec")


def run(steps: list[CodeType], case: dict):
    """Return what the steps return for copies of the arguments, or None if they raise."""
    names = {name: np.copy(v) if isinstance(v, np.ndarray) else v for name, v in case.items()}
    names["np"] = NUMPYS_OWN
    try:
        for step in steps:
            exec(step, names)
    except Exception:
        return None
    return names.get(RESULT)

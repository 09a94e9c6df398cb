"""The course's own solutions as programs: run, and with a known mistake put in its place.

Only what stands in the exercises is run here, never what a learner wrote.
"""

import ast
from collections.abc import Callable
from types import SimpleNamespace

import numpy as np

# numpy as it is without `nnfs.init()`, which replaces these functions.
NUMPYS_OWN = SimpleNamespace(
    **vars(np)
    | {
        "dot": lambda a, b: np.asarray(a).dot(b),
        "zeros": lambda shape, dtype=float: np.full(shape, 0, dtype),
        "eye": lambda n, dtype=float: np.diag(np.ones(n, dtype)),
    }
)


def function_from(source: str | ast.Module, name: str, numpy=NUMPYS_OWN) -> Callable:
    """Return the function of that name from its source."""
    namespace = {"np": numpy}
    exec(compile(source, f"<{name}>", "exec"), namespace)
    return namespace[name]


def with_mistake(source: str, line: str) -> ast.Module:
    """Return the function's syntax tree with each statement of `line` in its place.

    A plain assignment takes the place of all statements that set the same name; any other takes
    that of the statement of its own kind. What finds no place stands in front of the first
    statement that uses its name.
    """
    tree = ast.parse(source)
    body, mistake = tree.body[0].body, ast.parse(line).body
    unplaced = []
    for new in mistake:
        places = [old for old in places_of(new, body) if old not in mistake]
        if places:
            body[body.index(places[0])] = new
            body[:] = [statement for statement in body if statement not in places]
        else:
            unplaced.append(new)
    for new in reversed(unplaced):
        body.insert(first_use(names_set(new), body), new)
    return tree


def first_use(names: set[str], body: list[ast.stmt]) -> int:
    """Return the number of the first statement that uses one of the names, or else of the last."""
    uses = (
        number
        for number, statement in enumerate(body)
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names
    )
    return next(uses, len(body) - 1)


def places_of(new: ast.stmt, body: list[ast.stmt]) -> list[ast.stmt]:
    """Return the statements of the solution that a statement of a mistake stands for."""
    names, plain = names_set(new), kind(new) == (ast.Assign, ast.Name)
    return [old for old in body if (plain or kind(old) == kind(new)) and names & names_set(old)]


def kind(statement: ast.stmt) -> tuple[type, type]:
    """Return what a statement is, and what it sets: a name, or a part of an array."""
    targets = getattr(statement, "targets", [getattr(statement, "target", None)])
    return type(statement), type(targets[0])


def names_set(statement: ast.stmt) -> set[str]:
    """Return the names that a statement sets, or whose parts it sets; a `return` is one, too."""
    if isinstance(statement, ast.Return):
        return {"return"}
    nodes = [n for n in ast.walk(statement) if isinstance(getattr(n, "ctx", None), ast.Store)]
    return {ast.unparse(node).split("[")[0] for node in nodes}


def local_names(tree: ast.AST) -> list[str]:
    """Return the names of arguments and of variables, in order."""
    arguments = [node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)]
    assigned = [
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]
    return list(dict.fromkeys(arguments + assigned))

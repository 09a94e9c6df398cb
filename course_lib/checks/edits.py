"""Mistakes put into the source of a function: known ones, and every small one by machine.

Only the course's own solutions are changed and run here, never what a learner wrote.
"""

import ast
import copy
from collections.abc import Callable, Iterator
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

SWAPPED_OPERATORS = {
    ast.Add: [ast.Sub, ast.Mult],
    ast.Sub: [ast.Add],
    ast.Mult: [ast.Add, ast.Div],
    ast.Div: [ast.Mult],
    ast.Pow: [ast.Mult],
    ast.MatMult: [ast.Mult],
    ast.Gt: [ast.GtE, ast.Lt],
    ast.GtE: [ast.Gt, ast.Lt],
    ast.Lt: [ast.LtE, ast.Gt],
    ast.LtE: [ast.Lt, ast.Gt],
    ast.Eq: [ast.NotEq],
}
SWAPPED_NAMES = {
    "sum": "mean",
    "mean": "sum",
    "max": "min",
    "maximum": "minimum",
    "argmax": "argmin",
    "exp": "log",
    "log": "exp",
    "ndim": "size",
    "zeros_like": "ones_like",
}


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


def mutants(source: str) -> Iterator[tuple[str, str]]:
    """Yield a description and the changed source, for each change of one thing."""
    tree = ast.parse(source)
    names = local_names(tree)
    for node in ast.walk(tree):
        for other in changes(node, names):
            changed = copy.deepcopy(
                tree, {id(node): other}
            )  # a copy in which other stands for node
            yield f"{ast.unparse(node)} -> {ast.unparse(other)}", ast.unparse(changed)


def changes(node: ast.AST, names: list[str]) -> Iterator[ast.AST]:
    """Yield what the node may be replaced with."""
    if isinstance(node, ast.BinOp):
        yield from [node.left, node.right, with_(node, left=node.right, right=node.left)]
        for operator in SWAPPED_OPERATORS.get(type(node.op), []):
            yield with_(node, op=operator())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield node.operand
    elif isinstance(node, ast.Compare):
        for operator in SWAPPED_OPERATORS.get(type(node.ops[0]), []):
            yield with_(node, ops=[operator()])
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield with_(node, value=not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield from [with_(node, value=node.value + 1), with_(node, value=0 if node.value else -1)]
    elif isinstance(node, ast.Attribute) and node.attr == "T":
        yield node.value
    elif isinstance(node, ast.Attribute) and node.attr in SWAPPED_NAMES:
        yield with_(node, attr=SWAPPED_NAMES[node.attr])
    elif isinstance(node, ast.Call):
        yield from changed_calls(node)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names:
        yield from (with_(node, id=name) for name in names if name != node.id)
    elif isinstance(node, ast.Return) and not isinstance(node.value, ast.Tuple):
        yield with_(node, value=ast.UnaryOp(ast.USub(), node.value))


def changed_calls(call: ast.Call) -> Iterator[ast.AST]:
    """Yield the call without each of its keywords, and with two arguments swapped."""
    for number in range(len(call.keywords)):
        yield with_(call, keywords=call.keywords[:number] + call.keywords[number + 1 :])
    if len(call.args) >= 2:
        yield with_(call, args=[*call.args[:-2], call.args[-1], call.args[-2]])


def with_(node: ast.AST, **fields) -> ast.AST:
    """Return a copy of the node with some fields changed."""
    other = copy.copy(node)
    vars(other).update(fields)
    return other


def local_names(tree: ast.AST) -> list[str]:
    """Return the names of arguments and of variables, in order."""
    arguments = [node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)]
    assigned = [
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]
    return list(dict.fromkeys(arguments + assigned))

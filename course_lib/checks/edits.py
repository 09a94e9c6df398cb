"""Every small change of a program, each with its kind: one engine for two uses.

The diagnosis makes them in the solution, to find the one that gives a learner's numbers. The
tests make them to see that the judge rejects them all.
"""

import ast
import copy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from course_lib.checks.slips import slips_of
from course_lib.checks.source import local_names

SWAPPED_OPERATORS = {  # operator -> what stands for it, and the kind of the change
    ast.Add: [(ast.Sub, "sign of a term"), (ast.Mult, "product for sum")],
    ast.Sub: [(ast.Add, "sign of a term")],
    ast.Mult: [(ast.Add, "sum for product"), (ast.Div, "divided")],
    ast.Div: [(ast.Mult, "multiplied")],
    ast.Pow: [(ast.Mult, "power")],
    ast.MatMult: [(ast.Mult, "entry by entry")],
    ast.Gt: [(ast.GtE, "at zero"), (ast.Lt, "mask reversed")],
    ast.GtE: [(ast.Gt, "at zero"), (ast.Lt, "mask reversed")],
    ast.Lt: [(ast.LtE, "at zero"), (ast.Gt, "mask reversed")],
    ast.LtE: [(ast.Lt, "at zero"), (ast.Gt, "mask reversed")],
    ast.Eq: [(ast.NotEq, "condition reversed")],
}
SWAPPED_NAMES = {  # function -> what stands for it, and the kind of the change
    "sum": ("mean", "mean for sum"),
    "mean": ("sum", "sum for mean"),
    "max": ("min", "smallest for largest"),
    "maximum": ("minimum", "smallest for largest"),
    "argmax": ("argmin", "smallest for largest"),
    "exp": ("log", "logarithm and exponential"),
    "log": ("exp", "logarithm and exponential"),
    "ndim": ("size", "form of the labels"),
    "zeros_like": ("ones_like", "start of a sum"),
}
LEFT_OUT = {  # operator -> the kind of the change, if its left or its right side is left out
    ast.Add: ("term left out", "term left out"),
    ast.Sub: ("term left out", "term left out"),
    ast.Mult: ("factor left out", "factor left out"),
    ast.Div: ("factor left out", "divisor left out"),
    ast.Pow: ("power", "power"),
    ast.MatMult: ("factor left out", "factor left out"),
}
OTHER_WAY_ROUND = {ast.Sub: "difference reversed", ast.Div: "quotient reversed"}


@dataclass(frozen=True, eq=False)
class Edit:
    """One change of a syntax tree: what stands in `holder` at `key` becomes `other`.

    `kind` is one that there is a sentence for, `near` holds the names in what was changed, and
    `step` is the number of the changed statement of the function's body.
    """

    kind: str
    holder: dict | list
    key: str | int
    other: ast.AST
    near: frozenset[str]
    step: int

    @property
    def node(self) -> ast.AST:
        """What stands there now."""
        return self.holder[self.key]

    def __str__(self) -> str:
        return f"{ast.unparse(self.node)} -> {ast.unparse(self.other)}"


@contextmanager
def placed(edit: Edit) -> Iterator[None]:
    """Make an edit in its tree for a while."""
    before = edit.node
    edit.holder[edit.key] = edit.other
    try:
        yield
    finally:
        edit.holder[edit.key] = before


def mutants(source: str) -> Iterator[tuple[str, str]]:
    """Yield a description and the changed source, for each change of one thing."""
    tree = ast.parse(source)
    for edit in replacements(tree):
        description = str(edit)
        with placed(edit):
            changed = ast.unparse(tree)
        yield description, changed


def replacements(tree: ast.Module) -> Iterator[Edit]:
    """Yield the edits that replace an operator, a constant, a name, a function, or an argument."""
    names = local_names(tree)
    for node, holder, key, step in places(tree):
        for kind, other in changes(node, names):
            yield Edit(kind, holder, key, other, names_in(node), step)


def slips(tree: ast.Module) -> Iterator[Edit]:
    """Yield the edits of whole steps: left out, done twice, or done to other numbers."""
    for node, holder, key, step in places(tree):
        for kind, other in slips_of(node, arguments_of(tree)):
            yield Edit(kind, holder, key, other, names_in(node), step)


def places(tree: ast.Module) -> Iterator[tuple[ast.AST, dict | list, str | int, int]]:
    """Yield each node of the body, what holds it and where, and the number of its statement."""
    body = tree.body[0].body
    for step, statement in enumerate(body):
        found = [(statement, body, step)]
        for node, holder, key in found:  # it grows meanwhile
            yield node, holder, key, step
            found += children(node)


def children(node: ast.AST) -> Iterator[tuple[ast.AST, dict | list, str | int]]:
    """Yield the nodes just below a node, each with what holds it and where."""
    for field, value in ast.iter_fields(node):
        if isinstance(value, ast.AST):
            yield value, vars(node), field
        elif isinstance(value, list):
            yield from ((each, value, number) for number, each in enumerate(value))


def changes(node: ast.AST, names: list[str]) -> Iterator[tuple[str, ast.AST]]:
    """Yield what the node may be replaced with, each with the kind of the change."""
    if isinstance(node, ast.BinOp):
        yield from changed_operations(node)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield "minus sign", node.operand
    elif isinstance(node, ast.Compare):
        for operator, kind in SWAPPED_OPERATORS.get(type(node.ops[0]), []):
            yield kind, with_(node, ops=[operator()])
    elif isinstance(node, ast.Constant):
        yield from changed_constants(node)
    elif isinstance(node, ast.Attribute) and node.attr == "T":
        yield "transpose left out", node.value
    elif isinstance(node, ast.Attribute) and node.attr in SWAPPED_NAMES:
        other, kind = SWAPPED_NAMES[node.attr]
        yield kind, with_(node, attr=other)
    elif isinstance(node, ast.Call):
        yield from changed_calls(node)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names:
        yield from (("other name", with_(node, id=name)) for name in names if name != node.id)
    elif isinstance(node, ast.Return) and not isinstance(node.value, ast.Tuple):
        yield "minus sign", with_(node, value=ast.UnaryOp(ast.USub(), node.value))


def changed_operations(node: ast.BinOp) -> Iterator[tuple[str, ast.AST]]:
    """Yield one side of an operation alone, both the other way round, and other operators."""
    operator = type(node.op)
    without_left, without_right = LEFT_OUT.get(operator, ("step left out",) * 2)
    yield without_right, node.left
    yield without_left, node.right
    kind = OTHER_WAY_ROUND.get(operator, "order of factors")
    yield kind, with_(node, left=node.right, right=node.left)
    for other, kind in SWAPPED_OPERATORS.get(operator, []):
        yield kind, with_(node, op=other())


def changed_constants(node: ast.Constant) -> Iterator[tuple[str, ast.AST]]:
    """Yield other constants of the same type."""
    if isinstance(node.value, bool):
        yield "axis lost", with_(node, value=not node.value)
    elif isinstance(node.value, int | float):
        yield "constant", with_(node, value=node.value + 1)
        yield "constant", with_(node, value=0 if node.value else -1)


def changed_calls(call: ast.Call) -> Iterator[tuple[str, ast.AST]]:
    """Yield the call without each of its keywords, and with two arguments swapped."""
    for number, keyword in enumerate(call.keywords):
        kind = {"axis": "axis left out", "keepdims": "axis lost"}.get(keyword.arg, "keyword")
        yield kind, with_(call, keywords=call.keywords[:number] + call.keywords[number + 1 :])
    if len(call.args) >= 2:
        kind = "branches swapped" if len(call.args) == 3 else "order of factors"
        yield kind, with_(call, args=[*call.args[:-2], call.args[-1], call.args[-2]])


def with_(node: ast.AST, **fields) -> ast.AST:
    """Return a copy of the node with some fields changed."""
    other = copy.copy(node)
    vars(other).update(fields)
    return other


def names_in(node: ast.AST) -> frozenset[str]:
    """Return the names that are read in a part of a program."""
    return frozenset(each.id for each in ast.walk(node) if isinstance(each, ast.Name))


def arguments_of(tree: ast.Module) -> list[str]:
    """Return the names of the function's arguments."""
    return [argument.arg for argument in tree.body[0].args.args]

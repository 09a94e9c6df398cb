"""What a learner may write in place of a step of a program, each with the kind of the slip."""

import ast
import copy
from collections.abc import Iterator
from itertools import combinations

ANOTHER_ARRAY = [  # kind of the slip, what stands for an array `{0}`
    ("rows reversed", "{0}[::-1]"),
    ("columns reversed", "{0}[..., ::-1]"),
    ("left out", "np.ones_like({0}, dtype=float)"),
    ("left out", "np.zeros_like({0})"),
    ("minus sign", "-{0}"),
    ("absolute values", "np.abs({0})"),
    ("factor twice", "{0} * {0}"),
    ("transpose too many", "{0}.T"),
    ("some rows only", "{0}[:1]"),
    ("some rows only", "{0}[-1:]"),
    ("some rows only", "np.concatenate([0 * {0}[:1], {0}[1:]])"),
    ("some rows only", "np.concatenate([{0}[:-1], 0 * {0}[-1:]])"),
    ("some rows only", "np.concatenate([{0}[:1], 0 * {0}[1:]])"),
    ("some rows only", "np.concatenate([0 * {0}[:-1], {0}[-1:]])"),
    ("some columns only", "np.concatenate([0 * {0}[..., :1], {0}[..., 1:]], axis=-1)"),
    ("some columns only", "np.concatenate([{0}[..., :-1], 0 * {0}[..., -1:]], axis=-1)"),
    ("some columns only", "np.concatenate([{0}[..., :1], 0 * {0}[..., 1:]], axis=-1)"),
    ("some columns only", "np.concatenate([0 * {0}[..., :-1], {0}[..., -1:]], axis=-1)"),
    ("rows shifted", "np.roll({0}, 1, axis=0)"),
    ("rows shifted", "np.roll({0}, -1, axis=0)"),
    ("columns shifted", "np.roll({0}, 1, axis=-1)"),
    ("columns shifted", "np.roll({0}, -1, axis=-1)"),
    ("one row for all", "0 * {0} + {0}[:1]"),
    ("one row for all", "0 * {0} + {0}[-1:]"),
    ("one column for all", "0 * {0} + {0}[..., :1]"),
    ("one column for all", "0 * {0} + {0}[..., -1:]"),
    ("first for all", "0 * {0} + {0}.flat[0]"),
    ("sum for each", "0 * {0} + {0}.sum()"),
    ("sum for each", "0 * {0} + {0}.sum(axis=0)"),
    ("sum for each", "0 * {0} + {0}.sum(axis=-1, keepdims=True)"),
    ("fractions cut off", "np.trunc({0})"),
]
OTHER_NAME = ["0 * {0} + {1}", "0 * {0} + np.ravel({1})[-1]"]  # in the shape of the right one
PRODUCT_OF_VECTORS = "np.sum({0} {2} {1})"
PRODUCT_OF_MATRICES = "np.sum(({0})[..., np.newaxis] {2} {1}, axis=-2)"
ANOTHER_STEP = [  # kind of the slip, what stands for a value `{0}` that is set or returned
    ("minus sign", "-({0})"),
    ("factor of two", "2 * ({0})"),
    ("factor of two", "({0}) / 2"),
    ("off by one", "({0}) + 1"),
    ("off by one", "({0}) - 1"),
    ("absolute values", "np.abs({0})"),
    ("power", "({0}) ** 2"),
    ("divided by a length", "({0}) / len({0})"),
    ("divided by a length", "({0}) / np.shape({0})[-1]"),
    ("rows reversed", "({0})[::-1]"),
    ("columns reversed", "({0})[..., ::-1]"),
    ("transpose too many", "({0}).T"),
    ("fractions cut off", "np.trunc({0})"),
    ("sum for each", "0 * ({0}) + np.sum({0}, axis=0)"),
    ("sum for each", "0 * ({0}) + np.sum({0}, axis=-1, keepdims=True)"),
    ("sum for each", "0 * ({0}) + np.sum({0})"),
    ("not summed", "np.cumsum({0}, axis=0)"),
]
WITH_AN_ARGUMENT = [  # kind of the slip, what stands for a value `{0}` with an argument `{1}`
    ("factor too many", "({0}) * {1}"),
    ("term too many", "({0}) + {1}"),
    ("term too many", "({0}) - {1}"),
    ("divisor too many", "({0}) / {1}"),
    ("divisor too many", "({0}) / len({1})"),
    ("factor too many", "({0}) * len({1})"),
]


def slips_of(node: ast.AST, arguments: list[str]) -> Iterator[tuple[str, ast.AST]]:
    """Yield what may stand for the node, each with the kind of the slip."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in arguments:
        for kind, code in ANOTHER_ARRAY:
            yield kind, expression(code.format(node.id))
        for other in arguments:
            for code in OTHER_NAME if other != node.id else ():
                yield "other name", expression(code.format(node.id, other))
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        yield from slips_of_product(node.left, node.right)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Div):
        kind = "factor twice" if isinstance(node.op, ast.Mult) else "divided twice"
        yield kind, ast.BinOp(node, node.op, node.right)
        yield "factor twice", ast.BinOp(node, ast.Mult(), node.left)
    elif isinstance(node, ast.Call):
        yield from slips_of_call(node)
    elif isinstance(node, ast.IfExp):
        yield from [("one branch for all", node.body), ("one branch for all", node.orelse)]
        yield "branches swapped", ast.IfExp(node.test, node.orelse, node.body)
    elif isinstance(node, ast.Compare):
        yield "condition ignored", ast.Constant(True)
        yield "condition ignored", ast.Constant(False)
    elif isinstance(node, ast.stmt):
        yield from slips_of_statement(node, arguments)


def slips_of_call(call: ast.Call) -> Iterator[tuple[str, ast.AST]]:
    """Yield the arguments of a call without the call, and the call along another axis."""
    name = ast.unparse(call.func)
    kind = "mask left out" if name == "np.where" else "step left out"
    for argument in call.args:
        yield kind, argument
    if isinstance(call.func, ast.Attribute) and name.partition(".")[0] != "np":
        yield "step left out", call.func.value
    for number, keyword in enumerate(call.keywords):
        if keyword.arg == "axis":
            keywords = call.keywords.copy()
            keywords[number] = ast.keyword("axis", ast.Constant(1 - keyword.value.value))
            yield "other axis", ast.Call(call.func, call.args, keywords)
    if name in ("np.dot", "np.outer") and len(call.args) == 2:
        yield "entry by entry", ast.BinOp(call.args[0], ast.Mult(), call.args[1])
    if name == "np.dot":
        yield from slips_of_product(*call.args)
    if name == "np.where":
        condition, here, _ = call.args
        on_and_off = [condition, ast.Constant(1.0), ast.Constant(0.0)]
        yield "mask alone", ast.Call(call.func, on_and_off, [])
        yield "mask added", ast.BinOp(here, ast.Add(), condition)


def slips_of_product(left: ast.expr, right: ast.expr) -> Iterator[tuple[str, ast.AST]]:
    """Yield a product of vectors or matrices in which no products are added up."""
    sides = ast.unparse(left), ast.unparse(right)
    for kind, operator in (("sum for product", "+"), ("divided", "/"), ("sum for product", "-")):
        for code in (PRODUCT_OF_VECTORS, PRODUCT_OF_MATRICES):
            yield kind, expression(code.format(*sides, operator))


def slips_of_statement(statement: ast.stmt, arguments: list[str]) -> Iterator[tuple[str, ast.AST]]:
    """Yield a statement left out, or with a slip in what it sets or returns."""
    if isinstance(statement, ast.AugAssign):
        yield "overwritten", ast.Assign([statement.target], statement.value)
        yield "minus sign", ast.AugAssign(statement.target, opposite(statement.op), statement.value)
    if isinstance(statement, ast.If) and statement.orelse:
        for other in (statement.body, statement.orelse):
            yield "one branch for all", ast.If(ast.Constant(True), other, [])
    if isinstance(statement, ast.For):
        for rounds in ("[:1]", "[1:]", "[:-1]", "[-1:]", "[::2]"):
            iter_ = expression(f"list({ast.unparse(statement.iter)}){rounds}")
            yield "some rounds only", ast.For(statement.target, iter_, statement.body, [])
    if isinstance(statement, ast.Assign | ast.AugAssign):
        yield "step left out", ast.Pass()
    for one, other in combinations(arguments, 2):
        swapped = Swap({one: other, other: one}).visit(copy.deepcopy(statement))
        yield "names swapped", swapped
    if isinstance(statement, ast.Assign | ast.AugAssign | ast.Return):
        for kind, value in slips_of_value(ast.unparse(statement.value), arguments):
            yield kind, with_value(statement, value)


def slips_of_value(value: str, arguments: list[str]) -> Iterator[tuple[str, ast.AST]]:
    """Yield what may be set or returned in place of a value."""
    if value.startswith("("):  # several results: each is looked at by itself
        return
    for kind, code in ANOTHER_STEP:
        yield kind, expression(code.format(value))
    for argument in arguments:
        for kind, code in WITH_AN_ARGUMENT:
            yield kind, expression(code.format(value, argument))


class Swap(ast.NodeTransformer):
    """Writes one name for another wherever it is read."""

    def __init__(self, names: dict[str, str]):
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.Name:
        """Return the name that stands for this one."""
        return ast.Name(self.names.get(node.id, node.id), node.ctx)


def with_value(statement: ast.stmt, value: ast.AST) -> ast.stmt:
    """Return the statement with another value."""
    fields = dict(ast.iter_fields(statement)) | {"value": value}
    return type(statement)(**fields)


def opposite(operator: ast.operator) -> ast.operator:
    """Return minus for plus, and plus for anything else."""
    return ast.Sub() if isinstance(operator, ast.Add) else ast.Add()


def expression(code: str) -> ast.expr:
    """Return the syntax tree of an expression."""
    return ast.parse(code, mode="eval").body

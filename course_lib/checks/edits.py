"""Small mistakes, made by machine: every way to change one thing in a function's source."""

import ast
import copy
from collections.abc import Iterator

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


def mutants(source: str) -> Iterator[tuple[str, str]]:
    """Yield a description and the changed source, for each change of one thing."""
    tree = ast.parse(source)
    names = local_names(tree)
    for number, node in enumerate(ast.walk(tree)):
        for other in changes(node, names):
            changed = copy.deepcopy(tree)
            target = list(ast.walk(changed))[number]
            text = ast.unparse(ast.fix_missing_locations(replaced(changed, target, other)))
            yield f"{ast.unparse(node)} -> {ast.unparse(other)}", text


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
    other = copy.deepcopy(node)
    for name, value in fields.items():
        setattr(other, name, copy.deepcopy(value))
    return other


def replaced(tree: ast.AST, target: ast.AST, other: ast.AST) -> ast.AST:
    """Return the tree with one of its nodes replaced."""

    class Replace(ast.NodeTransformer):
        def visit(self, node):
            return copy.deepcopy(other) if node is target else self.generic_visit(node)

    return Replace().visit(tree)


def local_names(tree: ast.AST) -> list[str]:
    """Return the names of arguments and of variables, in order."""
    arguments = [node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)]
    assigned = [
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]
    return list(dict.fromkeys(arguments + assigned))

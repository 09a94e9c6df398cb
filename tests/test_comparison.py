"""The comparison that every stored output goes through lets rounding pass, and nothing else."""

import nbformat
import pytest

from tests.comparison import rows_of_numbers, same_text

STORED = "dweights (2, 2):\n[[ 0.44 -0.38]\n [ 1.   12.5 ]]\n"


@pytest.mark.parametrize(
    "actual",
    [
        STORED,
        STORED.replace("0.44", "0.44000001"),  # within 1e-6
        "dweights (2, 2):\n[[ 0.43999999 -0.38      ]\n [ 1.         12.5       ]]\n",
    ],
)
def test_rounding_passes(actual):
    assert same_text(STORED, actual)


@pytest.mark.parametrize(
    "actual",
    [
        STORED.replace("0.44", "0.45"),  # a changed digit
        STORED.replace("0.44", "0.440001"),  # beyond the tolerance
        STORED.replace("-0.38", "0.38"),  # the sign
        STORED.replace("(2, 2)", "(2, 3)"),  # the shape that was printed
        STORED.replace("]\n [", " "),  # the shape of the array
        STORED.replace("dweights", "dbiases"),  # a changed word
        STORED.replace("0.44 -0.38", "0.44  -0.38"),  # a space, where no digit changed
        STORED[: STORED.index("\n [")] + "\n",  # a missing line
        STORED + "0\n",  # a line too many
        STORED.replace("12.5", "nan"),
        "",
    ],
)
def test_everything_else_fails(actual):
    assert not same_text(STORED, actual)


def test_whole_numbers_agree_exactly_at_any_tolerance():
    assert not same_text("epoch 100", "epoch 101", rtol=0.5)
    assert same_text("loss 1.00", "loss 1.01", rtol=0.5)


def test_a_tiny_gradient_is_not_taken_for_zero():
    assert not same_text("[1.5e-09]", "[0.0e+00]")
    assert not same_text("[1.5e-09]", "[1.6e-09]")


def test_a_number_at_the_end_of_a_sentence_is_a_number():
    assert same_text("accuracy 0.843.", "accuracy 0.847.", rtol=0.01)
    assert not same_text("accuracy 0.843.", "accuracy 0.943.", rtol=0.01)


def test_digits_in_names_are_no_numbers():
    assert rows_of_numbers("x0 = 1 and w12 = -3e-4\nno number in float64") == [["1", "-3e-4"]]


PICTURE = '<img alt="loss 1.0" src="data:image/png;base64,iVBO+/=">'
SHOW = f"display({{'text/html': {PICTURE!r}}}, raw=True)"
CELLS = {
    "unchanged": ("print('loss', 1.0)", "loss 1.0\n", {}, True),
    "rounded": ("print('loss', 1.0)", "loss 1.0000001\n", {}, True),
    "changed digit": ("print('loss', 1.0)", "loss 1.1\n", {}, False),
    "missing line": ("print('loss', 1.0)", "loss 1.0\naccuracy 0.3\n", {}, False),
    "changed word": ("print('loss', 1.0)", "cost 1.0\n", {}, False),
    "no output": ("pass", "loss 1.0\n", {}, False),
    "own tolerance": ("print(1.0)", "1.0005\n", {"tolerance": {"rtol": 1e-3, "why": "…"}}, True),
    "beyond its own": ("print(1.0)", "1.005\n", {"tolerance": {"rtol": 1e-3, "why": "…"}}, False),
    "other pixels": (SHOW, PICTURE.replace("iVBO", "AAAA"), {}, True),
    "other words": (SHOW, PICTURE.replace("1.0", "1.1"), {}, False),
}


def test_nbval_compares_so_in_a_notebook(pytester, request):
    notebook = nbformat.v4.new_notebook()
    for source, stored, metadata, _ in CELLS.values():
        cell = nbformat.v4.new_code_cell(source, metadata=metadata, execution_count=1)
        html = nbformat.v4.new_output("display_data", {"text/html": stored})
        text = nbformat.v4.new_output("stream", name="stdout", text=stored)
        cell.outputs = [html if stored.startswith("<img") else text]
        notebook.cells.append(cell)
    nbformat.write(notebook, pytester.path / "tampered.ipynb")
    pytester.makeconftest((request.config.rootpath / "conftest.py").read_text())
    pytester.syspathinsert(request.config.rootpath)
    result = pytester.runpytest("--nbval", "--nbval-current-env", "-p", "no:cacheprovider", "-rA")
    for number, (name, (*_, passes)) in enumerate(CELLS.items()):
        verdict = "PASSED" if passes else "FAILED"
        assert any(
            f"{verdict} " in line and f"Cell {number}" in line for line in result.outlines
        ), name

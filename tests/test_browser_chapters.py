"""Every chapter in a real JupyterLab in a real browser: run from top to bottom, and worked in."""

import shutil
from pathlib import Path

import pytest

from tests.browser import Lab

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))
WRONG = """\
def relu_backward(z, dvalues):
    drelu = np.maximum(z, 0)
    drelu[z <= 0] = 0
    return drelu


checks.relu_backward(relu_backward)"""
RIGHT = WRONG.replace("np.maximum(z, 0)", "dvalues.copy()")


@pytest.fixture
def chapter(folder, browser, address):
    """Return a function that opens a copy of a chapter; its pages are closed at the end."""
    opened = []

    def open_chapter(path, **options):
        shutil.copy(path, folder / path.name)
        opened.append(Lab(browser, address, path.name, **options))
        return opened[-1]

    yield open_chapter
    for lab in opened:
        lab.close()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_chapter_runs_without_an_error(chapter, path):
    lab = chapter(path)
    lab.command("notebook:clear-all-cell-outputs")
    lab.run_all()
    assert lab.errors() == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_wrong_answer_is_named_and_a_right_one_praised(chapter, dark):
    path = next(path for path in NOTEBOOKS if path.stem == "04_relu")
    lab = chapter(path, dark=dark)
    lab.run_cell("imports")
    assert "○ relu_backward: not attempted yet" in lab.run_cell("exercise-relu-backward")
    wrong = lab.type_and_run("exercise-relu-backward", WRONG)
    assert "✗ relu_backward: not right yet" in wrong
    assert "the upstream gradient is lost" in wrong
    assert "✓ relu_backward: right" in lab.type_and_run("exercise-relu-backward", RIGHT)
    assert lab.errors() == []

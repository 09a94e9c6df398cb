"""Every chapter in a real JupyterLab in a real browser: run from top to bottom, and worked in."""

import shutil
from pathlib import Path

import nbformat
import pytest

from tests.browser import Lab

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
NAMES = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
WRONG = """\
def relu_backward(z, dvalues):
    drelu = np.maximum(z, 0)
    drelu[z <= 0] = 0
    return drelu


checks.relu_backward(relu_backward)"""
RIGHT = WRONG.replace("np.maximum(z, 0)", "dvalues.copy()")


@pytest.fixture
def chapter(folder, browser, address):
    """Return a function that opens a copy of a chapter; the page is closed at the end."""
    opened = []

    def open_chapter(name, **options):
        shutil.copy(NOTEBOOKS / name, folder)
        opened.append(Lab(browser, address, name, **options))
        return opened[-1]

    yield open_chapter
    for lab in opened:
        lab.close()


def widget_cells(name):
    cells = nbformat.read(NOTEBOOKS / name, as_version=4).cells
    return [cell.id for cell in cells if cell.source.startswith("widgets.")]


@pytest.mark.parametrize("name", NAMES)
def test_every_chapter_shows_its_stills_and_then_runs_without_an_error(chapter, name):
    lab = chapter(name)
    assert widget_cells(name)
    for cell in widget_cells(name):
        still = lab.go_to(cell).locator("img")
        still.wait_for()
        assert still.evaluate("(image) => image.decode().then(() => image.naturalWidth > 700)")
    lab.command("notebook:clear-all-cell-outputs")
    lab.run_all()
    for cell in widget_cells(name):
        lab.go_to(cell).locator("svg[role=img]").wait_for()
    assert lab.errors() == []


def test_a_wrong_answer_is_named_and_a_right_one_praised(chapter):
    lab = chapter("04_relu.ipynb")
    lab.run_cell("imports")
    wrong = lab.type_and_run("exercise-relu-backward", WRONG)
    assert "✗ relu_backward: not right yet" in wrong
    assert "the upstream gradient is lost" in wrong
    lab.theme(dark=True)
    assert "✓ relu_backward: right" in lab.type_and_run("exercise-relu-backward", RIGHT)
    assert lab.errors() == []

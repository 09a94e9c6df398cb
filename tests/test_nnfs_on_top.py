"""Readers of the book have `nnfs.init()` on top of every script: here it stands on every chapter.

No cell may raise, no verdict may turn, and every number stays what it is.
"""

import nbformat
import pytest
from nbclient import NotebookClient

from tests.comparison import printed, same_text, tolerance
from tests.test_notebooks import FOLDER, NOT_COMPARED, PATHS

RTOL = 1e-5
SAYS = "nnfs.init() was in force."


def with_init_on_top(path):
    """Return a chapter that has run behind a cell with `nnfs.init()`, as code cells by their id."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell("import nnfs\n\nnnfs.init()", id="init"))
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": FOLDER}}).execute()
    return {cell.id: cell for cell in notebook.cells if cell.cell_type == "code"}


def differing(stored, fresh, chapter):
    """Yield the cells that print something else than what is stored."""
    for cell in stored.cells:
        if cell.cell_type != "code" or (chapter, cell.id) in NOT_COMPARED:
            continue
        if "progress-bar" in cell.metadata.get("tags", []):
            continue
        if not same_text(printed(cell), printed(fresh[cell.id]), max(RTOL, tolerance(cell))):
            yield cell.id


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_chapter_with_nnfs_init_on_top_says_so_and_prints_the_same(path):
    stored = nbformat.read(path, as_version=4)
    fresh = with_init_on_top(path)
    imports = fresh.pop("imports")
    stored.cells = [cell for cell in stored.cells if cell.id != "imports"]
    assert printed(imports).startswith(SAYS)
    assert list(differing(stored, fresh, path.stem)) == []

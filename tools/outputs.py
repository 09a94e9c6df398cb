"""Fold the solutions into the notebooks, run these and store what they print: `make outputs`.

`python -m tools.outputs --solutions` does the first alone, and runs nothing.
"""

import re
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from course_lib.checks import CHECKS

FOLDER = Path(__file__).parent.parent / "notebooks"
LIVE = "application/vnd.jupyter.widget-view+json"  # of no use without the kernel that made it
FOLD = "<details><summary>Solution</summary>\n\n```python\n{}\n```\n\n</details>"
ANY_FOLD = re.compile(r"\A" + re.escape(FOLD).replace(r"\{\}", ".*?"), re.DOTALL)


def folded(solution: str) -> str:
    """Return a solution as it stands in a notebook: folded, at the start of a cell."""
    return FOLD.format(solution.strip())


def fold_solutions(notebook) -> None:
    """Write each exercise's solution at the start of the cell behind the exercise."""
    for cell, behind in zip(notebook.cells, notebook.cells[1:], strict=False):
        if cell.id.startswith("exercise-"):
            name = cell.id.removeprefix("exercise-").replace("-", "_")
            text = ANY_FOLD.sub("", behind.source).lstrip()
            behind.source = f"{folded(CHECKS[name].exercise.solution)}\n\n{text}".rstrip()


def run(notebook) -> None:
    """Execute a notebook, and keep of its outputs what is of no machine."""
    language = {k: v for k, v in notebook.metadata.language_info.items() if k != "version"}
    options = {"record_timing": False, "store_widget_state": False, "coalesce_streams": True}
    place = {"metadata": {"path": FOLDER}}
    NotebookClient(notebook, resources=place, timeout=300, **options).execute()
    notebook.metadata.language_info = language
    notebook.metadata.pop("widgets", None)  # left by a front end that saved their state
    for cell in notebook.cells:
        if cell.cell_type == "code":
            keep_what_is_portable(cell)


def keep_what_is_portable(cell) -> None:
    """Drop progress bars, and of widgets the live part: their stills stay."""
    if "progress-bar" in cell.metadata.get("tags", []):
        cell.outputs, cell.execution_count = [], None
    for output in cell.outputs:
        output.get("data", {}).pop(LIVE, None)


if __name__ == "__main__":
    names = [name for name in sys.argv[1:] if name != "--solutions"]
    for path in sorted([Path(name) for name in names] or FOLDER.glob("*.ipynb")):
        print(path.name)
        notebook = nbformat.read(path, as_version=4)
        fold_solutions(notebook)
        if "--solutions" not in sys.argv:
            run(notebook)
        nbformat.write(notebook, path)

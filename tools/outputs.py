"""Run every notebook and store what it prints, without anything of this machine: `make outputs`."""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).parent.parent / "notebooks"
LIVE = "application/vnd.jupyter.widget-view+json"  # of no use without the kernel that made it


def store(path: Path) -> None:
    """Execute one notebook and write it back."""
    notebook = nbformat.read(path, as_version=4)
    language = {k: v for k, v in notebook.metadata.language_info.items() if k != "version"}
    options = {"record_timing": False, "coalesce_streams": True, "timeout": 300}
    NotebookClient(notebook, resources={"metadata": {"path": FOLDER}}, **options).execute()
    notebook.metadata.language_info = language
    for cell in notebook.cells:
        if cell.cell_type == "code":
            keep_what_is_portable(cell)
    nbformat.write(notebook, path)


def keep_what_is_portable(cell) -> None:
    """Drop progress bars, and of widgets the live part: their stills stay."""
    if "progress-bar" in cell.metadata.get("tags", []):
        cell.outputs, cell.execution_count = [], None
    for output in cell.outputs:
        output.get("data", {}).pop(LIVE, None)


if __name__ == "__main__":
    for path in sorted([Path(name) for name in sys.argv[1:]] or FOLDER.glob("*.ipynb")):
        print(f"running {path.name}")
        store(path)

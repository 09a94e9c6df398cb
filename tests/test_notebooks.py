"""Every notebook keeps the form that makes it a pleasure to read, and may be run twice.

That a fresh run gives the stored outputs is nbval's part: it runs the notebooks beside these tests.
"""

import ast
import copy
import re
from html import escape
from pathlib import Path
from statistics import median

import nbformat
import pytest
from nbclient import NotebookClient

import course_lib
from course_lib import checks
from course_lib import exercises as chapters
from tests.comparison import printed, same_text, tolerance
from tools.outputs import fold_solutions

FOLDER = Path(__file__).parent.parent / "notebooks"
PATHS = sorted(FOLDER.glob("*.ipynb"))
# The only cells whose stored output nbval does not compare.
NOT_COMPARED = {("06_fused_loss", "timing-code"), ("07_spiral_training", "race-code")}
SOLUTIONS = {name: check.exercise.solution for name, check in checks.CHECKS.items()}
IMPORTS = {"course_lib", "nnfs", "numpy", "statistics", "time", "timeit", "tqdm"}

pytestmark = pytest.mark.parametrize("notebook", PATHS, ids=lambda path: path.stem, indirect=True)


@pytest.fixture
def notebook(request):
    notebook = nbformat.read(request.param, as_version=4)
    notebook.name = request.param.stem
    return notebook


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def outputs(notebook):
    return [(cell, output) for cell in code_cells(notebook) for output in cell.outputs]


def syntax(notebook, kind):
    for cell in code_cells(notebook):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, kind):
                yield cell, node


def test_is_one_of_the_chapters(notebook):
    assert notebook.name in map(chapters.notebook, chapters.CHAPTERS)
    assert len(PATHS) == len(chapters.CHAPTERS)


def test_cells_are_short_and_few(notebook):
    lengths = [cell.source.count("\n") + 1 for cell in code_cells(notebook)]
    assert max(lengths) <= 25
    assert median(lengths) <= 5
    assert len(notebook.cells) <= 50


def test_begins_and_ends_as_every_chapter(notebook):
    first, imports, *_, summary, sources = notebook.cells
    assert re.match(rf"# {int(notebook.name[:2])} · ", first.source)
    assert re.search(r"minutes", first.source)
    assert "Assumed" in first.source
    assert imports.cell_type == "code"
    assert "## Summary" in summary.source
    assert sources.source.startswith("## Sources")


def test_links_lead_somewhere(notebook):
    for cell in notebook.cells:
        for target in re.findall(r"\]\(([^)#:]+)\)", cell.source):
            assert (FOLDER / target).exists(), target


def test_cell_ids_are_names(notebook):
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", cell_id) for cell_id in ids)


def test_metadata_holds_nothing_of_a_machine(notebook):
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert notebook.metadata.kernelspec.name == "python3"
    assert "version" not in notebook.metadata.language_info
    for cell in notebook.cells:
        assert set(cell.metadata) <= {"reproduces", "tags", "tolerance"}, cell.id
        if "tolerance" in cell.metadata:
            assert set(cell.metadata.tolerance) == {"rtol", "why"}, cell.id


def test_nothing_is_left_uncompared_but_timings_and_progress_bars(notebook):
    tagged = {(notebook.name, cell.id) for cell in notebook.cells if "tags" in cell.metadata}
    assert tagged == {cell for cell in NOT_COMPARED if cell[0] == notebook.name}
    for cell in notebook.cells:
        assert set(cell.metadata.get("tags", [])) <= {"nbval-ignore-output", "progress-bar"}


def test_imports_stand_in_the_first_code_cell_and_are_the_courses_own(notebook):
    for cell, node in syntax(notebook, (ast.Import, ast.ImportFrom)):
        assert cell is code_cells(notebook)[0], cell.id
        modules = (
            [node.module] if isinstance(node, ast.ImportFrom) else [n.name for n in node.names]
        )
        assert {module.split(".")[0] for module in modules} <= IMPORTS
        assert "*" not in {name.name for name in node.names}


def test_no_class_is_defined_and_no_library_name_taken(notebook):
    defined = {node.name for _, node in syntax(notebook, (ast.ClassDef, ast.FunctionDef))}
    assigned = {
        node.id for _, node in syntax(notebook, ast.Name) if isinstance(node.ctx, ast.Store)
    }
    assert not list(syntax(notebook, ast.ClassDef))
    assert not (defined | assigned) & set(course_lib.__all__)


def test_every_cell_was_run_and_none_failed_or_warned(notebook):
    for count, cell in enumerate(code_cells(notebook), start=1):
        not_stored = "progress-bar" in cell.metadata.get("tags", [])
        assert cell.execution_count == (None if not_stored else count)
    for cell, output in outputs(notebook):
        assert output.output_type != "error", cell.id
        if "tags" not in cell.metadata:
            assert output.get("name") != "stderr", cell.id


def test_every_picture_has_alternative_text(notebook):
    pictures = [output for _, output in outputs(notebook) if "image/png" in output.get("data", {})]
    assert pictures
    for picture in pictures:
        words = picture.metadata["image/png"]["alt"]
        assert len(words) > 40
        assert f'<img alt="{escape(words)}" ' in picture.data["text/html"]


def test_no_trace_of_a_machine_or_of_rounding(notebook):
    machine = re.compile(r"/home/|/root/|/tmp/|\\Users\\|0x[0-9a-f]{6}|np\.float|\de-1[5-9]\b")
    for cell in code_cells(notebook):
        assert not machine.search(printed(cell)), cell.id


def test_make_outputs_folds_the_solutions_in(notebook):
    changed = copy.deepcopy(notebook)
    for cell in changed.cells:
        cell.source = re.sub(
            r"\A(<details><summary>Solution.*?)return", r"\1rest", cell.source, flags=re.S
        )
    assert changed != notebook
    fold_solutions(changed)
    assert changed == notebook


def test_each_cell_may_be_run_twice_in_place_and_every_solution_is_right(notebook):
    """One run for both: an exercise's cell is followed by its solution, put in its place."""
    run = copy.deepcopy(notebook)
    run.cells = [each for cell in code_cells(notebook) for each in twice(notebook, cell)]
    NotebookClient(run, timeout=120, resources={"metadata": {"path": str(FOLDER)}}).execute()
    again = {cell.id: cell for cell in run.cells}
    for cell in code_cells(notebook):
        if "tags" not in cell.metadata and cell.id != "progress":
            assert same_text(printed(cell), printed(again[cell.id]), tolerance(cell)), cell.id
        if cell.id.startswith("exercise-"):
            assert printed(again[f"{cell.id}-solution"]).startswith("✓"), cell.id
    assert printed(again["progress"]).startswith("✓")


def twice(notebook, cell):
    """Yield a cell, the same again, and behind an exercise's cell its solution."""
    yield nbformat.from_dict({**cell, "id": f"{cell.id}-first"})
    yield copy.deepcopy(cell)
    if cell.id.startswith("exercise-"):
        check = cell.source.splitlines()[-1]
        solution = SOLUTIONS[check[len("checks.") : check.index("(")]]
        yield nbformat.from_dict(
            {**cell, "id": f"{cell.id}-solution", "source": f"{solution}\n\n{check}"}
        )

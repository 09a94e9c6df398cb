"""Every number that the five documents print is printed by the cell that claims it.

documents.json has the figures: a label, the chapter, the numeric mode the document ran in, and the
numbers line by line. A code cell claims figures by the metadata key `reproduces`.
"""

import copy
import json
from pathlib import Path

import nbformat
import pytest

from tests.comparison import printed, rows_of_numbers, same_number, tolerance

TESTS = Path(__file__).parent
FIGURES = json.loads((TESTS / "documents.json").read_text(encoding="utf-8"))
NOT_REPRODUCED = {"002 In [29]": "a timing"}


@pytest.fixture(scope="module")
def notebooks():
    paths = sorted((TESTS.parent / "notebooks").glob("*.ipynb"))
    return {path.stem: nbformat.read(path, as_version=4) for path in paths}


def complaints(notebooks, figures=FIGURES):
    """Walk from every figure to the cells that claim it, and from every claim to its figure."""
    claims = [
        (label, chapter, cell)
        for chapter, notebook in notebooks.items()
        for cell in notebook.cells
        for label in cell.metadata.get("reproduces", [])
    ]
    rows = {figure["label"]: [row.split() for row in figure["rows"]] for figure in figures}
    for label, chapter, cell in claims:
        if label not in rows:
            yield f"{chapter} claims {label}, which no document prints"
        elif not prints(cell, rows[label]):
            yield f"{chapter}, cell {cell.id}, claims {label} but does not print it"
    for figure in figures:
        label, chapter = figure["label"], figure["chapter"]
        claimed = any(claim[:2] == (label, chapter) for claim in claims)
        if claimed == (label in NOT_REPRODUCED):
            yield f"{label} is {'an exception and claimed' if claimed else 'claimed by no cell'}"
        if label not in notebooks[chapter].cells[-1].source:
            yield f"the sources of {chapter} do not name {label}"


def prints(cell, rows):
    """Return whether the rows stand in the cell's output, one below the other, as numbers."""
    output = rows_of_numbers(printed(cell))
    return any(
        same_rows(rows, output[start : start + len(rows)], tolerance(cell))
        for start in range(len(output) - len(rows) + 1)
    )


def same_rows(rows, others, rtol):
    return all(
        len(row) == len(other)
        and all(
            same_number(f"{float(a)}", f"{float(b)}", rtol) for a, b in zip(row, other, strict=True)
        )
        for row, other in zip(rows, others, strict=True)
    )


def test_every_figure_is_printed_by_the_cell_that_claims_it(notebooks):
    assert list(complaints(notebooks)) == []


def test_there_are_52_figures_with_labels_of_their_own():
    assert len({figure["label"] for figure in FIGURES}) == len(FIGURES) == 52


def test_the_numeric_mode_of_a_figure_is_that_of_its_cell(notebooks):
    modes = {figure["label"]: figure["mode"] for figure in FIGURES}
    for notebook in notebooks.values():
        for cell in notebook.cells:
            wanted = {modes[label] for label in cell.metadata.get("reproduces", [])}
            if wanted == {"float64"}:
                assert "nnfs_mode" not in cell.source, cell.id


def claiming_cell(notebooks):
    return next(
        cell for cell in notebooks["01_single_neuron"].cells if "reproduces" in cell.metadata
    )


def drop_the_claim(notebooks):
    del claiming_cell(notebooks).metadata["reproduces"]


def claim_what_no_document_prints(notebooks):
    claiming_cell(notebooks).metadata["reproduces"].append("005 In [1]")


def change_a_printed_number(notebooks):
    output = claiming_cell(notebooks).outputs[0]
    output["text"] = output["text"].replace("6.0", "6.1")


def join_two_printed_lines(notebooks):
    output = claiming_cell(notebooks).outputs[0]
    output["text"] = output["text"].replace("\n", " ")


def forget_the_sources(notebooks):
    notebooks["01_single_neuron"].cells[-1].source = ""


@pytest.mark.parametrize(
    "tamper",
    [
        drop_the_claim,
        claim_what_no_document_prints,
        change_a_printed_number,
        join_two_printed_lines,
        forget_the_sources,
    ],
)
def test_the_walk_complains_when_notebooks_are_tampered_with(notebooks, tamper):
    tampered = copy.deepcopy(notebooks)
    tamper(tampered)
    assert list(complaints(tampered))

"""The stills in a real browser: their words, size and colours, wherever they are seen."""

import nbformat
import pytest
from nbconvert import HTMLExporter

from course_lib import pictures, widgets
from tests.browser import Lab

SOURCES = {
    "matrices": "from course_lib import pictures, widgets\n"
    "pictures.matrices({'a': [[1, -2]], 'b': [[0.5, 0]]})",
    "curves": "pictures.curves({'a': [3, 1]}, x_label='step', y_label='loss', title='Loss')",
    "widget": "widgets.relu()",
}
LIVE = "application/vnd.jupyter.widget-view+json"
STANDS_STILL = "This picture stands still."


def shown():
    """Return what the cells show."""
    panel = widgets.relu()
    matrices = pictures.matrices({"a": [[1, -2]], "b": [[0.5, 0]]})
    words = {"x_label": "step", "y_label": "loss", "title": "Loss"}
    curves = pictures.curves({"a": [3, 1]}, **words)
    bundles = [each._repr_mimebundle_()[0] for each in (matrices, curves)]
    live = panel._repr_mimebundle_()[0]
    return [*bundles, {mime: data for mime, data in live.items() if mime != LIVE}]


@pytest.fixture(scope="module")
def stored():
    """Return a notebook as it is stored: with outputs that nobody has signed."""
    notebook = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    )
    for (name, source), bundle in zip(SOURCES.items(), shown(), strict=True):
        output = nbformat.v4.new_output("execute_result", bundle, execution_count=1)
        cell = nbformat.v4.new_code_cell(source, id=name, outputs=[output], execution_count=1)
        notebook.cells.append(cell)
    return notebook


@pytest.fixture
def open_lab(folder, browser, address, stored):
    """Return a function that opens a notebook anew; the page is closed at the end."""
    opened = []

    def open_lab(name="stills", notebook=stored, **options):
        if notebook:
            nbformat.write(notebook, folder / f"{name}.ipynb")
        opened.append(Lab(browser, address, f"{name}.ipynb", **options))
        return opened[-1]

    yield open_lab
    for lab in opened:
        lab.close()


def images(lab, names=SOURCES):
    """Return the pictures that stand still, by the cell that shows them."""
    found = {}
    for name in names:
        found[name] = lab.go_to(name).locator(".jp-OutputArea img").element_handle()
    return found


def assert_have_words(found, bundles):
    for (name, image), bundle in zip(found.items(), bundles, strict=True):
        assert image.get_attribute("alt") == bundle["text/plain"], name
        assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300


def is_trusted(lab):
    return lab.page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.content.activeCell.model.trusted"
    )


@pytest.mark.parametrize("dark", [False, True])
def test_a_notebook_not_yet_run_says_what_its_pictures_show(open_lab, dark):
    lab = open_lab(dark=dark)
    found = images(lab)
    assert not is_trusted(lab)
    assert_have_words(found, shown())
    assert STANDS_STILL in lab.go_to("widget").locator(".jp-OutputArea").inner_text()


def test_pictures_keep_their_words_when_run_saved_and_reopened(open_lab):
    lab = open_lab("run")
    lab.run_all()
    assert_have_words(images(lab, ["matrices", "curves"]), shown()[:2])
    lab.go_to("widget").locator("svg[role=img]").wait_for()
    assert not lab.go_to("widget").get_by_text(STANDS_STILL).count()
    lab.command("docmanager:save")
    lab = open_lab("run", notebook=None)
    assert_have_words(images(lab, ["matrices", "curves"]), shown()[:2])
    assert is_trusted(lab)


def test_a_dark_page_turns_the_lightness_round(open_lab):
    lab = open_lab("dark", dark=True)
    lab.run_all()
    image = images(lab, ["curves"])["curves"]
    turned = "image => getComputedStyle(image).filter"
    assert "invert" in image.evaluate(turned)
    lab.theme(dark=False)
    lab.page.wait_for_selector("[data-jp-theme-light=true]", state="attached")
    assert image.evaluate(turned) == "none"


def test_forced_colours_get_a_plain_card(open_lab):
    lab = open_lab("forced", dark=True)
    lab.run_all()
    lab.page.emulate_media(forced_colors="active")
    look = images(lab, ["curves"])["curves"].evaluate(
        "image => [getComputedStyle(image).filter, getComputedStyle(image).backgroundColor]"
    )
    assert look == ["none", "rgb(255, 255, 255)"]


def test_letters_keep_their_size_on_a_phone_and_grow_with_the_page(open_lab):
    lab = open_lab("phone", size=(390, 800))
    image = images(lab)["curves"]
    assert image.bounding_box()["width"] == 720
    assert lab.page.evaluate("document.documentElement.scrollWidth") <= 390
    scrolls = "({parentElement}) => parentElement.scrollWidth > parentElement.clientWidth"
    assert image.evaluate(scrolls)
    lab.page.evaluate("document.body.style.zoom = 2")
    assert image.bounding_box()["width"] == 1440


def test_an_export_to_html_has_the_words(browser, stored, tmp_path):
    page = browser.new_page()
    html, _ = HTMLExporter(mathjax_url="", require_js_url="").from_notebook_node(stored)
    path = tmp_path / "stills.html"
    path.write_text(html, encoding="utf-8")
    page.goto(path.as_uri())
    alts = page.locator("img").evaluate_all("all => all.map((image) => image.alt)")
    assert alts == [bundle["text/plain"] for bundle in shown()]
    assert page.get_by_text(STANDS_STILL).is_visible()
    page.close()

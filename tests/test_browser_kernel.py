"""What a panel does when its kernel is busy, restarted, gone or new, and when its views close."""

import nbformat
import pytest
from ipywidgets.embed import dependency_state

from course_lib import widgets
from tests.browser import SHORTCUTS, Lab, write_notebook

TITLE = "Training on the spiral"
SPIRAL = """from course_lib import widgets
widget = widgets.spiral_training(n_epochs=10_000)
widget"""
# Keeps the kernel to itself: nothing else in it can run meanwhile, in whatever thread.
BUSY = "import ctypes; ctypes.PyDLL(None).usleep(3_000_000)"
LOST = "This picture has lost its kernel: run its cell again."
LIVE = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"


@pytest.fixture
def opened(browser, address, folder):
    """Return a function that opens a notebook with these cells, and runs them."""
    labs = []

    def open_notebook(name, *cells):
        if cells:
            write_notebook(folder, name, *cells)
        labs.append(Lab(browser, address, f"{name}.ipynb"))
        if cells:
            labs[-1].run_all()
        return labs[-1]

    yield open_notebook
    for lab in labs:
        lab.close()


def epoch(panel):
    return panel.numbers()["epoch"]


def wait_for_more(panel):
    """Wait until the training has gone on."""
    panel.root.page.wait_for_function(
        "([root, epoch]) => Number(root.querySelector('[data-key=epoch]').dataset.value) > epoch",
        arg=[panel.root.first.element_handle(), epoch(panel)],
    )


def test_a_panel_says_that_it_waits_and_catches_up(opened):
    lab = opened("busy", "from course_lib import widgets\nwidgets.relu()", "0")
    panel = lab.panel("ReLU: what passes and what stops")
    panel.wait_for_state("live")
    assert panel.notice() == ""
    lab.put(1, BUSY)
    lab.do("void window.jupyterapp.commands.execute('notebook:run-cell')")
    panel.slider("shift of all z").press("End")
    panel.wait_for_state("waiting")
    assert panel.notice() == "Waiting for the kernel …"
    assert panel.root.locator(".picture").get_attribute("aria-busy") == "true"
    panel.wait_for_state("live")
    panel.settle()
    assert panel.numbers()["z[0,0]"] == 9.0
    assert lab.errors() == []


def test_a_panel_says_that_it_has_lost_its_kernel_and_a_new_one_helps(opened):
    lab = opened("restart", SPIRAL, "0")
    panel = lab.panel(TITLE)
    panel.press("Play")
    wait_for_more(panel)
    lab.do("await panel.sessionContext.session.kernel.restart()")
    panel.wait_for_state("lost")
    assert panel.notice() == LOST
    assert panel.root.locator(".notice").get_attribute("aria-live") == "polite"
    assert all(not each.is_enabled() for each in panel.root.get_by_role("button").all())
    assert all(not each.is_enabled() for each in panel.sliders())
    before = lab.cells()
    for key in SHORTCUTS:  # the button that had the focus is out of use: keys must not fall through
        lab.page.keyboard.press(key)
    assert lab.cells() == before
    lab.run_all()
    panel.wait_for_state("live")
    panel.press("Step on")
    panel.settle()
    assert epoch(panel) == 5
    lab.do("await panel.sessionContext.shutdown()")
    panel.wait_for_state("lost")
    assert panel.notice() == LOST
    assert lab.complaints == []


def test_a_panel_from_a_file_with_widget_state_does_not_look_alive(opened, folder):
    panel = widgets.relu()
    version = {"version_major": 2, "version_minor": 0}
    state = version | {"state": dependency_state([panel], drop_defaults=False)}
    write_notebook(folder, "state", "widgets.relu()")
    notebook = nbformat.read(folder / "state.ipynb", as_version=4)
    notebook.metadata["widgets"] = {STATE: state}
    live = {LIVE: version | {"model_id": panel.model_id}}
    notebook.cells[0].outputs = [nbformat.v4.new_output("display_data", live)]
    nbformat.write(notebook, folder / "state.ipynb")
    lab = opened("state")
    lab.do("for (const cell of panel.content.model.cells) cell.trusted = true")
    shown = lab.panel(panel.title)
    shown.wait_for_state("lost")
    assert shown.notice() == LOST
    assert lab.complaints == []


def test_saved_and_opened_again_the_panel_is_back_and_the_next_day_its_still(opened, folder):
    lab = opened("saved", SPIRAL, "0")
    lab.panel(TITLE).press("Play")
    wait_for_more(lab.panel(TITLE))
    lab.command("docmanager:save")
    output = nbformat.read(folder / "saved.ipynb", as_version=4).cells[0].outputs[0]
    assert LIVE not in output.data
    assert output.data["text/plain"].startswith("Epoch 0 of 10000")
    lab.leave()

    lab = opened("saved")
    panel = lab.panel(TITLE)
    panel.wait_for_state("live")
    lab.wait_until_asked("widget.playing", "False")  # the only view was closed with its page
    panel.press("Play")
    wait_for_more(panel)
    panel.press("Pause")
    panel.settle()
    assert ", paused." in panel.words()
    lab.command("docmanager:save")
    assert lab.errors() == []
    lab.close()

    lab = opened("saved")
    lab.page.locator(".jp-OutputArea-output img").first.wait_for()
    assert "Error" not in lab.page.locator(".jp-Notebook").inner_text()
    assert not lab.panel(TITLE).root.count()
    assert lab.errors() == []


def test_closing_one_of_two_views_leaves_the_other_playing(opened):
    lab = opened("views", SPIRAL, "0")
    panel = lab.panel(TITLE)
    lab.go_to(lab.cell_id(0))
    lab.command("notebook:create-output-view")
    second = lab.page.locator(".jp-LinkedOutputView .course-panel")
    second.locator("svg[role=img]").wait_for()
    panel.root.first.get_by_role("button", name="Play").press("Enter")
    lab.page.wait_for_function(
        """() => [...document.querySelectorAll('.course-panel [data-key=epoch]')]
            .filter((each) => Number(each.dataset.value) > 0).length === 2"""
    )
    lab.page.evaluate(
        """() => [...window.jupyterapp.shell.widgets('main')]
            .filter((each) => each.node.querySelector('.jp-LinkedOutputView'))
            .forEach((each) => each.close())"""
    )
    second.wait_for(state="detached")
    for _ in range(3):
        wait_for_more(panel)
    lab.go_to(lab.cell_id(0))
    lab.command("notebook:clear-cell-output")
    panel.root.wait_for(state="detached")
    lab.wait_until_asked("widget.playing", "False")
    assert lab.errors() == []

"""Play, pause, step and reset of chapter 7's widget, in a real JupyterLab in a real browser."""

import pytest

from course_lib import widgets
from tests.browser import Lab, write_notebook
from tests.reading import numbers

TITLE = "Training on the spiral"
CELL = "from course_lib import widgets\nwidget = widgets.spiral_training(n_epochs=10_000)\nwidget"
TOGETHER = """(root) => ({
    words: root.querySelector('.words').textContent,
    epoch: root.querySelector('[data-key=epoch]').dataset.value.replace('.0', ''),
})"""


@pytest.fixture(scope="module")
def lab(browser, address, folder):
    write_notebook(folder, "play", CELL, "0")
    lab = Lab(browser, address, "play.ipynb")
    lab.run_all()
    yield lab
    lab.close()


@pytest.fixture
def panel(lab):
    panel = lab.panel(TITLE)
    panel.root.scroll_into_view_if_needed()
    panel.press("Reset training")
    panel.settle()
    assert ", not yet trained." in panel.words()
    yield panel
    assert lab.errors() == []


def wait_for_epoch(lab, epoch):
    lab.page.wait_for_function(
        "(epoch) => Number(document.querySelector('[data-key=epoch]').dataset.value) >= epoch",
        arg=epoch,
    )


def test_step_shows_the_numbers_of_the_classes(panel):
    expected = widgets.spiral_training(n_epochs=10_000)
    for _ in range(2):
        panel.press("Step on")
        expected.press("step")
    panel.wait_for_words(expected.text)
    assert panel.numbers() == pytest.approx(numbers(expected.drawing), rel=1e-9)
    panel.press("Reset training")
    expected.press("reset")
    panel.wait_for_words(expected.text)
    assert panel.numbers() == pytest.approx(numbers(expected.drawing), rel=1e-9)


def test_play_goes_on_with_words_that_are_true_and_pause_stops_it(lab, panel):
    panel.press("Play")
    wait_for_epoch(lab, 10)
    for _ in range(5):
        seen = panel.root.evaluate(TOGETHER)
        assert seen["words"].startswith(f"Epoch {seen['epoch']} of 10000, training")
        wait_for_epoch(lab, int(seen["epoch"]) + 5)
    panel.press("Pause")
    panel.settle()
    epoch = panel.numbers()["epoch"]
    for words in (panel.words(), panel.spoken()):
        assert words.startswith(f"Epoch {epoch} of 10000, paused.")
    assert lab.ask("widget.training.epoch, widget.playing") == f"({epoch}, False)"


def test_a_slider_moved_while_it_plays_acts_at_once(lab, panel):
    panel.press("Play")
    wait_for_epoch(lab, 10)
    panel.slider("learning rate").press("Home")
    panel.settle()
    now = panel.numbers()
    assert now["learning_rate"] == 0.001
    assert now["epoch"] >= 10
    wait_for_epoch(lab, now["epoch"] + 10)  # it goes on
    panel.slider("hidden neurons").press("Home")
    panel.settle()
    panel.press("Pause")
    panel.root.get_by_role("button", name="Back to the start").press("Enter")
    panel.settle()


def test_a_widget_whose_cell_is_deleted_trains_no_more(lab, panel):
    panel.press("Play")
    wait_for_epoch(lab, 10)
    lab.go_to(lab.cell_id(0))
    lab.command("notebook:delete-cell")
    panel.root.wait_for(state="detached")
    lab.wait_until_asked("widget.playing", "False")

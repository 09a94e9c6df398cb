"""A verdict and a picture in words: every terminal can print them."""

import io
from contextlib import redirect_stdout

import pytest

from course_lib import widgets
from course_lib.checks.card import SIGNS, Card
from course_lib.terminal import printable


def printed(encoding, *things):
    """Return what a terminal shows that does not know every character."""
    terminal = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")
    with redirect_stdout(terminal):
        print(*things, sep="\n", flush=True)
    return terminal.buffer.getvalue().decode(encoding)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_verdict_is_printed_with_its_sign(encoding):
    cards = [Card(outcome, "dvalues · x₀ → 木", "−2 ≠ x²") for outcome in SIGNS]
    lines = "{} dvalues * x0 -> ?\n  -2 != x^2\n"
    assert printed(encoding, *cards) == "".join(lines.format(sign) for sign in "ox+?")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_picture_is_printed_in_words(encoding):
    panel = widgets.single_neuron()
    shown = panel, panel.drawing
    for picture in shown:
        picture.text = "1 × x₀"
    assert printed(encoding, *shown) == "1 x x0\n" * 2


def test_a_terminal_that_can_show_a_text_shows_it_unchanged():
    text = "✓ x₀ × 木"
    assert printed("utf-8", printable(text)) == f"{text}\n"
    with redirect_stdout(io.StringIO()):  # it has no encoding
        assert printable(text) == text
    with redirect_stdout(None):
        assert printable(text) == text

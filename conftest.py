"""How pytest runs here: above all, nbval compares numbers in stored outputs as numbers."""

import re

from hypothesis import settings
from nbval.plugin import IPyNbCell

from tests.comparison import same_text, tolerance

settings.register_profile("course", deadline=None, derandomize=True)  # the same on every machine
settings.load_profile("course")

PICTURE = re.compile(r"data:image/[a-z+]+;base64,[A-Za-z0-9+/=]+")
pytest_plugins = ["pytester"]  # for the tests of this very comparison


class OutputText(str):
    """A text output that differs from another only if `same_text` says so."""

    def __new__(cls, text, rtol):
        self = super().__new__(cls, text)
        self.rtol = rtol
        return self

    def __ne__(self, other):
        return not same_text(self, other, self.rtol)

    __eq__, __hash__ = str.__eq__, str.__hash__


def sanitize(cell, text, nbval_sanitize=IPyNbCell.sanitize):
    """Pass on what nbval is about to compare with `!=`: every output comes through here.

    Of a picture in HTML its words and its size are compared, not its pixels.
    """
    text = nbval_sanitize(cell, text)
    if not isinstance(text, str):
        return text
    return OutputText(PICTURE.sub("", text), tolerance(cell.cell))


IPyNbCell.sanitize = sanitize


def pytest_terminal_summary(terminalreporter):
    """Print how many mutants of the exercises' solutions the checks have rejected."""
    kinds = ("rejected mutants", "equivalent mutants")
    properties = [
        pair
        for report in terminalreporter.stats.get("passed", [])
        for pair in report.user_properties
    ]
    rejected, equivalent = (sum(n for key, n in properties if key == kind) for kind in kinds)
    if rejected:
        score = f"{rejected} of {rejected} mutants rejected, 100 %"
        terminalreporter.line(f"checks: {score}; {equivalent} equivalent ones are listed")

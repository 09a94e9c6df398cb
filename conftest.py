"""nbval compares stored outputs to the character; here numbers in them are compared as numbers."""

from nbval.plugin import IPyNbCell

from tests.comparison import same_text, tolerance

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
    """Pass on what nbval is about to compare with `!=`: every output comes through here."""
    text = nbval_sanitize(cell, text)
    return OutputText(text, tolerance(cell.cell)) if isinstance(text, str) else text


IPyNbCell.sanitize = sanitize

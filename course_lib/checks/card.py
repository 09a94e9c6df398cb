"""How a verdict looks: a quiet card in the page's colours, and the same as plain text."""

import re
from html import escape

from course_lib.checks.judge import FAILED, NOT_ATTEMPTED, RIGHT, WRONG
from course_lib.terminal import printable

# The sign says it without colour; the colour of the edge is that of the page's theme.
SIGNS = {NOT_ATTEMPTED: "○", WRONG: "✗", RIGHT: "✓", FAILED: "?"}
EDGES = {
    NOT_ATTEMPTED: "var(--jp-border-color1, #999999)",
    FAILED: "var(--jp-border-color1, #999999)",
    WRONG: "var(--jp-warn-color1, #D55E00)",
    RIGHT: "var(--jp-success-color1, #009E73)",
}
STYLE = (
    "border-left: 4px solid {edge}; padding: 0.5em 1em; margin: 0.3em 0; max-width: 48em; "
    "line-height: 1.5; color: var(--jp-ui-font-color1, inherit); "
    "background: var(--jp-layout-color2, transparent)"
)


class Card:
    """A title with its sign, a text, and perhaps a hint folded below it."""

    def __init__(self, outcome: str, title: str, text: str, hint: str = ""):
        self.outcome, self.title, self.text, self.hint = outcome, title, text, hint

    def __repr__(self) -> str:
        hint = f"\n  Hint: {self.hint}" if self.hint else ""
        return printable(f"{SIGNS[self.outcome]} {self.title}\n  {self.text}{hint}")

    def _repr_html_(self) -> str:
        hint = (
            f"<details><summary>Hint</summary>{as_html(self.hint)}</details>" if self.hint else ""
        )
        return (
            f'<div role="status" style="{STYLE.format(edge=EDGES[self.outcome])}">'
            f"<strong>{SIGNS[self.outcome]} {as_html(self.title)}</strong><br>"
            f"{as_html(self.text)}{hint}</div>"
        )


def as_html(text: str) -> str:
    """Return the text with `code` between backticks and *stress* between asterisks marked up."""

    def marked(match):
        code, stressed = match.groups()
        return f"<code>{code}</code>" if stressed is None else f"<em>{stressed}</em>"

    return re.sub(r"`([^`]*)`|\*(\w[\w ]*)\*", marked, escape(text, quote=False))

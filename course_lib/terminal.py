"""Text as this terminal can show it: not every one knows ✓, × and ₀."""

import sys
from unicodedata import normalize

PLAIN = str.maketrans(
    {"✓": "+", "✗": "x", "○": "o", "·": "*", "×": "x", "−": "-", "→": "->", "←": "<-"}
    | {"≈": "~", "≠": "!=", "≤": "<=", "²": "^2"}
)


def printable(text: str) -> str:
    """Return the text, or its nearest in plain letters where stdout cannot take it."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        plain = normalize("NFKD", text.translate(PLAIN))  # of ₀ and ᵀ it makes 0 and T
        return plain.encode(encoding, "replace").decode(encoding)
    return text

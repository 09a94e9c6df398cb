"""The colours of every picture: one name, one colour for the light theme, one for the dark.

A drawing names its colours as CSS custom properties with the light theme's colour to fall back on;
the panels' style sheet sets the properties for either theme.
"""

# Okabe and Ito's blue, vermilion and green, the last two a shade darker: text needs the contrast.
LIGHT = {
    "forward": "#0072B2",
    "backward": "#BF5300",
    "good": "#00805B",
    "fourth": "#A8487E",
    "negative": "#E69F00",
    "positive": "#7A6FD0",
    "ink": "#222222",
    "faint": "#6E6E6E",
    "paper": "#FFFFFF",
}
DARK = {
    "forward": "#56B4E9",
    "backward": "#F0A030",
    "good": "#2FC79A",
    "fourth": "#E09AC4",
    "negative": "#D98F00",
    "positive": "#8F86EA",
    "ink": "#E4E4E4",
    "faint": "#9A9A9A",
    "paper": "#111111",
}


def colour(name: str) -> str:
    """Return a colour of the palette as SVG and CSS know it."""
    return f"var(--{name}, {LIGHT[name]})"


FORWARD, BACKWARD, GOOD = colour("forward"), colour("backward"), colour("good")
FOURTH = colour("fourth")  # for a fourth line or class, where the first three are taken
NEGATIVE, POSITIVE = colour("negative"), colour("positive")
INK, FAINT, PAPER = colour("ink"), colour("faint"), colour("paper")

"""What a drawing says: its numbers by their names, and all its text."""

import xml.etree.ElementTree as ElementTree


def numbers(drawing):
    """Return the numbers of a drawing by their names."""
    root = ElementTree.fromstring(drawing.svg)
    return {
        element.get("data-key"): float(element.get("data-value"))
        for element in root.iter()
        if element.get("data-key")
    }


def shown(drawing):
    """Return all the text of a drawing."""
    return [element.text for element in ElementTree.fromstring(drawing.svg).iter() if element.text]

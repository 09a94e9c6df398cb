"""The kit that widgets are made of: controls around a drawing, and its browser half."""

from course_lib.panel.controls import Button, Choice, Slider, Switch
from course_lib.panel.panel import Panel

__all__ = ["Button", "Choice", "Panel", "Slider", "Switch"]

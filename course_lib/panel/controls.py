"""What a learner can take hold of: sliders, choices, switches and buttons."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar

import numpy as np


class Control:
    """Something with a name; `spec` is what the browser is told of it."""

    kind: ClassVar[str]

    def spec(self) -> dict:
        """Return the control as plain data."""
        return {"kind": self.kind, **asdict(self)}


class Valued(Control):
    """A control that has a value, and checks it."""

    def __post_init__(self):
        self.value = self.taken(self.value)

    def taken(self, value: Any) -> Any:
        """Return `value` as the control takes it: numpy's numbers and truths as Python's own."""
        if isinstance(value, np.floating):
            value = float(str(value))  # 0.6 of float32 is 0.6, not 0.60000002
        value = value.item() if isinstance(value, np.generic) else value
        self.check(value)
        return value


@dataclass
class Slider(Valued):
    """A number between two ends, both included.

    Parameters
    ----------
    name : what the picture's function calls it
    label : what the learner reads, with the symbol
    low, high, step : the ends, and how far one press of an arrow key goes
    unit : written behind the number
    log : low, high and step are powers of ten: from -4 to 0 runs from 0.0001 to 1
    stepper : with a button on either side, for going through things one by one
    """

    name: str
    label: str
    value: float
    low: float
    high: float
    step: float
    unit: str = ""
    log: bool = False
    stepper: bool = False
    kind: ClassVar[str] = "slider"

    @property
    def ends(self) -> tuple[float, float]:
        """The smallest and the largest value."""
        return (10**self.low, 10**self.high) if self.log else (self.low, self.high)

    def taken(self, value: Any) -> float:
        """Return `value` as the slider takes it: a whole number where it has whole steps."""
        value = super().taken(value)
        return int(value) if isinstance(self.step, int) and value == int(value) else value

    def check(self, value: Any) -> None:
        """Raise an error that names the slider if `value` is nowhere on it."""
        low, high = self.ends
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise TypeError(f"{self.name} must be a number, got {value!r}")
        if not low <= value <= high:
            raise ValueError(f"{self.name} is {value}, expected {low:g} to {high:g}")


@dataclass
class Choice(Valued):
    """One of a few texts."""

    name: str
    label: str
    value: str
    options: Sequence[str]
    kind: ClassVar[str] = "choice"

    def check(self, value: Any) -> None:
        """Raise an error that names the choice if `value` is none of the options."""
        if value not in self.options:
            raise ValueError(f"{self.name} is {value!r}, expected one of {list(self.options)}")


@dataclass
class Switch(Valued):
    """Yes or no."""

    name: str
    label: str
    value: bool
    kind: ClassVar[str] = "switch"

    def check(self, value: Any) -> None:
        """Raise an error that names the switch if `value` is neither True nor False."""
        if not isinstance(value, bool):
            raise TypeError(f"{self.name} must be True or False, got {value!r}")


@dataclass
class Button(Control):
    """Something that happens when it is pressed: `press` is called with the panel."""

    name: str
    label: str
    press: Callable = field(repr=False)
    kind: ClassVar[str] = "button"

    def spec(self) -> dict:
        """Return the button as plain data: the browser knows its name, the kernel what it does."""
        return {"kind": self.kind, "name": self.name, "label": self.label}


def gathered(values: dict) -> dict:
    """Return the values of controls z[0], z[1], ... as one array z, and all others as they are."""
    groups = {}
    for name, value in values.items():
        group, bracket, _ = name.partition("[")
        groups.setdefault(group, []).append(value) if bracket else groups.update({name: value})
    return {name: np.array(v) if isinstance(v, list) else v for name, v in groups.items()}

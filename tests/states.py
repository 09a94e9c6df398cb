"""The states of a panel that tests look at."""

from itertools import product

import numpy as np


def states(panel, n_random=60, seed=0):
    """Yield the start, each control at either end, all of them, and states drawn at random."""
    rng = np.random.default_rng(seed)
    controls = [control for control in panel.controls if control["kind"] != "button"]
    ends = {control["name"]: [_end(control, side) for side in (0, 1)] for control in controls}
    yield dict(panel.start)
    for name, side in product(ends, (0, 1)):
        yield {**panel.start, name: ends[name][side]}
    for side in (0, 1):
        yield {name: pair[side] for name, pair in ends.items()}
    for _ in range(n_random):
        yield {control["name"]: _anywhere(control, rng) for control in controls}


def _end(control, side):
    if control["kind"] == "slider":
        return _position(control, control[("low", "high")[side]])
    return control.get("options", [False, True])[-side]


def _anywhere(control, rng):
    if control["kind"] != "slider":
        return rng.choice(control.get("options", [False, True]))
    n_steps = round((control["high"] - control["low"]) / control["step"])
    return _position(control, control["low"] + int(rng.integers(n_steps + 1)) * control["step"])


def _position(control, value):
    value = float(f"{10**value if control['log'] else value:.6g}")
    return int(value) if value.is_integer() else value  # as it comes from a browser

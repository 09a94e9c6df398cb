"""Each live picture at its start, its ends and in 60 states at random: what it says is so."""

import math
import re
from functools import cache

import numpy as np
import pytest

from course_lib import widgets
from tests.reading import numbers, shown
from tests.states import states

NUMBER = r"[-−]?\d+(?:\.\d+)?(?:e[-−+]?\d+)?"
TERM = rf"\(?{NUMBER}\)?"
SUM = re.compile(rf"(?<!log )(?<!log \()({TERM}(?: [+×·−] {TERM})+) ([=≈]) ({NUMBER})")


TELLING = {  # states that no slider finds by chance
    "neuron_training": {"learning_rate": 1 / 30},
    "fused_loss": {"z[0]": -38.5, "z[1]": -50.0, "z[2]": 0.0, "target": "class 2"},
}


@cache
def drawn(name):
    """Return the states of a widget, each with its picture."""
    panel, found = getattr(widgets, name)(), []
    for controls in [*states(panel), {**panel.start, **TELLING.get(name, {})}]:
        panel.move(**controls)
        assert "cannot be shown" not in panel.text
        found.append((controls, panel.drawing))
    return found


def vector(found, key):
    """Return the numbers key[0], key[1], ... of a drawing."""
    return np.array([found[name] for name in found if re.fullmatch(rf"{key}\[\d+\]", name)])


def table(found, key):
    """Return the numbers key[i,j] of a drawing."""
    names = [re.fullmatch(rf"{key}\[(\d+),(\d+)\]", name) for name in found]
    places = {(int(name[1]), int(name[2])): found[name[0]] for name in names if name}
    rows, columns = (1 + max(place[side] for place in places) for side in (0, 1))
    return np.array([[places[i, j] for j in range(columns)] for i in range(rows)])


def near(text, value):
    """Return whether a text is a number, but for the digits that it leaves out."""
    return float(text.replace("−", "-")) == pytest.approx(value, rel=1.1e-3, abs=6e-4)


# Each sentence is a pattern, and what has to be so of the numbers for it to be said: a function of
# the match, of all the numbers in the picture, and of the controls.
SENTENCES = {
    "single_neuron": {
        r"Forward: the products and b sum to z = (\S+), ReLU gives y = (\S+), the squared loss is "
        r"L = (\S+)\.": lambda m, n, v: (
            near(m[1], vector(v, "x") @ vector(v, "w") + v["b"])
            and near(m[2], max(0, n["z.value"])) and near(m[3], n["y.value"] ** 2)
        ),
        r"Backward, step (\d+) of (\d+): the gradient of \w+ is upstream times local, .* "
        r"\(local: (.*)\)\.": lambda m, n, v: (
            v["step"] == int(m[1]) and int(m[2]) == 13
            and ("open" not in m[3] or n["z.value"] > 0)
            and ("shut" not in m[3] or n["z.value"] <= 0)
        ),
        r"No gradient passes the ReLU: nothing on its left will move\.": lambda m, n, v: (
            n["z.value"] <= 0
            and not any(n[name] for name in n if re.match(r"([xwb]).*gradient", name))
        ),
    },
    "neuron_training": {
        r"Learning rate (\S+): each step is predicted to multiply z by (\S+)\.": lambda m, n, v: (
            near(m[1], v["learning_rate"]) and near(m[2], n["factor"])
        ),
        r"But z = (\S+) is not positive: the neuron is dead already\.": lambda m, n, v: (
            float(m[1]) <= 0 and n["loss"] == 0 and "measured" not in n
        ),
        r"Nothing moves: the loss stays (\S+)\.": lambda m, n, v: (
            near(m[1], n["loss"]) and n["measured"] == 1
        ),
        r"So the loss goes from (\S+) to (\S+) in 200 steps\.": lambda m, n, v: (
            n["loss"] > 0 and near(m[2], n["loss"]) and float(m[1]) > float(m[2])
        ),
        r"So the first step overshoots to z = (\S+): the neuron is dead, its loss is exactly 0, "
        r"and no gradient will ever move it again\.": lambda m, n, v: (
            float(m[1]) < 0 and n["measured"] < 0 and n["loss"] == 0
        ),
        r"So one step takes z from (\S+) to 0, and the loss is gone\.": lambda m, n, v: (
            n["measured"] == n["factor"] == n["loss"] == 0
        ),
        r"From step (\d+) on z is 0 but for rounding, and so is the loss\.": lambda m, n, v: (
            n["loss"] == 0
            and n["factor"] ** int(m[1]) < 1e-13 < 1e4 * n["factor"] ** (int(m[1]) - 1)
        ),
    },
    "layer": {
        r"Step (\d+) of 200 at learning rate (\S+): the loss is (\S+)\.": lambda m, n, v: (
            v["step"] == int(m[1]) and near(m[2], v["learning_rate"]) and near(m[3], n["loss"])
            and n["loss"] == pytest.approx(np.maximum(vector(n, "z"), 0).sum() ** 2)
        ),
        r"Neuron .*\.": lambda m, n, v: all(
            _fate(part, n, v) for part in re.split("; neuron|Neuron", m[0][:-1])[1:]
        ),
        r"All are dead, so the loss is 0 and no gradient moves any weight again\.": (
            lambda m, n, v: n["loss"] == 0 and (vector(n, "z") < 0).all()
        ),
        r"The layer answers 0, so no gradient moves any weight\.": (
            lambda m, n, v: n["loss"] == n["fall"] == 0
        ),
        r"The learning rate is 0: nothing moves\.": lambda m, n, v: (
            v["learning_rate"] == 0 and not table(n, "moved").any()
        ),
        r"The next step takes (\S+) off every z above 0\.": lambda m, n, v: (
            near(m[1], n["fall"]) and (vector(n, "z") > 0).any()
        ),
    },
    "batch": {
        r"dweights is the table of sample (\d) alone, its inputs times its dvalues\.": (
            lambda m, n, v: vector(v, "sample").sum() == 1 and v[f"sample[{m[1]}]"]
        ),
        r"dweights is the sum of the tables of samples (.*), each inputs times dvalues"
        r"(?:; for the mean, dvalues were divided by (\d))?\.": lambda m, n, v: (
            sorted(re.findall(r"\d", m[1])) == [s for s in "012" if v[f"sample[{s}]"]]
            and m[2] == (str(len(re.findall(r"\d", m[1]))) if "mean" in v["loss"] else None)
        ),
        r"Bottom left: .* (\S+)\.": lambda m, n, v: near(m[1], n["dweights[3,0]"]),
        r"dweights: (.*); dbiases: (.*)\.": lambda m, n, v: (
            all(map(near, re.findall(NUMBER, m[1]), table(n, "dweights").ravel()))
            and all(map(near, m[2].split(), table(n, "dbiases").ravel()))
        ),
        r"No sample is switched on: an empty batch has no gradient, and teaches nothing\.": (
            lambda m, n, v: not vector(v, "sample").any() and not table(n, "dweights").any()
        ),
    },
    "relu": {
        r"(\d+) of (\d+) pre-activations are positive: (.*)\.": lambda m, n, v: (
            int(m[1]) == (table(n, "z") > 0).sum() and int(m[2]) == table(n, "z").size
            and _passes(m[3], table(n, "z"), table(n, "dvalues"), table(n, "dinputs"))
        ),
        r"(\d+) (?:is|are) exactly 0, where nothing passes either\.": lambda m, n, v: (
            int(m[1]) == (table(n, "z") == 0).sum() > 0
            and not table(n, "dinputs")[table(n, "z") == 0].any()
        ),
        r"dinputs: (.*)\.": lambda m, n, v: all(
            map(near, re.findall(NUMBER, m[1]), table(n, "dinputs").ravel())
        ),
    },
    "softmax_jacobian": {
        r"The probabilities are ([^:]*?)(?:: softmax is saturated, class (\d) takes all but (\S+), "
        r"(?:no slope exceeds (\S+), and hardly any gradient gets through|the Jacobian is 0 to the "
        r"last digit, and no gradient gets through))?\.": lambda m, n, v: (
            all(map(near, m[1].split(), vector(n, "s")))
            and (m[2] is not None) == (vector(n, "s").max() > 0.99)
            and (m[2] is None or int(m[2]) == vector(n, "s").argmax())
            and np.abs(table(n, "J")).max() <= (float(m[4]) * 1.001 if m[4] else 0.25 * (not m[2]))
        ),
        r"Each row of the Jacobian sums to 0, so the constant upstream gradient (\S+) gives "
        r"dinputs 0: no nudge of a logit changes the loss\.": lambda m, n, v: (
            (vector(n, "d") == vector(n, "d")[0]).all() and not vector(n, "dinputs").any()
        ),
        r"The upstream gradient .* comes back as dinputs .*: (no nudge .*|a nudge .*|nudges .*)\.":
            lambda m, n, v: _leads(m[1], vector(n, "dinputs")),
        r"Each row of the Jacobian sums to 0, so a constant upstream gradient would give 0\.": (
            lambda m, n, v: np.abs(table(n, "J").sum(axis=1)).max() < 1e-12
        ),
    },
    "fused_loss": {
        r"The true class, (\d), gets the probability (\S+): both ways the loss is (\S+) and "
        r"dinputs (.*)\.": lambda m, n, v: (
            near(m[2], n["separate.p"]) and near(m[3], n["separate.loss"])
            and n["separate.loss"] == pytest.approx(n["fused.loss"], rel=1e-6, abs=1e-12)
            and _dinputs(n, "separate") == pytest.approx(_dinputs(n, "fused"), rel=1e-6, abs=1e-9)
        ),
        r"On the left -1/p times the Jacobian, on the right one subtraction, y_pred - y_true\.": (
            lambda m, n, v: _dinputs(n, "fused") == pytest.approx(
                vector(n, r"fused\.y_pred") - vector(n, "y_true")
            )
        ),
        r"The true class, (\d), gets the probability (\S+), clipped to 1e-7: the separate loss is "
        r"flat at 16\.118 and its gradient 0, so learning stops\.": lambda m, n, v: (
            n["separate.p"] < 1e-7 and near(m[2], n["separate.p"])
            and n["separate.loss"] == pytest.approx(-math.log(1e-7))
            and not _dinputs(n, "separate").any()
        ),
        r"The fused loss goes on: (\S+), with dinputs (.*)\.": lambda m, n, v: (
            near(m[1], n["fused.loss"]) and np.abs(_dinputs(n, "fused")).max() > 0.99
        ),
        r"The true class, (\d), gets the probability 1 but for (\S+), clipped to 1 - 1e-7: the "
        r"separate loss is flat at 1e-7, its gradient 0\.": lambda m, n, v: (
            n["separate.p"] > 1 - 1e-7 and float(m[2]) < 1e-7 and not _dinputs(n, "separate").any()
        ),
        r"The fused loss is (\S+)( but for rounding)?, its gradient (.*): here little was left to "
        r"learn\.": lambda m, n, v: (
            n["fused.loss"] < 1e-7 and (n["fused.loss"] == 0) == bool(m[2])
            and np.abs(_dinputs(n, "fused")).max() < 1e-7
        ),
    },
}  # fmt: skip


def _fate(words, found, controls):
    """Return whether what is said of one neuron of a layer is so."""
    j, z, fate = re.fullmatch(r" (\d): z = (\S+), (.*)", words).groups()
    now, step = found[f"z[{j}]"], int((re.findall(r"\d+", fate) or [0])[-1])
    if fate.startswith("alive"):
        return near(z, now) and now > 0 and controls["step"] < (step or 201)
    return near(z, now) and (now < 0 if "dead" in fate else now == 0) and step <= controls["step"]


def _passes(words, z, dvalues, dinputs):
    """Return whether what is said of an upstream gradient at a ReLU is so."""
    assert (dinputs == np.where(z > 0, dvalues, 0)).all()
    if "whole" in words:
        return (z > 0).all()
    if "nothing passes" in words:
        return (z <= 0).all() and not dinputs.any()
    return int(re.search(r"other (\d+)", words)[1]) == (z <= 0).sum()


def _leads(words, dinputs):
    """Return whether the nudges that are said to matter most do."""
    named, sizes = [int(name) for name in re.findall(r"z(\d)", words)], np.abs(dinputs)
    if not named:
        most = re.findall(NUMBER, words)
        return sizes.max() <= (float(most[-1]) * 1.001 if most else 0)
    others = np.delete(sizes, named)
    return np.ptp(sizes[named]) <= 1e-9 and (others < sizes[named].min()).all()


def _dinputs(found, way):
    return vector(found, rf"{way}\.dinputs")


@pytest.mark.parametrize("name", SENTENCES)
def test_every_sentence_is_true_of_its_picture(name):
    said = set()
    for controls, drawing in drawn(name):
        found = numbers(drawing)
        for sentence in re.split(r"(?<=\.) ", drawing.text):
            patterns = [p for p in SENTENCES[name] if re.fullmatch(p, sentence)]
            assert patterns, sentence  # one that nobody asks for its truth
            assert all(
                SENTENCES[name][p](re.fullmatch(p, sentence), found, controls) for p in patterns
            ), (sentence, controls)
            said.update(patterns)
    assert said == set(SENTENCES[name])  # each was heard, and so asked


def evaluated(text, nudged=None):
    """Return what an expression in signs gives, or gives with one number half a digit larger."""
    texts = re.findall(NUMBER, text)

    def number(match):
        digits = match[0].replace("−", "-")
        last = re.sub(r"\d", "0", digits.split("e")[0])[:-1].replace("-", "") + "5"
        size = float(last) * 10.0 ** int([*digits.split("e"), "0"][1])
        return repr(float(digits) + (size if next(place) == nudged else 0.0))

    place = iter(range(len(texts)))
    python = re.sub(NUMBER, number, text).replace("×", "*").replace("·", "*").replace("−", "-")
    return eval(python, {})


@pytest.mark.parametrize("name", SENTENCES)
def test_sums_and_products_are_what_their_digits_give(name):
    for _, drawing in drawn(name):
        for text in [drawing.text, *shown(drawing)]:
            for left, sign, right in SUM.findall(text):
                off = abs(evaluated(left) - evaluated(right))
                assert off < 1e-12 * max(1.0, abs(evaluated(right))) or sign == "≈", text
                n_numbers = len(re.findall(NUMBER, left))
                room = sum(abs(evaluated(left, i) - evaluated(left)) for i in range(n_numbers))
                room += abs(evaluated(right, 0) - evaluated(right))
                assert off <= 1.001 * room + 1e-12, text

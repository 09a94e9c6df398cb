"""Play, pause, step and reset around a training."""

import time
from collections.abc import Sequence

from course_lib import pictures
from course_lib.panel.controls import Button, Control
from course_lib.panel.panel import Panel
from course_lib.panel.player import Player
from course_lib.widgets.spiral import Setting, Training

SECONDS = 0.03  # of training for one picture, at most: a pause should not have to wait
BETWEEN_WORDS = 2.0  # seconds: a screen reader cannot follow 25 sentences a second


class LiveTraining:
    """A training, the panel that shows it, and the player that drives it.

    Parameters
    ----------
    title, controls : of the panel; the controls are those that `draw` takes
    n_epochs : int
        How long a training is.
    seed : int
    """

    def __init__(self, title: str, controls: Sequence[Control], n_epochs: int, seed: int):
        self.n_epochs, self.seed = n_epochs, seed
        self.training, self.words, self.said = None, None, 0.0
        buttons = [
            Button("play", "▶ Play", self.play),
            Button("pause", "▮▮ Pause", lambda _: self.player.pause()),
            Button("step", "Step on", self.step),
            Button("reset", "↺ Reset training", self.reset),
        ]
        self.player = Player(self.advance, self.show)
        self.panel = Panel(title, [*controls, *buttons], self.draw)

    def play(self, _panel):
        """Train on by itself, from the start if it was at the end."""
        if self.over():
            self.reset(_panel)
        self.player.play()
        self.show()

    def step(self, _panel):
        """Train for as many epochs as a picture stands for."""
        self.player.pause()
        if not self.over():
            self.training.advance(self.n_steps())
        self.show()

    def reset(self, _panel):
        """Throw away what was learned."""
        with self.player.lock:
            self.player.pause()
            self.training = None
            self.panel.redraw()

    def over(self):
        """Return whether the training is at its end, or cannot go on."""
        return bool(self.training.problem) or self.training.epoch >= self.n_epochs

    def n_steps(self):
        """Return how many epochs the next picture stands for."""
        return min(int(self.panel.values["speed"]), self.n_epochs - self.training.epoch)

    def advance(self):
        """Train for one picture, and show it; return whether there is more to come."""
        if self.panel.comm is None:  # closed
            return False
        try:
            self.training.advance(self.n_steps(), SECONDS)
            if not self.over():
                self.show()
        except Exception as error:  # nobody would see it: the picture has to tell
            self.training.problem = f"{type(error).__name__}: {error}"
        return not self.over()  # the player shows the last picture

    def show(self):
        """Show the training as it stands."""
        self.panel.show(self.drawing())

    def draw(self, learning_rate, decay, momentum, speed, **setting):
        """Take over the controls, start again if need be, and return the picture."""
        with self.player.lock:
            setting = Setting(**setting, seed=self.seed)
            if self.training is None or self.training.setting != setting:
                self.training, self.words = Training(setting), None
            self.training.tune(learning_rate, decay, momentum)
            self.said = -BETWEEN_WORDS  # whoever moves something is told at once
            return self.drawing()

    def state(self):
        """Return in a few words what goes on."""
        if self.training.problem:
            return f"stopped after epoch {self.training.epoch}: {self.training.problem}"
        if self.player.playing:
            return "training"
        if self.training.epoch >= self.n_epochs:
            return "done"
        return "paused" if self.training.epoch else "not yet trained"

    def drawing(self):
        """Return the picture; while it trains, with new words only every other second."""
        recent = time.monotonic() < self.said + BETWEEN_WORDS
        words = self.words if self.player.playing and recent else None
        training = self.training
        drawing = pictures.spiral_training(
            training.regions, training.data, training.unseen, training.history,
            n_epochs=self.n_epochs, learning_rate=training.next_learning_rate,
            state=self.state(), words=words,
        )  # fmt: skip
        if words is None:
            self.words, self.said = drawing.text, time.monotonic()
        return drawing

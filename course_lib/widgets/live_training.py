"""Play, pause, step and reset around a training."""

from collections.abc import Sequence

from course_lib import pictures
from course_lib.panel.controls import Button, Control
from course_lib.panel.panel import Panel
from course_lib.panel.player import Player
from course_lib.widgets.spiral import Training

STILL_EPOCHS, STILL_POINTS = 500, 20  # of the training in a still, and of its curves
SECONDS = 0.03  # of training for one picture, at most: a pause should not have to wait


class LiveTraining(Panel):
    """A panel with a training in it, and a player that drives it.

    Parameters
    ----------
    title, controls : of the panel; the controls are those that `follow` takes
    n_epochs : int
        How long a training is.
    seed : int
    """

    def __init__(self, title: str, controls: Sequence[Control], n_epochs: int, seed: int):
        self.n_epochs, self.seed = n_epochs, seed
        self.training, self.setting, self.pace = None, None, ""
        self.player = Player(self.advance, self.update, self.taken)
        buttons = [
            Button("play", "▶ Play", LiveTraining.play),
            Button("pause", "▮▮ Pause", LiveTraining.pause),
            Button("step", "Step on", LiveTraining.step),
            Button("reset", "↺ Reset training", LiveTraining.reset),
        ]
        super().__init__(title, [*controls, *buttons], self.follow)

    def play(self):
        """Train on by itself, from the start if it was at the end."""
        if self.over():
            self.reset()
        self.pace = ""
        self.player.play()
        self.update()

    def pause(self):
        """Train no more by itself."""
        self.player.pause()

    def step(self):
        """Train for as many epochs as a picture stands for."""
        self.player.pause()
        if not self.over():
            self.training.advance(self.n_steps())
        self.update()

    def reset(self):
        """Throw away what was learned."""
        with self.player.lock:
            self.player.pause()
            self.training = None
            self.redraw()

    def unseen(self):
        """Pause: nobody looks."""
        super().unseen()
        self.pause()

    def over(self):
        """Return whether the training is at its end, or cannot go on."""
        return bool(self.training.problem) or self.training.epoch >= self.n_epochs

    def n_steps(self):
        """Return how many epochs the next picture stands for."""
        return min(int(self.values["speed"]), self.n_epochs - self.training.epoch)

    def advance(self):
        """Train for one picture, in the time there is; return whether there is more to come."""
        if self.comm is None:  # closed
            return False
        asked, before = self.n_steps(), self.training.epoch
        try:
            self.training.advance(asked, SECONDS)
        except Exception as error:  # nobody would see it: the picture has to tell
            self.training.problem = f"{type(error).__name__}: {error}"
        done = self.training.epoch - before
        self.pace = f", {done} epoch{'s' * (done != 1)} a picture" if done < asked else ""
        return not self.over()

    def follow(self, learning_rate, decay, momentum, speed, **setting):
        """Take over the controls, start again if need be, and return the picture."""
        with self.player.lock:
            if self.training is None or self.setting != setting:
                self.training, self.setting = Training(**setting, seed=self.seed), setting
            self.training.tune(learning_rate, decay, momentum)
            return self.picture()

    def update(self):
        """Show the training as it stands."""
        self.show(self.picture())

    def show(self, drawing):
        """Show `drawing`, and whether more will come by itself."""
        with self.player.lock, self.hold_sync():
            self.playing = self.player.playing
            super().show(drawing)

    def state(self):
        """Return in a few words what goes on."""
        if self.training.problem:
            return f"stopped after epoch {self.training.epoch}: {self.training.problem}"
        if self.player.playing:
            return f"training{self.pace}"
        if self.training.epoch >= self.n_epochs:
            return "done"
        return "paused" if self.training.epoch else "not yet trained"

    def picture(self):
        """Draw the training as it stands."""
        return self._drawn(self.training, self.state())

    def still(self):
        """Return the training as it stands, or what comes of it where it has not begun."""
        if self.training.epoch:
            return self.drawing
        training = Training(**self.setting, seed=self.seed)
        training.tune(*(self.values[name] for name in ("learning_rate", "decay", "momentum")))
        last = min(STILL_EPOCHS, self.n_epochs)
        while training.epoch < last and not training.problem:
            training.advance(min(STILL_EPOCHS // STILL_POINTS, last - training.epoch))
        words = f"A network that was trained on the spiral for {training.epoch} epochs: the regions"
        words += " of its answers under the points, and its loss, accuracy and gradients. The live "
        return self._drawn(training, "a still", words + "picture begins untrained, at epoch 0.")

    def _drawn(self, training, state, words=None):
        return pictures.spiral_training(
            training.regions, training.data, training.unseen, training.history,
            n_epochs=self.n_epochs, learning_rate=training.next_learning_rate, state=state,
            words=words,
        )  # fmt: skip

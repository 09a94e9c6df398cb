"""Training on the spiral under the learner's hand."""

from course_lib.guards import as_count
from course_lib.panel.controls import Choice, Slider
from course_lib.panel.panel import Panel
from course_lib.widgets.live_training import LiveTraining

MOST_EPOCHS = 10_000


def spiral_training(
    learning_rate: float = 0.05,
    decay: float = 0.0,
    momentum: float = 0.9,
    n_neurons: int = 64,
    optimizer: str = "Adam",
    n_samples: int = 100,
    noise: float = 0.2,
    n_epochs: int = 1000,
    seed: int = 1,
) -> Panel:
    """Show a network 2-n-3 that trains on the spiral, what it answers, and how well.

    Learning rate, decay and momentum act at once; new neurons, optimizer or data start again.

    Parameters
    ----------
    learning_rate, decay, momentum : float
        At the start: 0.001 to 10, 0 to 0.01, 0 to 0.99. Adam has no use for the last.
    n_neurons : int, 1 to 128
        In the hidden layer.
    optimizer : "SGD" or "Adam"
    n_samples, noise : int, 10 to 300 for each class, and float, 0 to 0.6
        Of the data. They are drawn as nnfs does it, where noise is 0.2.
    n_epochs : int, 1 to 10,000
        How long a training is.
    seed : int, 0 or more
        Of data and weights.

    Raises
    ------
    TypeError, ValueError
        If an argument is no number, or not within its range.
    """
    n_neurons = as_count("spiral_training: n_neurons", n_neurons)
    n_samples = as_count("spiral_training: n_samples", n_samples)
    n_epochs = as_count("spiral_training: n_epochs", n_epochs)
    if n_epochs > MOST_EPOCHS:
        raise ValueError(f"spiral_training: n_epochs is {n_epochs}, expected 1 to {MOST_EPOCHS}")
    seed = as_count("spiral_training: seed", seed, least=0)
    controls = [
        Slider("learning_rate", "learning rate", learning_rate, -3, 1, 0.1, log=True),
        Slider("decay", "decay of the rate", decay, 0.0, 0.01, 0.0005),
        Slider("momentum", "momentum (SGD only)", momentum, 0.0, 0.99, 0.01),
        Slider("n_neurons", "hidden neurons", n_neurons, 1, 128, 1),
        Choice("optimizer", "optimizer", optimizer, ["SGD", "Adam"]),
        Slider("n_samples", "samples of each class", n_samples, 10, 300, 10),
        Slider("noise", "noise of the data", noise, 0.0, 0.6, 0.05),
        Slider("speed", "epochs a picture, at most", 5, 1, 50, 1),
    ]
    return LiveTraining("Training on the spiral", controls, n_epochs, seed)

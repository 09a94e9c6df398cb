"""What is said of more than one line: `Mistake(line, *says.WRONG_SIGN)`."""

from typing import NamedTuple


class Saying(NamedTuple):
    """What a mistake says, where `{}` is the name of the wrong result, and the mistake's name."""

    says: str
    name: str


WRONG_SIGN = Saying(
    "Your {} has the wrong sign. A gradient says which way is up; the minus sign belongs to the "
    "step downhill.",
    "wrong sign",
)
DVALUES_LEFT_OUT = Saying(
    "Your {} leaves `dvalues` out: it is the gradient for an upstream gradient of ones. What came "
    "from above has to be multiplied in, before anything is summed.",
    "upstream gradient left out",
)
NEURONS_REVERSED = Saying(
    "Your {} takes the neurons in reverse order: what the last neuron sent back is taken for the "
    "first one's.",
    "neurons in reverse order",
)
DIVIDED_BY_SAMPLES = Saying(
    "Your {} is divided by the number of samples. Dividing is the loss's part, and it has done so "
    "before `dvalues` came here; layers never do.",
    "divided by the number of samples",
)
DIVIDED_BY_INPUTS = Saying(
    "Your {} is divided by the number of inputs. A neuron adds its products up, it takes no mean, "
    "so there is nothing to divide by.",
    "divided by the number of inputs",
)
MEAN_OVER_NEURONS = Saying(
    "Your {} is the mean over the neurons, where the gradient is their sum. A nudge of an input "
    "reaches the loss through each neuron, and these effects add up.",
    "mean in place of the sum",
)
FIRST_SAMPLE_ONLY = Saying(
    "Your {} knows only the first sample: does your function return from inside a loop? All "
    "samples use the same weights and biases, so each adds its share.",
    "first sample only",
)
LAST_ROUND_ONLY = Saying(
    "Your {} holds the share of the last round of the loop only: each overwrites the one before. "
    "Every share counts: add to what is there.",
    "last round of the loop only",
)
SAMPLES_ADDED_FIRST = Saying(
    "Your {} adds up the samples first and multiplies afterwards, so that each sample's inputs "
    "meet the upstream gradients of all others. Multiply within each sample first.",
    "sums multiplied in place of products summed",
)

# ReLU
MASK_REVERSED = Saying(
    "For your {} the mask is on the wrong side of zero: the gradient passes where ReLU was off, "
    "and is stopped where it was on.",
    "mask on the wrong side of zero",
)
RIGHT_BUT_AT_ZERO = Saying(
    "Your {} is right but where ReLU's input is exactly 0. There ReLU has no derivative, and this "
    "course, like the book, lets nothing pass. Look at your comparison.",
    "gradient passes where ReLU's input is exactly 0",
)
TIMES_OUTPUT = Saying(
    "For your {} the upstream gradient was multiplied with ReLU's output. The local gradient is "
    "ReLU's slope, 1 or 0, not its value.",
    "ReLU's output in place of its slope",
)
TIMES_INPUT = Saying(
    "For your {} the upstream gradient was multiplied with ReLU's input. The local gradient is "
    "ReLU's slope, which is 1 or 0, however large the input.",
    "ReLU's input in place of its slope",
)
MASK_OF_DVALUES = Saying(
    "For your {} the mask looks at the sign of the upstream gradient. What decides is the sign of "
    "ReLU's input, in the forward pass; a negative gradient passes like any other.",
    "mask from the upstream gradient",
)

# One neuron
SUMS_NOT_ADDED_UP = Saying(
    "Your `z` seems to be several numbers: the products are not added up before ReLU, which shows "
    "in your {}. A neuron has one sum and one `z`.",
    "ReLU of each product in place of the sum",
)
OTHER_FACTOR = Saying(
    "Your {} has the wrong factor. In a product each factor is the slope of the other: how fast "
    "does `x[0] * w[0]` grow when `x[0]` does, and how fast when `w[0]` does?",
    "the wrong factor of the product",
)
STOPS_AT_THE_SUM = Saying(
    "Your {} has come back as far as the sum, and stops there. Each input and each weight still "
    "has a product to go through, which adds a factor of its own.",
    "stopped at the sum",
)
ADDED_UP = Saying(
    "Your {} is a single number: its gradients are added up. Each input and each weight keeps a "
    "gradient of its own: `dx` has the shape of `x`, `dw` that of `w`.",
    "sum over everything",
)
BIAS_TIMES_BIAS = Saying(
    "Your `db` is multiplied with `b`. The bias is an addend: it goes through no product, and "
    "raising it by a little raises the sum by just as much.",
    "bias gradient times the bias",
)
BIAS_FOR_EACH_INPUT = Saying(
    "Your `db` counts the bias once for each input, as if it stood in the loop over them. It is "
    "added to the sum once.",
    "bias gradient once for each input",
)
BIAS_TIMES_INPUTS = Saying(
    "Your `db` is the sum of the weights' gradients. The bias meets no input: it goes straight "
    "into the sum.",
    "weights' gradient in place of the bias's",
)
BIAS_IN_AN_ARRAY = Saying(
    "The number in your `db` is right, but it comes as an array of one entry. `b` is a plain "
    "number, and a gradient has the shape of what it is the gradient of.",
    "axis too many",
)
STEP_ALONE = Saying(
    "Your {} is the step alone. What is wanted is where it leads: start from the old value, and go "
    "downhill.",
    "the step alone",
)
ALL_WEIGHTS_ALIKE = Saying(
    "Your {} has moved every weight by the same. Each weight has a gradient of its own: `new_w[0]` "
    "depends on `dw[0]` and on no other.",
    "same step for all weights",
)

# A dense layer
WEIGHTS_ADDED_FIRST = Saying(
    "Your {} adds up the weights first, and multiplies with the number of neuron 0 only: the slip "
    "of document 003. Multiply each weight with what *its* neuron sent back, then add up.",
    "weights added before the product",
)
DINPUTS_OVER_INPUTS = Saying(
    "Your `dinputs` has one number for each neuron: the products are right, but the sum runs over "
    "the inputs. Sum over the neurons, and return a row of shape (1, n_inputs).",
    "sum along the wrong axis",
)
DWEIGHTS_OVER_NEURONS = Saying(
    "Your `dweights` is summed over the neurons. Every weight has a gradient of its own, so keep "
    "the whole table.",
    "summed over the neurons",
)
DINPUTS_ON_ITS_SIDE = Saying(
    "Your `dinputs` lies on its side: rows are inputs, columns are samples. It has to have the "
    "shape of `inputs`.",
    "result lies on its side",
)
DWEIGHTS_ON_ITS_SIDE = Saying(
    "Your `dweights` lies on its side: rows are neurons, columns are inputs. `weights` is "
    "(n_inputs, n_neurons): which factor should come first?",
    "result lies on its side",
)
DBIASES_LOST_AN_AXIS = Saying(
    "The numbers of your `dbiases` are right, but it has lost an axis: its shape should be "
    "(1, n_neurons), like `biases`. `keepdims=True` keeps the row.",
    "axis lost",
)
DBIASES_OVER_NEURONS = Saying(
    "Your `dbiases` is summed over the neurons, along axis 1. A bias belongs to one neuron and "
    "serves all samples: sum over the samples.",
    "sum along the wrong axis",
)
DBIASES_OVER_ALL = Saying(
    "Your `dbiases` is a single number: the sum over samples *and* neurons. Each neuron has a "
    "bias of its own; sum along one axis only.",
    "sum over everything",
)

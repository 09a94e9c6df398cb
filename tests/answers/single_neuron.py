"""Right answers to the exercises of chapter 1, written another way."""

import numpy as np


def neuron_gradients_in_loops(x, w, b, dvalue):
    z = b
    for xi, wi in zip(x.tolist(), w.tolist(), strict=True):
        z += xi * wi
    dz = dvalue if z > 0 else 0.0
    return [dz * wi for wi in w.tolist()], [dz * xi for xi in x.tolist()], dz


def neuron_gradients_with_einsum(x, w, b, dvalue):
    dz = np.heaviside(np.einsum("i,i->", x, w) + b, 0.0) * dvalue
    return np.einsum(",i->i", dz, w), np.einsum(",i->i", dz, x), dz


def gradient_step_in_loops(w, b, dw, db, learning_rate):
    new_w = []
    for wi, dwi in zip(w.tolist(), dw.tolist(), strict=True):
        new_w.append(wi - learning_rate * dwi)
    return new_w, b - learning_rate * db


def gradient_step_of_all_at_once(w, b, dw, db, learning_rate):
    values, gradients = np.append(w, b), np.append(dw, db)
    new = np.einsum("ki,k->i", np.stack([values, gradients]), [1.0, -learning_rate])
    return new[:-1], new[-1]


def squared_loss_gradient_in_loops(x, w, b):
    z = b + sum(xi * wi for xi, wi in zip(x.tolist(), w.tolist(), strict=True))
    if z <= 0:
        return [0.0 for _ in x.tolist()], 0.0
    return [2 * z * xi for xi in x.tolist()], 2 * z


def squared_loss_gradient_with_einsum(x, w, b):
    z = np.einsum("i,i->", x, w) + b
    dz = np.abs(z) + z  # 2 z above zero, 0 below
    return np.einsum(",i->i", dz, x), dz


ANSWERS = {
    "neuron_gradients": [neuron_gradients_in_loops, neuron_gradients_with_einsum],
    "gradient_step": [gradient_step_in_loops, gradient_step_of_all_at_once],
    "squared_loss_gradient": [squared_loss_gradient_in_loops, squared_loss_gradient_with_einsum],
}
COMMUTES = "a sum or a product of numbers, or of a number and an array, in either order"
SYMMETRIC = "for two one-dimensional arrays the product is the same from both sides"
EQUIVALENT = {
    "neuron_gradients": {
        "x @ w + b -> b + x @ w": COMMUTES,
        "x @ w -> w @ x": SYMMETRIC,
        "dz * w -> w * dz": COMMUTES,
        "dz * x -> x * dz": COMMUTES,
        "db -> dz": "the same number under two names",
    },
    "gradient_step": {
        "learning_rate * dw -> dw * learning_rate": COMMUTES,
        "learning_rate * db -> db * learning_rate": COMMUTES,
    },
    "squared_loss_gradient": {
        "x @ w + b -> b + x @ w": COMMUTES,
        "x @ w -> w @ x": SYMMETRIC,
        "max(x @ w + b, 0.0) -> max(0.0, x @ w + b)": "the larger of two, in either order",
        "2 * y -> y * 2": COMMUTES,
        "dz * x -> x * dz": COMMUTES,
        "db -> dz": "the same number under two names",
    },
}

# Wrong lines in place of the solution's that give the right numbers on some of the cases.
WRONG = {
    "neuron_gradients": [
        "dz = dvalue if z > 0.3 else 0.0",
        "dz = dvalue if z > -0.3 else 0.0",
        "dz = dvalue if x @ w > 0 else 0.0",
        "dz = dvalue if abs(z) > 0 else 0.0",
        "dz = abs(dvalue) if z > 0 else 0.0",
        "dz = dvalue if b > 0 else 0.0",
        "dx = dz * np.sort(w)",
        "dx = dz * w[::-1]",
        "dw = dz * np.abs(x)",
        "dx = (dz * w)[:3]",
        "dx = np.resize(dz * w[:2], w.shape)",
        "dw = np.squeeze(dz * x)",
    ],
    "gradient_step": [
        "new_w = w - learning_rate * np.clip(dw, -5, 5)",
        "new_w = w - min(learning_rate, 1) * dw",
        "new_w = w - learning_rate * np.abs(dw)",
        "new_w = w - learning_rate * np.sort(dw)",
        "new_w = w - learning_rate * dw / np.linalg.norm(dw)",
        "new_w = w - learning_rate * np.where(dw == 0, 1, dw)",
        "new_w = np.squeeze(w - learning_rate * dw)",
        "new_b = b - learning_rate * np.clip(db, -5, 5)",
        "new_b = int(b - learning_rate * db)",
    ],
    "squared_loss_gradient": [
        "dz = 2 * y if y > 0.3 else 0.0",
        "dz = 2 * abs(x @ w + b)",
        "dz = 2 * max(x @ w, 0.0)",
        "dz = 2 * min(y, 1)",
        "dw = dz * np.sort(x)",
        "dw = np.squeeze(dz * x)",
        "dw = dz * np.abs(x)",
    ],
}

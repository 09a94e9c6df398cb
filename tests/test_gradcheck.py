import numpy as np
import pytest

from course_lib.gradcheck import numerical_gradient, relative_error


def test_a_gradient_known_by_heart():
    values = np.array([1.0, -2.0, 0.5])
    assert relative_error(numerical_gradient(lambda v: np.sum(v**3), values), 3 * values**2) < 1e-7


def test_the_upstream_gradient_is_contracted():
    values, dvalues = np.array([1.0, 2.0]), np.array([10.0, -3.0])
    judged = numerical_gradient(lambda v: v**2, values, dvalues)
    assert relative_error(judged, dvalues * 2 * values) < 1e-7


def test_values_are_neither_changed_nor_rounded():
    values = np.array([1, 2], dtype=np.int64)
    assert numerical_gradient(lambda v: np.sum(v**2), values).dtype == np.float64
    assert values.tolist() == [1, 2]


def test_a_number_is_as_good_as_an_array():
    assert numerical_gradient(np.sin, 0.0) == pytest.approx(1.0, rel=1e-9)


def test_dvalues_of_another_shape_are_named():
    with pytest.raises(ValueError, match=r"dvalues has shape \(3,\), expected \(2,\)"):
        numerical_gradient(lambda v: v, [1.0, 2.0], np.ones(3))


@pytest.mark.parametrize(
    ("a", "b", "error"),
    [
        ([1.0], [1.0], 0.0),
        ([0.0, 2.0], [0.0, 1.0], 0.5),
        ([-1.0], [1.0], 2.0),
        ([1e-12], [0.0], 1e-4),  # zero but for rounding
        ([], [], 0.0),
    ],
)
def test_relative_error(a, b, error):
    assert relative_error(a, b) == pytest.approx(error, rel=1e-12)


def test_nan_is_never_close():
    assert not relative_error([np.nan], [np.nan]) < 1e-2


def test_shapes_that_would_broadcast_are_refused():
    with pytest.raises(ValueError, match=r"a has shape \(2,\), b has shape \(2, 1\)"):
        relative_error(np.ones(2), np.ones((2, 1)))

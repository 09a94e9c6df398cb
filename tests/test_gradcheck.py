import numpy as np
import pytest

from course_lib.gradcheck import numerical_gradient, relative_error
from course_lib.nnfs_mode import nnfs_mode


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


def weighted_sum(weights):
    return np.dot([1.0, -2.0, 3.0], weights)  # of a list, which nnfs's np.dot does not take


def test_after_nnfs_init_it_still_runs_in_float64():
    with nnfs_mode():
        patched = np.dot
        gradient = numerical_gradient(weighted_sum, [-3.0, -1.0, 2.0])
        assert np.dot is patched
    np.testing.assert_allclose(gradient, [1.0, -2.0, 3.0], rtol=1e-9)


def test_a_function_that_returns_float32_is_refused():
    with nnfs_mode():
        imported_dot = np.dot  # what `from numpy import dot` gives after nnfs.init()
        with pytest.raises(TypeError, match="function returns float32, expected float64"):
            numerical_gradient(lambda w: imported_dot(np.ones(3), w), np.ones(3))
    with pytest.raises(TypeError, match="function returns float16, expected float64"):
        numerical_gradient(lambda v: v.astype(np.float16), np.ones(3), np.ones(3))


def test_an_error_in_the_function_leaves_nnfs_init_in_force():
    with nnfs_mode():
        patched = np.dot
        with pytest.raises(ZeroDivisionError):
            numerical_gradient(lambda v: v / (1 // 0), 1.0)
        assert np.dot is patched


def test_a_comparison_after_nnfs_init_warns_of_float32():
    assert relative_error([1.0], [1.0]) == 0.0
    with nnfs_mode(), pytest.warns(UserWarning, match=r"nnfs.init\(\) is in force"):
        assert relative_error([1.0], [1.0]) == 0.0


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

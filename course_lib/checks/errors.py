"""What an exception means, for a learner: a part of its text, the kind of slip, and a sentence.

Each sentence says no more than the exception itself does, and asks for the rest.
"""

PRODUCT = (
    "Write the two shapes beside the product: the last axis of the first factor has to be as long "
    "as the first axis of the second. A transpose swaps the axes."
)
ENTRY_BY_ENTRY = (
    "Write the two shapes beside the operation: they have to match entry by entry, save where "
    "one of them is 1."
)
NO_VALUE_YET = (
    "At this point that name has no value. Is it spelled as where you set it, and is that line "
    "reached before this one, and in the same function?"
)
A_LIST = (
    "What stands there is a list, and a list cannot do this: lists have no shape and no "
    "arithmetic of numbers. Is it the right name, and should it be an array?"
)
A_NUMBER = (
    "What stands there is a single number, where several are wanted. Is it the right name, or has "
    "something been summed or indexed once too often?"
)
SEVERAL = (
    "What stands there is a whole array or list, where a single number is wanted. Is it the right "
    "name, and has the loop or the index gone deep enough?"
)
PAST_THE_END = (
    "That index lies past the end. Counting starts at 0, so the last one is the length less 1: "
    "along which axis do you count, and which size does your loop run up to?"
)
AS_AN_INDEX = (
    "What stands between the brackets is not usable as an index. Indices are whole numbers: is "
    "it the right name, and are these class labels and not one-hot labels?"
)
UNEQUAL_LENGTHS = (
    "The two that should run side by side are not equally long. Print both: does each of them run "
    "over the same thing, over samples for example?"
)
MEANINGS = [  # a part of what is said, the kind of slip, what it means
    ("mismatch in its core dimension", "shapes of a product", PRODUCT),
    ("not aligned", "shapes of a product", PRODUCT),
    ("could not be broadcast", "shapes of an operation", ENTRY_BY_ENTRY),
    ("boolean index did not match", "shapes of an operation", ENTRY_BY_ENTRY),
    ("could not broadcast", "shapes of an operation", ENTRY_BY_ENTRY),
    (
        "truth value of an array",
        "one question for an array",
        "An `if` asks a single question of a whole array. `np.where`, or a mask, asks it of every "
        "entry.",
    ),
    (
        "is out of bounds for array of dimension",
        "no such axis",
        "The array has no axis of that number: axis 0 runs over the rows, axis 1 over the "
        "columns, and a one-dimensional array has axis 0 only.",
    ),
    (
        "Cannot cast ufunc",
        "whole numbers",
        "An array of whole numbers cannot take fractions in place: make a new array of floats.",
    ),
    ("is not defined", "no value yet", NO_VALUE_YET),
    ("not associated with a value", "no value yet", NO_VALUE_YET),
    ("referenced before assignment", "no value yet", NO_VALUE_YET),
    ("'list' object has no attribute", "a list", A_LIST),
    ("between instances of 'list'", "a list", A_LIST),
    ("between instances of 'int' and 'list'", "a list", A_LIST),
    ("between instances of 'float' and 'list'", "a list", A_LIST),
    ("unary -: 'list'", "a list", A_LIST),
    ("'list' and '", "a list", A_LIST),
    ("' and 'list'", "a list", A_LIST),
    ("by non-int of type", "a list", A_LIST),
    ("can only concatenate list", "a list", A_LIST),
    ("must be real number, not list", "a list", A_LIST),
    ("'float' object has no attribute", "a single number", A_NUMBER),
    ("'int' object has no attribute", "a single number", A_NUMBER),
    ("object is not iterable", "a single number", A_NUMBER),
    ("object is not subscriptable", "a single number", A_NUMBER),
    ("of type 'float' has no len()", "a single number", A_NUMBER),
    ("of type 'int' has no len()", "a single number", A_NUMBER),
    ("unsized object", "a single number", A_NUMBER),
    ("iteration over a 0-d array", "a single number", A_NUMBER),
    ("invalid index to scalar", "a single number", A_NUMBER),
    ("too many indices", "a single number", A_NUMBER),
    ("setting an array element with a sequence", "a whole array", SEVERAL),
    ("inhomogeneous", "a whole array", SEVERAL),
    ("arrays can be converted to Python scalars", "a whole array", SEVERAL),
    ("integer scalar arrays can be converted", "a whole array", SEVERAL),
    ("index out of range", "past the end", PAST_THE_END),
    ("is out of bounds for axis", "past the end", PAST_THE_END),
    ("indices must be integers", "as an index", AS_AN_INDEX),
    ("are valid indices", "as an index", AS_AN_INDEX),
    ("arrays used as indices", "as an index", AS_AN_INDEX),
    ("is shorter than argument", "unequal lengths", UNEQUAL_LENGTHS),
    ("is longer than argument", "unequal lengths", UNEQUAL_LENGTHS),
    (
        "values to unpack",
        "unequal lengths",
        "The number of names on the left does not match what "
        "comes from the right. Print what comes: how many things are in it?",
    ),
    (
        "is not in list",
        "not found",
        "What is looked for does not stand in that list. Print both: "
        "is it the right list, and are these class labels or one-hot labels?",
    ),
    (
        "division by zero",
        "divided by zero",
        "A number is divided by zero there. Print what stands "
        "below the line: which sum or which length is it, and why is it 0?",
    ),
    (
        "math domain error",
        "outside the domain",
        "The function has no value for that number: a "
        "logarithm, for example, takes positive numbers only. Print what is handed to it.",
    ),
    (
        "einstein sum",
        "letters of einsum",
        "The letters do not fit the arrays: each stands for one "
        "axis, and the same letter for axes of one length. Write the shapes beside the letters.",
    ),
    (
        "broadcasted",
        "letters of einsum",
        "The letters do not fit the arrays: each stands for one "
        "axis, and the same letter for axes of one length. Write the shapes beside the letters.",
    ),
    (
        "all the input array dimensions",
        "lengths to be joined",
        "The arrays to be joined do not "
        "match along the other axes. Print both shapes: which axis is it that should grow?",
    ),
]


def meaning(error: BaseException) -> tuple[str, str]:
    """Return the kind of slip that an exception shows, and what to say; both may be empty."""
    return next(
        ((kind, says) for part, kind, says in MEANINGS if part in str(error)),
        ("", ""),
    )

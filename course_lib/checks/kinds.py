"""What a teacher would say to each kind of slip, the likelier kinds first.

`{}` is the name of the wrong result, and `{near}` the arguments that the slip is about, if there
are any: " at `w`". Each sentence is said only where one such slip gives exactly these numbers.
"""

SIGN = (
    "Your {} is what comes out with one sign turned{near}. Go through your terms one by one: "
    "which of them makes the result grow, and which makes it shrink?"
)
ROWS = (
    "Your {} is what comes out if some samples or rows never get a say{near}. Take the smallest "
    "example with two rows, and follow each of them to the end."
)
SHIFTED = (
    "Your {} is what comes out if the {what} meet in another order{near}: each is paired with a "
    "number that belongs to its neighbour. Give each number a name, and see which ones meet."
)
ONE_FOR_ALL = (
    "Your {} is what comes out if a single {what} is used for all of them{near}. Does an index in"
    " your code stand still where it should move along?"
)

SENTENCES = {
    "mask reversed": (
        "Your {} is what comes out with a comparison the wrong way round{near}: it picks just the"
        " entries that it should leave alone. Try one positive and one negative number."
    ),
    "at zero": (
        "Your {} is what comes out if the border itself falls on the wrong side of a "
        "comparison{near}. What should happen to a number that is exactly on the border?"
    ),
    "minus sign": SIGN,
    "sign of a term": SIGN,
    "transpose left out": (
        "Your {} is what comes out if a transpose is missing{near}. Write the shape beside each "
        "factor: which axis should be summed over, and where does it stand?"
    ),
    "transpose too many": (
        "Your {} is what comes out with a transpose too many{near}. Write the shape beside each "
        "array: which axis holds the samples, and which the neurons or classes?"
    ),
    "axis lost": (
        "Your {} is what comes out if a sum or a maximum loses its axis. What was a column is "
        "then taken for a row. Print the shape of each step, and compare it with its neighbour."
    ),
    "other axis": (
        "Your {} is what comes out if one step runs along the other axis{near}. Rows are samples:"
        " should that step work inside a row, or down a column?"
    ),
    "axis left out": (
        "Your {} is what comes out if one step runs over the whole array at once{near}. Which "
        "numbers belong together there: those of a row, or those of a column?"
    ),
    "mean for sum": (
        "Your {} is what comes out if a mean stands where effects should add up{near}. Take two "
        "equal shares: should the result be one of them, or both together?"
    ),
    "sum for mean": (
        "Your {} is what comes out if a sum stands where a mean is wanted{near}. Should the "
        "result double when every sample comes twice?"
    ),
    "divisor left out": (
        "Your {} is what comes out if one division is missing{near}. Should the result stay as "
        "large as it is when there is twice as much data? Look for what divides."
    ),
    "divisor too many": (
        "Your {} is what comes out if one division is too many{near}. Look at each place where "
        "you divide: which part of the formula asks for it?"
    ),
    "divided by a length": (
        "Your {} is what comes out if something is divided by how many numbers there are{near}. "
        "Which step of the formula takes a mean, if any?"
    ),
    "divided twice": (
        "Your {} is what comes out if the same division happens twice{near}. Look for it inside a"
        " loop or a step before: which of the two is the formula's?"
    ),
    "factor left out": (
        "Your {} is what comes out if one factor of a product is missing{near}. Go back along the"
        " chain rule: does each step on the way have its factor?"
    ),
    "factor too many": (
        "Your {} is what comes out with one factor too many{near}. Go back along the chain rule, "
        "step by step: which factor belongs to no step?"
    ),
    "factor twice": (
        "Your {} is what comes out if one factor is counted twice{near}. Follow it through your "
        "code: where does it come in first, and where does it come in again?"
    ),
    "left out": (
        "Your {} is what comes out if one of the arrays has no say at some place{near}: ones or "
        "zeros would do as well. Change its numbers in your head: does the result change as it "
        "should?"
    ),
    "term left out": (
        "Your {} is what comes out if one term of a sum or a difference is missing{near}. Write "
        "the formula down, and tick off each term that you find in your code."
    ),
    "term too many": (
        "Your {} is what comes out with one term too many{near}. Write the formula down, and look"
        " for the term in your code that it does not have."
    ),
    "difference reversed": (
        "Your {} is what comes out with a difference the wrong way round{near}. Which of the two "
        "is taken away from the other?"
    ),
    "quotient reversed": (
        "Your {} is what comes out with a fraction turned upside down{near}. Should the result "
        "grow or shrink when the number below the line grows?"
    ),
    "order of factors": (
        "Your {} is what comes out with two factors in the wrong order{near}. In a product of "
        "matrices the order counts: write both shapes down, and see which axis is summed over."
    ),
    "entry by entry": (
        "Your {} is what comes out if two arrays are multiplied entry by entry{near}, where a "
        "product of matrices sums as well. Over which axis should the products be added up?"
    ),
    "product for sum": (
        "Your {} is what comes out with a product where a sum should be{near}. Do the two parts "
        "add up, or does one scale the other?"
    ),
    "sum for product": (
        "Your {} is what comes out with a sum where a product should be{near}. Does one part "
        "scale the other, or do the two add up?"
    ),
    "divided": (
        "Your {} is what comes out with a division in place of a product{near}. Should the result"
        " grow or shrink when that number grows?"
    ),
    "multiplied": (
        "Your {} is what comes out with a product in place of a division{near}. Should the result"
        " grow or shrink when that number grows?"
    ),
    "mask left out": (
        "Your {} is what comes out if a choice between two values is left out{near}. Which "
        "entries should be let through, and what should stand in the place of the others?"
    ),
    "mask alone": (
        "Your {} is what comes out if only the ones and zeros of a mask are used{near}. The mask "
        "says what may pass: what is it that should pass?"
    ),
    "mask added": (
        "Your {} is what comes out if a mask is added{near}. The ones and zeros of a mask should "
        "choose, and adding them does not stop anything."
    ),
    "condition ignored": (
        "Your {} is what comes out if one condition always has the same answer{near}. Print it "
        "for a few numbers: is it ever true, and is it ever false?"
    ),
    "condition reversed": (
        "Your {} is what comes out with one condition turned round{near}: it says yes where it "
        "should say no. Try it on the smallest example you can think of."
    ),
    "branches swapped": (
        "Your {} is what comes out if the two results of a condition have changed places{near}. "
        "Say it in words: if this holds, then which of the two?"
    ),
    "one branch for all": (
        "Your {} is what comes out if one way is taken whatever the condition says{near}. There "
        "are two kinds of arguments here: are both of them treated as they need?"
    ),
    "form of the labels": (
        "Your {} is what comes out if one form of the labels is taken for the other{near}. How "
        "does your code tell class labels and one-hot labels apart?"
    ),
    "other name": (
        "Your {} is what comes out if one array stands where another should{near}. Read each name"
        " in your code aloud: is it the one that the formula has there?"
    ),
    "names swapped": (
        "Your {} is what comes out if two of the arguments have changed places. Say in words what "
        "each of them holds: which one decides, and which one is passed on?"
    ),
    "smallest for largest": (
        "Your {} is what comes out if a smallest value is taken where the largest is wanted, or "
        "the other way round{near}. Which of the two does the formula ask for?"
    ),
    "logarithm and exponential": (
        "Your {} is what comes out if a logarithm and an exponential have changed places{near}. "
        "Which of the two undoes the other, and which is wanted here?"
    ),
    "power": (
        "Your {} is what comes out with another power{near}. Which numbers are squared in the "
        "formula, and which only doubled or left alone?"
    ),
    "overwritten": (
        "Your {} is what comes out if each round of a loop throws away what the one before has "
        "found{near}. What should be left after the last round: one share, or all of them?"
    ),
    "some rounds only": ROWS,
    "some rows only": ROWS,
    "some columns only": (
        "Your {} is what comes out if some columns never get a say{near}. Take the smallest "
        "example with two columns, and follow each of them to the end."
    ),
    "rows reversed": SHIFTED.replace("{what}", "rows"),
    "rows shifted": SHIFTED.replace("{what}", "rows"),
    "columns reversed": SHIFTED.replace("{what}", "columns"),
    "columns shifted": SHIFTED.replace("{what}", "columns"),
    "one row for all": ONE_FOR_ALL.replace("{what}", "row"),
    "one column for all": ONE_FOR_ALL.replace("{what}", "column"),
    "first for all": ONE_FOR_ALL.replace("{what}", "number"),
    "sum for each": (
        "Your {} is what comes out if a sum is used where each entry should keep a number of its "
        "own{near}. Which step adds up, and should it do so already there?"
    ),
    "not summed": (
        "Your {} is what comes out if a sum is read off too often: it holds the running totals on"
        " the way{near}. Which of them is the one that you want?"
    ),
    "fractions cut off": (
        "Your {} is what comes out if the fractions are cut off at some step{near}. Does an array"
        " of whole numbers take in numbers that are not whole?"
    ),
    "absolute values": (
        "Your {} is what comes out if a sign is lost on the way{near}. A negative number should "
        "stay one: where do you square, or take absolute values?"
    ),
    "factor of two": (
        "Your {} is what comes out if one step is twice or half as large as it should be{near}. "
        "Look for a 2 in your formula: is it missing, or one too many?"
    ),
    "off by one": (
        "Your {} is what comes out if one step is too large or too small by exactly 1{near}. What"
        " does your sum or your count start from?"
    ),
    "start of a sum": (
        "Your {} is what comes out if a sum does not start from nothing{near}. What does your "
        "array hold before the first number is added?"
    ),
    "constant": (
        "Your {} is what comes out with one of the plain numbers changed{near}: an index, a "
        "limit, a start or a factor. Check every number that you have typed."
    ),
    "keyword": (
        "Your {} is what comes out if one setting of a numpy function is left out{near}. Which of"
        " your calls needs another argument, and what does it do without it?"
    ),
    "step left out": (
        "Your {} is what comes out if one whole step is left out{near}. Write the steps down in "
        "words, and look for the line that does each of them."
    ),
    "two": (
        "Your {} is what comes out with two slips at once{near}; each by itself would give other "
        "numbers. Check a single step first: print what it gives for the smallest example you "
        "know."
    ),
}
RANK = {kind: number for number, kind in enumerate(SENTENCES)}


def sentence(kind: str, name: str, near: list[str]) -> str:
    """Return what is said to a slip of that kind, about a result and the arguments near it."""
    place = f" at {' and '.join(f'`{each}`' for each in near)}" if 0 < len(near) < 3 else ""
    return SENTENCES[kind].replace("{near}", place).replace("{}", f"`{name}`")

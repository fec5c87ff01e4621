"""The number a report is called by: short, speakable, not the order of arrival."""

BLOCK = 900_000
STEP = 611_953  # coprime to BLOCK, so that a block's numbers are a permutation of its ids
BACK = pow(STEP, -1, BLOCK)
FIRST = 100_000
BEYOND = 10**15  # no report's number, and its id still fits the column


def number_of(pk: int) -> int:
    """Six digits for the first 900,000 reports, seven after. A bijection."""
    block, place = divmod(pk - 1, BLOCK)
    return FIRST + block * BLOCK + place * STEP % BLOCK


def pk_of(number: int) -> int:
    """The inverse of `number_of`; 0, which no report has, for what cannot be a number."""
    if not FIRST <= number < BEYOND:
        return 0
    block, place = divmod(number - FIRST, BLOCK)
    return block * BLOCK + place * BACK % BLOCK + 1

"""The class of an account: the first digit of its number in the French chart of accounts.

1 capital, 2 fixed assets, 3 stocks, 4 third parties, 5 cash, 6 charges, 7 income; 8 and 9 stand
outside the balance sheet and the income statement.

>>> import numpy as np
>>> account = Coded(np.array([0, 1, 0], np.int32), np.array(["411000", "706000"], object))
>>> classes(account).tolist(), starting(account, "70", "71").tolist()
([4, 7, 4], [False, True, False])
"""

import numpy as np
from numpy.typing import NDArray

from cashkit.readers.fec.groups import Mask, lookup
from cashkit.readers.fec.lines import Coded

BALANCE_SHEET = (1, 2, 3, 4, 5)
RESULT = (6, 7)
NO_CLASS = -1


def classes(account: Coded) -> NDArray[np.int8]:
    """Return the class of each line's account, -1 where the number starts with no digit."""
    first = [int(text[0]) if text[:1].isdecimal() else NO_CLASS for text in account.values]
    return np.asarray(lookup(account, np.array(first, np.int8)))


def starting(account: Coded, *prefixes: str) -> Mask:
    """Return which lines stand on an account that starts with one of the prefixes."""
    return np.asarray(lookup(account, np.array([text.startswith(prefixes) for text in account.values], bool)))


def of_class(account: Coded, wanted: tuple[int, ...]) -> Mask:
    """Return which lines stand on an account of the classes."""
    first = tuple(str(digit) for digit in wanted)
    return starting(account, *first)

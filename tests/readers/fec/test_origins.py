import numpy as np
import pyarrow as pa

from cashkit.readers.fec.origins import NONE, Trail, by_amount, by_letter, by_number
from tests.readers.fec.making import day

NO_GROUP = -1


def trail(*rows):
    """Return customer lines of (customer, cents, day, number, label, {operation, group, due})."""
    told = [row if len(row) > 5 else (*row, {}) for row in rows]
    posted = np.array([day(row[2]) for row in told], np.int32)
    due = [day(row[5].get("due", row[2])) for row in told]
    return Trail(
        customer=np.array([row[0] for row in told], np.int32),
        cents=np.array([row[1] for row in told], np.int64),
        posted=posted,
        due=np.array(due, np.int32),
        operation=np.array([row[5].get("operation", i) for i, row in enumerate(told)], np.int32),
        group=np.array([row[5].get("group", NO_GROUP) for row in told], np.int32),
        texts=pa.array([f"{row[3]} {row[4]}" for row in told]),
        numbers=pa.array([row[3] for row in told]),
    )  # fmt: skip


def rows(*at):
    return np.array(at, np.int64)


class TestByNumber:
    def found(self, *lines):
        """Seek the origin of the last line among all."""
        return by_number(trail(*lines), rows(len(lines) - 1), rows(*range(len(lines)))).tolist()

    def test_a_returned_debit_that_names_its_invoice_comes_from_it(self):
        assert self.found((1, 100, "2025-03-01", "F101", ""), (1, 90, "2025-03-02", "F102", ""),
                          (1, 100, "2025-05-01", "REJ", "Impaye F101")) == [0]  # fmt: skip

    def test_the_invoice_of_another_customer_is_not_meant(self):
        assert self.found((2, 100, "2025-03-01", "F101", ""), (1, 100, "2025-05-01", "REJ", "Impaye F101")) == [NONE]

    def test_a_later_invoice_is_not_meant(self):
        assert self.found((1, 100, "2025-06-01", "F101", ""), (1, 100, "2025-05-01", "REJ", "Impaye F101")) == [NONE]

    def test_of_two_of_the_same_number_the_latest_is_meant(self):
        """The invoice was turned into a bill that bears its number: the bill came back."""
        assert self.found((1, 100, "2025-03-01", "F101", ""), (1, 100, "2025-04-01", "F101", "Traite"),
                          (1, 100, "2025-05-01", "REJ", "Impaye F101")) == [1]  # fmt: skip

    def test_a_line_is_not_its_own_origin(self):
        assert self.found((1, 100, "2025-05-01", "F101", "Impaye F101")) == [NONE]

    def test_nothing_sought_finds_nothing(self):
        assert by_number(trail((1, 100, "2025-05-01", "F101", "")), rows(0), rows()).tolist() == [NONE]


class TestByAmount:
    def found(self, *lines):
        return by_amount(trail(*lines), rows(len(lines) - 1), rows(*range(len(lines) - 1))).tolist()

    def test_the_latest_earlier_line_of_the_amount_is_meant(self):
        lines = ((1, 100, "2025-03-01", "A", ""), (1, 100, "2025-04-01", "B", ""), (1, 90, "2025-04-02", "C", ""))
        assert self.found(*lines, (1, 100, "2025-05-01", "X", "")) == [1]

    def test_another_customer_another_amount_or_a_later_day_is_not(self):
        lines = ((2, 100, "2025-03-01", "A", ""), (1, 99, "2025-04-01", "B", ""), (1, 100, "2025-06-02", "C", ""))
        assert self.found(*lines, (1, 100, "2025-05-01", "X", "")) == [NONE]


class TestByLetter:
    def test_the_doubtful_debt_comes_from_the_invoice_lettered_with_the_credit_of_its_entry(self):
        """F1 and F2 are lettered with the 411 credit of the entry that debits 416: the earliest due is meant."""
        book = trail(
            (1, 60, "2025-03-01", "F1", "", {"group": 4, "due": "2025-05-01"}),
            (1, 40, "2025-03-10", "F2", "", {"group": 4, "due": "2025-04-01"}),
            (1, -100, "2025-09-01", "OD", "", {"group": 4, "operation": 9}),
            (1, 100, "2025-09-01", "OD", "", {"operation": 9}),
        )
        assert by_letter(book, rows(3)).tolist() == [1]

    def test_a_transfer_without_letter_has_no_origin(self):
        book = trail((1, 100, "2025-03-01", "F1", ""), (1, -100, "2025-09-01", "OD", "", {"operation": 9}),
                     (1, 100, "2025-09-01", "OD", "", {"operation": 9}))  # fmt: skip
        assert by_letter(book, rows(2)).tolist() == [NONE]

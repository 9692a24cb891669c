"""Agreed due dates, row by row, for whatever people write as terms."""

import numpy as np

from cashkit.dossier.books import NO_DAY
from cashkit.ground.calendar import as_date, day_number
from cashkit.measures.agreed_due import agreed_due_days, paid_first


def test_each_row_is_counted_by_its_own_terms_and_day():
    days = np.array([day_number(as_date(day)) for day in ("2026-01-15", "2026-01-15", "2026-02-01")], np.int32)
    due = agreed_due_days(["45 EOM", "EOM 45", "30 jours fin de mois le 10"], days)
    assert [str(day) for day in due.astype("datetime64[D]")] == ["2026-03-31", "2026-03-17", "2026-04-10"]


def test_what_nobody_can_read_and_an_unknown_day_give_no_day():
    days = np.array([20_000, 20_000, NO_DAY], np.int32)
    assert agreed_due_days(["selon accord", "", "30"], days).tolist() == [NO_DAY] * 3


def test_paid_first_is_in_advance_or_at_once_and_a_blank_is_not():
    assert paid_first(["Prepaid", "0", "0.0", "comptant", "à réception", "10", "", "EOM"]).tolist() == [
        True, True, True, True, True, False, False, False,
    ]  # fmt: skip

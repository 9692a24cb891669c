"""The lowest cash of the first page: from the user's balance, from the books at the closing, or not at all."""

from datetime import date
from decimal import Decimal

import pytest

import cashkit as ck
from cashkit.stages import door
from cashkit.stages.cash_ahead import NO_BANK, Bank, lowest_figure
from cashkit.stages.nine import Nine

CLOSING, OTHER = date(2025, 12, 31), date(2025, 11, 30)


@pytest.fixture(scope="module")
def sample():
    dossier = ck.open_dossier("sample")
    asked = {day: Nine({"collection": door.review("collection", dossier, as_of=day)}) for day in (CLOSING, OTHER)}
    return dossier, asked


def lowest(sample, day, bank=NO_BANK):
    dossier, asked = sample
    return lowest_figure(dossier, day, asked[day], bank)


def test_at_the_closing_the_balance_is_that_of_the_books(sample):
    found = lowest(sample, CLOSING)
    assert found.inputs["bank_balance"] == Decimal("-166873.52")
    assert found.value < found.inputs["bank_balance"]


def test_a_balance_that_the_user_gives_moves_the_lowest_by_the_same_amount(sample):
    told = lowest(sample, CLOSING, Bank(Decimal(0), Decimal(250_000)))
    assert told.value - lowest(sample, CLOSING).value == Decimal("166873.52")
    assert (told.inputs["balance_given"], told.inputs["bank_floor"]) == (0, -250_000)


def test_on_another_day_nothing_is_guessed_without_a_balance(sample):
    assert lowest(sample, OTHER) is None
    assert lowest(sample, OTHER, Bank(Decimal(1000))).inputs["balance_given"] == 1000


def test_a_line_is_the_same_floor_whatever_its_sign():
    assert Bank(line=Decimal(-5)).floor == Bank(line=Decimal(5)).floor == -5
    assert NO_BANK.floor is None

"""Invented references and labels: what named an invoice names it still, and nothing else does."""

import re

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashkit.dossier.privacy.identities import Identities
from cashkit.dossier.privacy.key import Key
from cashkit.dossier.privacy.labels import Labels
from cashkit.dossier.privacy.originals import Originals
from cashkit.dossier.privacy.pseudonyms import Pseudonyms
from cashkit.dossier.privacy.references import References
from cashkit.dossier.references import named_pairs

KEY = Key(b"k" * 32)


def references(*known):
    made = References(Identities(Pseudonyms(KEY, Originals(references=set(known)))))
    made.learn()
    return made


@pytest.mark.parametrize("shape", ["FA{:04d}", "FA-2025-{:05d}", "2025{:04d}", "{:d}", "FAC/25/{:03d}/A", "{:06d}"])
def test_a_series_stays_a_series_and_its_gaps_stay_gaps(shape):
    made = references()
    numbers = [1, 2, 3, 7, 98, 99, 100]
    found = [made.reference(shape.format(number)) for number in numbers]
    last = [int(re.search("[0-9]+(?=[^0-9]*$)", one)[0]) for one in found]
    assert len({one.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ/").rstrip("0123456789") for one in found}) == 1
    assert np.diff(last).tolist() == np.diff(numbers).tolist()


@given(st.sets(st.from_regex(r"[A-Za-z]{0,5}-?[0-9]{1,6}[A-Z]?", fullmatch=True), min_size=2, max_size=60))
def test_different_references_stay_different(_numbers):
    made = references()
    assert len({made.reference(number) for number in _numbers}) == len(_numbers)


WORDS = st.sampled_from(["VIR", "FACT", "DUPONT", "du", "FA", "2025", "001", "0012", "12", "F102", "/", "-", "é"])
TEXTS = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
NUMBERS = st.sampled_from(["FA-2025-001", "FA 2025 0012", "F102", "0012", "12", "2025-001", "DUPONT 12", "F-1", "RAN"])


@given(st.lists(TEXTS, min_size=1, max_size=6), st.lists(NUMBERS, min_size=1, max_size=6))
def test_a_text_names_the_same_invoices_as_before(_texts, _numbers):
    made = references(*_numbers)
    labels = Labels(made)
    pool = np.zeros(len(_texts), np.int32), np.zeros(len(_numbers), np.int32)

    def pairs(texts, numbers):
        found = named_pairs(pa.array(texts), pool[0], pa.array(numbers), pool[1])
        return {(left, right) for left, right in zip(*(side.tolist() for side in found), strict=True)}

    before = pairs(_texts, _numbers)
    after = pairs([labels.label(text) for text in _texts], [made.reference(number) for number in _numbers])
    assert after <= before
    longest = {left: max(len(_numbers[right].split()) for at, right in before if at == left) for left, _ in before}
    assert {left for left, _ in after} == set(longest)


def test_a_telephone_number_and_an_account_leave_a_label():
    label = Labels(references()).label("Tel 06 12 34 56 78 IBAN FR76 3000 6000 0112 3456 7890 189")
    assert not any(sign.isdigit() for sign in label)


def test_a_label_without_letters_has_none_and_a_blank_one_stays_blank():
    labels = Labels(references())
    assert not any(sign.isalpha() for sign in labels.label("4512/77"))
    assert (labels.label(""), labels.label("  "), labels.label("/")) == ("", "", "/")


def test_a_label_begins_with_no_sign_that_a_spreadsheet_obeys():
    assert Labels(references()).label("=HYPERLINK(1)")[0].isalpha()
    assert Labels(references()).label("@SUM")[0].isalpha()


def test_a_name_takes_its_word_of_bookkeeping_with_it():
    seen = Originals()
    seen.name("Virement")
    labels = Labels(References(Identities(Pseudonyms(KEY, seen))))
    assert "VIREMENT" not in labels.label("Virement facture").upper()
    assert "FACTURE" in labels.label("Virement facture")


def test_a_known_siren_is_replaced_inside_a_reference():
    seen = Originals(references={"732829320-12"})
    seen.siren("732829320")
    made = References(Identities(Pseudonyms(KEY, seen)))
    assert made.reference("732829320-12").startswith(made.identities.siren("732829320"))


@given(st.text(max_size=60))
def test_any_text_has_an_answer(_text):
    made = references(_text)
    labels = Labels(made)
    for rule in (made.reference, made.number, made.lettering, made.party, labels.label):
        assert isinstance(rule(_text), str)
        assert rule(_text) == rule(_text)


def test_endless_digits_have_an_answer():
    made = references("9" * 6000)
    assert len(made.reference("9" * 6000)) < 100
    assert Labels(references()).label("A " + "9" * 6000)
    assert made.party("9" * 6000)

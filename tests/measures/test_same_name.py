"""Near-same names: what a legal form, an accent or a typing slip must not hide."""

import numpy as np
import pytest

from cashkit.measures import same_name
from cashkit.measures.same_name import near_names, plain_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GUILHEM ET FILS SARL", "Ets Guilhem & Fils"),
        ("Établissements Noël", "NOEL S.A.S."),
        ("Menuiserie Corvaize SAS", "SARL Corvaize Menuiserie"),
        ("Bâti-Ouest Lagarrigue", "BATI OUEST LAGARRIGUE"),
        ("L'Œuvre bois", "L OEUVRE BOIS"),
    ],
)
def test_form_accents_signs_and_order_do_not_tell_firms_apart(one, other):
    assert plain_name(one) == plain_name(other)


@pytest.mark.parametrize(("one", "other"), [("Pose Express 84", "Pose Express 13"), ("Bati Nord", "Bati Sud")])
def test_what_is_left_tells_them_apart(one, other):
    assert plain_name(one) != plain_name(other)


def test_a_name_of_legal_forms_only_keeps_its_words():
    assert plain_name("SA Etablissements") == "ETABLISSEMENTS SA"


def test_names_just_92_per_cent_alike_are_near_and_below_they_are_not():
    assert near_names(["A" * 12 + "B", "A" * 12 + "C"]).tolist() == [[0, 1]]  # 12 of 13: 92.3
    assert near_names(["A" * 11 + "B", "A" * 11 + "C"]).tolist() == []  # 11 of 12: 91.7


def test_blank_names_are_near_to_nobody():
    assert near_names(["", "", "DUPONT"]).tolist() == []
    assert near_names([]).tolist() == []


def test_many_names_are_compared_as_few_are(monkeypatch):
    names = [f"MENUISERIE {n % 7} DUVAL" for n in range(23)]
    whole = near_names(names)
    monkeypatch.setattr(same_name, "_AT_ONCE", 5)
    parts = near_names(names)
    assert np.array_equal(whole, parts)
    assert len(whole)

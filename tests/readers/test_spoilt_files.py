"""Files of every kind, spoilt byte by byte and part by part: each is read, or refused by an error of ours, silently."""

import tempfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.readers.mutating import restructured, spoilt
from tests.readers.opening import KINDS, accounts, dossier, folder, opened

SEEDS = st.integers(0, 10**6)
WELL_FORMED = [kind for kind, (_, _, content) in KINDS.items() if content.lstrip()[:1] in {b"<", b"{", b"["}]


def examples(kind):
    """Return how many files of a kind are tried: a dossier costs ten times a statement, accounts four times."""
    return {dossier: 15, folder: 15, accounts: 30}.get(KINDS[kind][0], 80)


def tried(kind, spoil, capfd):
    content = KINDS[kind][2]

    @settings(max_examples=examples(kind))
    @given(SEEDS)
    def each(seed):
        with tempfile.TemporaryDirectory() as place:
            opened(kind, spoil(content, seed), place)

    each()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_is_right_is_read(kind, tmp_path):
    assert opened(kind, KINDS[kind][2], tmp_path)


@pytest.mark.parametrize("kind", KINDS)
def test_a_spoilt_file_is_read_or_refused_without_a_word_on_the_terminal(kind, capfd):
    tried(kind, spoilt, capfd)


@pytest.mark.parametrize("kind", WELL_FORMED)
def test_a_well_formed_file_with_parts_of_another_kind_is_read_or_refused(kind, capfd):
    tried(kind, restructured, capfd)

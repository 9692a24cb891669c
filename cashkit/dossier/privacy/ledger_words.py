"""The ledger's own words: accounts, their labels, journals, replaced where they name somebody and kept elsewhere.

An account of digits is kept, but for the digits by which a company numbers its customers, suppliers, employees or
bank accounts; what is written in letters behind an account (411DUPONT) is a third party's code. A label whose words
are all of bookkeeping is kept; that of a third party's own account is a name; any other becomes "Compte" and an
invented word. A journal of balances brought forward is called so still.

>>> from cashkit.dossier.privacy.identities import Identities
>>> from cashkit.dossier.privacy.key import Key
>>> from cashkit.dossier.privacy.originals import Originals
>>> from cashkit.dossier.privacy.pseudonyms import Pseudonyms
>>> from cashkit.dossier.privacy.references import References
>>> words = LedgerWords(References(Identities(Pseudonyms(Key(bytes(32)), Originals()))))
>>> words.account("411000"), words.account("4111000"), words.account("445710"), words.account("411DUPONT")[:4]
('411000', '4111000', '445710', '411T')
>>> words.account_label("411DUPONT", "Dupont SARL")[-5:], words.account_label("706000", "Ventes de produits")
(' SARL', 'Ventes de produits')
>>> words.journal_label("AN", "À nouveaux"), words.journal_label("B1", "Banque Dupont")[:8]
('À nouveaux', 'Journal ')
"""

import re
from dataclasses import dataclass

from cashkit.dossier.privacy.folding import bare, words_of
from cashkit.dossier.privacy.references import References

_ACCOUNT = re.compile(r"([0-9]{3})(.*)", re.DOTALL)
_THIRD_PARTIES = ("40", "41", "42", "45", "46")
_LONG = 5
_NUMBERED = ("5", "16", "27")
"""Accounts whose number may hold that of a bank account: when it has more than `_LONG` digits behind the third."""
_OPENING = re.compile(
    r"\b(a ?nouveaux?|(re)?ouvertures?|balances? initiales?|soldes? initia(l|ux)|bilan initial|opening)\b"
)
_SAFE = re.compile(r"[^\w \-/.,:()+°'*&%\u2019]|_")


@dataclass(frozen=True)
class LedgerWords:
    """The words of a ledger replaced with one key."""

    references: References

    def account(self, text: str) -> str:
        """Return an account as it is kept."""
        plain = text.strip()
        found = _ACCOUNT.fullmatch(plain)
        if found is None:
            return plain if plain.isascii() and plain.isdigit() else self.references.number(plain)
        class_, rest = found.groups()
        if not (rest.isascii() and rest.isdigit()):
            return self._lettered(class_, rest) if rest else class_
        if own_part(plain).strip("0"):
            return class_ + self.references.party(rest)
        return plain

    def _lettered(self, class_: str, rest: str) -> str:
        code = self.references.party(rest)
        return class_ + (rest[0] + code if rest[0] in "0123456789" else code)

    def account_label(self, account: str, text: str) -> str:
        """Return the label of an account."""
        return self._kept(text) or self._named(account, text)

    def _named(self, account: str, text: str) -> str:
        pseudonyms = self.references.identities.pseudonyms
        if not text.strip():
            return ""
        if is_of_a_party(account):
            return pseudonyms.name(text)
        return f"Compte {pseudonyms.word(bare(text), 'label').capitalize()}"

    def journal_code(self, text: str) -> str:
        """Return the code of a journal."""
        return self.references.number(text)

    def journal_label(self, code: str, text: str) -> str:
        """Return the label of a journal."""
        said, own = " ".join(words_of(text)), " ".join(words_of(code))
        if own and said in {own, f"journal {own}"}:
            return f"{'Journal ' if said != own else ''}{self.journal_code(code)}"
        kept = self._kept(text)
        if kept or not text.strip():
            return kept
        word = self.references.identities.pseudonyms.word(bare(text), "label").capitalize()
        opening = _OPENING.search(said)
        return f"A nouveaux {word}" if opening else f"Journal {word}"

    def _kept(self, text: str) -> str:
        """Return a text of which every word is one of bookkeeping, or a number of two digits; else nothing."""
        words, originals = words_of(text), self.references.identities.pseudonyms.originals
        allowed = originals.allowed
        if originals.betrays("".join(words)):
            return ""
        if any(any(sign.isalpha() for sign in word) for word in words) and all(
            allowed(word) or (word.isdigit() and len(word) <= 2)  # noqa: PLR2004  (a rate, a rank)
            for word in words
        ):
            return " ".join(_SAFE.sub(" ", text).split()).lstrip("=+@-'*&")
        return ""


def own_part(account: str) -> str:
    """Return the digits by which a company numbers a third party or a bank account inside an account, "" for none.

    >>> own_part("41100012"), own_part("411000"), own_part("445660"), own_part("51212345678")
    ('0012', '00', '', '12345678')
    """
    if account.startswith(_THIRD_PARTIES):
        return account[4:]
    return account[3:] if account.startswith(_NUMBERED) and len(account) > 3 + _LONG else ""


def is_of_a_party(account: str) -> bool:
    """Tell whether an account is one third party's own."""
    found = _ACCOUNT.fullmatch(account.strip())
    if found is None or not account.startswith(_THIRD_PARTIES):
        return False
    rest = found[2]
    return bool(own_part(account).strip("0")) or (bool(rest) and not rest.isdigit())

"""Identifiers of a firm and its account: SIREN, SIRET, French VAT number, IBAN.

A SIREN is the nine-digit number of a French firm; a SIRET adds five digits for one of its sites;
the VAT number puts `FR` and a two-character key before the SIREN. Spaces, dots and dashes do not
count. Numbers that a spreadsheet made of them (732829320.0) are read for what they were; nothing
(None, NaN) is no identifier.

>>> is_siren("732 829 320"), is_siren(732829320.0), is_siren("732829321"), is_siren(None)
(True, True, False, False)
>>> vat_number("732829320"), siren_of("FR44 732 829 320")
('FR44732829320', '732829320')

Formula: SIREN and SIRET pass Luhn's test; the VAT key is (12 + 3 (SIREN mod 97)) mod 97.
Errors: `ArgumentError` when a VAT number is asked for what is no SIREN; the tests never raise.
Source: python-stdnum (Luhn, ISO 7064, foreign VAT numbers); INSEE for La Poste.
"""

import numbers
import re
from typing import Literal

from cashkit.ground.errors import ArgumentError

Verdict = Literal["valid", "invalid", "unverifiable"]

_SEPARATORS = re.compile(r"[\s.\-]")
_SIREN = re.compile(r"[0-9]{9}")
_SIRET = re.compile(r"[0-9]{14}")
_FRENCH_VAT = re.compile(r"FR([0-9A-HJ-NP-Z]{2})([0-9]{9})")
_ANY_VAT = re.compile(r"[A-Z]{2}(?=.*[0-9])[0-9A-Z+*]{5,13}")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}")
_LA_POSTE = "356000000"
_LOST_ZEROS = 2  # a spreadsheet drops the leading zeros: no SIREN in use starts with more than two


def _text(value: object, digits: int = 0) -> str:
    """Return what was typed without its separators; a number gets its lost leading zeros back."""
    if isinstance(value, str):
        return _SEPARATORS.sub("", value.strip().removesuffix(".0")).upper()
    if not isinstance(value, numbers.Real):
        return ""
    number = float(value)  # exact to 15 digits
    text = f"{number:.0f}" if number.is_integer() else ""
    return text.zfill(digits) if len(text) >= digits - _LOST_ZEROS else text


def _luhn(digits: str) -> bool:
    from stdnum import luhn  # noqa: PLC0415  (only identifiers need it)

    return luhn.is_valid(digits)


def is_siren(value: object) -> bool:
    """Say whether it is nine digits that pass Luhn's test; nine zeros are a filler, no SIREN."""
    text = _text(value, 9)
    return bool(_SIREN.fullmatch(text)) and int(text) > 0 and _luhn(text)


def is_siret(value: object) -> bool:
    """Say whether it is a true SIREN and five digits, the fourteen passing Luhn's test.

    The sites of La Poste (SIREN 356000000) pass as well when their digits sum to a multiple of 5.

    >>> is_siret("35600000009075"), is_siret("79237773100022")
    (True, False)
    """
    text = _text(value, 14)
    if not _SIRET.fullmatch(text) or not is_siren(text[:9]):
        return False
    return _luhn(text) or (text.startswith(_LA_POSTE) and sum(map(int, text)) % 5 == 0)


def siren_of(value: object) -> str | None:
    """Return the nine digits of the SIREN that a SIREN, SIRET or French VAT number holds.

    >>> siren_of("732 829 320 00074"), siren_of("no number")
    ('732829320', None)
    """
    if vat := _FRENCH_VAT.fullmatch(_text(value)):
        return vat[2] if is_siren(vat[2]) and is_vat_number(value) else None
    siret = _text(value, 14)
    digits = siret[:9] if _SIRET.fullmatch(siret) else _text(value, 9)
    return digits if is_siren(digits) else None


def vat_number(siren: object) -> str:
    """Return the French VAT number of a SIREN."""
    if not is_siren(siren):
        raise ArgumentError("ground.not_a_siren", value=str(siren))
    digits = _text(siren, 9)
    return f"FR{_vat_key(digits)}{digits}"


def _vat_key(digits: str) -> str:
    return f"{(12 + 3 * (int(digits) % 97)) % 97:02d}"


def vat_verdict(value: object) -> Verdict:
    """Judge a VAT number by its own digits: valid, invalid or unverifiable.

    French keys with a letter cannot be computed from the SIREN, and countries outside the European
    Union have other rules: both are unverifiable, which is no fault. Monaco's numbers (FR, key, 000...)
    hold no SIREN.

    >>> vat_verdict("FR44732829320"), vat_verdict("FR45732829320"), vat_verdict("FRK7399859412")
    ('valid', 'invalid', 'unverifiable')
    """
    text = _text(value)
    if text.startswith("FR"):
        return _french_verdict(text)
    from stdnum.eu import vat  # noqa: PLC0415  (only foreign VAT numbers need it)

    if not _ANY_VAT.fullmatch(text):
        return "invalid"
    if text[:2].lower() in {*vat.MEMBER_STATES, "el"}:
        return "valid" if vat.is_valid(text) else "invalid"
    return "unverifiable"


def _french_verdict(text: str) -> Verdict:
    match = _FRENCH_VAT.fullmatch(text)
    if match is None:
        return "invalid"
    key, digits = match.groups()
    if not (is_siren(digits) or digits.startswith("000")):
        return "invalid"
    if not key.isdigit():
        return "unverifiable"
    return "valid" if key == _vat_key(digits) else "invalid"


def is_vat_number(value: object) -> bool:
    """Say whether nothing speaks against a VAT number: `vat_verdict` tells valid from unverifiable."""
    return vat_verdict(value) != "invalid"


def in_the_union(country: object) -> bool:
    """Say whether a country (two letters; Greece GR or EL) is in the European Union's VAT system.

    >>> in_the_union("be"), in_the_union("EL"), in_the_union("CH"), in_the_union(None)
    (True, True, False, False)
    """
    from stdnum.eu import vat  # noqa: PLC0415  (only foreign VAT numbers need it)

    return _text(country).lower() in {*vat.MEMBER_STATES, "el"}


def is_vat_number_of(country: object, value: object) -> bool:
    """Say whether it is a VAT number of a country of the Union by its structure and key; its prefix may be left out.

    That the number exists and is in use, only the Commission's register (VIES) can say.

    >>> [is_vat_number_of("BE", number) for number in ("BE0428759497", "0428 759 497", "LU15027442")]
    [True, True, False]
    """
    from stdnum.eu import vat  # noqa: PLC0415  (only foreign VAT numbers need it)

    text, prefix = _text(value), _text(country).replace("GR", "EL")
    if not text or not in_the_union(prefix):
        return False
    if not text.startswith(prefix):
        text = "" if text[:2].isalpha() else prefix + text
    return bool(vat.is_valid(text))


def is_iban(value: object) -> bool:
    """Say whether an IBAN has the length of its country and a right key (ISO 13616, mod 97 = 1).

    >>> is_iban("FR76 3000 6000 0112 3456 7890 189"), is_iban("FR76 3000 6000 0112 3456 7890 188")
    (True, False)
    """
    from stdnum import iban  # noqa: PLC0415  (only identifiers need it)

    text = _text(value)
    return bool(_IBAN.fullmatch(text)) and iban.is_valid(text)

"""Invented identities: SIREN, SIRET, VAT number, IBAN, e-mail, telephone and address that no firm bears.

A right number stays right by its check digits and a wrong one stays wrong, so that the same faults are found. A SIREN
starts with 999, the end of INSEE's numbering, which the project keeps for invented firms (998 once it is full); the
SIRETs of one SIREN stay its own; the VAT number follows from the SIREN; an IBAN names a bank code (99999) that no
French bank bears; a telephone number is one of those that ARCEP keeps for fiction. A postcode keeps its two digits of
département, and places that shared one share one still.

>>> from cashkit.dossier.privacy.key import Key
>>> from cashkit.dossier.privacy.originals import Originals
>>> made = Identities(Pseudonyms(Key(bytes(32)), Originals()))
>>> siren, siret = made.siren("732 829 320"), made.siret("73282932000074")
>>> identifiers.is_siren(siren), identifiers.is_siret(siret), siret.startswith(siren), siren[:3]
(True, True, True, '999')
>>> made.vat("FR44732829320") == identifiers.vat_number(siren), identifiers.is_siren(made.siren("732829321"))
(True, False)
>>> identifiers.is_iban(made.iban("FR7630006000011234567890189")), made.postcode("84010")[:2]
(True, '84')

Source: INSEE (SIREN, SIRET), ISO 13616 (IBAN), ARCEP decision 2018-0881 (numbers for fiction).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cashkit.dossier.privacy.pseudonyms import Pseudonyms  # noqa: TC001  (the doctest makes one)
from cashkit.ground import identifiers

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANKS = re.compile(r"[\s.\-]")
_SIREN, _SIRET = re.compile(r"[0-9]{9}"), re.compile(r"[0-9]{14}")
_FRENCH_VAT = re.compile(r"FR([0-9A-Z]{2})([0-9]{9})")
_ANY_VAT = re.compile(r"[A-Z]{2}[0-9A-Z+*]{2,13}")
_IBAN = re.compile(r"([A-Z]{2})[0-9]{2}([0-9A-Z]{11,30})")
_POSTCODE = re.compile(r"([0-9]{2})([0-9]{3})")
_CROWDED = 64  # draws with the first prefix before the second one is used
_DRAWS = 4_000
_ODD = "[^0-9A-Z]"


@dataclass(frozen=True)
class Identities:
    """The identities invented with one key."""

    pseudonyms: Pseudonyms

    def siren(self, text: str) -> str:
        """Return the invented SIREN of a SIREN; what is no SIREN gives none."""
        digits = _BLANKS.sub("", text.strip().removesuffix(".0"))
        if not _SIREN.fullmatch(digits):
            return self._shaped(digits, "siren")
        if not int(digits):
            return digits
        right = self._unique(digits)
        return right if identifiers.is_siren(digits) else _next_digit(right)

    def _unique(self, digits: str) -> str:
        """Return the SIREN that is drawn for nine digits, and for no other ones of the source."""
        seen, key = self.pseudonyms, self.pseudonyms.key
        if ("siren", digits) not in seen.made:
            for attempt in range(_DRAWS):
                prefix = "999" if attempt < _CROWDED else "998"
                body = f"{prefix}{key.number(f'siren/{attempt}', digits) % 100_000:05d}"
                drawn = body + _check_digit(body)
                free = seen.taken.setdefault(("siren", drawn), digits) == digits
                if free and not any(map(self._tells, (identifiers.vat_number(drawn), _next_digit(drawn)))):
                    break
            seen.made["siren", digits] = drawn
        return seen.made["siren", digits]

    def siret(self, text: str) -> str:
        """Return the invented SIRET of a SIRET, one of the sites of its invented SIREN."""
        digits = _BLANKS.sub("", text.strip().removesuffix(".0"))
        if not _SIRET.fullmatch(digits):
            return self.siren(digits) if _SIREN.fullmatch(digits) else self._shaped(digits, "siret")
        if not int(digits):
            return digits
        body = self._site(digits)
        if identifiers.is_siret(digits):
            return body + _check_digit(body)
        last = (int(_check_digit(body)) + 1 + int(digits[13]) % 9) % 10
        return f"{body}{last}"

    def _site(self, digits: str) -> str:
        """Return the invented SIREN and four digits of its site."""
        body, key = "", self.pseudonyms.key
        for attempt in range(_CROWDED):
            site = key.permuted(f"siret/{attempt}/{digits[:9]}", int(digits[9:13]), 10_000)
            body = f"{self.siren(digits[:9])}{site:04d}"
            if not self._tells(body + _check_digit(body)):
                break
        return body

    def vat(self, text: str) -> str:
        """Return the VAT number of the invented SIREN, or an invented one of the same country; a wrong one stays so."""
        plain = _BLANKS.sub("", text.strip()).upper()
        french = _FRENCH_VAT.fullmatch(plain)
        if french and identifiers.is_siren(french[2]):
            return self._french_vat(french[1], self.siren(french[2]), identifiers.vat_verdict(plain))
        if not plain or not _ANY_VAT.fullmatch(plain):
            return self._shaped(plain, "vat")
        verdict = identifiers.vat_verdict(plain)
        drawn = (plain[:2] + other for other in self._alike(plain[2:], f"vat/{plain[:2]}"))
        return next((one for one in drawn if one != plain and identifiers.vat_verdict(one) == verdict), plain[:2])

    def _french_vat(self, key: str, siren: str, verdict: str) -> str:
        right = identifiers.vat_number(siren)
        if verdict == "valid":
            return right
        wrong = f"{(int(right[2:4]) + 1) % 97:02d}"
        return f"FR{wrong if verdict == 'invalid' else self.pseudonyms.code(key[:1])[0] + '0'}{siren}"

    def iban(self, text: str) -> str:
        """Return the invented account of an IBAN, in the same country; a wrong one stays wrong."""
        plain = _BLANKS.sub("", text.strip()).upper()
        found = _IBAN.fullmatch(plain)
        if found is None:
            return self._shaped(plain, "iban")
        bodies = (_fictional(found[1], body) for body in self._alike(found[2], f"iban/{found[1]}"))
        drawn = (one for one in (_iban(found[1], body) for body in bodies) if not self._tells(one))
        if identifiers.is_iban(plain):
            return next((one for one in drawn if one != plain and identifiers.is_iban(one)), "")
        right = next(drawn)
        return f"{right[:2]}{(int(right[2:4]) + 1) % 97:02d}{right[4:]}"

    def email(self, text: str) -> str:
        """Return an address of the domain that is kept for examples; addresses of one domain share one still."""
        if not text.strip():
            return ""
        local, _, domain = text.strip().casefold().rpartition("@")
        made = self.pseudonyms.word
        return f"{made(local or domain, 'email')}@{made(domain, 'domain')}.example" if local else made(domain, "email")

    def phone(self, text: str) -> str:
        """Return a number that is kept for fiction: a mobile one for a mobile one."""
        digits = re.sub(r"[^0-9]", "", text)
        if not digits:
            return ""
        mobile = re.match(r"(?:33|0033|0)?0?[67]", digits) is not None
        number = f"{self.pseudonyms.key.number('phone', digits) % 10_000:04d}"
        return f"{'06 39 98' if mobile else '01 99 00'} {number[:2]} {number[2:]}"

    def postcode(self, text: str) -> str:
        """Return a postcode of the same département."""
        found = _POSTCODE.fullmatch(text.strip())
        if found is None:
            return self._shaped(_BLANKS.sub("", text.strip()).upper(), "postcode")
        return found[1] + self.pseudonyms.digits(found[2], f"postcode/{found[1]}")

    def address(self, text: str) -> str:
        """Return an invented address."""
        if not text.strip():
            return ""
        number = self.pseudonyms.key.number("address", text.strip().casefold()) % 199 + 1
        return f"{number} rue {self.pseudonyms.word(text.strip().casefold(), 'address').capitalize()}"

    def _shaped(self, text: str, kind: str) -> str:
        """Return digits for digits and letters for letters: what has not the shape of an identifier keeps none."""
        return next(self._alike(re.sub(_ODD, "", text.upper()), kind)) if text else ""

    def _alike(self, text: str, kind: str) -> Iterator[str]:
        """Draw texts of one shape, again and again."""
        for attempt in range(_DRAWS):
            number = self.pseudonyms.key.number(f"{kind}/{attempt}", text)
            drawn = ""
            for sign in text:
                number, place = divmod(number, 10 if sign.isdecimal() else 26)
                drawn += str(place) if sign.isdecimal() else chr(ord("A") + place)
            if not self._tells(drawn):
                yield drawn

    def _tells(self, drawn: str) -> bool:
        """Tell whether a SIREN of the source stands inside a number."""
        numbers = self.pseudonyms.originals.numbers
        return any(drawn[place : place + 9] in numbers for place in range(len(drawn) - 8))


def _check_digit(body: str) -> str:
    from stdnum import luhn  # noqa: PLC0415  (only identifiers need it)

    return str(luhn.calc_check_digit(body))


def _next_digit(number: str) -> str:
    """Return a number with another last digit, which fails its check."""
    return f"{number[:-1]}{(int(number[-1]) + 1) % 10}"


def _fictional(country: str, body: str) -> str:
    return "99999" + body[5:] if country == "FR" else body


def _iban(country: str, body: str) -> str:
    from stdnum.iso7064 import mod_97_10  # noqa: PLC0415  (only identifiers need it)

    return country + str(mod_97_10.calc_check_digits(body + country)) + body

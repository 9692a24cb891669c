"""Identities of firms that do not exist: SIREN, SIRET, VAT number and IBAN, right by their check digits.

A SIREN of the sample starts with 999, the end of INSEE's numbering, which the project keeps for invented
firms; an IBAN names a bank code (99999) that no French bank bears.

>>> siren(1), siret(siren(1), 1)
('999000011', '99900001100018')
>>> iban("FR", 1)
'FR7699999000010000000000115'
"""

from __future__ import annotations

from cashkit.ground.identifiers import vat_number

SIRENS = 100_000  # prefixes 999 00000 to 999 99999, a check digit behind each
_STRIDE = 7_919  # spreads neighbours over the range; prime to its size


def siren(rank: int) -> str:
    """Return the SIREN of the firm of a rank; ranks below 100 are kept for the cast, in order."""
    digits = f"999{rank % SIRENS:05d}"
    return digits + _luhn_digit(digits)


def scattered(rank: int) -> str:
    """Return the SIREN of a firm of the crowd: neighbours in rank are far apart in number."""
    room = SIRENS - 1_000
    return siren(1_000 + rank * _STRIDE % room)


def siret(of_siren: str, site: int) -> str:
    """Return the SIRET of a site of a firm."""
    digits = f"{of_siren}{site:04d}"
    return digits + _luhn_digit(digits)


def _luhn_digit(digits: str) -> str:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value  # noqa: PLR2004  (Luhn: the digits of a double are added)
    return str(-total % 10)


def foreign_vat(country: str, rank: int) -> str:
    """Return the VAT number of a foreign firm, of the right structure; blank outside the countries of the story."""
    if country == "BE":
        digits = f"0{8_000_000 + rank:07d}"
        return f"BE{digits}{97 - int(digits) % 97:02d}"
    if country == "LU":
        digits = f"{270_000 + rank:06d}"
        return f"LU{digits}{int(digits) % 89:02d}"
    if country == "ES":
        digits = f"{8_600_000 + rank:07d}"
        return f"ESB{digits}{_luhn_digit(digits)}"
    return f"CHE{100_000_000 + rank * 7:09d}TVA" if country == "CH" else ""


def french_vat(of_siren: str) -> str:
    """Return the French VAT number of a firm."""
    return vat_number(of_siren)


def iban(country: str, rank: int) -> str:
    """Return the IBAN of an account, right by its check digits, at a bank that does not exist; blank outside Europe."""
    made = {"FR": _french, "BE": _belgian, "LU": _luxembourger, "ES": _spanish, "CH": _swiss}
    if country not in made:
        return ""
    account = made[country](rank)
    digits = "".join(str(int(sign, 36)) for sign in account + country + "00")
    return f"{country}{98 - int(digits) % 97:02d}{account}"


def _french(rank: int) -> str:
    bank, branch, number = 99_999, 1, rank
    key = 97 - (89 * bank + 15 * branch + 3 * number) % 97
    return f"{bank:05d}{branch:05d}{number:011d}{key:02d}"


def _belgian(rank: int) -> str:
    digits = 9_990_000_000 + rank
    return f"{digits:010d}{digits % 97 or 97:02d}"


def _luxembourger(rank: int) -> str:
    return f"999{rank:013d}"


def _spanish(rank: int) -> str:
    bank, number = "99990001", f"{rank:010d}"
    return f"{bank}{_spanish_digit('00' + bank)}{_spanish_digit(number)}{number}"


def _spanish_digit(digits: str) -> int:
    check = sum(int(digit) << place for place, digit in enumerate(digits)) % 11
    return check if check < 2 else 11 - check  # noqa: PLR2004  (the rule of Spanish accounts)


def _swiss(rank: int) -> str:
    return f"99999{rank:012d}"

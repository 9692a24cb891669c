"""A key: the secret that turns a real name, number or reference into one and the same fictional one.

Two exports made with one key say the same of the same customer; without the key nothing leads back, for what is
written holds no table of correspondence.

>>> key = Key(bytes(32))
>>> sorted(key.permuted("digits", value, 10) for value in range(10)) == list(range(10))
True
>>> key.number("name", "dupont") == key.number("name", "dupont") != key.number("city", "dupont")
True

Formula: HMAC-SHA256 of a kind and a text; numbers of a range are exchanged among themselves by a Feistel network of
eight rounds, walked until the result lies in the range again, so that different numbers stay different.
Errors: `ArgumentError` for a file that holds no key.
Source: RFC 2104 (HMAC); Black and Rogaway, 2002 (ciphers on arbitrary finite domains).
"""

from __future__ import annotations

import hmac
import math
import os
import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cashkit.ground.errors import ArgumentError

if TYPE_CHECKING:
    from pathlib import Path

_ROUNDS = 8
_SIZE = 32  # bytes, as many as the hash has
_WRITTEN = re.compile(r"\s*([0-9a-fA-F]{64})\s*")
_LONGEST = 1_000  # bytes of a file that may be a key


@dataclass(frozen=True)
class Key:
    """A secret of 32 bytes."""

    secret: bytes

    def __repr__(self) -> str:
        """Say what it is, never what it holds."""
        return "Key(...)"

    def number(self, kind: str, text: str) -> int:
        """Return the large number that stands for a text of a kind."""
        said = f"{kind}\0{text}".encode("utf-8", "surrogatepass")
        return int.from_bytes(hmac.digest(self.secret, said, "sha256"))

    def permuted(self, kind: str, value: int, size: int) -> int:
        """Return the number that a number of `range(size)` is exchanged for."""
        half = math.isqrt(size - 1) + 1
        while True:
            left, right = divmod(value, half)
            for turn in range(_ROUNDS):
                left, right = right, (left + self.number(f"{kind}/{size}/{turn}", str(right))) % half
            value = left * half + right
            if value < size:
                return value


def new_key() -> Key:
    """Return a key that nobody knows."""
    return Key(secrets.token_bytes(_SIZE))


def read_key(path: Path) -> Key:
    """Return the key of a file: 64 hexadecimal digits."""
    with path.open("rb") as file:
        found = _WRITTEN.fullmatch(file.read(_LONGEST).decode("ascii", "replace"))
    if found is None:
        raise ArgumentError("privacy.no_key", file=str(path))
    return Key(bytes.fromhex(found[1]))


def write_key(key: Key, path: Path) -> None:
    """Write a key into a new file that only its owner reads (mode 600)."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"{key.secret.hex()}\n")

"""What kind of file a source is: a FEC or a ledger, told by its name and its first line.

>>> kind_of("732829320FEC20251231.txt", b"hello"), kind_of("balance.csv", b"Client;Solde")
('fec', 'ledger')
>>> kind_of("ecritures.txt", b"JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum")
'fec'
"""

import re
from typing import Literal

from cashkit.readers.fec.xml_form import is_xml

Kind = Literal["fec", "ledger"]
_NAME = re.compile(r"FEC\d{6,8}|^FEC\b|\bFEC\b", re.IGNORECASE)
_HEADINGS = (b"journalcode", b"ecriturenum", b"ecrituredate", b"comptenum", b"ecriturelib", b"compteaux")
_TABLES = (".csv", ".xlsx", ".xlsm", ".tsv")
_FEWEST = 2


def kind_of(name: str, head: bytes) -> Kind:
    """Return what kind of file this is by its name and its first bytes."""
    first = head.replace(b"\0", b"").lower()[:2000]
    if _NAME.search(name) or is_xml(head) or sum(word in first for word in _HEADINGS) >= _FEWEST:
        return "fec"
    return "ledger" if name.lower().endswith(_TABLES) or head[:4] == b"PK\x03\x04" else "fec"

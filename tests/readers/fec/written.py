"""FEC texts for tests: legal, until a test spoils them."""

from cashkit.readers.fec.reading import FecFile, read_bytes

NAME = "732829320FEC20251231.txt"
HEADING = (
    *("JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib"),
    *("PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate"),
    *("Montantdevise", "Idevise"),
)
AMOUNT_SIGN = tuple({"Debit": "Montant", "Credit": "Sens"}.get(name, name) for name in HEADING)
_LINE = {
    "JournalCode": "VE",
    "JournalLib": "Ventes",
    "EcritureNum": "1",
    "EcritureDate": "20250115",
    "CompteNum": "706000",
    "CompteLib": "Prestations",
    "PieceRef": "F1",
    "PieceDate": "20250115",
    "EcritureLib": "Facture F1",
    "Debit": "0,00",
    "Credit": "0,00",
    "ValidDate": "20250131",
}


def line(**fields: str) -> dict[str, str]:
    """Return one line of a sale, with some fields of its own."""
    return {**dict.fromkeys(HEADING, ""), **_LINE, **fields}


def customer(**fields: str) -> dict[str, str]:
    """Return a line on the customer's account."""
    own = {"CompteNum": "411000", "CompteLib": "Clients", "CompAuxNum": "C1", "CompAuxLib": "Alpha", "Debit": "120,00"}
    return line(**{**own, **fields})


def sale(**fields: str) -> list[dict[str, str]]:
    """Return a sale of 100 € and its VAT: the customer's line has some fields of its own."""
    return [customer(**fields), line(Credit="100,00"), line(CompteNum="445710", CompteLib="TVA", Credit="20,00")]


def payment(**fields: str) -> list[dict[str, str]]:
    """Return its payment, on another day, validated on another day."""
    when = {"EcritureDate": "20250210", "PieceDate": "20250210", "ValidDate": "20250228", "PieceRef": "R1"}
    bank = {"JournalCode": "BQ", "JournalLib": "Banque", "EcritureNum": "2", "EcritureLib": "Virement Alpha"}
    first = customer(**{**when, **bank, "Debit": "0,00", "Credit": "120,00", **fields})
    return [first, line(**when, **bank, CompteNum="512000", CompteLib="Banque", Debit="120,00")]


def fec(rows: list[dict[str, str]], names=HEADING, *, separator: str = "\t", end: str = "\r\n", heading=None) -> str:
    """Return the text of a FEC with these lines and columns."""
    lines = [heading or names, *([row.get(name, "") for name in names] for row in rows)]
    return "".join(separator.join(fields) + end for fields in lines)


def clean() -> list[dict[str, str]]:
    """Return the lines of a sale and its payment: nothing is wrong with them."""
    return [*sale(), *payment()]


def read(content: str | bytes | list[dict[str, str]], name: str = NAME) -> FecFile:
    """Read a FEC given as its bytes, its text or its lines."""
    if isinstance(content, list):
        content = fec(content)
    return read_bytes(name, content.encode() if isinstance(content, str) else content)


def counts(file: FecFile) -> dict[str, int]:
    """Return how many places each code was found in; the layout (H07) is always told and left out."""
    found: dict[str, int] = {}
    for finding in file.findings:
        if finding.code != "H07":
            found[finding.code] = found.get(finding.code, 0) + finding.count
    return found


def told(file: FecFile, code: str):
    """Return the findings of a code."""
    return [finding for finding in file.findings if finding.code == code]


def only(file: FecFile, code: str):
    """Return the one finding of a code."""
    (finding,) = told(file, code)
    return finding


def said(finding) -> tuple[str, str]:
    """Return a finding in French and in English, with ordinary spaces."""
    return tuple(finding.message(lang).replace("\u00a0", " ").replace("\u202f", " ") for lang in ("fr", "en"))

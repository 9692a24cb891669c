"""A client's files that name people everywhere that a file can, and what must not be found again of them."""

from __future__ import annotations

import unicodedata

import pyarrow.parquet as pq

HEADINGS = (
    "JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|PieceRef|PieceDate|"
    "EcritureLib|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise|Idevise"
)
NAME = "732829320FEC20251231.txt"
OURS = {"compte", "journal", "nouveaux", "sarl", "sasu", "eurl", "selarl", "scop", "gmbh"}
"""Words that the anonymiser writes itself."""

LINES = """\
AN|À nouveaux|AN1|20250101|411000|Clients|DUPONT|Éloi Dupont & Fils SARL|FA-2024-0990|20241110|Facture du 10/11/2024|1200,00|0,00|||20250101||
AN|À nouveaux|AN1|20250101|411000|Clients|VIR|Vir|AN|20250101|Solde FA-2024-0991 du 15.12.24|600,00|0,00|||20250101||
AN|À nouveaux|AN1|20250101|101000|Capital|||AN|20250101|A nouveau|0,00|1800,00|||20250101||
VE|Ventes|VE2|20250210|411000|Clients|DUPONT|Éloi Dupont & Fils SARL|FA-2025-0001|20250210|FACT ELOI-DUPONT|2400,00|0,00|||20250210||
VE|Ventes|VE2|20250210|706000|Prestations de services|||FA-2025-0001|20250210|FACT ELOI-DUPONT|0,00|2000,00|||20250210||
VE|Ventes|VE2|20250210|445710|TVA collectée 20 %|||FA-2025-0001|20250210|FACT ELOI-DUPONT|0,00|400,00|||20250210||
VE|Ventes|VE3|20250310|411000|Clients|FACTURE|Facture|FA-2025-0002|20250310|Facture Facture|960,00|0,00|||20250310||
VE|Ventes|VE3|20250310|706000|Prestations de services|||FA-2025-0002|20250310|Facture Facture|0,00|800,00|||20250310||
VE|Ventes|VE3|20250310|445710|TVA collectée 20 %|||FA-2025-0002|20250310|Facture Facture|0,00|160,00|||20250310||
VE|Ventes|VE5|20250312|411AVOIRSA|Avoir Morvandelle|||FA-2025-0004|20250312|AVOIR MORVANDELLE n 4|480,00|0,00|||20250312||
VE|Ventes|VE5|20250312|706000|Prestations de services|||FA-2025-0004|20250312|Avoir Morvandelle|0,00|480,00|||20250312||
VE|Ventes|VE6|20250401|41100017|Grimaldi|||FA-2025-0005|20250401|Suivi M. Grimaldi 06 12 34 56 78|300,00|0,00|||20250401||
VE|Ventes|VE6|20250401|706000|Prestations de services|||FA-2025-0005|20250401|grimaldi@orange.fr|0,00|300,00|||20250401||
B1|Banque Crédit Calvinois|B7|20250415|411000|Clients|DUPONT|ELOI DUPONT FILS SARL|VIR1504|20250415|VIR DUPONT ELOI FA 2024 0990 FR76 3000 6000 0112 3456 7890 189|0,00|1200,00|||20250415||
B1|Banque Crédit Calvinois|B7|20250415|51212345678|Calvinois FR7630006000011234567890189|||VIR1504|20250415|Virement Éloi|1200,00|0,00|||20250415||
B1|Banque Crédit Calvinois|B8|20250420|411000|Clients|VIR|Vir|CHQ77|20250420|Chq SIREN 552100554|0,00|100,00|||20250420||
B1|Banque Crédit Calvinois|B8|20250420|51212345678|Calvinois FR7630006000011234567890189|||CHQ77|20250420|chq|100,00|0,00|||20250420||
OD|Opérations diverses|O9|20250430|421000|Personnel|KERGUELEN|Yann Kerguelen|PAIE04|20250430|Salaire Kerguelen|0,00|2100,00|||20250430||
OD|Opérations diverses|O9|20250430|641100|Salaires|||PAIE04|20250430|Salaire KERGUELEN Yann|2100,00|0,00|||20250430||
AC|Achats|A10|20250502|401LAMARTINE|Lamartine Fournitures|||20250777|20250502|Réf 20250777 Lamartine|0,00|360,00|||20250502||
AC|Achats|A10|20250502|606400|Fournitures Lamartine|||20250777|20250502|/|360,00|0,00|||20250502||
OD|Opérations diverses|O11|20250601|455100|Associés|Q|Q|OD1|20250601|🎉 apport Q|0,00|500,00|||20250601||
OD|Opérations diverses|O11|20250601|512000|Banque|||OD1|20250601|apport|500,00|0,00|||20250601||
"""  # noqa: E501  (a line of a FEC is as long as it is)
NAMES = (
    "Éloi Dupont & Fils SARL",
    "Vir",
    "Facture",
    "Avoir Morvandelle",
    "Grimaldi",
    "Calvinois",
    "Yann Kerguelen",
    "Lamartine Fournitures",
)
SECRETS = (
    "FA-2024-0990",
    "FA-2024-0991",
    "FA-2025-0001",
    "FA-2025-0005",
    "20250777",
    "732829320",
    "552100554",
    "FR7630006000011234567890189",
    "30006000011234567890189",
    "0612345678",
    "grimaldi@orange.fr",
    "AVOIRSA",
    "12345678",
)


def fec(lines=LINES):
    """Return the bytes of a FEC."""
    return f"{HEADINGS}\n{lines}".encode()


def folded(text):
    """Return a text without case and accents, by a way of its own."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()


def bare(text):
    """Return a text folded, its letters and digits in one piece."""
    return "".join(sign for sign in folded(text) if sign.isalnum())


def cells(path):
    """Return all texts of a file, without the headings; of Parquet, the metadata too, but those of pandas."""
    if path.suffix == ".parquet":
        table = pq.read_table(path)
        meta = {key: value for key, value in (table.schema.metadata or {}).items() if key != b"pandas"}
        values = (value for column in table.columns for value in column.unique().to_pylist())
        return [*(str(value) for value in values if value is not None), *(str(value) for value in meta.values())]
    text = path.read_bytes().decode()
    if path.suffix == ".toml":
        return [line.partition("=")[2] for line in text.splitlines()]
    lines = text.replace("\r\n", "\n").split("\n")[1:]
    separator = next((mark for mark in "|\t" if mark in text), ",")
    return sorted({cell for line in lines for cell in line.split(separator)})


def words_in(names):
    """Return the words of names that nobody may find again: four letters or more, ours apart."""
    found = {word for name in names for word in "".join(s if s.isalnum() else " " for s in folded(name)).split()}
    return {word for word in found if len(word) >= 4 and any(sign.isalpha() for sign in word)} - OURS


def survivors(folder, names, secrets=()):
    """Return what of the names and the secrets stands anywhere in the files of a folder, or in their names."""
    texts = [text for path in folder.iterdir() for text in (path.name, *cells(path))]
    whole = "\n".join([*map(folded, texts), *map(bare, texts)])
    return sorted(word for word in words_in(names) | {bare(one) for one in secrets} if word in whole)

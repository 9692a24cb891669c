"""Both languages or none: every table of words is complete, and every key in the code exists."""

import ast
import csv
import re
import string
from pathlib import Path

import pytest

from cashkit.dossier.codes import EFFECTS, SEVERITIES
from cashkit.ground import formats

PACKAGE = Path(__file__).resolve().parents[2] / "cashkit"
WORDS = PACKAGE / "ground" / "words"
PAIRS = re.compile(r"(?:.+_)?fr$")  # fr, definition_fr, action_fr ...


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fields(template):
    """Return the fields of a sentence: name -> kind."""
    return {name: kind for _, name, kind, _ in string.Formatter().parse(template) if name is not None}


def faults(row):
    """Say what is wrong with one row of words."""
    for fr in [column for column in row if column and PAIRS.fullmatch(column)]:
        en = fr[:-2] + "en"
        french, english = row[fr] or "", row[en] or ""
        if bool(french.strip()) != bool(english.strip()):
            yield f"{fr} without {en}, or the reverse"
        if set(fields(french)) != set(fields(english)):
            yield f"{fr} and {en} have different fields"
        kinds = {kind for kind in [*fields(french).values(), *fields(english).values()] if kind and kind[0] != "?"}
        yield from (f"no format is called {kind}" for kind in sorted(kinds) if not hasattr(formats, kind))
        if re.search("[\u00a0\u202f\u2009]", french[1:]):  # the first one may stand after what typeset cannot see
            yield f"{fr} holds a space that does not break: the typography is set by typeset"
    if None in row or None in row.values():
        yield "a cell too many or too few"


TABLES = [path for path in sorted(PACKAGE.rglob("*.csv")) if {"fr", "en"} <= set(next(iter(rows(path)), {}))]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_a_table_says_everything_in_both_languages(path):
    found = [
        f"line {n}, {next(iter(row.values()))}: {fault}" for n, row in enumerate(rows(path), 2) for fault in faults(row)
    ]
    assert found == []


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_a_key_stands_once_and_has_words(path):
    keys = [next(iter(row.values())) for row in rows(path)]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []
    assert [next(iter(row.values())) for row in rows(path) if not row["fr"].strip()] == []


def test_every_code_of_a_finding_has_a_known_severity_and_basis():
    codes = rows(PACKAGE / "dossier" / "codes.csv")
    assert {row["severity"] for row in codes} <= set(SEVERITIES)
    assert [row["code"] for row in codes if not re.fullmatch("L?T?A?C?", row["basis"]) or not row["basis"]] == []


def test_every_data_code_says_what_became_of_the_data_and_no_fault_does():
    codes = rows(PACKAGE / "dossier" / "codes.csv")
    data = {row["code"]: row["effect"] for row in codes if re.fullmatch("[A-Z][0-9]{2}", row["code"])}
    assert {code: effect for code, effect in data.items() if effect not in EFFECTS} == {}
    assert [row["code"] for row in codes if row["code"] not in data and row["effect"]] == []


@pytest.mark.parametrize(
    "row",
    [
        {"key": "a", "fr": "Bonjour", "en": ""},
        {"key": "a", "fr": "{amount:money}", "en": "{total:money}"},
        {"key": "a", "fr": "{amount:gold}", "en": "{amount:gold}"},
        {"key": "a", "fr": "12\u00a0%", "en": "12%"},
        {"key": "a", "fr": "un", "en": "one", None: ["more"]},
        {"key": "a", "fr": "un", "en": "one", "definition_fr": "le premier", "definition_en": ""},
    ],
)
def test_words_that_are_not_right_are_seen(row):
    assert list(faults(row))


def spoken(source):
    """Yield the words keys that a module names where it speaks or refuses: key, names of its parameters, line."""
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        key = node.args[0].value
        if (name == "say" or name.endswith("Error")) and isinstance(key, str) and re.fullmatch(r"[a-z_]+\.\w+", key):
            given = {keyword.arg for keyword in node.keywords}
            yield key, None if None in given else given, node.lineno


def words():
    """Return every key with the fields of its sentence."""
    return {f"{path.stem}.{row['key']}": set(fields(row["fr"])) for path in WORDS.glob("*.csv") for row in rows(path)}


def unsaid(source, known):
    """Say which keys of a module do not exist, or are said without one of their fields."""
    for key, given, line in spoken(source):
        if key not in known:
            yield f"line {line}: no words for {key}"
        elif given is not None and known[key] - given:
            yield f"line {line}: {key} is said without {', '.join(sorted(known[key] - given))}"


def test_every_key_that_the_code_says_exists_with_all_its_fields():
    known = words()
    found = [
        f"{path.relative_to(PACKAGE)} {fault}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for fault in unsaid(path.read_text(encoding="utf-8"), known)
    ]
    assert found == []


def test_a_key_without_words_or_without_a_field_is_seen():
    known = {"fec.empty": {"file"}}
    assert list(unsaid('raise SourceError("fec.emtpy", file=name)', known))
    assert list(unsaid('raise SourceError("fec.empty")', known))
    assert not list(unsaid('raise SourceError("fec.empty", file=name)', known))


def coded(source):
    """Yield the codes that a module makes findings of: code, line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in {"data_finding", "Finding", "DataFinding"}:
                yield node.args[0].value, node.lineno


def test_every_code_that_the_code_finds_exists():
    known = {row["code"] for row in rows(PACKAGE / "dossier" / "codes.csv")}
    found = [
        f"{path.relative_to(PACKAGE)} line {line}: {code}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for code, line in coded(path.read_text(encoding="utf-8"))
        if code not in known
    ]
    assert found == []


def test_every_finding_says_what_to_do_about_it():
    codes = rows(PACKAGE / "dossier" / "codes.csv")
    assert [row["code"] for row in codes if not row["action_fr"].strip()] == []

"""`cashkit anonymise`: a source written anew with invented names, and what was replaced, kept and left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.command_line.lines import plain
from cashkit.command_line.progress import progress
from cashkit.dossier.privacy.key import new_key, read_key, write_key
from cashkit.ground import language
from cashkit.ground.errors import ArgumentError
from cashkit.readers.anonymised.anonymise import Wish, anonymise, refuse_taken
from cashkit.readers.open import source_path

if TYPE_CHECKING:
    from pathlib import Path

    from cashkit.dossier.privacy.disguise import Disguise
    from cashkit.dossier.privacy.key import Key
    from cashkit.readers.anonymised.outcome import Outcome

_MOST_TIMES, _MOST_DAYS = 1_000, 36_525


def asked(*, scale: float, days: int, mapping: Path | None) -> Wish:
    """Return how a source is to be replaced; refuse a factor that would round cents, and a senseless shift."""
    if not (scale.is_integer() and 1 <= scale <= _MOST_TIMES):
        raise ArgumentError("privacy.bad_scale", value=f"{scale:g}")
    if abs(days) > _MOST_DAYS:
        raise ArgumentError("privacy.bad_days", value=days)
    return Wish(days, int(scale), mapping)


def anonymise_source(source: Path, out: Path, key_file: Path | None, wish: Wish) -> int:
    """Write a source made anonymous, and say what became of it."""
    path = source_path(source)
    refuse_taken(out)
    _refuse_inside(out, key_file)
    key, said = _key(key_file)
    try:
        with progress() as told:
            told(language.say("cli.progress_open", file=plain(path.name)), 0, 1)
            outcome, made = anonymise(path, out, key, wish)
    except BaseException:
        if key_file is not None and said == "key_made":
            key_file.unlink(missing_ok=True)
        raise
    print("\n".join(_told(out, outcome, made)))
    print(language.say(f"privacy.{said}", **({} if key_file is None else {"file": str(key_file)})))
    print(language.say("privacy.caution"))
    return 0


def _refuse_inside(out: Path, key_file: Path | None) -> None:
    if key_file is not None and out.resolve() in key_file.resolve().parents:
        raise ArgumentError("privacy.key_inside", folder=str(out))


def _key(path: Path | None) -> tuple[Key, str]:
    """Return the key of a file, made there if there is none yet, and the words that say so."""
    if path is None:
        return new_key(), "key_gone"
    if path.exists():
        return read_key(path), "key_read"
    key = new_key()
    write_key(key, path)
    return key, "key_made"


def _told(out: Path, outcome: Outcome, made: Disguise) -> list[str]:
    kinds = [kind for kind, _ in made.pseudonyms.made]
    replaced = {"names": kinds.count("name"), "codes": kinds.count("party"), "sirens": kinds.count("siren")}
    replaced |= {"references": len(made.references.made), "labels": len(made.labels.made)}
    left = {"columns": outcome.columns_left_out, "lines": outcome.lines_left_out, "files": outcome.not_copied}
    return [
        language.say("privacy.written", folder=str(out), n=len(outcome.files)),
        language.say("privacy.replaced", **replaced),
        language.say("privacy.kept", factor=made.factor, days=made.days),
        *([language.say("privacy.left_out", **left)] if any(left.values()) else []),
    ]

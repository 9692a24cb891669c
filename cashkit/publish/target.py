"""The folder of a report: written beside it, swapped in when all is done, nobody else's file touched.

A failed run leaves the earlier report as it was. A finished one replaces the files that cashkit
wrote, removes those it no longer writes, and refuses to touch a file that is not its own or that
was changed since: the manifest holds the hash of each.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from cashkit.ground.errors import ArgumentError
from cashkit.ground.whole_file import mask

MANIFEST = "cashkit-manifest.json"
Hashes = Mapping[str, list[str]]


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a folder to write a report in; its files take their place when the block ends well.

    Errors: ArgumentError when the target is a file, or holds one of ours that someone changed.
    """
    if target.exists() and not target.is_dir():
        raise ArgumentError("publish.target_is_a_file", path=str(target))
    for path in _manifest(target):
        _ours(target, path, _manifest(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        yield made
        _swap(made, target)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _swap(made: Path, target: Path) -> None:
    new = {path: [_hash(made / path)] for path in _files(made)}
    if not target.exists():
        _write(made, new)
        made.chmod(0o777 & ~mask())
        made.replace(target)
        return
    earlier = _manifest(target)
    for path in new:
        _ours(target, path, earlier)
    _write(target, {path: [*earlier.get(path, []), *new.get(path, [])] for path in {*earlier, *new}})
    for path in new:
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        _replace(made / path, target / path)
    _remove(target, [path for path in earlier if path not in new])
    _write(target, new)


def _ours(target: Path, path: str, known: Hashes) -> None:
    """Refuse to go on when a file at our place is not as cashkit wrote it."""
    place = target / path
    if place.exists() and (not place.is_file() or _hash(place) not in known.get(path, [])):
        raise ArgumentError("publish.not_ours", folder=target.name, file=path)


def _replace(made: Path, place: Path) -> None:
    try:
        made.replace(place)
    except PermissionError as error:  # Windows, while another program has the file open
        raise ArgumentError("publish.file_in_use", file=place.name) from error


def _remove(target: Path, paths: list[str]) -> None:
    for path in paths:
        (target / path).unlink(missing_ok=True)
        folder = (target / path).parent
        if folder != target and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _manifest(target: Path) -> Hashes:
    """Return what cashkit wrote there before: file -> hashes. A path that leaves the folder is nobody's."""
    try:
        found = json.loads((target / MANIFEST).read_text(encoding="utf-8"))["files"]
        pairs = [(str(path), [str(one) for one in hashes]) for path, hashes in found.items()]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    root = target.resolve()
    return {path: hashes for path, hashes in pairs if (target / path).resolve().is_relative_to(root)}


def _write(folder: Path, files: Hashes) -> None:
    beside = folder / f"{MANIFEST}.part"
    text = json.dumps({"files": {path: files[path] for path in sorted(files)}}, ensure_ascii=False, indent=1)
    beside.write_text(text + "\n", encoding="utf-8", newline="\n")
    beside.replace(folder / MANIFEST)

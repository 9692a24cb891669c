"""Notebooks and data sets are found in a checkout and in an installed wheel."""

from pathlib import Path

import pytest

from cashkit.ground import share as module
from cashkit.ground.errors import CashkitError
from cashkit.ground.share import share


def house(root: Path, *folders: str) -> Path:
    package = root / "cashkit"
    for folder in folders:
        (root / folder).mkdir(parents=True)
    package.mkdir(exist_ok=True)
    return package


def test_a_checkout_has_them_at_its_root(monkeypatch, tmp_path):
    monkeypatch.setattr(module, "_PACKAGE", house(tmp_path, "notebooks/fr", "datasets"))
    (tmp_path / "pyproject.toml").touch()
    assert share("notebooks", "fr") == tmp_path / "notebooks" / "fr"


def test_a_wheel_carries_them_inside_the_package(monkeypatch, tmp_path):
    monkeypatch.setattr(module, "_PACKAGE", house(tmp_path, "cashkit/_share/notebooks", "notebooks"))
    assert share("notebooks") == tmp_path / "cashkit" / "_share" / "notebooks"


def test_another_library_named_datasets_is_not_ours(monkeypatch, tmp_path):
    monkeypatch.setattr(module, "_PACKAGE", house(tmp_path, "datasets", "notebooks"))
    with pytest.raises(CashkitError, match="cashkit"):
        share("datasets")


def test_what_is_not_carried_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(module, "_PACKAGE", house(tmp_path, "cashkit/_share/notebooks"))
    with pytest.raises(CashkitError, match="notebooks/it"):
        share("notebooks", "it")


def test_this_checkout_has_its_notebooks():
    assert share("notebooks").is_dir()

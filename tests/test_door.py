"""The public door and its stub: the same names from the same modules, each of them there."""

import ast
from pathlib import Path

import pytest

import cashkit as ck

STUB = Path(ck.__file__).with_suffix(".pyi")


def test_the_stub_names_what_the_door_opens_on():
    told = {
        alias.asname: (node.module, alias.name)
        for node in ast.walk(ast.parse(STUB.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    rooms = {room: ("cashkit", room) for room in ck._ROOMS}
    assert told == {name: (module, name) for name, module in ck._DOOR.items()} | rooms


@pytest.mark.parametrize("name", sorted(ck._DOOR))
def test_every_name_of_the_door_is_defined_where_it_says(name):
    found = getattr(ck, name)
    assert found.__module__ == ck._DOOR[name]
    assert found.__doc__


def test_the_door_lists_its_names():
    assert set(ck.__all__) == {*ck._DOOR, *ck._ROOMS}
    assert {*ck.__all__, "__version__"} <= set(dir(ck))


def test_a_room_is_opened_when_it_is_first_used():
    assert ck.sample.__name__ == "cashkit.sample"
    assert callable(ck.sample.planted)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="recouvrer"):
        ck.recouvrer  # noqa: B018  (asking is the test)

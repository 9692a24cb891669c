"""Files spoilt byte by byte: what copies, transfers and hands do to a file that was right."""

import copy
import json
import random
from xml.etree import ElementTree as ET

ODD = (
    b"\0", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\r", b"\n", b"\x1a", b"\x1b[2J", b'"', b"<", b">", b"&", b"{", b"}",
    b"[", b"]", b"-", b"+", b",", b".", b";", b"|", b"\t", b" ", b"\xc2\xb2", b"\xd9\xa1", b"1e999", b"NaN", b"0",
    b"9" * 40, b"9" * 5_000, b"99999999", b"00000000", b"2025-02-30", b"null", b"true", b"[]", b"{}", b"<!DOCTYPE a>",
    b"&x;", b"]]>", b"\xed\xa0\x80", b"\xe2\x80\xa8", b"=1+1", b"../..", b"C", b"EUR", b"USD", b"", b"", b"1", b"-1",
    b"0001-01-01", b"9999-12-31", b"1.005", b"inf", b"A" * 300, b"\xc3\xa9",
)  # fmt: skip


def spoilt(content: bytes, seed: int) -> bytes:
    """Return a file spoilt in one to three places; the same seed spoils it in the same way."""
    chance = random.Random(seed)  # noqa: S311  (spoils files, guards nothing)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        content = chance.choice(_WAYS)(content, chance)
    return content


def _place(content: bytes, chance: random.Random) -> int:
    return chance.randint(0, max(0, len(content) - 1))


def _stretch(content: bytes, chance: random.Random) -> tuple[int, int]:
    start = _place(content, chance)
    longest = chance.choice((1, 1, 4, 4, 40, 400))
    return start, min(len(content), start + chance.randint(1, longest))


def _flip(content: bytes, chance: random.Random) -> bytes:
    at = _place(content, chance)
    return content[:at] + bytes([chance.randint(0, 255)]) + content[at + 1 :]


def _delete(content: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(content, chance)
    return content[:start] + content[end:]


def _double(content: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(content, chance)
    return content[:end] + content[start:end] * chance.choice((1, 2, 20)) + content[end:]


def _move(content: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(content, chance)
    rest, to = content[:start] + content[end:], _place(content, chance)
    return rest[:to] + content[start:end] + rest[to:]


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: _place(content, chance)]


def _insert(content: bytes, chance: random.Random) -> bytes:
    at = _place(content, chance)
    return content[:at] + chance.choice(ODD) + content[at:]


def _replace_number(content: bytes, chance: random.Random) -> bytes:
    """Put something odd in the place of a run of digits or letters."""
    at = end = _place(content, chance)
    while end < len(content) and end - at < 30 and content[end : end + 1].isalnum():
        end += 1
    return content[:at] + chance.choice(ODD) + content[end:]


def _swap_lines(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]
    return b"\n".join(lines)


_WAYS = (_flip, _delete, _double, _move, _cut, _insert, _replace_number, _swap_lines, _insert, _replace_number)


VALUES = (
    None, True, False, 0, -1, 10**20, 1.5, -0.0, "", " ", "x", "0", "-1", "²", "١", "NaN", "2025-02-30", "0000-00-00",
    "9999-12-31", "20250230", "1e5", "A" * 300, "\x9b2J", [], {}, [[]], [None], {"a": {"b": []}}, "[]",
    '{"a": 1}', ["x", 1],
)  # fmt: skip


def restructured(content: bytes, seed: int) -> bytes:
    """Return JSON or XML that stays well-formed, with one to three of its parts missing, doubled or of another kind."""
    chance = random.Random(seed)  # noqa: S311  (spoils files, guards nothing)
    if content.lstrip()[:1] in {b"{", b"["}:
        told = json.loads(content)
        for _ in range(chance.choice((1, 1, 2, 3))):
            _change_json(told, chance)
        return json.dumps(told).encode()
    root = ET.fromstring(content)  # noqa: S314  (our own fixture)
    for _ in range(chance.choice((1, 1, 2, 3))):
        _change_xml(root, chance)
    return ET.tostring(root, encoding="utf-8")


def _change_json(told, chance):
    holders = [told, *_below(told)]
    holder = chance.choice([one for one in holders if isinstance(one, (dict, list)) and one] or [{"": None}])
    key = chance.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
    way = chance.random()
    if way < 0.25:
        del holder[key]
    elif way < 0.4 and isinstance(holder, list):
        holder.append(copy.deepcopy(holder[key]))
    else:
        holder[key] = copy.deepcopy(chance.choice(VALUES))


def _below(told):
    for one in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield one
        yield from _below(one)


def _change_xml(root, chance):
    holder = chance.choice(list(root.iter()))
    way = chance.random()
    if way < 0.3 and len(holder):
        holder.remove(chance.choice(list(holder)))
    elif way < 0.45 and len(holder):
        holder.append(copy.deepcopy(chance.choice(list(holder))))
    elif way < 0.6 and holder.attrib:
        holder.set(chance.choice(list(holder.attrib)), _text(chance))
    elif way < 0.7:
        holder.tag = chance.choice([one.tag for one in root.iter()])
    else:
        holder.text = _text(chance)


def _text(chance):
    return "".join(sign for sign in str(chance.choice(VALUES)) if sign.isprintable() or sign == "\x9b")

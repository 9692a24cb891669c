"""Pictures that a notebook's cell gave, made safe and self-contained: SVG redrawn from a list of what may be drawn.

Scripts, styles for the whole page, foreign objects and links outside are left out; identifiers
get the prefix of their figure, so that those of two figures never meet.

>>> svg('<svg viewBox="0 0 1 1"><path id="a" d="M0 0" onload="x()"/><use href="#a"/></svg>', "f1", "A line")
... # doctest: +NORMALIZE_WHITESPACE
Markup('<svg viewBox="0 0 1 1" role="img" aria-label="A line"><path id="f1-a" d="M0 0" /><use href="#f1-a" /></svg>')

A picture that cannot be read gives an empty text.
"""

import base64
import binascii
import re
from html import escape
from xml.etree import ElementTree as ET  # entities are refused before it reads

from markupsafe import Markup

from cashkit.publish.markup import words

_ELEMENTS = words(
    "svg g defs symbol use path rect circle ellipse line polyline polygon text tspan clipPath mask marker pattern "
    "linearGradient radialGradient stop image"
)
_ATTRIBUTES = words(
    "id d x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy width height viewBox preserveAspectRatio points transform rotate "
    "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-dashoffset stroke-linecap "
    "stroke-linejoin stroke-miterlimit opacity color clip-path clip-rule clipPathUnits mask maskUnits "
    "maskContentUnits marker-start marker-mid marker-end markerWidth markerHeight markerUnits refX refY orient "
    "patternUnits patternContentUnits patternTransform gradientUnits gradientTransform spreadMethod offset stop-color "
    "stop-opacity font font-family font-size font-style font-weight font-variant font-stretch text-anchor "
    "dominant-baseline letter-spacing textLength lengthAdjust visibility display vector-effect paint-order "
    "shape-rendering text-rendering image-rendering"
)
_SAFE_VALUE = re.compile(r"""(?:url\(\s*["']?#[\w.:-]+["']?\s*\)|[^()\\<>]|(?<!url)\([\d\s.,eE%+-]*\))*""")
_LOCAL = re.compile(r"""(url\(\s*["']?)#""")
_PIXELS = re.compile(r"data:image/png;base64,([A-Za-z0-9+/=\s]+)")
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(pt|px)?")
_PIXEL = {"pt": 4 / 3, "px": 1.0, None: 1.0}
_SIGNATURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
_INHERITED = {"stroke-linejoin": "round", "stroke-linecap": "butt"}
"""What matplotlib says in a style for `*`, which in a page would be the whole page."""


def svg(source: str, prefix: str, alt: str) -> Markup:
    """Return a drawing as inline SVG with an alternative text."""
    if "<!ENTITY" in source:
        return Markup()
    try:
        root = ET.fromstring(source)  # noqa: S314  (a document that declares entities was refused)
    except ET.ParseError:
        return Markup()
    if _local(root.tag) != "svg":
        return Markup()
    try:
        drawn = _drawn(root, prefix)
    except RecursionError:
        return Markup()
    drawn.attrib = {**_size(root), **{name: drawn.attrib[name] for name in ("viewBox",) if name in drawn.attrib}}
    drawn.attrib |= {"role": "img", "aria-label": alt}
    if "*{stroke-linejoin: round" in source:
        drawn.attrib |= _INHERITED
    return Markup(ET.tostring(drawn, encoding="unicode"))  # noqa: S704  (nothing in it but what is named above)


def bitmap(encoded: str, kind: str, alt: str, width: object = None) -> Markup:
    """Return a PNG or JPEG inside the page; `width` is in pixels of the page, where the notebook says it."""
    try:
        content = base64.b64decode("".join(encoded.split()), validate=True)
    except (binascii.Error, ValueError):
        return Markup()
    if not content.startswith(_SIGNATURES[kind]):
        return Markup()
    shown = f' width="{width}"' if isinstance(width, int) else ""
    data = base64.b64encode(content).decode()
    return Markup(f'<img src="data:{kind};base64,{data}" alt="{escape(alt)}"{shown}>')  # noqa: S704  (escaped here)


def _drawn(element: ET.Element, prefix: str) -> ET.Element:
    made = ET.Element(_local(element.tag), _attributes(element, prefix))
    made.text, made.tail = element.text, element.tail
    for child in element:
        if _local(child.tag) in _ELEMENTS:
            made.append(_drawn(child, prefix))
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + (child.tail or "")
        else:
            made.text = (made.text or "") + (child.tail or "")
    return made


def _attributes(element: ET.Element, prefix: str) -> dict[str, str]:
    kept: dict[str, str] = {}
    for full, value in element.attrib.items():
        name = _local(full)
        if name == "href":
            kept |= _reference(_local(element.tag), value, prefix)
        elif name == "id":
            kept[name] = f"{prefix}-{value}"
        elif name == "style":
            kept[name] = ";".join(_declarations(value, prefix))
        elif name in _ATTRIBUTES and _SAFE_VALUE.fullmatch(value):
            kept[name] = _prefixed(value, prefix)
    return kept


def _prefixed(value: str, prefix: str) -> str:
    return _LOCAL.sub(rf"\1#{prefix}-", value)


def _declarations(style: str, prefix: str) -> list[str]:
    found = []
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        if name.strip() in _ATTRIBUTES and _SAFE_VALUE.fullmatch(value):
            found.append(f"{name.strip()}:{_prefixed(value.strip(), prefix)}")
    return found


def _reference(tag: str, target: str, prefix: str) -> dict[str, str]:
    if tag == "image":
        return {"href": target} if _PIXELS.fullmatch(target) else {}
    return {"href": f"#{prefix}-{target[1:]}"} if target.startswith("#") and tag == "use" else {}


def _size(root: ET.Element) -> dict[str, str]:
    found = {name: _LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height")}
    return {name: f"{float(match[1]) * _PIXEL[match[2]]:.0f}" for name, match in found.items() if match}


def _local(name: object) -> str:
    return str(name).rpartition("}")[2]

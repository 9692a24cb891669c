"""XML from strangers, read without letting it act: no DOCTYPE, no entity, nothing fetched, bounded depth and size.

>>> parse("x.xml", b"<a><b>1</b></a>").find("b").text
'1'
>>> namespace(parse("x.xml", b"<a xmlns='urn:x'/>")), bare("{urn:x}a")
('urn:x', 'a')

Errors: `SourceError` for what is malformed (with line and column), unsafe, or beyond all measure.
"""

from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from cashkit.ground.errors import SourceError

DEEPEST = 100
LARGEST = 64_000_000
MOST = 2_000_000
"""Elements or attributes: each takes some hundred bytes, however short it is written."""


class _TooDeepError(Exception):
    """Elements nested beyond all measure."""


class _Builder(TreeBuilder):
    """A tree that refuses to grow too deep."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        """Open an element."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise _TooDeepError
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        """Close an element."""
        self.depth -= 1
        return super().end(tag)


def parse(file: str, content: bytes) -> Element:
    """Return the root of an XML file."""
    if len(content) > LARGEST:
        raise SourceError("readers.xml_too_large", file=file, limit=LARGEST // 1_000_000)
    if content.count(b"<") > 2 * MOST or content.count(b"=") > MOST:
        raise SourceError("readers.xml_too_many", file=file, limit=MOST // 1_000_000)
    parser = DefusedXMLParser(target=_Builder(), forbid_dtd=True)
    try:
        parser.feed(content)
        root: Element = parser.close()
    except ParseError as error:
        line, column = error.position
        raise SourceError("readers.xml_malformed", file=file, line=line, column=column + 1) from None
    except (DefusedXmlException, _TooDeepError):
        raise SourceError("readers.xml_unsafe", file=file) from None
    except (ValueError, LookupError):
        raise SourceError("readers.xml_malformed", file=file, line=1, column=1) from None
    return root


def namespace(element: Element) -> str:
    """Return the namespace of an element, "" where it has none."""
    return element.tag[1:].partition("}")[0] if element.tag.startswith("{") else ""


def bare(tag: str) -> str:
    """Return the name of an element without its namespace."""
    return tag.rpartition("}")[2]

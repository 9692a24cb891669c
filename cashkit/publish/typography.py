"""French typography of Markdown: the spaces that do not break, wherever people read and nowhere else.

Code, formulas, HTML tags, the marks of lists and the rules of tables stay as they are; so do
addresses, which hold no space.

>>> french("Le taux : 590 k€ ; voir `a : b` ?")
'Le taux\\xa0: 590\\xa0k€\\u202f; voir `a : b`\\u202f?'
>>> french("Total de 1 234 567,89 €")
'Total de 1\\u202f234\\u202f567,89\\xa0€'
"""

import re

from cashkit.ground import language

_AS_IT_STANDS = re.compile(
    r"""
    ^[ \t]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t]*(?P=fence)[ \t]*$|\Z)  # a block of code
  | (?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)                               # a span of code
  | \$\$.+?\$\$ | (?<![\\$\w])\$(?=\S)[^$\n]+?(?<=\S)\$(?![\d$])             # a formula
  | </?[A-Za-z!][^<>]*>                                                      # a tag, a comment, an address
  | ^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$          # the rule below a table's head
  | ^[ \t]*(?:[-*+>]|\d+[.)]|\#{1,6})[ \t]+                                  # the mark of a list, a heading
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_LARGE_EUROS = re.compile(r"(?<=\d) (?=[kM]€)")
_OPEN, _CLOSE = "\ue000", "\ue001"
_KEPT = re.compile(f"{_OPEN}(\\d+){_CLOSE}")


def french(markdown: str) -> str:
    """Return French Markdown with its fine spaces set."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"{_OPEN}{len(kept) - 1}{_CLOSE}"

    text = _AS_IT_STANDS.sub(keep, markdown)
    text = language.typeset(_LARGE_EUROS.sub("\u00a0", text), "fr")
    return _KEPT.sub(lambda match: kept[int(match[1])], text)

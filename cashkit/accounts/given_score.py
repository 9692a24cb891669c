"""A given score: the mark of an outside body whose formula is not public, as the firm or its bank told it.

The Banque de France's cotation (FIBEN), the scores of AFDCC and BDFI cannot be computed: their weights are not
published. What was told is kept with its day, and only what its maker publishes is read into it: a cotation from 1+
to 4+ is favourable, P means insolvency proceedings, 0 that nothing unfavourable is known. The rest is told, not
judged.

>>> from datetime import date
>>> [GivenScore("fiben", mark, date(2025, 6, 1)).verdict for mark in ("3-", "4+", "4", "p", "0")]
['good', 'good', 'watch', 'bad', 'not_assessed']
>>> GivenScore("afdcc", "13/20").verdict
'not_assessed'

Errors: `ArgumentError` for a maker that is not known, or a cotation that the scale does not have.
Source: Banque de France, scale in force since January 2022; what is favourable is known practice.
"""

from dataclasses import dataclass
from datetime import date

from cashkit.accounts.answer import Verdict
from cashkit.ground import language
from cashkit.ground.errors import ArgumentError

MAKERS = ("fiben", "afdcc", "bdfi", "agency")
FAVOURABLE = ("1+", "1", "1-", "2+", "2", "2-", "3+", "3", "3-", "4+")
BELOW = ("4", "4-", "5+", "5", "5-", "6+", "6", "6-", "7", "8")
UNKNOWN, INSOLVENT = "0", "P"


@dataclass(frozen=True)
class GivenScore:
    """Who gave the score, the mark as it was told, and when."""

    maker: str
    mark: str
    told_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse a maker that is not known and a cotation outside its scale."""
        if self.maker not in MAKERS:
            raise ArgumentError("accounts.unknown_score_maker", value=self.maker, known=", ".join(MAKERS))
        if self.maker == "fiben" and self.scale not in (*FAVOURABLE, *BELOW, UNKNOWN, INSOLVENT):
            raise ArgumentError("accounts.unknown_cotation", value=self.mark)

    @property
    def scale(self) -> str:
        """The mark in capitals, without blanks."""
        return self.mark.replace(" ", "").upper()

    @property
    def verdict(self) -> Verdict:
        """What may be read into the mark."""
        if self.maker != "fiben" or self.scale == UNKNOWN:
            return "not_assessed"
        if self.scale == INSOLVENT:
            return "bad"
        return "good" if self.scale in FAVOURABLE else "watch"

    def sentence(self, lang: str | None = None) -> str:
        """Return the mark with its maker and its day."""
        maker = language.say(f"accounts.maker_{self.maker}", lang)
        if self.told_on is None:
            return language.say("accounts.given_score", lang, maker=maker, mark=self.mark)
        return language.say("accounts.given_score_on", lang, maker=maker, mark=self.mark, day=self.told_on)

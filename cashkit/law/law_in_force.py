"""The law in force: every legal value that holds on a day, as a table.

>>> frame = law_in_force("2026-11-27", topic="cash_limit", lang="en")
>>> frame.loc[0, ["label", "shown", "article"]].tolist()
['Cash, professional or resident debtor', '€1,000 at most', 'CMF L112-6 et D112-3']
>>> law_in_force("2015-08-31", topic="cash_limit", lang="en").loc[0, "shown"]
'€3,000 at most'

Columns: topic, key, label and shown (in the language asked for), value, unit, article, valid_from, valid_to,
checked_on, mark (S sourced, K known, U unsure: never a default).
Errors: `ArgumentError` for what is no date, an unknown topic, a day on which no rule is known.
Source: the tables of `law/`.
"""

import pandas as pd

from cashkit.ground.calendar import DateLike
from cashkit.law.topics import COLUMNS, rules

_DATES = ("valid_from", "valid_to", "checked_on")


def law_in_force(as_of: DateLike, *, topic: str | None = None, lang: str | None = None) -> pd.DataFrame:
    """Return the legal values that hold on a day, by topic (columns: `COLUMNS`)."""
    rows = []
    for rule in rules(as_of, topic):
        value = rule.value
        told = (rule.topic, value.key, rule.label(lang), rule.shown(lang), value.written, value.unit)
        rows.append((*told, value.article, value.valid_from, value.valid_to, value.checked_on, value.mark))
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.assign(**{name: frame[name].astype("datetime64[s]") for name in _DATES})

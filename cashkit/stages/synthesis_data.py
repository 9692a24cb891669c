"""How far the data go: what was read and matched, which due dates are known, which tables to ask the client for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from cashkit.dossier.codes import SEVERITIES
from cashkit.ground import language
from cashkit.stages.grades import GRADES
from cashkit.stages.review import STAGES, Review

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.findings import NotAssessed
    from cashkit.dossier.quality import Quality
    from cashkit.stages.nine import Nine
    from cashkit.stages.trust import Trust

REFUSED_WATCH = 0.01
LETTERED_GOOD, LETTERED_WATCH = 0.80, 0.50
ASSUMED_GOOD, ASSUMED_WATCH = 0.10, 0.50
COLUMNS_TOLD = 8
_Row = tuple[str, str, str]


def reliability(dossier: Dossier, found: Quality) -> pd.DataFrame:
    """Return what the figures rest on, each with a verdict: check, verdict, sentence."""
    rows = [_lines(dossier), _findings(dossier), _matching(found), _due_dates(found)]
    return pd.DataFrame([row for row in rows if row is not None], columns=["check", "verdict", "sentence"])


def _lines(dossier: Dossier) -> _Row | None:
    """Tell how many lines were read, and refused."""
    read = sum(source.lines_read for source in dossier.sources)
    if not read:
        return None
    refused = sum(source.lines_refused for source in dossier.sources)
    words = language.say("stages.check_lines", read=read, used=read - refused, refused=refused)
    return "lines", _judged(refused / read, 0, REFUSED_WATCH), words


def _findings(dossier: Dossier) -> _Row:
    """Tell what reading found, by severity."""
    counts = dict(zip(*(severities(dossier)[name] for name in ("severity", "count")), strict=True))
    verdict = "bad" if counts["stop"] else "watch" if counts["error"] else "good"
    words = language.say("stages.check_findings", stop=counts["stop"], error=counts["error"], warning=counts["warning"])
    return "findings", verdict, words


def lettered_share(found: Quality) -> float | None:
    """Return how much of what was settled somebody had matched, by amount; None where nothing is settled."""
    settled = found.settled.lettered + found.settled.by_rule
    return found.settled.lettered / settled if settled else None


def _matching(found: Quality) -> _Row | None:
    """Tell how much of what was settled somebody had matched; the rest was matched on reading, or waits."""
    share = lettered_share(found)
    if share is None:
        return None
    verdict = _judged(-share, -LETTERED_GOOD, -LETTERED_WATCH)
    return "matching", verdict, language.say("stages.check_matching", share=share, rest=1 - share)


def trust_line(found: Trust, trusted: pd.DataFrame, asked: Nine) -> str:
    """Return in one line how far the data can be trusted: the worst verdict, what it rests on, stages assessed."""
    worst = next((one for one in ("bad", "watch", "good") if one in set(trusted["verdict"])), "good")
    nobody = sum(1 for _ in asked.findings("receipt_unidentified"))
    told = {"lettered": lettered_share(found.quality), "real_due": found.share("data_real_due").value}
    told["siren"] = found.share("data_siren").value
    known = [(key, share) for key, share in told.items() if share is not None]
    parts = [language.say(f"stages.trust_{key}", share=round(float(share), 2)) for key, share in known]
    parts += [language.say("stages.trust_unidentified", n=nobody)] if nobody else []
    said = language.say(f"stages.trust_{worst}")
    said = f"{said} ({', '.join(parts)})" if parts else said
    return language.say("views.list_joint").join([said, _stages(found)])


def _stages(found: Trust) -> str:
    """Return how many stages the data are enough for, in part or not."""
    counts = {grade: sum(one.grade == grade for one in found.grades) for grade in GRADES}
    told = [language.say(f"stages.trust_stages_{grade}", n=n) for grade, n in counts.items() if n]
    return language.say("stages.trust_stages", counts=", ".join(told))


def _due_dates(found: Quality) -> _Row | None:
    """Tell for how much of what is owed the due date is computed, not read."""
    owed, known = found.owed.total, found.owed.due_known
    if not owed or known is None:
        return None
    share = 1 - known / owed
    words = language.say("stages.check_due_dates" if share else "stages.check_due_dates_known", share=share)
    return "due_dates", _judged(share, ASSUMED_GOOD, ASSUMED_WATCH), words


def _judged(value: float, good: float, watch: float) -> str:
    """Return good up to a first bound, watch up to a second, bad beyond."""
    if value <= good:
        return "good"
    return "watch" if value <= watch else "bad"


def severities(dossier: Dossier) -> pd.DataFrame:
    """Return how many places each severity of data finding counts."""
    counts = dict.fromkeys(SEVERITIES, 0)
    for found in dossier.data_findings:
        counts[found.severity] += found.count
    return pd.DataFrame({"severity": list(counts), "count": list(counts.values())})


def to_ask_for(nine: Mapping[str, Review]) -> pd.DataFrame:
    """Return what to ask the client for, one row a table: table, columns, stages, gain; the most useful first."""
    asked: dict[str, list[tuple[str, NotAssessed]]] = {}
    for stage in STAGES:
        for point in nine[stage].missing if stage in nine else ():
            asked.setdefault(point.table, []).append((stage, point))
    rows = [_request(points) for points in sorted(asked.values(), key=lambda points: -len(points))]
    return pd.DataFrame(rows, columns=["table", "columns", "stages", "gain"])


def _request(points: list[tuple[str, NotAssessed]]) -> tuple[str, str, str, str]:
    """Return one table to ask for, in words: its name, its columns, the stages that need it, what it would add.

    Each stage tells the first of its gains, and the first columns are named: the stages themselves tell them all.
    """
    stages = dict.fromkeys(language.say(f"views.stage.{stage}") for stage, _ in points)
    first = {stage: point.gain for stage, point in reversed(points) if point.gain}
    gains = dict.fromkeys(language.say(f"points.{first[stage]}") for stage in STAGES if stage in first)
    joint = language.say("views.list_joint")
    return points[0][1].table_label(), _columns(points), ", ".join(stages), joint.join(gains)


def _columns(points: list[tuple[str, NotAssessed]]) -> str:
    """Return the first columns that are lacking, the most wanted before the others, and how many more."""
    wanted = Counter(label for _, point in points for label in point.column_labels())
    named = [label for label, _ in wanted.most_common()]
    told = ", ".join(named[:COLUMNS_TOLD])
    more = len(named) - COLUMNS_TOLD
    return told if more <= 0 else f"{told} {language.say('views.more_columns', n=more)}"

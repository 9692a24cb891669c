"""An audit: ten reviews, the notebooks of their stages, one report with its exports beside it.

Nothing is written at the target before all is done (`target`); a stage that fails is said in the
report and does not stop the others.
"""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from cashkit.accounts.ratio_sheet import Sector, known_ratios
from cashkit.dossier.dossier import Dossier
from cashkit.ground import currency, language
from cashkit.ground.calendar import reporting_day
from cashkit.ground.money import Money, exact, rounded
from cashkit.ground.share import share
from cashkit.law.rates import Rates, last_known_day
from cashkit.publish import beside, context, exports, kept_figures, report, running, runs, target
from cashkit.publish.context import Asked
from cashkit.publish.running import Job, Progress, Ran
from cashkit.publish.runs import Question
from cashkit.readers.sector_quartiles import open_sector_quartiles
from cashkit.stages.cash_ahead import Bank
from cashkit.stages.review import STAGES, Review

NAMES = {"fr": "rapport.html", "en": "report.html"}


@dataclass(frozen=True)
class AuditResult:
    """The report's file, and the stages of which something is missing because it failed."""

    path: Path
    lost: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Steps:
    """The progress of an audit, told in its language."""

    told: Progress | None
    total: int
    lang: str

    def review(self, stage: str, done: int) -> None:
        self._tell(language.say("publish.progress_review", self.lang, stage=_named(stage, self.lang)), done)

    def notebook(self, name: str, done: int, _: int) -> None:
        words = language.say("publish.progress_notebook", self.lang, stage=_named(name, self.lang))
        self._tell(words, len(STAGES) + done)

    def report(self, *, done: bool = False) -> None:
        self._tell(language.say("publish.progress_report", self.lang), self.total - (not done))

    def _tell(self, words: str, done: int) -> None:
        if self.told is not None:
            self.told(words, done, self.total)


def audit(  # noqa: PLR0913  (the public door)
    dossier: Dossier,
    *,
    as_of: object,
    lang: str,
    out: str | Path,
    margin_rate: float | None = None,
    rates: Rates | None = None,
    source: str | Path | None = None,
    sector: Sector | str | Path | None = None,
    bank_balance: Money | None = None,
    bank_line: Money | None = None,
    progress: Progress | None = None,
) -> AuditResult:
    """Audit a dossier at a date and write the report into the folder `out`.

    `margin_rate` (a fraction) and `rates` are those of the reviews. `source` is where the dossier was
    read from. `sector` gives the quartiles of a sector by ratio, or their file; `bank_balance` (an
    overdraft is negative) and `bank_line` are those of the date. `progress` is called with a step's
    name, the steps done and their number.
    Errors: ArgumentError for a date, a language, an amount, a ratio or a target that will not do.
    """
    quartiles, bank = checked(sector=sector, bank_balance=bank_balance, bank_line=bank_line)
    read = None if source is None else str(Path(source).resolve())
    question = Question(reporting_day(as_of), margin_rate, rates, read, quartiles, bank)
    asked = Asked(question.as_of, language.checked(lang), _others(question, sector))
    notebooks = _notebooks(asked.lang)
    steps = _Steps(progress, len(STAGES) + len(notebooks) + 1, asked.lang)
    with _speaking(asked.lang, dossier), target.replacing(Path(out)) as folder, _private() as run:
        reviews, failed = _reviews(dossier, question, steps)
        runs.save(Path(run), dossier, reviews, question)
        ran = running.run(
            _jobs(notebooks, question, asked.lang),
            environment={runs.VARIABLE: run},
            progress=steps.notebook,
        )
        steps.report()
        found = replace(
            context.of(dossier, reviews, asked, failed), sheets=beside.sheets(folder, dossier, reviews, asked.as_of)
        )
        name = NAMES[asked.lang]
        (folder / name).write_text(report.html(found, ran), encoding="utf-8", newline="\n")
        exports.write(folder, found, dossier)
        kept_figures.keep(folder, reviews)
        beside.to_complete(folder, dossier, asked.as_of)
    steps.report(done=True)
    return AuditResult(Path(out) / name, _lost(failed, ran))


@contextmanager
def _speaking(lang: str, dossier: Dossier) -> Iterator[None]:
    """Put the language of the reader and the currency of the books in force."""
    with language.use(lang), currency.use(dossier.currency):
        yield


def _private() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix="cashkit-run-", ignore_cleanup_errors=True)


def _named(name: str, lang: str) -> str:
    return language.say(f"report.stage_{name}", lang)


def checked(
    *, sector: Sector | str | Path | None = None, bank_balance: Money | None = None, bank_line: Money | None = None
) -> tuple[Sector | None, Bank]:
    """Return the quartiles of a sector and what is told of the bank, or refuse them: before a source is opened."""
    told = [None if one is None else rounded(exact(one)) for one in (bank_balance, bank_line)]
    return _quartiles(sector), Bank(*told)


def _quartiles(sector: Sector | str | Path | None) -> Sector | None:
    """Return the quartiles of a sector, read where their file is given; those of an unknown ratio are refused."""
    if sector is None:
        return None
    return known_ratios(open_sector_quartiles(sector) if isinstance(sector, str | Path) else sector)


def _others(question: Question, sector: Sector | str | Path | None) -> dict[str, object]:
    """Return the parameters that the report names beside date and language."""
    source = None if question.source is None else Path(question.source).name
    told = {"source": source, "margin_rate": question.margin_rate, "rates": last_known_day(question.rates)}
    named = Path(sector).name if isinstance(sector, str | Path) else sector and ", ".join(sector)
    bank = question.bank or Bank()
    return {**told, "sector": named, "bank_balance": bank.balance, "bank_line": bank.line}


def _notebooks(lang: str) -> Mapping[str, Path]:
    """Return the notebooks of a language by stage, in order; a name that is no stage's is not ours to run."""
    found = {path.stem.partition("_")[2]: path for path in sorted(share("notebooks", lang).glob("*.ipynb"))}
    return {name: path for name, path in found.items() if name in {"welcome", *STAGES}}


def _reviews(dossier: Dossier, question: Question, steps: _Steps) -> tuple[dict[str, Review], dict[str, str]]:
    """Return the reviews, and of which stages they failed, in a sentence."""
    reviews: dict[str, Review] = {}
    failed: dict[str, str] = {}
    for done, stage in enumerate(STAGES):
        steps.review(stage, done)
        try:
            reviews[stage] = _review(stage, dossier, question, reviews)
        except Exception as error:  # noqa: BLE001  (one stage's fault, whatever it is, is said and stops no other)
            told = running.one_line(f"{type(error).__name__}: {error}")
            failed[stage] = language.say("report.lost_review", steps.lang, stage=_named(stage, steps.lang), error=told)
            reviews[stage] = Review(stage, question.as_of)
    return reviews, failed


def _review(stage: str, dossier: Dossier, question: Question, nine: Mapping[str, Review]) -> Review:
    if stage == "synthesis":
        return runs.synthesised(dossier, question, nine)
    return runs.computed(stage, dossier, question)


def _jobs(notebooks: Mapping[str, Path], question: Question, lang: str) -> list[Job]:
    values = {
        "source": question.source,
        "as_of": question.as_of.isoformat(),
        "lang": lang,
        "margin_rate": question.margin_rate,
    }
    given = {name: value for name, value in values.items() if value is not None}
    return [
        Job(stage, path, {name: given[name] for name in running.declared(path) if name in given})
        for stage, path in notebooks.items()
    ]


def _lost(failed: Mapping[str, str], ran: tuple[Ran, ...]) -> tuple[str, ...]:
    lost = {*failed, *(one.name for one in ran if one.lost)}
    return tuple(name for name in ("welcome", *STAGES) if name in lost)

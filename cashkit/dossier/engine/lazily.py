"""A dossier whose tables stay where they are: DuckDB relations, Spark frames, lazy Polars."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import narwhals as nw

from cashkit.dossier.dossier import closing_of
from cashkit.dossier.engine.frames import AnyFrame, Lazy, Movements
from cashkit.dossier.engine.lazily_columns import cents, day
from cashkit.dossier.engine.lazy_checks import frame_findings
from cashkit.dossier.suspense import without
from cashkit.dossier.tables import required
from cashkit.ground.errors import ContractError, NotAvailableError

if TYPE_CHECKING:
    import pandas as pd

    from cashkit.dossier.columns import Frame
    from cashkit.dossier.dossier import About, Dossier
    from cashkit.law.payment_terms import Terms

C = nw.col


def lazy_dossier(cls: type[Dossier], frames: dict[str, Any], terms: Terms, about: About) -> Dossier:
    """Make a dossier over lazy frames; all core tables must live on one engine."""
    core: dict[str, Any] = {key: frames[key] for key in ("invoices", "payments", "allocations") if key in frames}
    eager = [key for key, frame in core.items() if not isinstance(frame, nw.LazyFrame)]
    if eager:
        raise ContractError("dossier.mixed_frames", table=", ".join(eager))
    if "payments" in core:
        core["payments"] = without(core["payments"])
    movements = movements_of(core, terms)
    engine = AnyFrame(movements)
    return cls(
        name=about.name,
        siren=about.siren,
        closing_date=about.closing_date or closing_of(engine.span()[1]),
        currency=about.currency,
        lang=about.lang,
        engine=engine,
        frames={key: partial(_collected, frame) for key, frame in frames.items()},
        checks=partial(frame_findings, core),
    )


def _collected(frame: Frame | Lazy) -> pd.DataFrame:
    return (frame.collect() if isinstance(frame, nw.LazyFrame) else frame).to_pandas()


def movements_of(core: dict[str, Lazy], terms: Terms) -> Movements:
    """Return the three frames of integers that the engine asks."""
    for table, frame in core.items():
        names = frame.collect_schema().names()
        lacking = [column for column in required(table) if column not in names]
        if lacking:
            raise ContractError(
                "dossier.missing_column", table=table, column=", ".join(lacking), found=", ".join(names)
            )
    items = _items(core["invoices"], terms)
    credits = _credits(core.get("payments"), items)
    return Movements(items, credits, _allocations(core.get("allocations"), items, credits))


def _items(frame: Lazy, terms: Terms) -> Lazy:
    names = frame.collect_schema().names()
    issue = day(frame, "issue_date")
    posted = nw.coalesce(day(frame, "posted_on"), issue) if "posted_on" in names else issue
    made = frame.select(
        "invoice_id",
        "customer_id",
        "kind",
        cents().alias("cents"),
        issue.alias("issue"),
        posted.alias("posted"),
        _retained(names).alias("retained"),
        *_given_due(frame, names),
    )
    return made.with_columns(_due(made, terms).alias("due"))


def _retained(names: list[str]) -> nw.Expr:
    """Return the part of each item that is kept as retention money, 0 where there is none."""
    if "retention_amount" not in names:
        return nw.lit(0).cast(nw.Int64)
    kept = nw.coalesce(cents("retention_amount"), nw.lit(0))
    return nw.when((kept > 0) & (kept < cents())).then(kept).otherwise(nw.lit(0)).cast(nw.Int64)


def _given_due(frame: Lazy, names: list[str]) -> list[nw.Expr]:
    return [day(frame, "due_date").alias("given_due")] if "due_date" in names else []


def _due(made: Lazy, terms: Terms) -> nw.Expr:
    """Return the due day: the given one, else net days from the issue date; other terms need memory."""
    given = "given_due" in made.collect_schema().names()
    if terms.month_end == "none" and terms.day_of_month is None:
        by_terms = C("issue") + terms.net_days
        return nw.coalesce(C("given_due"), by_terms) if given else by_terms
    if not given or len(made.filter(C("given_due").is_null()).head(1).collect()):
        raise NotAvailableError("dossier.terms_need_memory", terms=str(terms))
    return C("given_due")


def _credits(frame: Lazy | None, items: Lazy) -> Lazy:
    """Return the payments; without any, an empty frame of the same engine."""
    if frame is None:
        return items.filter(C("cents") != C("cents")).select(  # never true: an empty frame
            C("invoice_id").alias("credit_id"), "customer_id", C("kind").alias("credit_kind"), "cents", "posted"
        )
    names = frame.collect_schema().names()
    paid = day(frame, "payment_date")
    posted = nw.coalesce(day(frame, "posted_on"), paid) if "posted_on" in names else paid
    kind = nw.coalesce(C("kind"), nw.lit("payment")) if "kind" in names else nw.lit("payment")
    customer = C("customer_id") if "customer_id" in names else nw.lit(None).cast(nw.String)
    return frame.select(
        C("payment_id").alias("credit_id"),
        customer.alias("customer_id"),
        kind.alias("credit_kind"),
        cents().alias("cents"),
        posted.alias("posted"),
    )


def _allocations(frame: Lazy | None, items: Lazy, credits: Lazy) -> Lazy:
    """Join each allocation to its item and its credit, a payment or a negative item; orphans drop out."""
    owed = items.filter(C("cents") > 0).select(
        "invoice_id", "customer_id", "kind", "issue", "due", "retained", C("posted").alias("item_posted")
    )
    payer = credits.select(
        "credit_id", C("customer_id").alias("credit_customer_id"), "credit_kind", C("posted").alias("credit_posted")
    )
    notes = items.filter(C("cents") < 0).select(
        C("invoice_id").alias("credit_id"), C("customer_id").alias("note_customer_id"), C("posted").alias("note_posted")
    )
    if frame is None:
        made = credits.filter(C("cents") != C("cents")).select(
            "credit_id", C("credit_id").alias("invoice_id"), "cents", C("posted").alias("said")
        )  # never true: an empty frame
    else:
        said = day(frame, "allocated_on")
        names = frame.collect_schema().names()
        late = [day(frame, "lettered_on").alias("lettered")] if "lettered_on" in names else []
        if "method" in names:  # the strict view leaves out what rules matched in memory
            frame = frame.filter(~nw.coalesce(C("method"), nw.lit("given")).str.starts_with("fallback"))
        made = frame.select("credit_id", "invoice_id", cents().alias("cents"), said.alias("said"), *late)
    both = (
        made.filter(C("cents") > 0)
        .join(owed, on="invoice_id", how="inner")
        .join(payer, on="credit_id", how="left")
        .join(notes, on="credit_id", how="left")
    )
    both = both.with_columns(
        nw.coalesce(C("credit_posted"), C("note_posted")).alias("credit_posted"),
        nw.coalesce(C("credit_customer_id"), C("note_customer_id")).alias("credit_customer_id"),
        nw.coalesce(C("credit_kind"), nw.lit("credit_note")).alias("credit_kind"),
    ).filter(~C("credit_posted").is_null())
    both = both.with_columns(nw.max_horizontal("said", "credit_posted", "item_posted").alias("on"))
    strict = ["on", "lettered"] if "lettered" in both.collect_schema().names() else ["on"]
    return both.with_columns((nw.max_horizontal(*strict) if len(strict) > 1 else C("on")).alias("effective"))

"""Widgets: a slider and two calculators that answer as their inputs change, beside the plain case of each.

In a notebook the case (`cases`, or a chart) stands in a cell of its own, which a report shows and
paper keeps; the widget stands in the next one, tagged `not-in-report`, for whoever runs it.

>>> calculator = margin_calculator(lang="en")
>>> [one.description for one in calculator.children[:2]]
['Amount with VAT, in euros', 'Share recovered, in %']
>>> calculator.children[-1].value.count("€100,000.00")
1

Every input is a field, a list or a slider of Jupyter's own: it has a label, takes the keyboard, and answers
when the value is final. An input without meaning shows the sentence that says so. Nothing is needed
where there is no window: a widget is then only an object.
"""

import datetime as dt
import functools
from collections.abc import Callable, Mapping
from html import escape
from typing import TYPE_CHECKING

import pandas as pd

from cashkit.dossier.dossier import Dossier
from cashkit.dossier.engine.interface import View
from cashkit.ground import formats, language
from cashkit.ground.calendar import day_number, from_day, month_end, month_index, month_starts
from cashkit.ground.errors import ArgumentError, CashkitError
from cashkit.ground.money import Money
from cashkit.measures.aged_balance import aged_balance
from cashkit.measures.as_of import resolved_view
from cashkit.measures.invoiced import known_month
from cashkit.views import cases, cells, render
from cashkit.views.charts import show
from cashkit.views.charts_aging import aged_balance_chart

if TYPE_CHECKING:
    from ipywidgets import VBox, Widget

_PER_CENT = 100
_VAT_RATES = (0.0, 0.055, 0.10, 0.20)
_LARGEST = 1e9
_WIDE = {"style": {"description_width": "initial"}, "layout": {"width": "min(100%, 46em)"}}


def aged_balance_slider(
    dossier: Dossier,
    lang: str | None = None,
    *,
    view: View | None = None,
    aged: Callable[..., pd.DataFrame] | None = None,
) -> "VBox":
    """Return a slider over the month ends of a dossier, with the aged balance of each.

    Its plain case is `views.show(views.aged_balance_chart(...))` at the closing date. `aged` makes another
    balance than the books' from a dossier and a day (`aged_claims_at`: doubtful items and retention apart).
    """
    from ipywidgets import SelectionSlider  # noqa: PLC0415  (a second, and tables do not need it)

    lang = language.checked(lang or language.current())
    days = _month_ends(dossier, view)
    options = [(formats.date(day, lang), day) for day in days]
    slider = SelectionSlider(
        options=options, value=days[-1], description=_say("as_of", lang), continuous_update=False, **_WIDE
    )

    def shown(*, as_of: dt.date) -> str:
        found = aged(dossier, as_of=as_of) if aged else aged_balance(dossier, as_of=as_of, by=None, view=view)
        return show(aged_balance_chart(found, lang)).svg()

    return _live({"as_of": slider}, shown, lang)


def margin_calculator(
    *,
    amount: Money = cases.AMOUNT,
    recovered: Money = cases.RECOVERED,
    vat_rate: Money = cases.VAT_RATE,
    margin_rate: Money = cases.MARGIN_RATE,
    lang: str | None = None,
) -> "VBox":
    """Return a calculator of the sales that a loss takes; its plain case is `cases.loss_case`."""
    lang = language.checked(lang or language.current())
    inputs = {
        "amount": _euros(amount, lang),
        "recovered": _share("recovered", recovered, 0, lang),
        "vat_rate": _vat(vat_rate, lang),
        "margin_rate": _share("margin", margin_rate, 1, lang),
    }

    return _live(inputs, functools.partial(_loss, lang=lang), lang)


def late_payment_calculator(
    *,
    amount: Money = cases.AMOUNT,
    issue_date: str = cases.ISSUED,
    terms: str = cases.TERMS,
    paid_on: str = cases.PAID,
    annual_rate: Money | None = None,
    lang: str | None = None,
) -> "VBox":
    """Return a calculator of due date, interest and indemnity; its plain case is `cases.late_payment_case`."""
    from ipywidgets import Text  # noqa: PLC0415  (a second, and tables do not need it)

    lang = language.checked(lang or language.current())
    inputs = {
        "amount": _euros(amount, lang),
        "issue_date": _day("issued", issue_date, lang),
        "terms": Text(
            value=cells.terms(terms, lang), description=_say("terms", lang), continuous_update=False, **_WIDE
        ),
        "paid_on": _day("paid", paid_on, lang),
        "annual_rate": _share("rate", annual_rate or 0, 0, lang),
    }

    return _live(inputs, functools.partial(_late_payment, lang=lang), lang)


def _loss(*, amount: float, recovered: float, vat_rate: float, margin_rate: float, lang: str) -> str:
    """Return the case of the margin calculator, whose shares are in per cent."""
    shares = {"recovered": recovered / _PER_CENT, "margin_rate": margin_rate / _PER_CENT}
    return render.styled(cases.loss_case(amount=amount, vat_rate=vat_rate, lang=lang, **shares).html())


def _late_payment(
    *, amount: float, issue_date: dt.date | None, terms: str, paid_on: dt.date | None, annual_rate: float, lang: str
) -> str:
    """Return the case of the late-payment calculator, whose rate is in per cent, 0 for the law's."""
    if issue_date is None or paid_on is None:
        raise ArgumentError("views.widget.no_date")
    days, rate = {"issue_date": issue_date, "paid_on": paid_on}, annual_rate / _PER_CENT or None
    return render.styled(
        cases.late_payment_case(amount=amount, terms=terms, annual_rate=rate, lang=lang, **days).html()
    )


def _live(inputs: Mapping[str, "Widget"], shown: Callable[..., str], lang: str) -> "VBox":
    """Return the inputs above what they give, which is made again whenever one of them changes."""
    from ipywidgets import HTML, VBox  # noqa: PLC0415  (a second, and tables do not need it)

    answer = HTML()

    def refresh(_: object = None) -> None:
        try:
            answer.value = shown(**{name: one.value for name, one in inputs.items()})
        except CashkitError as error:
            answer.value = f'<p role="status">{escape(error.say(lang))}</p>'

    for one in inputs.values():
        one.observe(refresh, names="value")
    refresh()
    return VBox([*inputs.values(), answer])


def _month_ends(dossier: Dossier, view: View | None) -> list[dt.date]:
    """Return the month ends from the first sales to the closing date, which comes last."""
    last = day_number(dossier.closing_date)
    first = known_month(dossier, resolved_view(dossier, view))
    months = range(int(month_index([last])[0]) if first is None else first, int(month_index([last])[0]) + 1)
    ends = [int(day) for day in month_end(month_starts(list(months)))]
    return [from_day(day) for day in ends if day < last] + [dossier.closing_date]


def _euros(amount: Money, lang: str) -> "Widget":
    from ipywidgets import BoundedFloatText  # noqa: PLC0415  (a second, and tables do not need it)

    return BoundedFloatText(value=float(amount), min=0, max=_LARGEST, description=_say("amount", lang), **_WIDE)


def _share(name: str, share: Money, least: float, lang: str) -> "Widget":
    """Return a slider in per cent, by half points."""
    from ipywidgets import FloatSlider  # noqa: PLC0415  (a second, and tables do not need it)

    bounds = {"min": least, "max": _PER_CENT if name == "recovered" else _PER_CENT // 2, "step": 0.5}
    value = round(float(share) * _PER_CENT, 2)
    return FloatSlider(
        value=value, description=_say(name, lang), continuous_update=False, readout_format=".2f", **bounds, **_WIDE
    )


def _vat(rate: Money, lang: str) -> "Widget":
    from ipywidgets import Dropdown  # noqa: PLC0415  (a second, and tables do not need it)

    rates = sorted({*_VAT_RATES, float(rate)})
    options = [(formats.percent(one, lang), one) for one in rates]
    return Dropdown(options=options, value=float(rate), description=_say("vat", lang), **_WIDE)


def _day(name: str, day: str, lang: str) -> "Widget":
    from ipywidgets import DatePicker  # noqa: PLC0415  (a second, and tables do not need it)

    return DatePicker(value=dt.date.fromisoformat(day), description=_say(name, lang), **_WIDE)


def _say(name: str, lang: str) -> str:
    return language.say(f"views.widget.{name}", lang)

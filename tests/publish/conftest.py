"""One small company, its reviews, and notebooks that behave well and badly: run once for all tests."""

import datetime as dt
from contextlib import contextmanager
from decimal import Decimal

import pandas as pd
import pytest

from cashkit.dossier.dossier import Dossier
from cashkit.dossier.findings import Figure, Finding, NotAssessed
from cashkit.ground import language
from cashkit.publish import audit, notebook_files, runs
from cashkit.stages.review import Review

NAME = 'Ateliers <script>alert("x")</script> & Fils'
AS_OF = dt.date(2025, 12, 31)
WORDS = {
    "overdue": ("Échu", "Overdue", "Somme des factures dont l'échéance est passée.", "Invoices past their due date."),
    "late_share": ("Part de l'échu", "Overdue share", "Échu divisé par l'encours.", "Overdue over receivables."),
    "nothing_invoiced": ("rien n'a été facturé", "nothing was invoiced", "", ""),
}
PARAMETERS = 'source = "sample"\nas_of = "2024-12-31"\nlang = "fr"'
START = """from cashkit.publish import runs
dossier = runs.dossier(source)
review = runs.review("recovery", dossier, as_of=as_of)"""
CHART = "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nax.plot([1, 2], [3, 4])"
HOSTILE = """from IPython.display import HTML, SVG, Markdown, display
display(HTML('<table onclick="steal()"><tr><td>kept<script>alert("cell")</script></td></tr></table>'))
display(HTML('<a href="javascript:steal()">go</a><iframe src="https://example.org/"></iframe>'))
display(HTML('<img src="https://example.org/spy.png" onerror="steal()">'))
display(SVG('<svg xmlns="http://www.w3.org/2000/svg" onload="steal()"><script>steal()</script><rect/></svg>'))
display(Markdown('[bad](javascript:alert(1)) <script>alert("md")</script> ![spy](https://example.org/spy.png)'))
import warnings; warnings.warn("not for the reader")
print("<b>printed</b>")"""
LEFT_BEHIND = """import os, warnings
import pandas as pd
secret = 42
pd.set_option("display.max_rows", 7)
plt.rcParams["lines.linewidth"] = 9
warnings.simplefilter("ignore")
os.environ["LEFT"] = "behind"
os.chdir("..")"""
TRACES = """import os, warnings
import matplotlib.pyplot as plt, pandas as pd
from cashkit.ground import language
"secret" in globals(), pd.get_option("display.max_rows"), plt.rcParams["lines.linewidth"], plt.get_fignums(), \\
    "LEFT" in os.environ, language.current(), os.path.exists("kernel.json"), os.environ["CASHKIT_RUN"] != "\""""


def notebook(*cells, parameters=PARAMETERS):
    """Make a notebook of code cells; a cell that starts with # is prose."""
    made = [notebook_files.code(parameters, "parameters")]
    made[0].metadata["tags"] = ["parameters"]
    for n, text in enumerate(cells):
        make = notebook_files.markdown if text.startswith("#") else notebook_files.code
        made.append(make(text, f"cell-{n}"))
    return notebook_files.made_of(made)


NOTEBOOKS = {
    "00_welcome": notebook("# Bienvenue", START, "dossier.invoices"),
    "01_inform": notebook("# Étape 1", "## Le graphique", START, "review.tables['work_list']", CHART, LEFT_BEHIND),
    "02_credit_line": notebook("# Étape 2", TRACES),
    "03_account": notebook("# Étape 3", HOSTILE, "import pandas as pd\npd.DataFrame({'n': range(3000)}).style"),
    "06_invoice": notebook("# Étape 6", "print('avant')", "raise ValueError('facture <b>introuvable</b>')", "1"),
    "07_collection": notebook("# Étape 7", "import sys\nsys.exit(0)", "print('never')"),
    "08_recovery": notebook("# Étape 8", "import os\nos._exit(3)", "print('never')"),
    "09_impact": notebook("# Étape 9", "print(as_of, lang)"),
}
ENGLISH = {"09_impact": notebook("# Stage 9", CHART, "print(as_of, lang)", "print({str(n) for n in range(9)})")}


def reviewed(stage, as_of=AS_OF):
    """Return the review of a stage of the small company."""
    if stage in {"recovery", "synthesis"}:
        item = ("invoices", "F1", 120_000)
        late = Finding(
            "R06", "error", "invoices", "F1", "C1", "cash_late", Decimal("1200.00"), (item,), params={"value": "F1"}
        )
        again = Finding(
            "R06", "error", "invoices", "F1", "C1", "cash_late", Decimal("1200.00"), (item,), params={"value": "F1"}
        )
        figures = (
            Figure("overdue", Decimal("1200.00"), "eur", {"late_share": 0.5}, "invoices F1", "art. L441-10"),
            Figure("late_share", None, "rate", reason="nothing_invoiced"),
        )
        frame = pd.DataFrame(
            {
                "customer_id": ["=HYPERLINK(1)", "C2"],
                "total": [1200.0, -20.5],
                "amount": pd.Series([Decimal("1.10"), None], dtype=object),
                "issue_date": pd.to_datetime(["2025-11-30", None]),
                "value": pd.Series([1, "a"], dtype=object),
            }
        )
        found = (late, again) if stage == "recovery" else ()
        missing = (NotAssessed("disputes", "disputes", ("reason",), "gain_disputes"),)
        return Review(
            stage, as_of, figures, found, {"work_list": frame}, missing, "bad", "report.subject", {"as_of": AS_OF}
        )
    missing = (NotAssessed("order_elements", "orders", (), "gain_orders"),)
    return Review(stage, as_of, missing=missing)


@pytest.fixture(scope="session")
def stage_review():
    """Return the maker of a stage's review."""
    return reviewed


@pytest.fixture(scope="session")
def dossier():
    rows = {
        "invoice_id": ["F1", "F2"],
        "customer_id": ["C1", "C2"],
        "kind": "invoice",
        "issue_date": ["2025-10-01", "2025-12-01"],
        "due_date": ["2025-11-01", None],
        "amount": [1200.0, 600.0],
    }
    return Dossier.of(name=NAME, siren="732829320", closing_date="2025-12-31", invoices=pd.DataFrame(rows))


@contextmanager
def figure_words():
    """Give the figures of these tests their words."""
    columns = ("fr", "en", "definition_fr", "definition_en")
    table = language.table
    more = {key: {"key": key, "unit": "", **dict(zip(columns, words, strict=True))} for key, words in WORDS.items()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "table", lambda room: {**table(room), **more} if room == "figures" else table(room))
        yield


@pytest.fixture(autouse=True)
def with_figure_words():
    with figure_words():
        yield


@pytest.fixture(scope="session")
def auditing(tmp_path_factory, dossier):
    """Return a function that audits the small company with the notebooks above."""
    folder = tmp_path_factory.mktemp("notebooks")
    for lang in language.LANGUAGES:
        (folder / lang).mkdir()
        for name, made in (NOTEBOOKS if lang == "fr" else ENGLISH).items():
            (folder / lang / f"{name}.ipynb").write_bytes(notebook_files.content(made))

    def run(lang, out, **options):
        with pytest.MonkeyPatch.context() as patch, figure_words():
            patch.setattr(audit, "share", lambda _, lang: folder / lang)
            patch.setattr(runs, "computed", lambda stage, _, question: reviewed(stage, question.as_of))
            patch.setattr(runs, "synthesised", lambda _, question, __: reviewed("synthesis", question.as_of))
            return audit.audit(dossier, as_of="2025-12-31", lang=lang, out=out, **options)

    return run


@pytest.fixture(scope="session")
def told():
    return []


@pytest.fixture(scope="session")
def audited(auditing, tmp_path_factory, told):
    """Audit once, in French, with everything that can go wrong in a notebook."""
    out = tmp_path_factory.mktemp("audit") / "rapport client"
    return auditing("fr", out, margin_rate=0.1, progress=lambda *step: told.append(step))


@pytest.fixture(scope="session")
def page(audited):
    return audited.path.read_text(encoding="utf-8")

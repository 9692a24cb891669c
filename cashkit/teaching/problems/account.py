"""Problems of stage 3: how many firms a customer file holds, and what two codes of one firm owe together."""

import pandas as pd

from cashkit.teaching.problem import Problem, problem
from cashkit.teaching.seeds import Draw

_SITES = ("00011", "00029", "00037", "00045", "00052", "00060")
_TALMOND, _GUILHEM, _POSE = "999000128", "999000334", "999000417"
_MARTINS = ("999000516", "999000524")


def firms_in_file(draw: Draw) -> Problem:
    """Ask how many firms stand behind the codes of a customer file."""
    sites = draw.figure(3, (4, 5, 6))
    table = _customer_file(sites)
    found = {
        "right": table["siren"].nunique(),
        "codes_counted": len(table),
        "sites_counted": table["siret"].nunique(),
        "names_counted": table["name"].nunique(),
    }
    return problem("firms_in_file", {"codes": len(table)}, found, unit="count", step=sites, table=table)


def joint_exposure(draw: Draw) -> Problem:
    """Ask by how much one customer under two codes is beyond the line that was studied once."""
    first = draw.figure(14_600, range(11_000, 14_901, 100))
    second, limit = 8_500, 15_000
    joint = first + second
    found = {
        "right": joint - limit,
        "each_within": 0,
        "limits_added": joint - 2 * limit,
        "mean_taken": joint / 2 - limit,
    }
    given = {"first": first, "second": second, "limit": limit}
    return problem("joint_exposure", given, found, unit="eur", tolerance=1, step=joint)


def _customer_file(sites: int) -> pd.DataFrame:
    """Return a file with one firm on several sites, one entered twice, and two namesakes."""
    rows = [
        *(("Comptoir Talmond" if n else "Talmond Matériaux", _TALMOND, _SITES[n]) for n in range(sites)),
        ("GUILHEM ET FILS", _GUILHEM, _SITES[0]),
        ("Ets Guilhem & Fils", _GUILHEM, _SITES[0]),
        *(("Martin Fermetures", siren, _SITES[0]) for siren in _MARTINS),
        ("Pose Express 84", _POSE, _SITES[0]),
    ]
    table = pd.DataFrame(rows, columns=["name", "siren", "site"])
    table["siret"] = table["siren"] + table.pop("site")
    table.insert(0, "customer_id", [f"C{n:04}" for n in range(1, len(table) + 1)])
    return table

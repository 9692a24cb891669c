"""Quartiles of a sector, from a file of the reader's own."""

import pytest

from cashkit.ground.errors import SourceError
from cashkit.readers.sector_quartiles import open_sector_quartiles


@pytest.fixture
def write(tmp_path):
    def written(content, encoding="utf-8"):
        path = tmp_path / "secteur.csv"
        path.write_bytes(content.encode(encoding))
        return path

    return written


@pytest.mark.parametrize(
    "text",
    [
        "autonomy;0,20;0,30;0,45\n",
        "ratio;q1;médiane;q3\nautonomy;20 %;30 %;45 %\n",
        "ratio,q1,median,q3\nautonomy,0.20,0.30,0.45\n",
        "Ratio\tQ1\tM\tQ3\nAutonomy\t20%\t30\u00a0%\t45%\n\n",
        '"ratio";"q1";"m";"q3"\n"autonomy";"0,20";"0,30";"0,45"\nsource;une banque\n',
    ],
)
def test_a_line_gives_the_three_values_of_a_ratio_however_it_is_written(write, text):
    assert open_sector_quartiles(write(text)) == {"autonomy": (0.2, 0.3, 0.45)}


def test_an_old_spreadsheet_is_read_in_its_own_encoding(write):
    assert open_sector_quartiles(write("ratio;q1;médiane;q3\ngearing;-0,5;0,2;0,9\n", "cp1252")) == {
        "gearing": (-0.5, 0.2, 0.9)
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("autonomy;0,2;0,3;0,4\ngearing;0,1;nan;2\n", "ligne 2 : « nan »"),
        ("autonomy;0,2;0,3;0,4\ngearing;0,1;1e3;2\n", "ligne 2 : « 1e3 »"),
        ("autonomy;0,4;0,3;0,2\n", "ligne 1, « autonomy »"),
        ("autonomy;0,1;0,3;0,4\nautonomy;0,2;0,3;0,4\n", "ligne 2, « autonomy »"),
        ("autonomy;x;0,3;0,4\ngearing;0,1;0,2;0,3\n", "ligne 1 : « x »"),
        ("autonomy;0,2;0,3;0,4\ngearing;0,1;0,2\n", "ligne 2, « gearing »"),
        ("autonomy;0,2;0,3;0,4\n" + "\n" * 2000 + "gearing;0,3;0,2;0,1\n", "ligne 2002, « gearing »"),
        ("=cmd();0,1;0,2;0,3\n", "ligne 1, « =cmd() »"),
        ("rien\n", "secteur.csv ne donne aucun quartile"),
        ("", "secteur.csv ne donne aucun quartile"),
        ("\0\0", "secteur.csv ne donne aucun quartile"),
    ],
)
def test_what_is_no_set_of_quartiles_is_refused_with_its_place(write, text, words):
    with pytest.raises(SourceError) as refused:
        open_sector_quartiles(write(text))
    assert words.replace("« ", "«\u00a0").replace(" »", "\u00a0»").replace(" :", "\u00a0:") in str(refused.value)


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path):
    with pytest.raises(SourceError, match="nulle_part"):
        open_sector_quartiles(tmp_path / "nulle_part.csv")

"""Statements of account in three forms, each written here record by record."""

from datetime import date
from decimal import Decimal

import pytest

from cashkit.ground.errors import SourceError
from cashkit.readers.bank import bank_file
from cashkit.readers.bank.bank_file import open_bank_statement

CAMT = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version:02d}"


def record(code, **parts):
    """Write one CFONB record: each part at its first column (1-based)."""
    line = list(code.ljust(120))
    for text, start in parts.values():
        line[start - 1 : start - 1 + len(text)] = text
    return "".join(line)


def account(code, day, amount, number="00012345603"):
    return record(
        code, bank=("30004", 3), branch=("02204", 12), currency=("EUR2", 17), account=(number, 22), day=(day, 35),
        amount=(amount.rjust(14, "0"), 91),
    )  # fmt: skip


def movement(day, amount, label, *, operation="05", reject="  "):
    return record(
        "04", bank=("30004", 3), branch=("02204", 12), currency=("EUR2", 17), account=("00012345603", 22),
        operation=(operation, 33), day=(day, 35), reject=(reject, 41), value=(day, 43), label=(label, 49),
        amount=(amount.rjust(14, "0"), 91),
    )  # fmt: skip


def more(qualifier, text):
    return record("05", qualifier=(qualifier, 46), text=(text, 49))


def opened(tmp_path, content, name="releve.txt"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return open_bank_statement(path)


DAY = [
    account("01", "050126", "10000{"),
    movement("060126", "12000{", "VIR ALPHA"),
    more("LIB", "FACTURE FA250102"),
    more("NPY", "ALPHA SARL"),
    movement("060126", "2000}", "PRLV LOYER", operation="08"),
    movement("070126", "500}", "PRLV REJETE", operation="09", reject="04"),
    account("07", "070126", "19500{"),
]


def test_a_cfonb_statement_gives_receipts_with_their_words(tmp_path):
    read = opened(tmp_path, "\n".join(DAY))
    assert (read.form, read.statements[0].missing_cents) == ("cfonb120", 0)
    row = read.payments.iloc[0]
    assert (row["amount"], row["counterparty"], row["method"]) == (1200.0, "ALPHA SARL", "transfer")
    assert "FA250102" in row["reference"]
    assert str(row["payment_date"])[:10] == "2026-01-06"
    assert len(read.payments) == 1
    assert read.movements["amount"].tolist() == [1200.0, -200.0, -50.0]


@pytest.mark.parametrize("ends", ["\r\n", "\r", ""])
def test_line_ends_do_not_matter_not_even_their_absence(tmp_path, ends):
    assert opened(tmp_path, ends.join(DAY)).movements["amount"].tolist() == [1200.0, -200.0, -50.0]


def test_money_that_came_back_is_told_and_is_no_receipt(tmp_path):
    (finding,) = opened(tmp_path, "\n".join(DAY)).data_findings
    assert (finding.code, finding.value, finding.line) == ("B03", "04", 6)
    assert "de 50 EUR" in finding.message("fr")


def test_balances_that_do_not_tie_are_told_to_the_cent(tmp_path):
    lines = [*DAY[:-1], account("07", "070126", "19501{")]
    (finding, _) = opened(tmp_path, "\n".join(lines)).data_findings
    assert (finding.code, finding.params["amount"]) == ("B01", Decimal("0.10"))


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        (DAY[1:], "bank.no_opening"),
        (DAY[:-1], "bank.unfinished"),
        ([DAY[0], DAY[0]], "bank.unfinished"),
        ([DAY[0], DAY[2], DAY[-1]], "bank.no_movement"),
        ([DAY[0], "99".ljust(120)], "bank.unknown_record"),
        ([DAY[0], DAY[1] + "x"], "bank.wrong_length"),
        ([DAY[0], movement("310226", "1{", "x")], "bank.bad_date"),
        ([DAY[0], movement("060126", "12000", "x")], "bank.bad_amount"),
        ([DAY[0], account("07", "070126", "1{", number="00099999999")], "bank.other_account"),
        ([DAY[0], DAY[1].replace("00012345603", "00099999999"), DAY[-1]], "bank.other_account"),
        ([DAY[0], DAY[1][:96], DAY[-1]], "bank.wrong_length"),
        (
            [DAY[0].replace("EUR2", "TND3"), movement("060126", "1005A", "x").replace("EUR2", "TND3")],
            "bank.finer_than_cents",
        ),
        ([DAY[0], movement("06²126", "1{", "x")], "bank.bad_date"),
    ],
)
def test_a_broken_statement_is_refused_with_its_line(tmp_path, lines, key):
    with pytest.raises(SourceError) as caught:
        opened(tmp_path, "\n".join(lines))
    assert caught.value.key == key
    assert "releve.txt" in caught.value.say("fr")
    assert str(caught.value.params["line"]) in caught.value.say("en")


def camt(entries="", version=2, balances=("1000.00", "1120.00")):
    def bal(code, amount):
        kind = f"<Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
        side = "<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-01-05</Dt></Dt>"
        return f'<Bal>{kind}<Amt Ccy="EUR">{amount}</Amt>{side}</Bal>'

    told = bal("OPBD", balances[0]) + bal("CLBD", balances[1]) if balances else ""
    account_of = "<Acct><Id><IBAN>FR76</IBAN></Id><Ccy>EUR</Ccy></Acct>"
    body = f"<BkToCstmrStmt><Stmt>{account_of}{told}{entries}</Stmt></BkToCstmrStmt>"
    return f'<Document xmlns="{CAMT.format(version=version)}">{body}</Document>'


def entry(amount, side="CRDT", details="", *, status="<Sts>BOOK</Sts>", currency="EUR"):
    dates = "<BookgDt><Dt>2026-01-05</Dt></BookgDt><ValDt><Dt>2026-01-06</Dt></ValDt>"
    return (
        f'<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd>{status}{dates}'
        f"<NtryDtls>{details}</NtryDtls></Ntry>"
    )


def detail(amount="", text="", party="<Dbtr><Nm>ALPHA</Nm></Dbtr>", rest=""):
    told = f'<Amt Ccy="EUR">{amount}</Amt>' if amount else ""
    return f"<TxDtls>{told}<RltdPties>{party}</RltdPties><RmtInf><Ustrd>{text}</Ustrd></RmtInf>{rest}</TxDtls>"


@pytest.mark.parametrize("version", [2, 4, 8, 13])
def test_a_camt_statement_is_read_in_each_version(tmp_path, version):
    booked = "<Sts>BOOK</Sts>" if version < 5 else "<Sts><Cd>BOOK</Cd></Sts>"
    party = "<Dbtr><Nm>ALPHA</Nm></Dbtr>" if version < 8 else "<Dbtr><Pty><Nm>ALPHA</Nm></Pty></Dbtr>"
    read = opened(tmp_path, camt(entry("120.00", details=detail(text="FA1", party=party), status=booked), version))
    row = read.payments.iloc[0]
    assert (row["amount"], row["counterparty"], row["reference"]) == (120.0, "ALPHA", "FA1")
    assert read.data_findings == ()
    assert read.statements[0].movements[0].value_date == date(2026, 1, 6)


def test_one_credit_of_several_transfers_is_told_transfer_by_transfer(tmp_path):
    details = detail("100.00", "FA1") + detail("20.00", "FA2")
    assert opened(tmp_path, camt(entry("120.00", details=details))).payments["amount"].tolist() == [100.0, 20.0]


def test_transfers_that_do_not_sum_to_their_credit_stay_one_credit(tmp_path):
    details = detail("100.00", "FA1") + detail("10.00", "FA2")
    assert opened(tmp_path, camt(entry("120.00", details=details))).payments["amount"].tolist() == [120.0]


def test_what_is_announced_but_not_booked_is_no_receipt(tmp_path):
    read = opened(tmp_path, camt(entry("120.00", status="<Sts>PDNG</Sts>"), balances=("1000.00", "1000.00")))
    assert read.payments.empty
    assert [(found.code, found.params["n"]) for found in read.data_findings] == [("B07", 1)]


def test_a_reversed_credit_and_another_currency_are_told(tmp_path):
    back = detail("", "FA1", rest="<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>")
    read = opened(
        tmp_path, camt(entry("30.00", "DBIT", back) + entry("50.00", currency="USD"), balances=("30.00", "0.00"))
    )
    assert [(found.code, found.value) for found in read.data_findings] == [("B03", "AC04"), ("B05", "USD")]
    assert read.payments["currency"].tolist() == ["USD"]


def test_without_both_balances_nothing_is_proved(tmp_path):
    (finding,) = opened(tmp_path, camt(entry("1.00"), balances=())).data_findings
    assert finding.code == "B02"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (camt(version=1), "bank.not_camt"),
        (camt(version=14), "bank.not_camt"),
        (camt(version=2).replace("camt.053", "camt.052"), "bank.is_camt052"),
        (camt(version=8).replace("camt.053", "camt.054"), "bank.is_camt054"),
        (camt(entry("1.00", status="")), "bank.bad_field"),
        (camt(entry("-1.00")), "bank.bad_field"),
        (camt(entry("1e5")), "bank.bad_field"),
        (camt(entry("9" * 5000)), "bank.bad_field"),
        (camt(entry("1.005")), "bank.finer_field"),
        (camt(entry("1.00").replace("2026-01-05", "2026-W01-1")), "bank.bad_field"),
        ("<Document/>", "bank.not_camt"),
        (f'<Document xmlns="{CAMT.format(version=3)}"/>', "bank.no_statement"),
        (camt(entry("1,00")), "bank.bad_field"),
        (camt(entry("1.00", side="UP")), "bank.bad_field"),
        (camt(entry("1.00").replace("2026-01-05", "2026-02-30")), "bank.bad_field"),
        (camt()[:-5], "readers.xml_malformed"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "readers.xml_unsafe"),
        ("<a>" * 10_000, "readers.xml_unsafe"),
        ('<!DOCTYPE a SYSTEM "http://x.example/a.dtd"><a/>', "readers.xml_unsafe"),
    ],
)
def test_a_document_that_is_no_statement_is_refused(tmp_path, content, key):
    with pytest.raises(SourceError) as caught:
        opened(tmp_path, content, "releve.xml")
    assert caught.value.key == key
    assert "releve.xml" in caught.value.say("fr")


MT940 = """:20:START
:25:30004/00012345603
:28C:1/1
:60F:C260104EUR1000,00
:61:2601050105C120,00NTRFFA250102//B1
:86:?20VIR ALPHA?21FACTURE FA250102
 SUITE
:61:260105D20,5NDDTNONREF
:61:2512310102RC30,NRTIX
:62F:C260105EUR1069,50
-
"""


def test_an_mt940_statement_is_read(tmp_path):
    read = opened(tmp_path, MT940)
    (one,) = read.statements
    assert (read.form, one.missing_cents, one.currency) == ("mt940", 0, "EUR")
    assert [moved.cents for moved in one.movements] == [12_000, -2_050, -3_000]
    assert "SUITE" in read.payments["reference"][0]
    assert one.movements[2].booked_on == date(2026, 1, 2)
    assert [found.code for found in read.data_findings] == ["B03"]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        (":62F:C260105EUR1069,50", "", "bank.unfinished"),
        (":60F:C260104EUR1000,00", ":60F:C260104EUR1000.00", "bank.bad_amount"),
        (":61:260105D20,5NDDTNONREF", ":61:hello", "bank.bad_movement"),
        ("2601050105C", "2601050230C", "bank.bad_date"),
        ("EUR1069,50", "USD1069,50", "bank.other_currency"),
    ],
)
def test_a_broken_mt940_is_refused(tmp_path, old, new, key):
    with pytest.raises(SourceError) as caught:
        opened(tmp_path, MT940.replace(old, new))
    assert caught.value.key == key


@pytest.mark.parametrize("content", [b"", b"hello", b"\0\1\2", b"%PDF-1.4", "code;libellé".encode("latin-1")])
def test_what_is_no_statement_is_said(tmp_path, content):
    with pytest.raises(SourceError, match=r"releve\.txt"):
        opened(tmp_path, content)


def test_the_same_statement_twice_is_told_once(tmp_path):
    read = opened(tmp_path, "\n".join([*DAY[:2], account("07", "070126", "22000{")] * 2))
    assert [found.code for found in read.data_findings] == ["B04"]


def test_a_file_closed_by_an_end_of_file_mark_is_whole(tmp_path):
    assert len(opened(tmp_path, "\r\n".join(DAY) + "\r\n\x1a").movements) == 3


def test_words_of_a_movement_are_kept_whatever_their_qualifier(tmp_path):
    lines = [*DAY[:2], more("LC2", "SUITE"), more("ZZZ", "FA77"), more("", "FA78"), more("MMO", "EUR2"), DAY[4], DAY[5]]
    lines += [account("07", "070126", "19500{")]
    reference = opened(tmp_path, "\n".join(lines)).payments["reference"][0]
    assert [word in reference for word in ("SUITE", "FA77", "FA78", "MMO", "EUR2")] == [True, True, True, False, False]


def test_another_bank_code_at_the_closing_is_told_and_read(tmp_path):
    read = opened(tmp_path, "\n".join([*DAY[:-1], DAY[-1].replace("30004", "30005")]))
    assert [found.code for found in read.data_findings] == ["B03", "B08"]
    assert read.statements[0].missing_cents == 0


def test_a_movement_through_another_bank_is_the_accounts_own(tmp_path):
    lines = [DAY[0], DAY[1].replace("30004", "55667"), account("07", "070126", "22000{")]
    assert opened(tmp_path, "\n".join(lines)).data_findings == ()


def test_several_accounts_of_one_file_are_kept_apart_in_their_currencies(tmp_path):
    francs = [line.replace("EUR2", "XPF0").replace("00012345603", "00077777777") for line in DAY[:2]]
    francs += [account("07", "070126", "22000{", number="00077777777").replace("EUR2", "XPF0")]
    read = opened(tmp_path, "\n".join([*DAY, *francs]))
    assert [(one.currency, one.missing_cents) for one in read.statements] == [("EUR", 0), ("XPF", 0)]
    assert read.payments["amount"].tolist() == [1200.0, 120_000.0]


def test_a_movement_in_another_currency_than_its_account_is_in_no_sum(tmp_path):
    lines = [DAY[0], DAY[1].replace("EUR2", "USD2"), account("07", "070126", "10000{")]
    read = opened(tmp_path, "\n".join(lines))
    assert [found.code for found in read.data_findings] == ["B05"]


def test_an_envelope_and_prefixes_do_not_hide_a_statement(tmp_path):
    inner = camt(entry("120.00", details=detail(text="FA1")))
    document = inner.replace("<", "<n:").replace("<n:/", "</n:").replace("xmlns=", "xmlns:n=")
    for content in (document, f"<Envelope><AppHdr xmlns='urn:head'/>{inner}</Envelope>"):
        assert opened(tmp_path, content).payments["amount"].tolist() == [120.0]


def test_several_statements_of_one_document_are_read_each_with_its_balances(tmp_path):
    body = camt(entry("120.00"))
    one = body[body.index("<Stmt>") : body.index("</BkToCstmrStmt>")]
    later = one.replace("FR76", "FR99")
    read = opened(tmp_path, body.replace(one, one + later))
    assert [(one.account, one.missing_cents) for one in read.statements] == [("FR76", 0), ("FR99", 0)]


def test_an_entry_is_booked_on_its_value_date_for_want_of_another(tmp_path):
    undated = entry("120.00").replace("<BookgDt><Dt>2026-01-05</Dt></BookgDt>", "")
    assert opened(tmp_path, camt(undated)).statements[0].movements[0].booked_on == date(2026, 1, 6)
    naked = undated.replace("<ValDt><Dt>2026-01-06</Dt></ValDt>", "")
    with pytest.raises(SourceError, match="Ntry 1"):
        opened(tmp_path, camt(naked))


@pytest.mark.parametrize("day", ["2026-01-05T23:30:00.000+01:00", "2026-01-05T23:30:00Z", "2026-01-05T00:00:00"])
def test_a_day_is_the_banks_own_whatever_its_time_zone(tmp_path, day):
    timed = entry("120.00").replace("<Dt>2026-01-05</Dt>", f"<DtTm>{day}</DtTm>")
    assert opened(tmp_path, camt(timed)).statements[0].movements[0].booked_on == date(2026, 1, 5)


def test_of_balances_told_page_by_page_the_first_opens_and_the_last_closes(tmp_path):
    body = camt(entry("120.00"))
    pages = body.replace("</Acct>", "</Acct>" + body[body.index("<Bal>") : body.index("<Ntry>")], 1)
    pages = pages.replace("1120.00", "1060.00", 1)
    middle = pages.index("1000.00", pages.index("1000.00") + 1)
    assert opened(tmp_path, pages[:middle] + "1060.00" + pages[middle + 7 :]).statements[0].missing_cents == 0


@pytest.mark.parametrize("true", ["true", "1"])
def test_a_debit_that_the_bank_takes_back_is_no_receipt(tmp_path, true):
    back = entry("120.00").replace("<Sts>", f"<RvslInd>{true}</RvslInd><Sts>")
    read = opened(tmp_path, camt(back))
    assert read.payments.empty
    (found,) = read.data_findings
    assert (found.code, found.params["amount"]) == ("B06", Decimal("120.00"))


def test_an_unpaid_direct_debit_is_known_by_its_sub_family(tmp_path):
    family = "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>IDDT</Cd><SubFmlyCd>UPDD</SubFmlyCd></Fmly></Domn></BkTxCd>"
    read = opened(tmp_path, camt(entry("120.00", "DBIT", detail(rest=family)), balances=("1000.00", "880.00")))
    assert [(found.code, found.value) for found in read.data_findings] == [("B03", "UPDD")]


def test_the_words_of_a_structured_mt940_give_payer_and_account(tmp_path):
    told = ":86:166?00VIREMENT?20FACTURE FA2?215 0102?31FR7630004000031234567890143?32ALPHA SARL ET?33 FILS"
    read = opened(tmp_path, MT940.replace(":86:?20VIR ALPHA?21FACTURE FA250102\n SUITE", told))
    row = read.payments.iloc[0]
    assert (row["counterparty"], row["counterparty_iban"]) == ("ALPHA SARL ET FILS", "FR7630004000031234567890143")
    assert "166" not in row["reference"]


def test_an_mt940_in_its_swift_envelope_keeps_what_follows_a_movement(tmp_path):
    text = "{1:F01AAAAFRPPAXXX0000000000}{2:I940BBBBFRPPXXXXN}{4:\n" + MT940.replace("//B1\n", "//B1\nREMISE FA9\n", 1)
    read = opened(tmp_path, text.replace("\n-\n", "\n-}\n"))
    assert "REMISE FA9" in read.payments["reference"][0]
    assert read.statements[0].missing_cents == 0


def test_an_mt940_debit_taken_back_is_no_receipt(tmp_path):
    text = MT940.replace("RC30,NRTIX", "RD30,NTRFX").replace("EUR1069,50", "EUR1129,50")
    read = opened(tmp_path, text)
    assert read.payments["amount"].tolist() == [120.0]
    assert [found.code for found in read.data_findings] == ["B06"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso8859-15"])
def test_a_statement_is_read_in_each_encoding(tmp_path, encoding):
    assert opened(tmp_path, MT940.replace("ALPHA", "CRÉDIT").encode(encoding)).payments["reference"][0].count("É") == 1
    assert len(opened(tmp_path, camt(entry("120.00")).encode("utf-16"), "releve.xml").payments) == 1


def test_a_statement_beyond_measure_is_refused_before_it_is_split(tmp_path, monkeypatch):
    monkeypatch.setattr(bank_file, "LARGEST_TEXT", 20)
    with pytest.raises(SourceError) as caught:
        opened(tmp_path, MT940)
    assert caught.value.key == "readers.xml_too_large"

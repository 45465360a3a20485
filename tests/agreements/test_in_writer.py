"""A filled agreement as an office opens it: LibreOffice Writer makes pages of it, whose words are those of the quote."""

import os
import subprocess

import pytest

import sangaku_price
from places import ROOT
from poppler import text_of_pdf, words_of_pdf
from sangaku_price.language.eras import in_era
from spreadsheet import soffice

TEMPLATE = ROOT / "examples" / "agreement.docx"


def pages_of(spec, folder):
    """The agreement of a contract as Writer prints it."""
    filled, pages = folder / "filled.docx", folder / "filled.pdf"
    filled.write_bytes(sangaku_price.agreement_fill(TEMPLATE, spec))
    command = [soffice(), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    ran = subprocess.run(
        [*command, "--outdir", str(folder), str(filled)],
        check=False,
        capture_output=True,
        env={**os.environ, "HOME": str(folder)},
    )
    assert pages.exists(), f"no pages; is there a Writer (apt-get install libreoffice-writer)? {ran.stderr.decode()}"
    return pages


@pytest.mark.tools
@pytest.mark.parametrize("name", ["kyoto-battery", "consortium", "firm-years"])
def test_the_pages_show_the_parties_the_days_the_total_and_every_invoice(name, tmp_path):
    spec = ROOT / "examples" / f"{name}.toml"
    pages, quote = pages_of(spec, tmp_path), sangaku_price.quote(spec)
    words = "".join(text_of_pdf(pages).split())
    assert quote.contract.university in words
    assert quote.contract.company in words
    firm = [one for one in quote.invoices if not one.planned]
    planned = [one.total for one in quote.periods if one.planned]
    for amount in (quote.totals.total, quote.totals.tax, *(one.total for one in firm), *planned):
        assert f"{amount:,}円" in words
    assert f"{in_era(quote.contract.start)}から{in_era(quote.contract.end)}まで" in words
    due = [one.due for one in (*firm, *quote.lines) if one.due]
    assert all(in_era(day).startswith("令和") and in_era(day) in words for day in due)
    assert ("支払期限" in words) == any(one.due for one in firm)
    assert "{{" not in words
    assert "{%" not in words


SIX_YEARS = """format = 1
tariff = "hokkaido"
[contract]
start = 2026-07-01
end = 2032-03-31
billing = "fiscal-year"
[[direct]]
amount = 87_654_321
"""


@pytest.mark.tools
def test_an_annex_of_six_years_parts_no_amount(tmp_path):
    spec = tmp_path / "spec.toml"
    spec.write_text(SIX_YEARS)
    priced = sangaku_price.quote(spec)
    printed = [word.text for word in words_of_pdf(pages_of(spec, tmp_path)) if word.page > 1]
    assert len(priced.periods) == 6
    assert {f"{one.total:,}" for one in (*priced.periods, priced.totals)} <= {*printed}


@pytest.mark.tools
def test_amounts_of_the_pages_stay_on_their_line_and_tell_their_basis(tmp_path):
    spec = ROOT / "examples" / "kyoto-battery.toml"
    pages, quote = pages_of(spec, tmp_path), sangaku_price.quote(spec)
    printed = [word.text for word in words_of_pdf(pages)]
    for period in quote.periods:
        for amount in (period.subtotal, period.tax, period.total):
            assert f"{amount:,}" in printed
    lines = text_of_pdf(pages, "-layout").splitlines()
    assert not [line for line in lines if set(line.split()) == {"円"}]
    words = "".join(printed)
    assert "（単位：円。区分ごとの額は税抜）" in words
    assert words.count("金額（税抜）") == 2

"""A filled agreement as an office opens it: LibreOffice Writer makes pages of it, whose words are those of the quote."""

import os
import subprocess

import pytest

import sangaku_price
from places import ROOT
from poppler import text_of_pdf
from spreadsheet import soffice

TEMPLATE = ROOT / "examples" / "agreement.docx"


@pytest.mark.tools
@pytest.mark.parametrize("name", ["kyoto-battery", "consortium"])
def test_the_pages_show_the_parties_the_total_and_every_invoice(name, tmp_path):
    spec, filled = ROOT / "examples" / f"{name}.toml", tmp_path / "filled.docx"
    filled.write_bytes(sangaku_price.agreement_fill(TEMPLATE, spec))
    command = [soffice(), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    ran = subprocess.run(
        [*command, "--outdir", str(tmp_path), str(filled)],
        check=False,
        capture_output=True,
        env={**os.environ, "HOME": str(tmp_path)},
    )
    pages = tmp_path / "filled.pdf"
    assert pages.exists(), f"no pages; is there a Writer (apt-get install libreoffice-writer)? {ran.stderr.decode()}"
    words = "".join(text_of_pdf(pages).split())
    quote = sangaku_price.quote(spec)
    assert quote.contract.university in words
    assert quote.contract.company in words
    for amount in (quote.totals.total, quote.totals.tax, *(one.total for one in quote.invoices)):
        assert f"{amount:,}円" in words
    assert "{{" not in words

"""Where the columns of a comparison stand among the published sizes of contracts; for the office."""

from collections.abc import Iterator
from fractions import Fraction

from sangaku_price.documents import cells
from sangaku_price.documents.cells import Block, Kind, Table, heading, paragraph, row, text
from sangaku_price.language.enums import Lang
from sangaku_price.language.numbers import yen
from sangaku_price.language.text import say
from sangaku_price.money import NEAREST, to_yen
from sangaku_price.negotiation import headings as said
from sangaku_price.negotiation.comparison import Comparison
from sangaku_price.negotiation.market import market


def size_blocks(comparison: Comparison, lang: Lang) -> Iterator[Block]:
    """Where each column stands among the published sizes; for the office."""
    if not comparison.office:
        return
    sizes = market()
    heads = (said.BAND, said.SHARE_OF_BAND, said.SHARE_ABOVE, said.TIMES_MEAN)
    rows = []
    for one in comparison.columns:
        total = one.quote.totals.total
        band = sizes.band_of(total)
        limits = f"{yen(band.least)} – {yen(band.most) if band.most else ''}"
        times = Fraction(to_yen(Fraction(100 * total, sizes.mean), NEAREST), 100)
        shares = (cells.rate_cell(band.share), cells.rate_cell(sizes.above(band)))
        rows.append(row((text(say(one.title, lang)), text(limits), *shares, cells.number_cell(times))))
    columns = (
        cells.Column(wraps=True),
        cells.Column(heading(heads[0], lang), named=True),
        *(cells.Column(heading(head, lang), Kind.RATE, named=True) for head in heads[1:]),
    )
    yield Table(columns, tuple(rows))
    doubt, mean_doubt = sizes.doubts
    told = {"year": sizes.year, "title": sizes.title, "mean_year": sizes.mean_year, "mean": yen(sizes.mean)}
    caveat = said.SIZE_CAVEAT.filled(**told, doubt=doubt, mean_doubt=mean_doubt)
    yield paragraph(caveat, lang)

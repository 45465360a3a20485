"""What is left of lines: the sums that bases are made of."""

from ruled import overhead_of
from sangaku_price.pricing.ledger import posted_of
from sangaku_price.pricing.nets import Nets


def line(ident, amount, period=None, reduces=None):
    (made,) = overhead_of({"id": "o", "amount": 1}).lines()
    return made._replace(id=ident, amount=amount, period=period, reduces=reduces)


def posted(*lines, by_year=(0, 0)):
    return posted_of(lines[0].reduces or lines[0].id, lines, by_year)


def test_what_is_taken_out_is_missing_in_its_period_and_its_year_also_where_no_line_stands():
    nets = Nets()
    nets.enter(posted(line("a", 100, "FY2026"), by_year=(100, 0)))
    nets.enter(posted(line("b", 7, "FY2026"), by_year=(7, 0)))
    nets.take("a", posted(line("o/a", -30, "FY2026", "a"), line("o/a", -5, "FY2027", "a"), by_year=(-30, -5)))
    net = nets.by_id["a"]
    assert (net.by_period, net.by_year) == ({"FY2026": 70, "FY2027": -5}, [70, -5])
    assert [(one.id, amount) for one, amount in net.left()] == [("a", 70)]
    assert nets.ids_of([net]) == ("a", "o/a")
    assert nets.ids_of(nets.by_id.values()) == ("a", "b", "o/a")

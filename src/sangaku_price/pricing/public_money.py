"""Public money (補助金等): what grants come to beside the company's cash, by fiscal year.

Formula: min(ratio × cash, ceiling) for each fiscal year, where cash is the price without tax, of `eligible` kinds alone
where the grant names some. Overhead inside: G × r/(1 + r). Rounding: down to 1 yen, once each.
Not modelled: budgets of a whole scheme, ceilings over all years, who applies.
"""

from collections.abc import Container, Iterator, Sequence
from fractions import Fraction

from sangaku_price.contract.public_money import GrantTable
from sangaku_price.language.messages import message, messages
from sangaku_price.language.numbers import yen
from sangaku_price.language.text import Text
from sangaku_price.money import to_yen
from sangaku_price.pricing.net_years import NetLine
from sangaku_price.quotation.beside import Grant, GrantYear, PublicMoney, PublicSums
from sangaku_price.quotation.values import Line, Note
from sangaku_price.rules.terms import Terms
from sangaku_price.toml.problems import BadFile, problem

MESSAGES = messages(
    {
        "grant-exceeded": Text(
            "公的資金が負担する項目は{used}円で、大学への補助等の額{grant}円を超えています。",
            "what public money bears comes to {used} yen, more than the grants of {grant} yen to the university",
        ),
        "scheme-unverified": Text(
            "制度「{name}」の数値は資料で確認できていません: {doubt}（{title}）",
            'the numbers of the scheme "{name}" were not read in a document: {doubt} ({title})',
        ),
        "scheme-doubt": Text("制度「{name}」: {doubt}（{title}）", 'scheme "{name}": {doubt} ({title})'),
    }
)


def public_money(
    terms: Terms, lines: Sequence[NetLine], years: Sequence[str], later: Container[str], borne: Sequence[Line]
) -> tuple[PublicMoney | None, tuple[Note, ...]]:
    """What the grants come to, of the planned years `later` apart; None where there are none.

    Raises BadFile where lines are borne by public money that is not there.
    """
    grants = tuple(_grant(table, lines, years, later) for table, _ in terms.contract.beside.grants)
    to_university = sum(one.amount for grant in grants for one in grant.years if grant.to == "university")
    used = {
        certainty: sum(line.amount for line in borne if line.borne_by == "grant" and line.certainty == certainty)
        for certainty in ("fixed", "planned")
    }
    if sum(used.values()) > to_university:
        asked = next(one for one in terms.contract.entries if one.entry.borne_by == "grant")
        said = {"used": yen(sum(used.values())), "grant": yen(to_university)}
        raise BadFile([problem("grant-exceeded", f"{asked.path}.borne-by", "grant", **said)])
    if not grants:
        return None, ()
    at = [i for i, year in enumerate(years) if year not in later]
    firm = _sums(grants, lines, years, at, used["fixed"])
    rest = [i for i, year in enumerate(years) if year in later]
    planned = _sums(grants, lines, years, rest, used["planned"]) if rest else None
    return PublicMoney(grants, *firm, planned), tuple(_notes(terms))


def _sums(
    grants: Sequence[Grant], lines: Sequence[NetLine], years: Sequence[str], at: Sequence[int], used: int
) -> PublicSums:
    """The project of some of the years; `used` is what lines use of it."""
    labels = {years[i] for i in at}
    cash = sum(line.by_year[i] for line in lines for i in at)
    granted = {
        to: sum(one.amount for grant in grants for one in grant.years if grant.to == to and one.year in labels)
        for to in ("university", "company")
    }
    to_university = granted["university"]
    return PublicSums(cash, to_university, cash + to_university, to_university - used, granted["company"])


def _grant(table: GrantTable, lines: Sequence[NetLine], years: Sequence[str], later: Container[str]) -> Grant:
    """One grant, year by year."""
    ratio, rate = table.ratio or Fraction(0), table.indirect_rate or Fraction(0)
    counted = [line for line in lines if table.eligible is None or line.kind in table.eligible]
    each = []
    for i, year in enumerate(years):
        cash = max(0, sum(line.by_year[i] for line in counted))
        exact = ratio * cash if table.ceiling is None else min(ratio * cash, Fraction(table.ceiling))
        amount = to_yen(exact)
        indirect = to_yen(amount * rate / (1 + rate))
        each.append(GrantYear(year, cash, amount, amount - indirect, indirect))
    firm = sum(one.amount for one in each if one.year not in later)
    planned = [one.amount for one in each if one.year in later]
    return Grant(table.name or "", table.to or "", ratio, tuple(each), firm, sum(planned) if planned else None)


def _notes(terms: Terms) -> Iterator[Note]:
    """What is not sure about the schemes that filled something in."""
    for number, (table, scheme) in enumerate(terms.contract.beside.grants, 1):
        if scheme is not None:
            code, level = ("scheme-doubt", "note") if scheme.verified else ("scheme-unverified", "warning")
            said = message(code, name=table.name or "", doubt=scheme.doubt, title=scheme.title)
            yield Note(code, level, said, f"grant.{number}.scheme")

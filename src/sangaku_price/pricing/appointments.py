"""What each cross-appointment leaves to whom: the university, the company, the researcher. For the office."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from sangaku_price.items.cross_appointment import CrossAppointment, divided, kept, parts_of
from sangaku_price.quotation.beside import Appointment
from sangaku_price.quotation.values import Line
from sangaku_price.rules.terms import Terms


def appointments(terms: Terms, lines: Sequence[Line]) -> tuple[Appointment, ...]:
    """One for each cross-appointment that a scenario keeps, in whole yen over its months."""
    return tuple(_each(terms, lines))


def _each(terms: Terms, lines: Sequence[Line]) -> Iterator[Appointment]:
    for asked in terms.contract.entries_of(CrossAppointment):
        found = [line for line in lines if line.id == asked.id]
        if found:
            exact = parts_of(asked.entry, Fraction(terms.months(asked.entry.fiscal_year)))
            paid = sum(line.amount for line in found)
            _, allowance = divided(paid, exact)
            keeps = kept(exact)
            yield Appointment(asked.id, asked.entry.who, asked.entry.effort, keeps, paid, allowance, keeps + paid)

"""The lines of a change: before, after, and how the difference came about; the same sums by section and period."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from sangaku_price.money import Yen, together
from sangaku_price.pricing.amended_words import exact_change
from sangaku_price.pricing.amending import Difference
from sangaku_price.pricing.amendment import AmendedRun
from sangaku_price.quotation.change import ChangeLine, Moved, TaxPart
from sangaku_price.quotation.values import Line


def moved_by(before: Mapping[str, Yen], after: Mapping[str, Yen]) -> Mapping[str, Moved]:
    """Sums before and after, by their names."""
    names = dict.fromkeys((*after, *before))
    return {name: Moved(before.get(name, together(0)), after.get(name, together(0))) for name in names}


def change_lines(run: AmendedRun, lines: Sequence[Line]) -> Iterator[ChangeLine]:
    """Every line of both quotes, in the new order, then those that are gone."""
    before = _sums({ident: one.lines for ident, one in run.amending.before.items()})
    later = {one.label for one in run.history.before.quote.periods if one.planned}
    still = {one.label for one in run.history.periods if run.terms.is_planned(one)}
    after: dict[str, list[Line]] = {}
    for line in lines:
        after.setdefault(line.id, []).append(line)
    old_names = {run.history.new_name(ident): ident for ident in run.history.states[-1].ledger.posted}
    for ident in (*after, *(one for one in before if one not in after)):
        group = after.get(ident) or run.amending.before[ident].lines
        by_period = moved_by(before.get(ident, {}), _sums({ident: group}).get(ident, {}) if ident in after else {})
        found = run.amending.differences.get(ident)
        line = group[0]._replace(certainty="fixed") if group[0].certainty == "planned" else group[0]
        made = _line(ident, old_names.get(ident), line, by_period, found)
        yield _firm(made, later, still) if later or still else made


def _firm(line: ChangeLine, later: Collection[str], still: Collection[str]) -> ChangeLine:
    """A line with its firm amounts, and what is planned beside them; `later` was planned, `still` is."""
    firm: dict[str, Moved] = {}
    planned_before = planned_after = 0
    for label, moved in line.by_period.items():
        firm[label] = Moved(
            together(0 if label in later else moved.before), together(0 if label in still else moved.after)
        )
        planned_before += moved.before if label in later else 0
        planned_after += moved.after if label in still else 0
    before, after = (together(*(getattr(one, key) for one in firm.values())) for key in ("before", "after"))
    return line._replace(
        before=before,
        after=after,
        difference=together(after, -before),
        by_period={label: one for label, one in firm.items() if any(one) or label not in {*later, *still}},
        planned=Moved(together(planned_before), together(planned_after)),
    )


def _sums(lines: Mapping[str, Sequence[Line]]) -> Mapping[str, Mapping[str, Yen]]:
    """Amounts by line and period; what is not of a period stands under an empty name."""
    found: dict[str, dict[str, Yen]] = {}
    for ident, group in lines.items():
        sums = found.setdefault(ident, {})
        for line in group:
            sums[line.period or ""] = together(sums.get(line.period or "", 0) + line.amount)
    return found


def _line(
    ident: str, old: str | None, line: Line, by_period: Mapping[str, Moved], found: Difference | None
) -> ChangeLine:
    before, after = (together(sum(getattr(one, key) for one in by_period.values())) for key in ("before", "after"))
    same = ChangeLine(
        id=ident,
        before_id=old,
        kind=line.kind,
        section=line.section,
        charged_as=line.charged_as,
        certainty=line.certainty,
        tax_category=line.tax_category,
        label=line.label,
        before=before,
        after=after,
        difference=together(after - before),
        by_period=by_period,
    )
    if found is None:
        return same
    return same._replace(
        taxed=_taxed(found),
        exact=exact_change(found.step),
        formula=found.template.formula,
        rounding=found.template.rounding,
        steps=(found.step,),
        sources=found.template.sources,
    )


def _taxed(found: Difference) -> tuple[TaxPart, ...]:
    """The rates of tax of a difference over all periods, in the order in which they are charged or given back."""
    sums: dict[object, TaxPart] = {}
    for parts in found.taxed.values():
        for part in parts:
            old = sums.get(part.rate)
            sums[part.rate] = TaxPart(part.rate, together(part.amount + (old.amount if old else 0)))
    return tuple(one for one in sums.values() if one.amount)

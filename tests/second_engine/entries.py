"""What each entry of a contract comes to, before it is divided."""

from fractions import Fraction

from second_engine.numbers import months_counted, rate_of, whole, year_of, years_between


def exact_of(table, entry, terms, of):
    """The exact price of an entry that has one line; `of` sums what its percentage is of."""
    if "amount" in entry:
        return Fraction(entry["amount"])
    if "percent" in entry:
        return rate_of(entry["percent"]) * of(entry["of"])
    match table:
        case "direct" if entry.get("category") == "guidance":
            hours = entry["hours"] if "hours" in entry else entry["quantity"]
            return Fraction(hours) * hourly(entry, terms, "hourly-rate" if "hours" in entry else "unit-price")
        case "direct":
            return Fraction(entry["quantity"]) * Fraction(entry["unit-price"])
        case "involvement":
            return _time(entry, terms) * Fraction(entry.get("multiplier", 1))
        case "cross-appointment":
            return _effort(entry, terms) * max(entry["base"], entry["assessed"])
        case _:  # backfill and management
            return Fraction(entry["hours"]) * Fraction(entry["hourly-rate"]) + entry.get("travel", 0)


def hourly(entry, terms, key="hourly-rate"):
    """Yen an hour: the entry's own, else the tariff's."""
    if key in entry:
        return Fraction(entry[key])
    rates = terms.rates["hourly"]
    yen = rates[entry["rank"]] if entry.get("rank") in rates else rates["any"]
    return terms.converted(Fraction(yen), terms.rates, entry.get("tax-category", terms.category), terms.span(entry)[1])


def hours_of(entry, terms):
    """The hours of a person; None where only a cost is told."""
    if "hours" in entry:
        return Fraction(entry["hours"])
    return Fraction(entry["annual-hours"]) * _effort(entry, terms) if "annual-hours" in entry else None


def _effort(entry, terms):
    months = entry["months"] if "months" in entry else months_counted(*terms.span(entry))
    return rate_of(entry["effort"]) * Fraction(months) / 12


def _time(entry, terms):
    if "annual-cost" in entry:
        return entry["annual-cost"] * _effort(entry, terms)
    return hours_of(entry, terms) * hourly(entry, terms)


def stay_of(entry, terms):
    """The first and the last day of a researcher's stay."""
    first, last = terms.span(entry)
    return max(first, entry.get("from", first)), min(last, entry.get("to", last))


def resident_fee(entry, terms):
    """The exact fee of all people, its rounding, its tax category, and the parts of one that is split."""
    people, category = entry.get("people", 1), entry.get("tax-category", terms.category)
    if "fee" in entry:
        return Fraction(people * entry["fee"]), ("down", 1), category, None
    rule, (first, last) = terms.resident, stay_of(entry, terms)
    category = entry.get("tax-category", rule.get("tax-category", terms.category))
    rounding = rule.get("rounding", {})
    mode, unit, split = rounding.get("mode", "down"), rounding.get("unit", 1), None
    if "unit-price" in rule:
        months = months_counted(first, last)
        times = {
            "month": Fraction(months),
            "year": Fraction(months, 12),
            "fiscal-year": Fraction(len(years_between(first, last))),
            "contract": Fraction(1),
        }[rule.get("per", "contract")]
        fee = Fraction(rule["unit-price"]) * times
    else:
        unit, steps = 1, _steps(rule, first, last)
        if all(isinstance(step, dict) for step in steps):
            split = tuple(sum(step[part] for step in steps) for part in ("direct", "indirect"))
        fee = sum(sum(step.values()) if isinstance(step, dict) else step for step in steps)
    return terms.converted(people * fee, rule, category, last), (mode, unit), category, split


def _steps(rule, first, last):
    """The steps that the months of a stay go through."""
    spans = years_between(first, last) if rule.get("counted") == "fiscal-year" else [(0, first, last)]
    steps = sorted((int(months), fee) for months, fee in rule["steps"].items())
    gone = []
    for _, begin, end in spans:
        months = months_counted(begin, end)
        while months > 0:
            part = min(months, rule["every"]) if "every" in rule else months
            gone.append(next(fee for upto, fee in steps if part <= upto))
            months -= part
    return gone


def certainty_of(table, entry, part=""):
    """How certain it is that an entry is paid."""
    if table not in {"use", "success"}:
        return "fixed"
    if entry.get("form") == "equity":
        return "in-kind"
    if table == "success" or entry.get("conditional") or {"probability", "after"} & entry.keys():
        return "conditional"
    return "running" if part == "royalty" else "fixed"


def use_parts(entry):
    """The parts of a use that are paid once, exactly."""
    for part, times in (
        ("upfront", None),
        ("option-fee", None),
        ("unit-fee", "units"),
        ("annual-fee", "years"),
        ("patent-cost", None),
    ):
        if part in entry:
            yield part, Fraction(entry[part]) * Fraction(entry[times] if times else 1)


def royalties(entry):
    """By fiscal year the royalty, and what it is expected to be where outcomes tell."""
    royalty = entry.get("royalty", {})
    outcomes = [(rate_of(one["probability"]), one["sales"]) for one in entry.get("outcome", [])]
    if not outcomes:
        sales = {int(year): sold for year, sold in royalty.get("sales", {}).items()}
        return {year: _owed(royalty, year, sold, min(sales)) for year, sold in sorted(sales.items())}, {}
    left = 1 - sum(chance for chance, _ in outcomes)
    outcomes += [(left, {})] if left else []
    years = sorted({int(year) for _, sales in outcomes for year in sales})
    paid = [{y: _owed(royalty, y, sales.get(str(y), 0), years[0]) for y in years} for _, sales in outcomes]
    expected = {y: sum(chance * one[y] for (chance, _), one in zip(outcomes, paid, strict=True)) for y in years}
    return max(paid, key=lambda one: sum(one.values())), expected


def _owed(royalty, year, sold, first):
    owed = rate_of(royalty["rate"]) * sold * rate_of(royalty.get("share", "100%"))
    least = royalty.get("minimum", 0) if year >= royalty.get("minimum-from", first) else 0
    return whole(max(owed, Fraction(least)) if royalty.get("creditable", True) else owed + least)


def due_year(entry):
    """The fiscal year in which something is due."""
    return year_of(entry["due"]) if "due" in entry else None

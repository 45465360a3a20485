"""A whole contract: its lines, its invoices, its figures."""

from dataclasses import replace
from fractions import Fraction

from second_engine.entries import (
    certainty_of,
    due_year,
    exact_of,
    resident_fee,
    royalties,
    stay_of,
    use_parts,
)
from second_engine.invoices import invoices
from second_engine.lines import CHARGES, SECTIONS, Line, in_of, smaller
from second_engine.numbers import divide, rate_of, whole
from second_engine.overheads import Overhead, charged
from second_engine.terms import Terms

TABLES = ("direct", "resident", "involvement", "contribution", "backfill", "cross-appointment")
TABLES += ("management", "use", "success")
COST = {"direct", "resident"}
KEPT = {
    "value-based": set(TABLES),
    "cost-accumulation": COST,
    "lump-sum": COST,
    "outcome-linked": COST | {"use", "success"},
}
"""The entries that an approach keeps; overheads are charged in all of them."""


class Work:
    """The pricing of one contract: everything is priced once, after what it is a percentage of."""

    def __init__(self, terms, approach):
        self.terms, self.ledger, self.done = terms, [], set()
        self.entries = {}
        for table in TABLES:
            for number, entry in enumerate(terms.raw.get(table, []), 1):
                self.entries[entry.get("id", f"{table}.{number}")] = (table, entry)
        self.kept = {ident: one for ident, one in self.entries.items() if one[0] in KEPT[approach]}
        self.overheads = {ident: (rule, entry) for ident, rule, entry in charged(terms)}

    def all_lines(self):
        """Every line but waivers."""
        for ident in (*self.kept, *self.overheads):
            self._price(ident)
        return self.ledger

    def _price(self, ident):
        if ident in self.done:
            return
        self.done.add(ident)
        if ident in self.overheads:
            self._price_overhead(ident)
        else:
            self._price_entry(ident, *self.kept[ident])

    def _price_overhead(self, ident):
        rule, entry = self.overheads[ident]
        names = list(rule.get("base", ()))
        if any("direct" in case["when"] for case in rule.get("case", [])):
            names.append("direct")
        for other, (table, one) in self.kept.items():
            as_direct = "direct" in names and self._charge(table, one) == "direct"
            if table != "success" and ({"total", other} & set(names) or as_direct or table in set(names) - {"direct"}):
                self._price(other)
        for earlier in self.overheads:
            if earlier == ident:
                break
            self._price(earlier)
        self.ledger += Overhead(ident, rule, entry, self.terms, self.ledger).lines()

    def _price_entry(self, ident, table, entry):
        if table == "backfill" and "backfill-cap" in self.terms.head:
            self._price_backfills()
            return
        for name in entry.get("of", ()):
            for other in self._named(name):
                self._price(other)
        if table == "use":
            self._price_use(ident, entry)
        elif table == "resident":
            exact, rounding, tax, split = resident_fee(entry, self.terms)
            self._post(ident, table, entry, exact, whole(exact, *rounding), tax=tax, split=split)
        else:
            exact = exact_of(table, entry, self.terms, self._of)
            tax = entry.get("tax-category", "out-of-scope") if table == "cross-appointment" else None
            self._post(ident, table, entry, exact, whole(exact), tax=tax)
            if "insurance-rate" in entry:
                insured = whole(exact) * rate_of(entry["insurance-rate"])
                self._post(ident, table, entry, insured, whole(insured), part="insurance", tax=tax)

    def _named(self, name):
        """What a name in `of` stands for."""
        if name in self.entries or name in self.overheads:
            return [name] if name in self.kept or name in self.overheads else []
        entries = [ident for ident, (table, _) in self.kept.items() if table == name]
        if name == "direct":
            return entries
        return entries + [ident for ident, (rule, _) in self.overheads.items() if rule.get("kind", "overhead") == name]

    def _of(self, names):
        return sum(line.amount for line in self.ledger if in_of(line, names))

    def _price_backfills(self):
        """All at once, and together within the cap."""
        asked = {ident: entry for ident, (table, entry) in self.kept.items() if table == "backfill"}
        for ident, (table, _) in self.kept.items():
            if table == "direct":
                self._price(ident)
        exact = [exact_of("backfill", entry, self.terms, self._of) for entry in asked.values()]
        amounts = [whole(one) for one in exact]
        limit = whole(self._of(["direct"]) * rate_of(self.terms.head["backfill-cap"]))
        if sum(amounts) > limit:
            amounts = divide(limit, amounts)
        for (ident, entry), one, amount in zip(asked.items(), exact, amounts, strict=True):
            self.done.add(ident)
            self._post(ident, "backfill", entry, one, amount)

    def _price_use(self, ident, entry):
        for part, exact in use_parts(entry):
            self._post(ident, "use", entry, exact, whole(exact), part=part)
        if "royalty" in entry:
            paid, expected = royalties(entry)
            if paid:
                certainty = certainty_of("use", entry, "royalty")
                line = self._line(f"{ident}/royalty", ident, "use", entry, certainty)
                line.by_period = {f"FY{year}": amount for year, amount in paid.items()}
                line.due = {f"FY{year}": year for year in paid}
                line.worth = {f"FY{year}": amount for year, amount in expected.items()}
                self.ledger.append(line)

    def _charge(self, table, entry):
        usual = self.terms.kinds.get(table, {}).get("charged-as", CHARGES.get(table, "separate"))
        return entry.get("charged-as", usual)

    def _line(self, ident, owner, table, entry, certainty):
        tax = entry.get("tax-category", self.terms.category)
        line = Line(ident, owner, table, SECTIONS[table], self._charge(table, entry), tax, {}, [], certainty)
        line.by_year = [0] * len(self.terms.years)
        return line

    def _post(self, ident, table, entry, exact, amount, *, part=None, tax=None, split=None):
        """A line of its own, divided over the months that it touches where it is certain."""
        terms = self.terms
        certainty = certainty_of(table, entry, part or "")
        line = self._line(f"{ident}/{part}" if part else ident, ident, table, entry, certainty)
        line.exact, line.split = exact, split
        line.tax = tax or line.tax
        if table == "direct":
            line.spent_on, line.recipient = entry.get("category", "other"), entry.get("recipient")
        if certainty == "fixed":
            by_period, by_year = terms.touched(*(stay_of(entry, terms) if table == "resident" else terms.span(entry)))
            amounts = divide(amount, by_period)
            labels = [label for label, _, _ in terms.periods]
            line.by_period = {
                label: one for label, one, months in zip(labels, amounts, by_period, strict=True) if months
            }
            line.by_year = divide(amount, by_year)
        else:
            line.by_period, line.due = {None: amount}, {None: due_year(entry)}
        self.ledger.append(line)


def _waived(terms, ledger):
    """The waivers of the lines that there are."""
    for number, waiver in enumerate(terms.raw.get("waiver", []), 1):
        name = waiver["line"]
        exact = [line for line in ledger if line.id == name]
        parts = exact or [line for line in ledger if line.owner == name and line.taken_from is None]
        for line in parts[:1]:
            magnitude = waiver.get("amount", 0)
            if "percent" in waiver:
                magnitude = whole(line.amount * rate_of(waiver["percent"]))
            amounts = line.by_period
            shares = divide(magnitude, list(amounts.values())) if any(amounts.values()) else [magnitude] * len(amounts)
            taken = {label: -share for label, share in zip(amounts, shares, strict=True)}
            yield smaller(line, waiver.get("id", f"waiver.{number}"), taken, terms, "waiver")


def _lump_sum(agreed, ledger, terms):
    """The line that makes what is certain the amount agreed."""
    amount = agreed - sum(line.amount for line in ledger if line.certainty == "fixed")
    months, _ = terms.touched(terms.first, terms.last)
    by_period = dict(zip([label for label, _, _ in terms.periods], divide(amount, months), strict=True))
    return Line("lump-sum", "lump-sum", "lump-sum", "agreed", "separate", terms.category, by_period, [])


def _chance(entries, ident):
    """How likely an entry is, with all that it comes after; None where nobody tells."""
    chance, here = Fraction(1), ident
    while here in entries:
        table, entry = entries[here]
        if table in {"use", "success"}:
            known = {"conditional", "after"} & {key for key in entry if entry[key]}
            sure = table == "use" and not known and (here != ident or entry.get("outcome"))
            if "probability" not in entry and not sure:
                return None
            chance *= rate_of(entry.get("probability", "100%"))
        here = entry.get("after")
    return chance


def _contingent(lines, work, terms):
    """The maximum of what is uncertain, what is expected of it, and what that is worth in the first year."""
    uncertain = [line for line in lines if line.certainty in {"conditional", "running"}]
    maximum = sum(line.amount for line in uncertain)
    expected, present, known, dated = Fraction(0), Fraction(0), True, "discount-rate" in terms.head
    for line in uncertain:
        chance = _chance(work.entries, line.owner)
        for label, amount in line.by_period.items():
            if chance is None:
                known = False
                continue
            worth, year = chance * line.worth.get(label, amount), line.due[label]
            expected += worth
            dated = dated and year is not None
            if dated:
                ahead = max(0, year - terms.years[0][0])
                present += worth / (1 + rate_of(terms.head["discount-rate"])) ** ahead
    return {
        "maximum": maximum,
        "expected": whole(expected, "nearest") if known else None,
        "present_value": whole(present, "nearest") if known and dated else None,
    }


def _added(each):
    """What is paid without tax, the tax, and both, of several invoices."""
    return {key: sum(one[key] for one in each) for key in ("subtotal", "tax", "total")}


def _by_name(each):
    """The invoices by every name that leads to one of them alone."""
    found = {}
    for label, payer, payment, one in each:
        parts = [part for part in (label, payer, payment) if part]
        for first in range(len(parts)):
            found.setdefault("/".join(parts[first:]), []).append(one)
    return {name: ones[0] for name, ones in found.items() if len(ones) == 1}


def of_company(raw, tariff):
    """A contract without what another than the company bears; and its tariff without the charges that another bears."""
    gone, kept = set(), dict(raw)
    for table in (*TABLES, "overhead"):
        for number, entry in enumerate(raw.get(table, []), 1):
            if entry.get("borne-by", "company") != "company":
                gone.add(entry.get("id", f"{table}.{number}"))
    if not gone:
        return raw, tariff
    for table in (*TABLES, "overhead"):
        named = [(one.get("id", f"{table}.{i}"), one) for i, one in enumerate(raw.get(table, []), 1)]
        kept[table] = [{**one, "id": ident} for ident, one in named if ident not in gone]
    kept["waiver"] = [one for one in raw.get("waiver", []) if one["line"].partition("/")[0] not in gone]
    if tariff is not None:
        tariff = {**tariff, "overhead": [rule for rule in tariff["overhead"] if rule["id"] not in gone]}
    return kept, tariff


def recomputed(raw, tariff, law, approach="value-based", agreed=None):
    """The lines and figures of a contract; `tariff` is its rules by table, or None."""
    raw, tariff = of_company(raw, tariff)
    terms = Terms(raw, tariff, law)
    work = Work(terms, approach)
    lines = list(work.all_lines())
    lines += list(_waived(terms, lines))
    if agreed is not None:
        lines.append(_lump_sum(agreed, lines, terms))
    each = list(invoices(lines, terms))
    periods = {label: _added([one[-1] for one in each if one[0] == label]) for label, _, _ in terms.periods}
    until = terms.head.get("firm-until")
    firm = [label for label, first, _ in terms.periods if until is None or first <= until]
    totals = _added([one for label, one in periods.items() if label in firm])
    if until is not None:
        totals["planned"] = _added([one for label, one in periods.items() if label not in firm])
    payers = dict.fromkeys(one[1] for one in each)
    totals["by_payer"] = {
        payer: _added([one[-1] for one in each if one[1] == payer and one[0] in firm]) for payer in payers if payer
    }
    fixed = [_firm(line, firm) for line in lines if line.certainty == "fixed"]
    totals["by_kind"] = _sums((line.kind, line.amount) for line in fixed)
    totals["by_section"] = _sums((line.section, line.amount) for line in fixed)
    totals["by_charge"] = _sums(one for line in fixed for one in line.charged())
    totals["contingent"] = _contingent(lines, work, terms)
    certain = totals["total" if terms.inclusive else "subtotal"]
    totals["maximum"] = certain + totals["contingent"]["maximum"]
    likely = totals["contingent"]["expected"]
    totals["expected"] = None if likely is None else certain + likely
    totals["in_kind"] = sum(line.amount for line in lines if line.certainty == "in-kind")
    return {"lines": lines, "periods": periods, "invoices": _by_name(each), "totals": totals}


def _firm(line, labels):
    """What a line is in the firm years."""
    return replace(line, by_period={label: amount for label, amount in line.by_period.items() if label in labels})


def _sums(parts):
    found = {}
    for name, amount in parts:
        found[name] = found.get(name, 0) + amount
    return found

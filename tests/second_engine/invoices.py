"""Who pays what when: payers, payments, and the tax on each invoice."""

from fractions import Fraction

from second_engine.numbers import divide, rate_of, whole


def invoices(lines, terms):
    """Every invoice in its order: period, payer, payment, and what is paid without tax, the tax, and both."""
    for label, _, last in terms.periods:
        owed = _owed([line for line in lines if line.certainty == "fixed"], terms.raw.get("payer", []), label)
        payments = [
            (one.get("id", f"payment.{number}"), one)
            for number, one in enumerate(terms.raw.get("payment", []), 1)
            if one.get("fiscal-year") is None or f"FY{one['fiscal-year']}" == label
        ]
        paid = _paid(owed, [one for _, one in payments]) if payments else {}
        for payer, mine in owed.items():
            if payer is None or any(mine.values()):
                for number, (payment, _) in enumerate(payments or [(None, None)]):
                    amounts = {tax: paid[payer, tax][number] for tax in mine} if payments else mine
                    yield label, payer, payment, _taxed(amounts, terms, last)


def _taxed(amounts, terms, last):
    rate = terms.tax_on(last)
    tax = whole(amounts.get("taxable", 0) * (rate / (1 + rate) if terms.inclusive else rate), terms.tax_mode)
    net = sum(amounts.values()) - (tax if terms.inclusive else 0)
    return {"subtotal": net, "tax": tax, "total": net + tax}


def _sums(lines, label):
    found = {}
    for line in lines:
        found[line.tax] = found.get(line.tax, 0) + line.by_period.get(label, 0)
    return found


def _owed(lines, payers, label):
    """By payer and tax category: its own lines, and its share of all others."""
    if not payers:
        return {None: _sums(lines, label)}
    names = [one.get("id", f"payer.{number}") for number, one in enumerate(payers, 1)]
    own = {ident: i for i, one in enumerate(payers) for ident in one.get("lines", ())}
    shared = _sums([line for line in lines if line.owner not in own], label)
    told = sum(rate_of(one.get("share", 0)) for one in payers)
    shares = [1 - told if one.get("rest") else rate_of(one.get("share", 0)) for one in payers]
    owed = {}
    for i, name in enumerate(names):
        owed[name] = _sums([line for line in lines if own.get(line.owner) == i], label)
        for tax, amount in shared.items():
            part = divide(amount, shares)[i] if amount else 0
            owed[name][tax] = owed[name].get(tax, 0) + part
    return owed


def _paid(owed, payments):
    """By payer and tax category, what each payment takes of it: amounts first, then shares of the whole and the rest."""
    cells = [(payer, tax) for payer, mine in owed.items() for tax in mine]
    whole_of = [owed[payer][tax] for payer, tax in cells]
    left, taken = list(whole_of), [[0] * len(payments) for _ in cells]
    for number, payment in enumerate(payments):
        if payment.get("amount"):
            for i, part in enumerate(divide(payment["amount"], left)):
                taken[i][number] = part
                left[i] -= part
    for i, remains in enumerate(left):
        parts = [whole_of[i] * rate_of(one.get("share", 0)) for one in payments]
        rest = remains - sum(parts)
        parts = [
            rest if one.get("rest") and rest * remains > 0 else part for one, part in zip(payments, parts, strict=True)
        ]
        if remains:
            weights = parts if any(parts) else [Fraction(bool(one.get("rest"))) for one in payments]
            for number, part in enumerate(divide(remains, weights)):
                taken[i][number] += part
    return dict(zip(cells, taken, strict=True))

"""Gates: a measure of a quote compared with the bounds of a policy. Pure; nothing is read here.

A denial gives the figure, the bound, the gap, and what would satisfy it. A measure that is not known because
something is missing is denied as well, and says what is missing: unknown is not zero.
"""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple, cast

from sangaku_price.assurance.policy import BOUNDS, MEASURES, RATES, Gate, Policy
from sangaku_price.contract.entry import Asked, Entry
from sangaku_price.items.involvement import Involvement
from sangaku_price.language.messages import message, messages
from sangaku_price.language.numbers import figure, percent, yen
from sangaku_price.language.phrases import counted, yen_words
from sangaku_price.language.text import Text, own
from sangaku_price.loading.files import Loaded
from sangaku_price.quotation.values import Note, Quote

MESSAGES = messages(
    {
        "gate-denied": Text(
            "{name}: {measure} {found} は {bound} を満たしません（差 {gap}）。",
            "{name}: {measure} is {found}, not {bound} (gap {gap})",
        ),
        "gate-unknown": Text(
            "{name}: {measure} が分かりません。足りないもの: {missing}。",
            "{name}: {measure} is not known; missing: {missing}",
        ),
        "gate-remedy": Text("{measure}を{bound}にすると満たします。", "– satisfied with {measure} {bound}"),
        "gate-remedy-entry": Text("{path} を{bound}にすると満たします。", "– satisfied with {path} {bound}"),
        "gate-remedy-share": Text(
            "{part}（いま{now}円）を{bound}にすると満たします（他の行がそのままなら）。",
            "– satisfied with {part} (now {now} yen) {bound}, the other lines as they are",
        ),
        "gate-reason": Text("理由: {reason}", "; reason: {reason}"),
        "gate-no-baseline": Text(
            "{name}: 比べる見積（--baseline）がないため判定していません。", "{name}: not tested without a --baseline"
        ),
    }
)


class Case(NamedTuple):
    """One priced contract, and the quote with which it is compared."""

    loaded: Loaded
    quote: Quote
    baseline: Quote | None = None


class Share(NamedTuple):
    """A part over a whole, in yen, and whether the part is counted in the whole."""

    part: int
    whole: int
    within: bool


class Measured(NamedTuple):
    """What a measure is; `value` is None where there is nothing to measure, or, with `missing`, where it is unknown."""

    value: Fraction | None
    path: str | None = None
    """Where in the contract file the figure comes from, if from one place."""
    share: Share | None = None
    missing: tuple[str, ...] = ()
    base: int | None = None
    """Of a change: the total of the baseline."""


def gate_notes(policy: Policy, case: Case) -> Iterator[Note]:
    """What the gates say of a quote: of level gate, warning, or, where they cannot be applied, note."""
    for gate in policy.gates:
        if not _applies(gate, case.quote):
            continue
        if gate.measure in {"change", "change-share"} and case.baseline is None:
            yield Note("gate-no-baseline", "note", message("gate-no-baseline", name=gate.name))
            continue
        found = measured(gate.measure, case)
        level = "gate" if gate.level == "deny" else "warning"
        if found.value is None:
            if found.missing:
                yield Note(_code(gate), level, _unknown(gate, found), found.path)
            continue
        for key, bound in gate.bounds().items():
            if not _holds(found.value, key, bound.value):
                yield Note(_code(gate), level, _denial(gate, found, key, bound.value), found.path)


def _code(gate: Gate) -> str:
    return f"gate/{gate.name}"


def _applies(gate: Gate, quote: Quote) -> bool:
    """Whether all facts hold; one that the contract does not tell does not."""
    told: Mapping[str, str | bool] = {**quote.contract.facts, "type": quote.contract.type}
    return all(told.get(key) in options for key, options in (gate.when or {}).items())


def _holds(value: Fraction, key: str, bound: Fraction) -> bool:
    return {"at-least": value >= bound, "above": value > bound, "at-most": value <= bound, "below": value < bound}[key]


# -- measures ----------------------------------------------------------------------------------------------------------


def measured(name: str, case: Case) -> Measured:
    """A measure of a quote by its name."""
    table, _, key = name.partition(".")
    totals = case.quote.totals
    sums = {"by-kind": totals.by_kind, "by-section": totals.by_section, "by-charge": totals.by_charge}
    if table in sums:
        return Measured(Fraction(sums[table][key]))
    return FIGURES[name](case)


def _plain(name: str) -> Callable[[Case], Measured]:
    """A figure of totals, or of its contingent money."""

    def found(case: Case) -> Measured:
        table, _, key = name.rpartition(".")
        totals = case.quote.totals
        value = getattr(totals.contingent if table else totals, key.replace("-", "_"))
        if value is not None:
            return Measured(Fraction(value))
        return Measured(None, missing=totals.contingent.missing or ("discount-rate | due",))

    return found


def _value_share(case: Case) -> Measured:
    share = case.quote.totals.value_share
    if share is None:
        return Measured(None)
    whole = sum(case.quote.totals.by_kind.values())
    return Measured(share, share=Share(int(share * whole), whole, within=True))


def _contingent_share(case: Case) -> Measured:
    """Conditional and running money at most, over that and the fixed lines."""
    part, whole = case.quote.totals.contingent.maximum, case.quote.totals.maximum
    return Measured(Fraction(part, whole), share=Share(part, whole, within=True)) if whole else Measured(None)


def _overhead_rate(case: Case) -> Measured:
    """Fixed lines of the section indirect over those of the section direct, both after waivers."""
    sums = case.quote.totals.by_section
    part, whole = sums["indirect"], sums["direct"]
    return Measured(Fraction(part, whole), share=Share(part, whole, within=False)) if whole else Measured(None)


def _lowest_hourly_rate(case: Case) -> Measured:
    """Of the people whose time is charged by the hour, with their multipliers."""
    charged = {line.id: line.unit_price for line in case.quote.lines if line.unit_price is not None}
    people = [asked for asked in case.loaded.contract.of("involvement") if asked.id in charged]
    return _extreme(min, {asked.path: charged[asked.id] * _multiplier(asked) for asked in people})


def _multiplier(asked: Asked[Entry]) -> Fraction:
    entry = cast("Involvement", asked.entry)
    return Fraction(1) if entry.multiplier is None else entry.multiplier


def _highest_effort(case: Case) -> Measured:
    """The efforts of each person added; a person without a name counts by the entry."""
    efforts: dict[str, Fraction] = {}
    places: dict[str, str] = {}
    for one in case.loaded.contract.of("involvement"):
        asked = cast("Asked[Involvement]", one)
        if asked.entry.effort is not None:
            who = asked.entry.who or asked.path
            efforts[who] = efforts.get(who, Fraction(0)) + asked.entry.effort
            places.setdefault(who, asked.path)
    return _extreme(max, {places[who]: effort for who, effort in efforts.items()})


def _extreme(choose: Callable[..., str], values: Mapping[str, Fraction]) -> Measured:
    if not values:
        return Measured(None)
    path = choose(values, key=lambda one: values[one])
    return Measured(values[path], path=path)


def _change(case: Case) -> Measured:
    before = _baseline(case).totals.total
    return Measured(Fraction(case.quote.totals.total - before), base=before)


def _change_share(case: Case) -> Measured:
    before = _baseline(case).totals.total
    if not before:
        return Measured(None)
    return Measured(Fraction(case.quote.totals.total - before, before), base=before)


def _baseline(case: Case) -> Quote:
    """The quote compared with; `gate_notes` has seen that there is one."""
    return cast("Quote", case.baseline)


PLAIN = ("subtotal", "tax", "total", "maximum", "expected", "in-kind")
CONTINGENT = ("contingent.maximum", "contingent.expected", "contingent.present-value")
FIGURES: Mapping[str, Callable[[Case], Measured]] = {
    **{name: _plain(name) for name in (*PLAIN, *CONTINGENT)},
    "value-share": _value_share,
    "contingent-share": _contingent_share,
    "overhead-rate": _overhead_rate,
    "lowest-hourly-rate": _lowest_hourly_rate,
    "highest-effort": _highest_effort,
    "change": _change,
    "change-share": _change_share,
}
"""How each measure is made; the sums by kind, section and charge are read as they stand."""


# -- what is said of a denial ------------------------------------------------------------------------------------------


def _denial(gate: Gate, found: Measured, key: str, bound: Fraction) -> Text:
    value = cast("Fraction", found.value)
    said = message(
        "gate-denied",
        name=gate.name,
        measure=MEASURES[gate.measure],
        found=_shown(gate.measure, value),
        bound=_bound_words(_shown(gate.measure, bound), key),
        gap=_shown(gate.measure, abs(value - bound)),
    )
    return _with(_with(said, _remedy(gate, found, key, bound)), _reason(gate))


def _unknown(gate: Gate, found: Measured) -> Text:
    missing = ", ".join(found.missing)
    said = message("gate-unknown", name=gate.name, measure=MEASURES[gate.measure], missing=missing)
    return _with(said, _reason(gate))


def _reason(gate: Gate) -> Text:
    return message("gate-reason", reason=gate.reason) if gate.reason else own("")


_TOGETHER = Text("{first}{more}", "{first} {more}")
_BOUND = Text("{limit}{side}", "{side} {limit}")


def _with(first: Text, more: Text) -> Text:
    return _TOGETHER.filled(first=first, more=more) if any(more) else first


def _shown(measure: str, value: Fraction) -> Text:
    if measure in RATES:
        return _percent(value)
    return counted(figure(value), "yen")


def _percent(rate: Fraction) -> Text:
    """A rate in per cent; one with more than four decimals to a hundredth of a per cent, and said so."""
    sign, written = "-" if rate < 0 else "", percent(abs(rate))
    if written.endswith("%") and len(written.partition(".")[2]) <= len("0000%"):
        return own(sign + written)
    hundredths = int(abs(rate) * 10_000 + Fraction(1, 2))
    about = sign + percent(Fraction(hundredths, 10_000))
    return Text("約{rate}", "about {rate}").filled(rate=about)


def _remedy(gate: Gate, found: Measured, key: str, bound: Fraction) -> Text:
    """What would satisfy the bound, in the unit in which it can be done."""
    if found.share is not None:
        return _remedy_of_share(gate, found.share, key, bound)
    limit = bound
    if found.base is not None:
        limit = found.base * (1 + bound) if gate.measure == "change-share" else found.base + bound
    if gate.measure == "highest-effort":
        words = _bound_words(_percent(bound), key)
        return message("gate-remedy-entry", path=found.path, bound=words)
    target = _whole(limit, key)
    words = _side(target, key)
    if found.path is not None:
        return message("gate-remedy-entry", path=found.path, bound=words)
    name = MEASURES["total" if found.base is not None else gate.measure]
    return message("gate-remedy", measure=name, bound=words)


def _remedy_of_share(gate: Gate, share: Share, key: str, bound: Fraction) -> Text:
    """The part that would make the share right, the other lines being as they are."""
    if share.within and bound >= 1:
        return own("")
    rest = share.whole - share.part
    limit = bound * rest / (1 - bound) if share.within else bound * share.whole
    target = _whole(limit, key)
    words = _side(target, key)
    return message("gate-remedy-share", part=_PARTS[gate.measure], now=yen(share.part), bound=words)


_PARTS: Mapping[str, Text] = {
    "value-share": Text("「知」の価値の行", "the value lines"),
    "contingent-share": Text("条件付・ランニングの行", "the contingent lines"),
    "overhead-rate": Text("間接経費の行", "the indirect lines"),
}


def _whole(limit: Fraction, key: str) -> int:
    """The nearest whole yen that keeps the bound."""
    down = limit.numerator // limit.denominator
    up = -(-limit.numerator // limit.denominator)
    match key:
        case "at-least":
            return up
        case "above":
            return down + 1
        case "at-most":
            return down
        case _:
            return up - 1


def _side(amount: int, key: str) -> Text:
    """An amount that is the last that keeps the bound."""
    return _bound_words(yen_words(amount), "at-least" if key in {"at-least", "above"} else "at-most")


def _bound_words(limit: Text, key: str) -> Text:
    """A bound in words: 1,000円以上."""
    return _BOUND.filled(limit=limit, side=BOUNDS[key])

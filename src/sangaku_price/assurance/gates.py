"""Gates: a measure of a quote compared with the bounds of a policy. Pure; nothing is read here.

A denial gives the figure, the bound, the gap, and what would satisfy it. A measure that is not known because
something is missing is denied as well, and says what is missing: unknown is not zero.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import cast

from sangaku_price.assurance.measures import DISCOUNT_OR_DUE, Case, Measured, Share, measured
from sangaku_price.assurance.moving import moving_key
from sangaku_price.assurance.policy import BOUNDS, MEASURES, RATES, Gate, Policy
from sangaku_price.documents.key_words import path_words
from sangaku_price.language.messages import message, messages
from sangaku_price.language.numbers import figure, percent, yen
from sangaku_price.language.phrases import by_name, counted, enumerated, noted, yen_words
from sangaku_price.language.text import Text, own
from sangaku_price.quotation.answers import answered, as_written, asked_in
from sangaku_price.quotation.line_labels import labels_of
from sangaku_price.quotation.values import Note, Quote

MESSAGES = messages(
    {
        "gate-denied": Text(
            "{name}: {measure}が{found}で、{bound}を満たしません（差 {gap}）。",
            "{name}: {measure} is {found}, not {bound} (gap {gap})",
        ),
        "gate-unknown": Text(
            "{name}: {measure}が分かりません。足りないもの: {missing}。",
            "{name}: {measure} is not known; missing: {missing}",
        ),
        "gate-remedy": Text("{measure}を{bound}にすると満たします。", "– satisfied with {measure} {bound}"),
        "gate-remedy-entry": Text("{path}を{bound}にすると満たします。", "– satisfied with {path} {bound}"),
        "gate-remedy-share": Text(
            "{part}（いま{now}円）を{bound}にすると満たします（他の行がそのままなら）。",
            "– satisfied with {part} (now {now} yen) {bound}, the other lines as they are",
        ),
        "gate-reason": Text("理由: {reason}", "; reason: {reason}"),
        "gate-undecided": Text(
            "{name}: [facts] に答えがなく判定できません。{facts}なら: {outcome}",
            "{name}: undecided, as [facts] does not tell it; with {facts}: {outcome}",
        ),
        "gate-would-hold": Text("満たします。", "satisfied"),
        "gate-no-baseline": Text(
            "{name}: 比べる見積（--baseline）がないため判定していません。", "{name}: not tested without a --baseline"
        ),
    }
)


_ANSWERED = Text("{words}（{written}）", "{written}")


def gate_notes(policy: Policy, case: Case) -> Iterator[Note]:
    """What the gates say of a quote: of level gate, warning, or, where they cannot be applied, note."""
    for gate in policy.gates:
        untold = _untold(gate, case.quote)
        if untold is None:
            continue
        if gate.measure in {"change", "change-share"} and case.baseline is None:
            yield Note("gate-no-baseline", "note", message("gate-no-baseline", name=gate.name))
            continue
        denials = tuple(_denials(gate, case))
        if untold:
            yield _undecided(gate, untold, denials, asked_in(case.quote.contract.facts))
        else:
            yield from denials


def _denials(gate: Gate, case: Case) -> Iterator[Note]:
    """What a gate says of a quote that it applies to, at the key that moves the figure."""
    found = measured(gate.measure, case)
    level = "gate" if gate.level == "deny" else "warning"
    if found.value is None:
        if found.missing:
            yield Note(_code(gate), level, _unknown(gate, found, case.quote), found.path)
        return
    place = found.path or moving_key(case.quote, gate.measure)
    for key, bound in gate.bounds().items():
        if not _holds(found.value, key, bound.value):
            yield Note(_code(gate), level, _denial(gate, found, key, bound.value, case.quote), place)


def _undecided(gate: Gate, untold: Sequence[str], denials: Sequence[Note], asked: Mapping[str, Text]) -> Note:
    """That a gate could not be decided for want of facts, and what it would say if they were so.

    A warning where it would deny; a note where it holds whatever the facts are.
    """
    facts = enumerated(_so(gate, name, asked) for name in untold)
    outcome = Text("；", "; ").join(one.message for one in denials) if denials else message("gate-would-hold")
    said = message("gate-undecided", name=gate.name, facts=facts, outcome=outcome)
    return Note("gate-undecided", "warning" if denials else "note", said)


def _so(gate: Gate, name: str, asked: Mapping[str, Text]) -> Text:
    """What a gate asks of a fact: in English as a file writes it, in Japanese in words with that behind them."""
    options = (gate.when or {})[name]
    return _ANSWERED.filled(words=answered(asked, name, options), written=as_written(name, options))


def _code(gate: Gate) -> str:
    return f"gate/{gate.name}"


def _untold(gate: Gate, quote: Quote) -> tuple[str, ...] | None:
    """The facts that a gate asks and the contract does not tell; None where one that is told rules the gate out."""
    told: Mapping[str, str | bool] = {**quote.contract.facts, "type": quote.contract.type}
    asked = gate.when or {}
    if any(key in told and told[key] not in options for key, options in asked.items()):
        return None
    return tuple(key for key in asked if key not in told)


def _holds(value: Fraction, key: str, bound: Fraction) -> bool:
    return {"at-least": value >= bound, "above": value > bound, "at-most": value <= bound, "below": value < bound}[key]


# -- what is said of a denial ------------------------------------------------------------------------------------------


def _denial(gate: Gate, found: Measured, key: str, bound: Fraction, quote: Quote) -> Text:
    value = cast("Fraction", found.value)
    said = message(
        "gate-denied",
        name=gate.name,
        measure=MEASURES[gate.measure],
        found=_shown(gate.measure, value),
        bound=_bound_words(_shown(gate.measure, bound), key),
        gap=_shown(gate.measure, abs(value - bound)),
    )
    return _with(_with(said, _remedy(gate, found, key, bound, quote)), _reason(gate))


def _unknown(gate: Gate, found: Measured, quote: Quote) -> Text:
    labels = {DISCOUNT_OR_DUE: Text("割引率または期日", DISCOUNT_OR_DUE), **labels_of(quote)}
    missing = enumerated(by_name(_with_key(labels.get(one, own(one)), one), one) for one in found.missing)
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


def _remedy(gate: Gate, found: Measured, key: str, bound: Fraction, quote: Quote) -> Text:
    """What would satisfy the bound, in the unit in which it can be done."""
    if found.share is not None:
        return _remedy_of_share(gate, found.share, key, bound)
    limit = bound
    if found.base is not None:
        limit = found.base * (1 + bound) if gate.measure == "change-share" else found.base + bound
    if gate.measure == "highest-effort":
        words = _bound_words(_percent(bound), key)
        return message("gate-remedy-entry", path=_place(found.path, quote), bound=words)
    target = _whole(limit, key)
    words = _side(target, key)
    if found.path is not None:
        return message("gate-remedy-entry", path=_place(found.path, quote), bound=words)
    name = MEASURES["total" if found.base is not None else gate.measure]
    return message("gate-remedy", measure=name, bound=words)


def _place(path: str | None, quote: Quote) -> Text:
    """An entry in words, in Japanese with the path that is typed behind it."""
    return by_name(_with_key(path_words(path or "", labels_of(quote)), path or ""), path or "")


def _with_key(words: Text, key: str) -> Text:
    """Words with the key that is typed behind them; the key alone where there are no others."""
    return words if key in words or key == DISCOUNT_OR_DUE else noted(words, own(key))


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

"""One company's view of a contract that several pay: its own lines, its share, its invoices; the total that all see.

What the others bear is not in it: no name, no share, no line that another takes whole, no invoice.
"""

from collections.abc import Iterator, Mapping, Sequence

from sangaku_price.documents.audience import for_company
from sangaku_price.language.messages import message, messages
from sangaku_price.language.refusals import NoAnswer
from sangaku_price.language.text import Text
from sangaku_price.money import Yen, together
from sangaku_price.quotation.change import Change, ChangeLine, Moved
from sangaku_price.quotation.derivation import Step
from sangaku_price.quotation.invoices import Payer
from sangaku_price.quotation.line_labels import labels_of_lines
from sangaku_price.quotation.values import Line, Note, Parties, Quote, Totals
from sangaku_price.toml.problems import listed, nearest

MESSAGES = messages(
    {
        "payer-none": Text("契約ファイルに [[payer]] がありません。", "the contract file has no [[payer]]"),
        "payer-unknown": Text("支払者「{name}」はありません。", 'no payer "{name}"'),
        "payer-unknown-near": Text(
            "支払者「{name}」はありません。「{near}」のことですか。", 'no payer "{name}"; did you mean "{near}"?'
        ),
    }
)


def for_payer(quote: Quote, name: str) -> Quote:
    """The quote as one of several payers may see it, by its id or its name. Raises LookupError where it is none."""
    payer = _payer(quote.contract, name)
    gone = quote.change.gone if quote.change else ()
    others = tuple(one for one in (*gone, *quote.contract.payers) if one is not payer)
    taken = {line for one in others for line in one.lines}
    shown = for_company(quote)
    hidden = taken | {line.id for line in shown.lines if _owner(line) & taken}
    lines = tuple(_seen(line, hidden) for line in shown.lines if line.id not in hidden)
    return shown._replace(
        company_net=None,  # an estimate for one company, not for one of several
        contract=_parties(shown.contract, payer, others),
        set={path: value for path, value in shown.set.items() if not _is_of(path, others, hidden)},
        lines=lines,
        invoices=tuple(one for one in shown.invoices if one.payer == payer.id),
        totals=_totals(shown.totals, payer, lines, whole=not hidden),
        notes=tuple(_notes(shown, others, hidden)),
        change=_change(shown.change, payer, taken, hidden),
        borne=tuple(_seen(line, hidden) for line in shown.borne),
        cost_shares=None if hidden else shown.cost_shares,
    )


def _payer(contract: Parties, name: str) -> Payer:
    by_name = {one.name: one for one in contract.payers} | {one.id: one for one in contract.payers}
    if not by_name:
        raise NoAnswer(message("payer-none"))
    if name not in by_name:
        near = nearest(name, by_name)
        code = "payer-unknown-near" if near else "payer-unknown"
        raise NoAnswer(message(code, name=name, near=near or ""), listed(one.id for one in contract.payers))
    return by_name[name]


def _owner(line: Line) -> set[str]:
    """By what names a payer may have taken a line: its own, its entry's; of what makes another smaller, the other's."""
    name = line.reduces or line.id
    return {name, name.partition("/")[0]}


def _seen(line: Line, hidden: set[str]) -> Line:
    """A line without the ids of lines that are not seen."""
    return line._replace(
        base=tuple(name for name in line.base if name not in hidden),
        steps=tuple(_step(step, hidden) for step in line.steps),
    )


def _step(step: Step, hidden: set[str]) -> Step:
    return step._replace(
        args=tuple(_step(arg, hidden) for arg in step.args),
        lines=tuple(name for name in step.lines if name not in hidden),
    )


def _parties(contract: Parties, payer: Payer, others: tuple[Payer, ...]) -> Parties:
    """The contract with this payer as the company; what is printed and names another is not printed."""
    document = {key: words for key, words in contract.document.items() if not any(one.name in words for one in others)}
    if "addressee" in contract.document:
        document.setdefault("addressee", payer.name)
    return contract._replace(company=payer.name, payers=(payer,), payer=payer.id, document=document)


def _is_of(path: str, others: tuple[Payer, ...], hidden: set[str]) -> bool:
    """Whether a value laid over the file is of another payer, or of a line that is not seen."""
    table, _, rest = path.partition(".")
    ids = {one.id.removeprefix("payer.") for one in others} if table == "payer" else hidden
    return any(f"{rest}.".startswith(f"{ident}.") or f"{path}.".startswith(f"{ident}.") for ident in ids)


def _totals(totals: Totals, payer: Payer, lines: tuple[Line, ...], *, whole: bool) -> Totals:
    """The contract's totals, which all see; sums by kind, section and charge of the lines that are seen."""
    mine = {payer.id: totals.by_payer[payer.id]}
    if whole:
        return totals._replace(by_payer=mine)
    fixed = [line for line in lines if line.certainty == "fixed"]
    return totals._replace(
        by_payer=mine,
        by_kind=_sums(totals.by_kind, ((line.kind, line.amount) for line in fixed)),
        by_section=_sums(totals.by_section, ((line.section, line.amount) for line in fixed)),
        by_charge=_sums(totals.by_charge, (part for line in fixed for part in line.charged())),
        value_share=None,
    )


def _change(change: Change | None, payer: Payer, taken: set[str], hidden: set[str]) -> Change | None:
    """What a change of the contract costs, without what others bear of it."""
    if change is None:
        return None
    lines = tuple(
        line._replace(steps=tuple(_step(step, hidden) for step in line.steps))
        for line in change.lines
        if not {line.id, line.id.partition("/")[0], line.before_id} & (taken | hidden)
    )
    mine = tuple(one for one in change.invoices if one.payer == payer.id)
    if len(lines) == len(change.lines):
        return change._replace(lines=lines, invoices=mine, gone=())
    return change._replace(
        lines=lines,
        invoices=mine,
        gone=(),
        by_section=_moved(change.by_section, [(line.section, line) for line in lines]),
        by_charge=_moved(change.by_charge, [(line.charged_as, line) for line in lines]),
    )


def _moved(names: Mapping[str, Moved], lines: Sequence[tuple[str, ChangeLine]]) -> Mapping[str, Moved]:
    """What sections or charges were and are, of the lines that are seen."""
    return {
        name: Moved(
            together(*(line.before for place, line in lines if place == name)),
            together(*(line.after for place, line in lines if place == name)),
        )
        for name in names
    }


def _sums(names: Mapping[str, Yen], amounts: Iterator[tuple[str, Yen]]) -> Mapping[str, Yen]:
    inside: dict[str, list[Yen]] = {name: [] for name in names}
    for name, amount in amounts:
        inside[name].append(amount)
    return {name: together(*each) for name, each in inside.items()}


def _notes(quote: Quote, others: tuple[Payer, ...], hidden: set[str]) -> Iterator[Note]:
    """What must be said, but for what is said of others and of what they bear."""
    theirs = {one.name for one in quote.invoices if one.payer in {other.id for other in others}}
    labels = labels_of_lines(quote.lines)
    seen = {word for ident, label in labels.items() if ident not in hidden for word in label}
    told = {one.name for one in others}
    told |= {word for ident in hidden for word in labels.get(ident, ()) if word not in seen}
    for note in quote.notes:
        path = note.path or ""
        names = {path, path.partition(".")[2], path.partition("/")[0]}
        named = any(name in words for name in told for words in note.message)
        if not named and not names & (hidden | theirs):
            yield note

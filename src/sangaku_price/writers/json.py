"""The JSON quote: the value itself, written and read by the same description of its shape.

Amounts are integers; rates, quantities and exact values are strings, so that nothing is lost; a message is one string,
Japanese, then on a line of its own English where it differs. Keys that this version does not know are not read.
"""

import json
from collections.abc import Mapping
from typing import Any

from sangaku_price.documents.headings import BILLINGS, LEVELS
from sangaku_price.language.enums import Lang
from sangaku_price.language.escaping import json_safe
from sangaku_price.language.labels import BASES, CERTAINTIES, CHARGES, KINDS, SECTIONS
from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.money import Mode, Rounding
from sangaku_price.quotation.derivation import Step
from sangaku_price.quotation.shape import (
    DAY,
    EXACT,
    FLAG,
    PAIR,
    PLAIN,
    SAYING,
    WHOLE,
    WORDS,
    YEN,
    Items,
    Later,
    Leaf,
    Maybe,
    Named,
    Shape,
    WrongShapeError,
    one_of,
)
from sangaku_price.quotation.values import (
    Beaten,
    Contingent,
    Invoice,
    Line,
    Note,
    Parties,
    PeriodSum,
    Quote,
    RuleUsed,
    Source,
    TariffUsed,
    TaxLine,
    Totals,
)
from sangaku_price.toml.problems import BadFile, Problem, problem

MESSAGES = messages(
    {
        "quote-no-json": Text("見積のJSONとして読めません。", "is no JSON quote"),
        "quote-version": Text(
            "この版が読める見積は schema_version = {version} だけです。",
            "this version reads quotes of schema_version {version} only",
        ),
        "quote-value": Text("見積のJSONのこの位置に置けない値です。", "not a value that a JSON quote has here"),
    }
)

SCHEMA_VERSION = 1
ENGINE = "sangaku-price"
CURRENCY = "JPY"
TAX_CATEGORIES = ("taxable", "export-exempt", "out-of-scope")
ARGS: Mapping[str, range] = {
    **dict.fromkeys(("value", "lines"), range(1)),
    **dict.fromkeys(("round", "share", "ceil"), range(1, 2)),
    **dict.fromkeys(("div", "sub"), range(2, 3)),
    **dict.fromkeys(("mul", "add", "max", "min"), range(1, 10_000)),
    **dict.fromkeys(("split", "parts"), range(10_000)),
}
"""How many arguments a step of each operation has."""


def _checked_step(op: str, **told: object) -> Step:
    """A step that the rest of the program can walk through."""
    step = Step(op, **told)  # type: ignore[arg-type] # the shape has read each field
    whole = step.op != "share" or (step.index in range(len(step.weights)) and sum(step.weights) > 0)
    if len(step.args) not in ARGS[op] or not whole or min(step.weights, default=0) < 0:
        raise ValueError
    return step


def _fact(found: object) -> str | bool:
    if not isinstance(found, str | bool):
        raise ValueError  # noqa: TRY004 - a wrong shape is a ValueError here
    return found


def _rounding(unit: int, mode: str) -> Rounding:
    if unit < 1:
        raise ValueError
    return Rounding(unit, Mode(mode))


def _made_with(found: object) -> str:
    match found:
        case {"name": name, "version": str() as version} if name == ENGINE:
            return version
        case _:
            raise ValueError


ROUNDING = Shape(Rounding, _rounding, unit=WHOLE, mode=one_of(tuple(Mode)))


def _grounded_line(**values: Any) -> Line:  # noqa: ANN401 - the fields of a line
    """A line; without a ground it cannot exist."""
    line = Line(**values)
    if not line.sources:
        raise ValueError
    return line


STEP: Shape[Step] = Shape(
    Step,
    _checked_step,
    sparse=True,
    op=one_of(ARGS),
    value=EXACT,
    unit=WORDS,
    name=Maybe(PAIR),
    key=Maybe(WORDS),
    lines=Items(WORDS),
    rounding=Maybe(ROUNDING),
    weights=Items(WHOLE),
    index=WHOLE,
    private=FLAG,
    args=Items(Later(lambda: STEP)),
)
SOURCE = Shape(Source, title=WORDS, article=Maybe(WORDS), href=Maybe(WORDS), key=Maybe(WORDS))
LINE = Shape(
    Line,
    _grounded_line,
    id=WORDS,
    kind=one_of(KINDS),
    section=one_of(SECTIONS),
    charged_as=one_of(CHARGES),
    certainty=one_of(CERTAINTIES),
    tax_category=one_of(TAX_CATEGORIES),
    period=Maybe(WORDS),
    due=Maybe(DAY),
    probability=Maybe(PLAIN),
    label=PAIR,
    quantity=Maybe(PLAIN),
    unit=Maybe(WORDS),
    unit_price=Maybe(WHOLE),
    amount=YEN,
    exact=Maybe(EXACT),
    formula=Maybe(SAYING),
    steps=Items(STEP),
    base=Items(WORDS),
    rate=Maybe(PLAIN),
    rounding=Maybe(ROUNDING),
    reduces=Maybe(WORDS),
    beaten=Items(Shape(Beaten, what=WORDS, why=SAYING)),
    sources=Items(SOURCE),
    private=FLAG,
    marks=Items(WORDS),
)
CONTRACT = Shape(
    Parties,
    title=Maybe(WORDS),
    university=Maybe(WORDS),
    company=Maybe(WORDS),
    principal=Maybe(WORDS),
    type=WORDS,
    type_name=PAIR,
    start=DAY,
    end=DAY,
    months=WHOLE,
    signed=Maybe(DAY),
    applied=Maybe(DAY),
    billing=one_of(BILLINGS),
    discount_rate=Maybe(PLAIN),
    backfill_cap=Maybe(PLAIN),
    tax_basis=one_of(BASES),
    tax_rounding=one_of(tuple(Mode)),
    facts=Named(Leaf(lambda fact: fact, _fact, {"type": ["string", "boolean"]})),
    document=Named(WORDS),
)
TARIFF = Shape(
    TariffUsed,
    id=WORDS,
    name=PAIR,
    checked=DAY,
    sha256=WORDS,
    rules=Items(Shape(RuleUsed, id=WORDS, since=Maybe(DAY), decided_by=WORDS)),
)
TOTALS = Shape(
    Totals,
    subtotal=YEN,
    tax=YEN,
    total=YEN,
    by_kind=Named(YEN, KINDS),
    by_section=Named(YEN, SECTIONS),
    by_charge=Named(YEN, CHARGES),
    value_share=Maybe(PLAIN),
    contingent=Shape(Contingent, maximum=YEN, expected=Maybe(YEN), present_value=Maybe(YEN), missing=Items(WORDS)),
    maximum=YEN,
    expected=Maybe(YEN),
    in_kind=YEN,
)
INVOICE = Shape(
    Invoice,
    label=WORDS,
    due=Maybe(DAY),
    payer=Maybe(WORDS),
    subtotal=YEN,
    tax=Items(Shape(TaxLine, rate=Maybe(PLAIN), base=YEN, amount=YEN)),
    total=YEN,
)
QUOTE = Shape(
    Quote,
    engine=Leaf(lambda version: {"name": ENGINE, "version": version}, _made_with),
    contract=CONTRACT,
    scenario=WORDS,
    set=Named(WORDS),
    spec_sha256=WORDS,
    tariff=Maybe(TARIFF),
    lines=Items(LINE),
    periods=Items(Shape(PeriodSum, label=WORDS, start=DAY, end=DAY, subtotal=YEN, tax=YEN, total=YEN)),
    invoices=Items(INVOICE),
    totals=TOTALS,
    notes=Items(Shape(Note, code=WORDS, level=one_of(LEVELS), message=SAYING, path=Maybe(WORDS))),
)
"""The keys of each object, in the order in which they are written."""


def to_json(quote: Quote) -> bytes:
    """The quote as JSON; control and direction characters stand as escapes."""
    told = dict(QUOTE.write(quote))
    engine = told.pop("engine")
    document = {"schema_version": SCHEMA_VERSION, "engine": engine, "currency": CURRENCY, **told}
    written = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    return json_safe(written).encode("utf-8", "backslashreplace")


def from_json(document: bytes) -> Quote:
    """The quote that a JSON document is, equal to the one that was written.

    Raises BadFile where it is no JSON, of another version, or of another shape.
    """
    try:
        return _read(document)
    except WrongShapeError as wrong:
        raise BadFile([_problem(wrong)]) from None
    except (ValueError, RecursionError):
        raise BadFile([problem("quote-no-json")]) from None


def render(quote: Quote, lang: Lang) -> bytes:  # noqa: ARG001 - every writer is asked in the same way
    """The quote as JSON, in which both languages stand."""
    return to_json(quote)


def parse_json(document: bytes) -> object:
    """The values of a JSON document in which no key stands twice. Raises BadFile where it is none."""
    try:
        return json.loads(document.decode("utf-8-sig"), object_pairs_hook=_each_key_once)
    except (ValueError, RecursionError):
        raise BadFile([problem("quote-no-json")]) from None


def _read(document: bytes) -> Quote:
    found = parse_json(document)
    if not isinstance(found, dict) or "schema_version" not in found:
        raise WrongShapeError("", missing="schema_version")
    for key, ours in (("schema_version", SCHEMA_VERSION), ("currency", CURRENCY)):
        if found.get(key) != ours or isinstance(found[key], bool):
            raise WrongShapeError(key, found.get(key, ""))
    return QUOTE.read(found, "")


def _each_key_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object; a key that stands twice could be read in two ways."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _problem(wrong: WrongShapeError) -> Problem:
    if wrong.missing:
        return problem("missing", wrong.path, key=wrong.missing)
    if wrong.path == "schema_version":
        return problem("quote-version", wrong.path, wrong.found, version=SCHEMA_VERSION)
    return problem("quote-value", wrong.path, wrong.found)
